"""The two SQL dialects: how a value, an object, a list and a cursor become JSON text on each engine."""

from planner.dialects.base import Dialect
from planner.dialects.postgresql import PostgreSQL
from planner.dialects.sqlite import SQLite

__all__ = ["Dialect", "PostgreSQL", "SQLite"]
