"""A schema of the tests' own, with tables on both engines: every kind of column, null and not; relations into an interface and a union."""
