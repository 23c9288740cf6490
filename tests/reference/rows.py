"""Every row of a database, loaded once by plain SELECTs, as one engine-independent value per column."""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg

from models.database import is_postgres, sqlite_path
from tests.reference.vocabulary import Asker, Row, Vocabulary


@dataclass(frozen=True)
class Store:
    """The rows of one database, by type."""

    words: Vocabulary
    rows: Mapping[str, list[Row]]
    beside: Mapping[str, list[Row]] = field(default_factory=dict)
    """Rows of the tables that are no types, by table."""
    by_key: dict[str, dict[str, Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for type_name, rows in self.rows.items():
            self.by_key[type_name] = {row[self.words.key_of(type_name)]: row for row in rows}

    def id_of(self, row: Row) -> str:
        """Return a row's ID."""
        return f"{row['__typename']}:{row[self.words.key_of(row['__typename'])]}"

    def has_rows(self, asker: Asker, type_name: str) -> bool:
        """Return whether any row of the type can be the asker's."""
        return asker.role in self.words.scopes[type_name]

    def sees(self, asker: Asker, row: Row) -> bool:
        """Return whether a row is in the asker's scope."""
        columns = self.words.scopes[row["__typename"]].get(asker.role or "")
        return columns is not None and all(row[column] == asker.own[key] for column, key in columns.items())


async def load(url: str, words: Vocabulary) -> Store:
    """Read all rows of the bound tables, and of those beside them."""
    names = [*words.tables.values(), *words.beside]
    if is_postgres(url):
        connection = await asyncpg.connect(url)
        read = {table: await connection.fetch(f"SELECT * FROM {table}") for table in names}
        await connection.close()
    else:
        with closing(sqlite3.connect(sqlite_path(url))) as database:
            database.row_factory = sqlite3.Row
            read = {table: database.execute(f"SELECT * FROM {table}").fetchall() for table in names}
    rows = {type_name: [_row(words, type_name, row) for row in read[table]] for type_name, table in words.tables.items()}
    beside = {table: [_row(words, table, row) for row in read[table]] for table in words.beside}
    for coordinate, secret in words.secrets.items():
        held = {row["id"]: secret.read(row) for row in beside[secret.table]}
        type_name = coordinate.partition(".")[0]
        rows[type_name] = [{**row, secret.column: held[row[secret.tie]]} for row in rows[type_name]]
    return Store(words, rows, beside)


def _row(words: Vocabulary, type_name: str, row: Any) -> Row:
    return {"__typename": type_name, **{column: _value(words, column, row[column]) for column in row.keys()}}  # noqa: SIM118 - a row is no dict


def _value(words: Vocabulary, column: str, value: Any) -> Any:
    if value is None:
        return None
    match words.kinds.get(column):
        case "moment":
            return _moment(datetime.fromisoformat(value) if isinstance(value, str) else value)
        case "day":
            return date.fromisoformat(value) if isinstance(value, str) else value
        case "truth":
            return bool(value)
        case "decimal":
            return abs(Decimal(value)) if Decimal(value) == 0 else Decimal(value)
        case "json":
            return json.loads(value)
    return str(value) if isinstance(value, UUID) else value


def _moment(value: datetime) -> datetime:
    """Return a moment in UTC. The driver of PostgreSQL gives the first and the last one without their zone."""
    return value.astimezone(UTC) if value.tzinfo is not None else value.replace(tzinfo=UTC)
