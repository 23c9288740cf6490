"""Filters, orders, cursors, IDs and pages over plain rows."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from graphql import GraphQLField, get_named_type

from tests.reference.rows import TABLES, Row, key_of
from tests.reference.words import DEFAULT_ORDERS, LONGEST_LIST, LONGEST_PAGE, column_of, foreign_key, ordered_field

UUID_FORM: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Refused(Exception):
    """Arguments that no list can answer: BAD_USER_INPUT."""


def id_of(row: Row) -> str:
    """Return a row's ID."""
    return f"{row['__typename']}:{row[key_of(row['__typename'])]}"


def read_id(text: str, expected: str | None = None) -> tuple[str, str]:
    """Return the type and key an ID names, in the one spelling there is. Raises Refused."""
    type_name, _, key = text.partition(":")
    has_form = bool(key) and "\x00" not in key if type_name == "Province" else bool(UUID_FORM.fullmatch(key))
    if type_name not in TABLES or not has_form or (expected is not None and type_name != expected):
        raise Refused
    return type_name, key


class Listing:
    """One connection's arguments, checked. Raises Refused where they cannot be answered."""

    def __init__(self, field: GraphQLField, target: str, arguments: Mapping[str, Any]) -> None:
        self.target = target
        self.first = arguments["first"]
        if not 1 <= self.first <= LONGEST_PAGE:
            raise Refused
        self.conditions = [
            self._condition(name, operator, operand)
            for name, operators in (arguments.get("filter") or {}).items()
            for operator, operand in (operators or {}).items()
        ]
        default = DEFAULT_ORDERS[target]
        order = arguments.get("orderBy") or {"field": default[0], "direction": default[1]}
        order_type: Any = get_named_type(field.args["orderBy"].type)
        self.by = column_of(target, ordered_field(get_named_type(order_type.fields["field"].type).name, order["field"]))
        self.is_descending = order["direction"] == "DESC"
        self.tag = ("-" if self.is_descending else "") + order["field"]
        self.after = None if arguments.get("after") is None else self._read_cursor(arguments["after"])

    def _condition(self, name: str, operator: str, operand: Any) -> tuple[str, str, Any]:
        if operand is None or (operator == "in" and len(operand) > LONGEST_LIST):
            raise Refused
        if name in {"province", "school", "department", "graduate", "employer"}:
            type_name = name.capitalize()
            keys = [read_id(text, type_name)[1] for text in (operand if operator == "in" else [operand])]
            return foreign_key(type_name), operator, keys if operator == "in" else keys[0]
        if any("\x00" in text for text in (operand if operator == "in" else [operand]) if isinstance(text, str)):
            raise Refused
        return column_of(self.target, name), operator, _moment(operand) if name.endswith("At") and operator != "isNull" else operand

    def _read_cursor(self, text: str) -> tuple[Any, str]:
        """Return the order's value and the key that a cursor names. Raises Refused for a cursor of another list or order."""
        try:
            tag, value, key = json.loads(bytes.fromhex(text))
        except (ValueError, TypeError):
            raise Refused from None
        if tag != self.tag or (key_of(self.target) == "id" and not UUID_FORM.fullmatch(str(key))):
            raise Refused
        return _moment(value) if self.by == "created_at" else value, key

    def matching(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows that satisfy the filter, in order, wherever the page begins."""
        found = [row for row in rows if all(_holds(row[column], operator, operand) for column, operator, operand in self.conditions)]
        return sorted(found, key=self._place, reverse=self.is_descending)

    def _place(self, row: Row) -> tuple[Any, str]:
        return row[self.by], row[key_of(self.target)]

    def _cursor(self, row: Row) -> str:
        value, key = self._place(row)
        parts = [self.tag, value.isoformat() if isinstance(value, datetime) else value, key]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode().hex()

    def connection(self, rows: Iterable[Row]) -> dict[str, Any]:
        """Return the connection over all rows in scope."""
        whole = self.matching(rows)
        rest = whole
        if self.after is not None:
            rest = [row for row in whole if (self._place(row) < self.after if self.is_descending else self._place(row) > self.after)]
        page = rest[: self.first]
        cursors = [self._cursor(row) for row in page]
        return {
            "edges": [{"node": row, "cursor": cursor} for row, cursor in zip(page, cursors, strict=True)],
            "pageInfo": {
                "hasNextPage": len(rest) > self.first,
                "hasPreviousPage": self.after is not None,
                "startCursor": cursors[0] if cursors else None,
                "endCursor": cursors[-1] if cursors else None,
            },
            "totalCount": len(whole),
        }


def _moment(text: str) -> datetime:
    """Return a moment in UTC. Raises Refused without an offset, or before the first or after the last day there is."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise Refused
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise Refused from None


def _holds(value: Any, operator: str, operand: Any) -> bool:
    """Compare as the database does by code point; null satisfies nothing but isNull."""
    if operator == "isNull":
        return (value is None) is operand
    if value is None:
        return False
    match operator:
        case "eq":
            return bool(value == operand)
        case "in":
            return value in operand
        case "prefix":
            return str(value).startswith(operand)
        case "gte":
            return bool(value >= operand)
        case "lt":
            return bool(value < operand)
    raise AssertionError(f"the reference has no operator {operator}")
