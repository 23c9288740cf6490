"""Keyset cursors: hex of the JSON array [order, value, ..., key]. A cursor carries its order and is refused under another."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import orjson

from planner.bindings import ColumnOf, Kind
from planner.errors import BadUserInput
from planner.ids import is_storable

REFUSED: Final = "This cursor is not one of this list and order."
DECIMAL: Final = re.compile(r"-?\d+(?:\.(\d+))?")


def order_tag(terms: Sequence[tuple[str, bool]]) -> str:
    """Return how a cursor names its order: the enum's values, each with a minus where it descends."""
    return ",".join(f"-{name}" if is_descending else name for name, is_descending in terms)


def decode(cursor: str, tag: str, columns: Sequence[ColumnOf]) -> tuple[object, ...]:
    """Return the values a cursor stands for, in the columns' types: those of the order, then the key. Raises BadUserInput."""
    try:
        parts = orjson.loads(bytes.fromhex(cursor))
    except ValueError:
        raise BadUserInput(REFUSED) from None
    if not isinstance(parts, list) or len(parts) != len(columns) + 1 or parts[0] != tag:
        raise BadUserInput(REFUSED)
    return tuple(
        None if value is None and column.is_nullable else typed(value, column) for value, column in zip(parts[1:], columns, strict=True)
    )


def typed(value: Any, column: ColumnOf) -> object:
    """Return a JSON value of a cursor in the column's Python type. Raises BadUserInput where it has another."""
    try:
        match column.kind:
            case Kind.INT if type(value) is int and -(2**31) <= value < 2**31:
                return value
            case Kind.BOOL if isinstance(value, bool):
                return value
            case Kind.TEXT if isinstance(value, str) and is_storable(value):
                return value
            case Kind.UUID if isinstance(value, str) and str(UUID(value)) == value:
                return UUID(value)
            case Kind.DATE if isinstance(value, str):
                return date.fromisoformat(value)
            case Kind.TIMESTAMP if isinstance(value, str) and (moment := datetime.fromisoformat(value)).tzinfo is not None:
                # In UTC, as it is stored: SQLite compares moments as texts.
                return moment.astimezone(UTC)
            case Kind.DECIMAL if isinstance(value, str):
                return _decimal(value, column)
    except (ValueError, OverflowError):
        pass
    raise BadUserInput(REFUSED)


def _decimal(text: str, column: ColumnOf) -> Decimal:
    """Return a decimal that is written as the column writes it. Raises ValueError."""
    match = DECIMAL.fullmatch(text)
    digits = text.lstrip("-").replace(".", "").lstrip("0")
    if match is None or len(match[1] or "") != column.places or len(digits) > column.digits:
        raise ValueError(text)
    return Decimal(text)
