"""Many rows at once: COPY or a prepared INSERT, and statements over whole sets, written as PostgreSQL reads them, on either engine."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connection
from tortoise.models import Model

from models.database import CONNECTION

_MARK: Final = re.compile(r"\$([0-9]+)")


def columns_of_table(table: type[Model], *, but: Collection[str] = ()) -> tuple[str, ...]:
    """Return the columns of a table, in one order, without some. A foreign key's is there once the tables are initialised."""
    return tuple(sorted(column for column in table._meta.fields_db_projection.values() if column not in but))


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
        await self._connection.execute_many(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", [stored(row) for row in rows])


def writer_over(connection: BaseDBAsyncClient) -> Writer:
    """Return the writer of the connection's engine; what it writes is part of the transaction that the connection is in."""
    return CopyWriter(connection) if _is_postgres(connection) else InsertWriter(connection)


def writer() -> Writer:
    """Return a writer within the transaction in hand."""
    return writer_over(get_connection(CONNECTION))


async def run(statement: str, *values: object) -> None:
    """Run a statement with `$1`, `$2` … within the transaction in hand. Raises the ORM's integrity errors."""
    connection = get_connection(CONNECTION)
    await connection.execute_query(*_spoken(connection, statement, values))


async def fetch(statement: str, *values: object) -> Sequence[Mapping[str, Any]]:
    """Return the rows of a query with `$1`, `$2` …, within the transaction in hand where there is one."""
    connection = get_connection(CONNECTION)
    return await connection.execute_query_dict(*_spoken(connection, statement, values))


def _spoken(connection: BaseDBAsyncClient, statement: str, values: Sequence[object]) -> tuple[str, list[object]]:
    if _is_postgres(connection):
        return statement, list(values)
    return _MARK.sub(r"?\1", statement), stored(values)


def _is_postgres(connection: BaseDBAsyncClient) -> bool:
    return connection.capabilities.dialect == "postgres"


_STORED_AS: Final[Mapping[type, Callable[..., object]]] = {
    UUID: str,
    bool: int,
    datetime: lambda moment: moment.isoformat(" "),
    date: date.isoformat,
}
"""The types that SQLite does not store by itself, in the form in which Tortoise reads them back."""


def stored(row: Iterable[object]) -> list[object]:
    """Return values as SQLite stores them."""
    return [convert(value) if (convert := _STORED_AS.get(type(value))) else value for value in row]
