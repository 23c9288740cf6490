"""Tests of the tables: what the database itself refuses, and that it is what the models say."""
