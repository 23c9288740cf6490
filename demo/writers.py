"""How many rows at once reach a table: COPY on PostgreSQL, a prepared INSERT on SQLite. Both write inside the caller's transaction."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final, Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from models.database import is_postgres

_SQLITE_CACHE_KIB: Final = 128 * 1024
"""Memory for pages of the file: a dozen indexes are written at once, and the usual 2 MiB hold too little of them (a quarter slower)."""


class Writer(Protocol):
    """Writes rows of one table."""

    async def write(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Add the rows, whose values stand in the order of the columns. Raises the driver's integrity errors."""


class CopyWriter:
    """PostgreSQL's binary COPY, which takes Python values as they are."""

    def __init__(self, connection: BaseDBAsyncClient) -> None:
        self._connection = connection

    async def write(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        async with self._connection.acquire_connection() as driver:
            await driver.copy_records_to_table(table, records=rows, columns=columns)


class InsertWriter:
    """SQLite's executemany, with values as Tortoise stores them."""

    def __init__(self, connection: BaseDBAsyncClient) -> None:
        self._connection = connection

    async def write(self, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        marks = ", ".join("?" * len(columns))
        await self._connection.execute_many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", [_stored(row) for row in rows])


async def writer_for(url: str, connection: BaseDBAsyncClient) -> Writer:
    """Return the writer of the URL's engine over an open transaction, made ready for many rows.

    On PostgreSQL a second load waits here until the first has ended; SQLite's transactions exclude each other when they begin.
    """
    if is_postgres(url):
        await connection.execute_query("LOCK TABLE database_mark IN EXCLUSIVE MODE")
        return CopyWriter(connection)
    await connection.execute_query(f"PRAGMA cache_size = -{_SQLITE_CACHE_KIB}")
    return InsertWriter(connection)


_STORED_AS: Final[Mapping[type, Callable[..., object]]] = {
    UUID: str,
    bool: int,
    datetime: lambda moment: moment.isoformat(" "),
    date: date.isoformat,
}
"""The types that SQLite does not store by itself, in the form in which Tortoise reads them back."""


def _stored(row: Iterable[object]) -> list[object]:
    return [convert(value) if (convert := _STORED_AS.get(type(value))) else value for value in row]
