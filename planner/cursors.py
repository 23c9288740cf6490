"""Keyset cursors: hex of the JSON array [order, value, key]. A cursor carries its order and is refused under another."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import orjson

from planner.bindings import ColumnOf, Kind
from planner.errors import BadUserInput

REFUSED: Final = "This cursor is not one of this list and order."


def order_tag(order: str, descending: bool) -> str:
    """Return how a cursor names its order: the enum's value, with a minus where it descends."""
    return f"-{order}" if descending else order


def decode(cursor: str, tag: str, column: ColumnOf, key: ColumnOf) -> tuple[object, object]:
    """Return the order value and key a cursor stands for, in the columns' types. Raises BadUserInput."""
    try:
        parts = orjson.loads(bytes.fromhex(cursor))
    except ValueError:
        raise BadUserInput(REFUSED) from None
    if not isinstance(parts, list) or len(parts) != 3 or parts[0] != tag:
        raise BadUserInput(REFUSED)
    return typed(parts[1], column.kind), typed(parts[2], key.kind)


def typed(value: Any, kind: Kind) -> object:
    """Return a JSON value of a cursor in the column's Python type. Raises BadUserInput where it has another."""
    try:
        match kind:
            case Kind.INT if type(value) is int and abs(value) < 2**31:
                return value
            case Kind.TEXT if isinstance(value, str) and "\x00" not in value:
                return value
            case Kind.UUID if isinstance(value, str) and str(UUID(value)) == value:
                return UUID(value)
            case Kind.DATE if isinstance(value, str):
                return date.fromisoformat(value)
            case Kind.TIMESTAMP if isinstance(value, str) and (moment := datetime.fromisoformat(value)).tzinfo is not None:
                # In UTC, as it is stored: SQLite compares moments as texts.
                return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadUserInput(REFUSED)
