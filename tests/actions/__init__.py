"""Actions, tried on real engines: what they write, what they refuse, and that a refusal leaves no trace."""
