"""The tables, as each engine declares them."""

from collections.abc import Mapping
from typing import Any, Final

from models.database import CONNECTION, is_postgres, tortoise_config
from tests.planner.kinds.models import APP

COLUMNS: Final[Mapping[str, Mapping[str, str]]] = {
    "holder": {"code": "text primary key", "name": "text", "since": "day?"},
    "thing": {
        "id": "uuid primary key",
        "province_code": "text",
        "school_id": "uuid",
        "holder_id": "text?",
        "name": "text",
        "nickname": "text?",
        "secret": "text?",
        "number": "int",
        "maybe_number": "int?",
        "truth": "truth",
        "maybe_truth": "truth?",
        "moment": "moment",
        "maybe_moment": "moment?",
        "day": "day",
        "maybe_day": "day?",
        "price": "decimal(12,2)",
        "maybe_price": "decimal(18,6)?",
        "whole": "decimal(5,0)",
        "rank": "int",
        "maybe_rank": "int?",
        "mood": "text",
        "maybe_mood": "text?",
        "data": "json",
        "maybe_data": "json?",
        "kind": "text?",
        "key": "text?",
    },
    "note": {
        "id": "uuid primary key",
        "province_code": "text",
        "school_id": "uuid",
        "thing_id": "uuid",
        "name": "text",
        "about_kind": "text",
        "about_id": "uuid",
    },
}
POSTGRES: Final = {"text": 'text COLLATE "C"', "truth": "boolean", "moment": "timestamptz", "day": "date", "json": "jsonb"}
SQLITE: Final = {"int": "integer", "truth": "integer"}


def declared(column: str, url: str) -> str:
    """Return a column's type as the engine in hand declares it; a question mark lets it be null."""
    type_, _, key = column.partition(" ")
    kind = type_.removesuffix("?")
    name = POSTGRES.get(kind, kind) if is_postgres(url) else SQLITE.get(kind, "text")
    return f"{name} {key} {'' if type_.endswith('?') else 'not null'}"


def statements(url: str) -> str:
    """Return what makes the tables."""
    end = "" if is_postgres(url) else " strict"
    return ";".join(
        f"create table {table} ({', '.join(f'{name} {declared(column, url)}' for name, column in columns.items())}){end}"
        for table, columns in COLUMNS.items()
    )


def config(url: str) -> dict[str, Any]:
    """Return Tortoise's configuration of these models over a database."""
    apps = {APP: {"models": ["tests.planner.kinds.models"], "default_connection": CONNECTION}}
    return {**tortoise_config(url), "apps": apps}
