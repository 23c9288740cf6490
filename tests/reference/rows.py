"""Every row of a database, loaded once by plain SELECTs, as one engine-independent value per column."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from models.database import is_postgres, sqlite_path

Row = Mapping[str, Any]
"""Values by column, and the GraphQL type under `__typename`: text, int, bool, None, an aware datetime; UUIDs as text."""

TABLES: Final[Mapping[str, str]] = {
    "Account": "account",
    "Province": "province",
    "School": "school",
    "Department": "department",
    "Graduate": "graduate",
    "Agreement": "agreement",
    "Review": "review",
    "Employer": "employer",
    "EmployerRegistration": "employer",
    "FeatureSwitch": "feature_switch",
    "AgreementTypeSetting": "agreement_type_setting",
    "SchoolSetup": "school_setup",
    "SchoolSigningStatistics": "signing_counters",
}
"""GraphQL type -> table."""

MOMENTS: Final = frozenset({"created_at", "updated_at", "reply_deadline"})
TRUTHS: Final = frozenset(
    {"is_passed", "is_graduate_disclosed", "is_vocational", "is_enabled", "is_activated", "accepts_archive", "solves_hukou"}
)


def key_of(type_name: str) -> str:
    """Return the key column of a type's table."""
    return "code" if type_name == "Province" else "id"


@dataclass(frozen=True)
class Store:
    """The rows of one database, by type."""

    rows: Mapping[str, list[Row]]
    by_key: dict[str, dict[str, Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for type_name, rows in self.rows.items():
            self.by_key[type_name] = {row[key_of(type_name)]: row for row in rows}


async def load(url: str) -> Store:
    """Read all rows of the bound tables."""
    if is_postgres(url):
        connection = await asyncpg.connect(url)
        tables = {type_name: await connection.fetch(f"SELECT * FROM {table}") for type_name, table in TABLES.items()}
        await connection.close()
    else:
        with closing(sqlite3.connect(sqlite_path(url))) as database:
            database.row_factory = sqlite3.Row
            tables = {type_name: database.execute(f"SELECT * FROM {table}").fetchall() for type_name, table in TABLES.items()}
    return Store({type_name: [_row(type_name, row) for row in rows] for type_name, rows in tables.items()})


def _row(type_name: str, row: Any) -> Row:
    return {"__typename": type_name, **{column: _value(column, row[column]) for column in row.keys()}}  # noqa: SIM118 - a row is no dict


def _value(column: str, value: Any) -> Any:
    if column in MOMENTS and value is not None:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)
    if column in TRUTHS:
        return None if value is None else bool(value)
    return str(value) if isinstance(value, UUID) else value
