"""Contents and how they are looked through: what is taken, what is refused, what is kept, on real disks and in real processes."""
