"""How many rows at once reach a table: the bulk writer of the engine, made ready for as many as a demonstration has."""

from typing import Final

from tortoise.backends.base.client import BaseDBAsyncClient

from models.bulk import Writer, writer_over
from models.database import is_postgres

_SQLITE_CACHE_KIB: Final = 128 * 1024
"""Memory for pages of the file: a dozen indexes are written at once, and the usual 2 MiB hold too little of them (a quarter slower)."""


async def writer_for(url: str, connection: BaseDBAsyncClient) -> Writer:
    """Return the writer of the URL's engine over an open transaction, made ready for many rows.

    On PostgreSQL a second load waits here until the first has ended; SQLite's transactions exclude each other when they begin.
    """
    if is_postgres(url):
        await connection.execute_query("LOCK TABLE database_mark IN EXCLUSIVE MODE")
    else:
        await connection.execute_query(f"PRAGMA cache_size = -{_SQLITE_CACHE_KIB}")
    return writer_over(connection)
