"""The versions of the database, in order; each is kept by hand and never changed once released."""
