"""Filters, orders, cursors, IDs and pages over plain rows."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cmp_to_key
from typing import Any, Final, Protocol

from graphql import GraphQLEnumType, GraphQLField, GraphQLInputObjectType, GraphQLNamedType, get_named_type

from tests.reference.vocabulary import (
    DEEPEST_FILTER,
    DEPTH_OF_RELATION,
    LARGEST_FILTER,
    LONGEST_LIST,
    LONGEST_ORDER,
    LONGEST_PAGE,
    Row,
    Standing,
    Vocabulary,
)

UUID_FORM: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class Refused(Exception):
    """Arguments that no list can answer: BAD_USER_INPUT."""


def read_id(words: Vocabulary, text: str, expected: str | None = None) -> tuple[str, str]:
    """Return the type and key an ID names, in the one spelling there is. Raises Refused."""
    type_name, _, key = text.partition(":")
    has_form = bool(key) and "\x00" not in key if type_name in words.keys else bool(UUID_FORM.fullmatch(key))
    if type_name not in words.tables or not has_form or (expected is not None and type_name != expected):
        raise Refused
    return type_name, key


class Sight(Protocol):
    """What whoever asks sees beside a row."""

    def one(self, source: Row, coordinate: str, target: str) -> Row | None:
        """Return what a to-one relation shows."""

    def stands(self, standing: Standing, value: Any) -> bool:
        """Return whether a value is among those of some rows beside."""


class Filter:
    """One filter, checked: a predicate of rows. Raises Refused where nothing can satisfy or fail it."""

    def __init__(self, words: Vocabulary, type_: GraphQLInputObjectType, target: str, given: Mapping[str, Any]) -> None:
        self.words = words
        self.target = target
        self.size = 0
        self._holds = self._read(type_, given, 0)

    def holds(self, row: Row, sight: "Sight") -> bool:
        """Return whether a row satisfies the filter, as far as whoever asks sees what it compares."""
        return bool(self._holds(row, sight))

    def _count(self) -> None:
        self.size += 1
        if self.size > LARGEST_FILTER:
            raise Refused

    def _read(self, type_: GraphQLInputObjectType, given: Mapping[str, Any], depth: int) -> Any:
        if depth > DEEPEST_FILTER:
            raise Refused
        parts = []
        for name, value in given.items():
            if value is None:
                continue
            if name in {"and", "or", "not"}:
                inner = [self._inner(type_, each, depth) for each in ([value] if name == "not" else value)]
                parts.append({"and": _all, "or": _any, "not": _not}[name](inner))
            elif f"{self.target}.{name}" in self.words.follows:
                parts.append(self._followed(get_named_type(type_.fields[name].type), name, value, depth))
            else:
                comparison: Any = get_named_type(type_.fields[name].type)
                parts += [self._comparison(comparison, name, operator, operand) for operator, operand in value.items()]
        return _all(parts)

    def _inner(self, type_: GraphQLInputObjectType, given: Mapping[str, Any], depth: int) -> Any:
        self._count()
        return self._read(type_, given, depth + 1)

    def _followed(self, type_: Any, name: str, given: Mapping[str, Any], depth: int) -> Any:
        """Return whether a row leads to one that whoever asks sees through it, and that satisfies a filter of its own."""
        self._count()
        field, parent = self.words.follows[f"{self.target}.{name}"], self.target
        self.target = target = field[0].upper() + field[1:]
        inner = self._read(type_, given, depth + DEPTH_OF_RELATION)
        self.target = parent

        def holds(row: Row, sight: "Sight") -> bool:
            found = sight.one(row, f"{parent}.{field}", target)
            return found is not None and bool(inner(found, sight))

        return holds

    def _comparison(self, type_: GraphQLInputObjectType, name: str, operator: str, operand: Any) -> Any:
        self._count()
        if operand is None or (operator == "in" and len(operand) > LONGEST_LIST):
            raise Refused
        named = get_named_type(type_.fields[operator].type)
        is_relation = name in _places(self.words)
        column = self.words.foreign_key(name[0].upper() + name[1:]) if is_relation else self.words.asked_of(self.target, name)
        if operator == "in":
            operand = [self._operand(named, name, column, each) for each in operand]
        elif operator != "isNull":
            operand = self._operand(named, name, column, operand)
        coordinate = f"{self.target}.{name}"
        if standing := self.words.standing.get(coordinate):
            return lambda row, sight: sight.stands(standing, row[column]) is operand
        if turns := self.words.turns.get(coordinate):
            words = frozenset().union(*(turns[each] for each in (operand if operator == "in" else [operand])))
            return lambda row, _sight: row[column] in words
        return lambda row, _sight: _holds(row[column], operator, operand)

    def _operand(self, type_: GraphQLNamedType, name: str, column: str, value: Any) -> Any:
        if speaks_of := self.words.speaks_of.get(f"{self.target}.{name}"):
            type_name, key = read_id(self.words, value)
            if type_name not in speaks_of.targets.values():
                raise Refused
            return key
        if type_.name == "ID":
            return read_id(self.words, value, name[0].upper() + name[1:])[1]
        if isinstance(type_, GraphQLEnumType):
            stored = {word: held for held, word in self.words.words.get(column, {}).items()}
            return stored.get(value, value)
        match type_.name:
            case "DateTime":
                return moment_of(value)
            case "Date":
                return date.fromisoformat(value)
            case "Decimal":
                return self._decimal(value, column)
        if isinstance(value, str) and "\x00" in value:
            raise Refused
        secret = self.words.secrets.get(f"{self.target}.{name}")
        return secret.typed(value) if secret else value

    def _decimal(self, value: Any, column: str) -> Decimal:
        """Return a decimal that the column could hold. Raises Refused."""
        number = Decimal(str(value))
        if not number.is_finite():
            raise Refused
        shifted = number.scaleb(self.words.places[column])
        if shifted != shifted.to_integral_value() or abs(shifted) >= 10 ** self.words.digits[column]:
            raise Refused
        return number


def _places(words: Vocabulary) -> set[str]:
    """Return the fields of filters that ask where a relation leads."""
    return {name[0].lower() + name[1:] for name in words.tables}


def _all(parts: Sequence[Any]) -> Any:
    return lambda row, sight: all(part(row, sight) for part in parts)


def _any(parts: Sequence[Any]) -> Any:
    return lambda row, sight: any(part(row, sight) for part in parts)


def _not(parts: Sequence[Any]) -> Any:
    return lambda row, sight: not parts[0](row, sight)


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
        case "gt":
            return bool(value > operand)
        case "lte":
            return bool(value <= operand)
        case "lt":
            return bool(value < operand)
    raise AssertionError(f"the reference has no operator {operator}")


class Listing:
    """One connection's arguments, checked. Raises Refused where they cannot be answered."""

    def __init__(self, words: Vocabulary, field: GraphQLField, target: str, arguments: Mapping[str, Any]) -> None:
        self.words = words
        self.target = target
        self.first, self.last = arguments.get("first"), arguments.get("last")
        counts = [count for count in (self.first, self.last) if count is not None]
        if len(counts) != 1 or not 1 <= counts[0] <= LONGEST_PAGE:
            raise Refused
        chosen: Any = get_named_type(field.args["filter"].type) if "filter" in field.args else None
        self.filter = Filter(words, chosen, target, arguments.get("filter") or {}) if chosen is not None else None
        self._read_order(field, arguments.get("orderBy"))
        self.after = self._read_cursor(arguments.get("after"))
        self.before = self._read_cursor(arguments.get("before"))

    def _read_order(self, field: GraphQLField, order_by: Sequence[Mapping[str, Any]] | None) -> None:
        type_: Any = get_named_type(field.args["orderBy"].type)
        enum = get_named_type(type_.fields["field"].type).name
        default = self.words.default_orders[self.target]
        terms = [(term["field"], term["direction"]) for term in order_by or ()] or [default]
        if len(terms) > LONGEST_ORDER or len({name for name, _ in terms}) < len(terms):
            raise Refused
        self.tag = ",".join(("-" if direction == "DESC" else "") + name for name, direction in terms)
        self.by = [
            *((self.words.column_of(self.target, self.words.ordered_field(enum, name)), direction == "DESC") for name, direction in terms),
            (self.words.key_of(self.target), terms[-1][1] == "DESC"),
        ]

    def _read_cursor(self, text: str | None) -> list[Any] | None:
        """Return the values that a cursor names. Raises Refused for a cursor of another list or order."""
        if text is None:
            return None
        try:
            tag, *values = json.loads(bytes.fromhex(text))
        except (ValueError, TypeError):
            raise Refused from None
        if tag != self.tag or len(values) != len(self.by):
            raise Refused
        return [self._value(column, value) for (column, _), value in zip(self.by, values, strict=True)]

    def _value(self, column: str, value: Any) -> Any:
        """Return one value of a cursor as rows have it. Raises Refused where it is none of the column's."""
        if value is None and column in self.words.nullable:
            return None
        kind = self.words.kinds.get(column)
        try:
            match kind:
                case "number" if type(value) is int:
                    return value
                case "truth" if isinstance(value, bool):
                    return value
                case "moment" if isinstance(value, str):
                    return moment_of(value)
                case "day" if isinstance(value, str):
                    return date.fromisoformat(value)
                case "decimal" if isinstance(value, str):
                    return Decimal(value)
                case None if isinstance(value, str) and (column != "id" or UUID_FORM.fullmatch(value)):
                    return value
        except (ValueError, ArithmeticError):
            pass
        raise Refused

    def _compare(self, one: Sequence[Any], other: Sequence[Any]) -> int:
        """Return whether a row comes before (-1), at (0) or behind (1) another; null is larger than everything."""
        for mine, theirs, (_, is_descending) in zip(one, other, self.by, strict=True):
            if mine == theirs:
                continue
            is_smaller = theirs is None or (mine is not None and mine < theirs)
            return -1 if is_smaller is not is_descending else 1
        return 0

    def _place(self, row: Row) -> list[Any]:
        return [row[column] for column, _ in self.by]

    def _cursor(self, row: Row) -> str:
        shown = [self._shown(column, value) for (column, _), value in zip(self.by, self._place(row), strict=True)]
        return json.dumps([self.tag, *shown], ensure_ascii=False, separators=(",", ":")).encode().hex()

    def _shown(self, column: str, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value:.{self.words.places[column]}f}"
        return value.isoformat() if isinstance(value, date) else value

    def connection(self, rows: Iterable[Row], sight: Sight) -> dict[str, Any]:
        """Return the connection over all rows in scope."""
        ordered = cmp_to_key(self._compare)
        found = [row for row in rows if self.filter is None or self.filter.holds(row, sight)]
        whole = sorted(found, key=lambda row: ordered(self._place(row)))
        between = [
            row
            for row in whole
            if (self.after is None or self._compare(self._place(row), self.after) > 0)
            and (self.before is None or self._compare(self._place(row), self.before) < 0)
        ]
        page = between[: self.first] if self.first is not None else between[-(self.last or 0) :]
        is_cut = len(page) < len(between)
        cursors = [self._cursor(row) for row in page]
        return {
            "edges": [{"node": row, "cursor": cursor} for row, cursor in zip(page, cursors, strict=True)],
            "pageInfo": {
                "hasNextPage": is_cut if self.first is not None else self.before is not None,
                "hasPreviousPage": is_cut if self.last is not None else self.after is not None,
                "startCursor": cursors[0] if cursors else None,
                "endCursor": cursors[-1] if cursors else None,
            },
            "totalCount": len(whole),
        }


def moment_of(text: str) -> datetime:
    """Return a moment in UTC. Raises Refused without an offset, or before the first or after the last day there is."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise Refused
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise Refused from None
