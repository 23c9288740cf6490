"""What a field's coerced arguments ask for, split in two: the shape (part of the plan) and the values (parameters)."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from planner import cursors
from planner.bindings import Aggregate, Breakdown, ColumnOf, Entity, Groups, Page
from planner.errors import BadUserInput
from planner.filters import All, Condition, FilterReader, plain
from planner.ids import parse_id
from planner.limits import MAX_ORDER_TERMS, MAX_PAGE


@dataclass(frozen=True, slots=True)
class OrderTerm:
    """One term of an order: the enum's value, the column it stands for, and which way it goes."""

    name: str
    column: ColumnOf
    is_descending: bool


Nulls = tuple[bool, ...]
"""Which values of a cursor are null: a comparison with null is written in another way."""


@dataclass(frozen=True, slots=True)
class PageShape:
    """What of a page's arguments decides its SQL."""

    filter: All
    order: tuple[OrderTerm, ...]
    is_backward: bool
    after: Nulls | None
    before: Nulls | None
    longest: int
    """How many rows a page of the kind may have, whatever this one has."""

    @property
    def is_descending(self) -> bool:
        """Which way the key goes that breaks ties: as the last term does."""
        return self.order[-1].is_descending


@dataclass(frozen=True, slots=True)
class AggregateShape:
    """Which columns an aggregate's rows, or those that are counted, are chosen by."""

    filter: All


Values = Mapping[Hashable, object]
"""Parameter values of one site: the numbers of conditions, `size`, and (`after` or `before`, place in the cursor)."""


def read_page(
    page: Page, target: Entity, entities: Mapping[str, Entity], arguments: Mapping[str, Any], longest: int = MAX_PAGE
) -> tuple[PageShape, Values]:
    """Return the shape and values of a connection's arguments.

    Raises BadUserInput unless exactly one of `first` and `last` is given, from 1 to `longest`, and for an order that names a field
    twice, a cursor of another list or order, and what no filter can mean.
    """
    is_backward, size = read_size(arguments.get("first"), arguments.get("last"), longest)
    reader = FilterReader(page.filters, target, entities)
    chosen = reader.read(arguments.get("filter"))
    order = read_order(page, target, arguments.get("orderBy"))
    given: dict[Hashable, object] = {**reader.values, "size": size}
    nulls: dict[str, Nulls | None] = {}
    for side in ("after", "before"):
        cursor = arguments.get(side)
        nulls[side] = None if cursor is None else _read_cursor(side, cursor, order, target, given)
    return PageShape(chosen, order, is_backward, nulls["after"], nulls["before"], longest), given


def read_size(first: int | None, last: int | None, longest: int = MAX_PAGE) -> tuple[bool, int]:
    """Return whether a page is counted from the end, and how many rows it has. Raises BadUserInput."""
    is_backward = first is None
    size = last if is_backward else first
    if size is None or (first is not None and last is not None):
        raise BadUserInput("Give exactly one of first and last.")
    if not 1 <= size <= longest:
        raise BadUserInput(f"{'last' if is_backward else 'first'} must be between 1 and {longest}.")
    return is_backward, size


def read_order(page: Page, target: Entity, order_by: Sequence[Mapping[str, Any]] | None) -> tuple[OrderTerm, ...]:
    """Return the terms of an order; the page's default where the client gives none. Raises BadUserInput."""
    terms = [(name_of(term["field"]), name_of(term["direction"]) == "DESC") for term in order_by or ()] or [page.default_order]
    if len(terms) > MAX_ORDER_TERMS:
        raise BadUserInput(f"An order has at most {MAX_ORDER_TERMS} terms.")
    if len({name for name, _ in terms}) < len(terms):
        raise BadUserInput("An order names each field once.")
    return tuple(OrderTerm(name, target.column(page.orders[name]), is_descending) for name, is_descending in terms)


def _read_cursor(side: str, cursor: str, order: Sequence[OrderTerm], target: Entity, given: dict[Hashable, object]) -> Nulls:
    """Note the values a cursor stands for; return which are null. Raises BadUserInput."""
    tag = cursors.order_tag([(term.name, term.is_descending) for term in order])
    values = cursors.decode(cursor, tag, [*(term.column for term in order), target.table.key])
    given.update(((side, place), value) for place, value in enumerate(values))
    return tuple(value is None for value in values)


def read_aggregate(
    aggregate: Aggregate, target: Entity, entities: Mapping[str, Entity], arguments: Mapping[str, Any]
) -> tuple[AggregateShape, Values]:
    """Return the shape and values of an aggregate's arguments. Raises BadUserInput where exclusive ones meet."""
    given = {name: value for name, value in arguments.items() if value is not None}
    if sum(name in given for name in aggregate.exclusive) > 1:
        raise BadUserInput(f"Give at most one of {', '.join(aggregate.exclusive)}.")
    conditions: list[Condition] = []
    values: dict[Hashable, object] = {}
    for slot, (name, value) in enumerate(given.items()):
        bound = aggregate.equals[name]
        column = target.column(bound.attribute)
        values[slot] = plain(value, bound, column, entities)
        conditions.append(Condition(column, "eq", slot))
    return AggregateShape(All(tuple(conditions))), values


def read_groups(
    groups: Groups, target: Entity, entities: Mapping[str, Entity], arguments: Mapping[str, Any]
) -> tuple[AggregateShape, Values]:
    """Return the shape and values of the filter of what is counted. Raises BadUserInput for what no filter can mean."""
    reader = FilterReader(groups.filters, target, entities)
    return AggregateShape(reader.read(arguments.get("filter"))), reader.values


def read_breakdown(
    breakdown: Breakdown, target: Entity, entities: Mapping[str, Entity], arguments: Mapping[str, Any]
) -> tuple[AggregateShape, Values]:
    """Return the shape and values of what is summed in groups. Raises BadUserInput for what no filter can mean."""
    reader = FilterReader(breakdown.filters, target, entities)
    chosen = reader.read(arguments.get("filter"))
    conditions = []
    for name, bound in breakdown.equals.items():
        if arguments.get(name) is not None:
            column = target.column(bound.attribute)
            conditions.append(Condition(column, "eq", slot := len(reader.values)))
            reader.values[slot] = plain(arguments[name], bound, column, entities)
    return AggregateShape(All((*conditions, *chosen.parts))), reader.values


def read_ids(ids: Sequence[Any], entities: Mapping[str, Entity]) -> list[tuple[Entity, str]]:
    """Return the entities and keys that `nodes(ids:)` names. Raises BadUserInput for none, too many, and what is no ID."""
    if not 1 <= len(ids) <= MAX_PAGE:
        raise BadUserInput(f"ids must be between 1 and {MAX_PAGE}.")
    return [(entity, str(key)) for entity, key in (parse_id(str(text), entities) for text in ids)]


def name_of(value: Any) -> str:
    """Return an enum argument's name, whether graphql-core coerced it to a Python enum or left its name."""
    return value.name if isinstance(value, Enum) else str(value)
