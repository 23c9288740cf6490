"""Writes: one function is one use case is one transaction, decided by `rules`, and it leaves either everything or nothing."""
