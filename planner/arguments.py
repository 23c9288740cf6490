"""What a field's coerced arguments ask for, split in two: the shape (part of the plan) and the values (parameters)."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

from planner import cursors
from planner.bindings import Aggregate, ColumnOf, Entity, FilterColumn, Kind, Page
from planner.errors import BadUserInput
from planner.ids import parse_id_of

MAX_PAGE: Final = 100
MAX_LIST: Final = 100
"""The longest list an `in` filter takes."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a filter, without its value: column and operator (`eq in gte gt lt lte prefix prefix_end isNull`)."""

    column: ColumnOf
    operator: str
    is_null: bool = False
    """What `isNull` asks for; it has no value, so it is part of the shape."""


@dataclass(frozen=True, slots=True)
class PageShape:
    """What of a page's arguments decides its SQL."""

    conditions: tuple[Condition, ...]
    order: str
    descending: bool
    has_cursor: bool


@dataclass(frozen=True, slots=True)
class AggregateShape:
    """Which columns an aggregate's rows are chosen by."""

    conditions: tuple[Condition, ...]


Values = Mapping[Hashable, object]
"""Parameter values of one site: condition numbers, and the names `first`, `cursor_value`, `cursor_key`."""


def read_page(page: Page, target: Entity, entities: Mapping[str, Entity], arguments: Mapping[str, Any]) -> tuple[PageShape, Values]:
    """Return the shape and values of a connection's arguments.

    Raises BadUserInput for `first` outside 1-100, a cursor of another list or order, and what no filter can mean.
    """
    first = arguments.get("first")
    if not isinstance(first, int) or not 1 <= first <= MAX_PAGE:
        raise BadUserInput(f"first must be between 1 and {MAX_PAGE}.")
    conditions, values = read_filter(page.filters, target, entities, arguments.get("filter"))
    order, descending = read_order(page, arguments.get("orderBy"))
    given: dict[Hashable, object] = {**values, "first": first}
    after = arguments.get("after")
    if after is not None:
        column = target.column(page.orders[order])
        given["cursor_value"], given["cursor_key"] = cursors.decode(after, cursors.order_tag(order, descending), column, target.table.key)
    return PageShape(conditions, order, descending, after is not None), given


def read_aggregate(
    aggregate: Aggregate, target: Entity, entities: Mapping[str, Entity], arguments: Mapping[str, Any]
) -> tuple[AggregateShape, Values]:
    """Return the shape and values of an aggregate's arguments. Raises BadUserInput where exclusive ones meet."""
    given = {name: value for name, value in arguments.items() if value is not None}
    if sum(name in given for name in aggregate.exclusive) > 1:
        raise BadUserInput(f"Give at most one of {', '.join(aggregate.exclusive)}.")
    conditions: list[Condition] = []
    values: dict[Hashable, object] = {}
    for name, value in given.items():
        bound = aggregate.equals[name]
        values[len(conditions)] = plain(value, bound, target.column(bound.attribute), entities)
        conditions.append(Condition(target.column(bound.attribute), "eq"))
    return AggregateShape(tuple(conditions)), values


def read_order(page: Page, order_by: Mapping[str, Any] | None) -> tuple[str, bool]:
    """Return the order's enum value and whether it descends; the page's default where the client gives none."""
    if order_by is None:
        return page.default_order
    return name_of(order_by["field"]), name_of(order_by["direction"]) == "DESC"


def read_filter(
    filters: Mapping[str, FilterColumn], target: Entity, entities: Mapping[str, Entity], given: Mapping[str, Any] | None
) -> tuple[tuple[Condition, ...], Values]:
    """Return a filter's comparisons, all of which must hold, and their values by number. Raises BadUserInput."""
    conditions: list[Condition] = []
    values: dict[Hashable, object] = {}
    for name, operators in (given or {}).items():
        bound = filters[name]
        for operator, value in (operators or {}).items():
            for condition, plain_value in compare(bound, target.column(bound.attribute), entities, operator, value):
                values[len(conditions)] = plain_value
                conditions.append(condition)
    return tuple(conditions), values


def compare(
    bound: FilterColumn, column: ColumnOf, entities: Mapping[str, Entity], operator: str, value: Any
) -> Iterator[tuple[Condition, object]]:
    """Yield the comparisons one operator of a filter stands for, with their values. Raises BadUserInput for null."""
    if value is None:
        raise BadUserInput("A filter compares with a value; use isNull to ask for null.")
    if operator == "isNull":
        yield Condition(column, "isNull", bool(value)), None
    elif operator == "in":
        if len(value) > MAX_LIST:
            raise BadUserInput(f"in takes at most {MAX_LIST} values.")
        yield Condition(column, "in"), [plain(item, bound, column, entities) for item in value]
    elif operator == "prefix":
        prefix = str(plain(value, bound, column, entities))
        yield Condition(column, "gte"), prefix
        if (end := after_prefix(prefix)) is not None:
            yield Condition(column, "lt"), end
    else:
        yield Condition(column, operator), plain(value, bound, column, entities)


def plain(value: Any, bound: FilterColumn, column: ColumnOf, entities: Mapping[str, Entity]) -> object:
    """Return a coerced GraphQL value as the column's Python value. Raises BadUserInput."""
    if bound.node is not None:
        return parse_id_of(str(value), bound.node, entities)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str) and "\x00" in value:
        raise BadUserInput("Text cannot hold U+0000.")
    if column.kind is Kind.TIMESTAMP and isinstance(value, datetime):
        if value.tzinfo is None:
            raise BadUserInput("A moment needs its offset from UTC.")
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise BadUserInput("This moment lies outside the calendar.") from None
    return value


def after_prefix(prefix: str) -> str | None:
    """Return the first text, by code point, past all that start with the prefix; None where there is no such text."""
    for at in range(len(prefix) - 1, -1, -1):
        point = ord(prefix[at]) + 1
        if point == 0xD800:
            point = 0xE000
        if point <= 0x10FFFF:
            return prefix[:at] + chr(point)
    return None


def name_of(value: Any) -> str:
    """Return an enum argument's name, whether graphql-core coerced it to a Python enum or left its name."""
    return value.name if isinstance(value, Enum) else str(value)
