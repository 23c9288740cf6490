"""The printed schema and what its build refuses."""
