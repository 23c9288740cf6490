"""A filter's input becomes a tree of comparisons (part of the plan) and their values (parameters)."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Final

from planner.bindings import ColumnOf, Entity, FilterColumn, FilterOne, Filters, Kind, One, Standing, Through
from planner.errors import BadUserInput
from planner.ids import is_storable, parse_id_of
from planner.limits import FILTER_DEPTH_OF_RELATION, MAX_FILTER_DEPTH, MAX_FILTER_PARTS, MAX_LIST

COMPOSITIONS: Final = frozenset({"and", "or", "not"})
"""Fields of a filter that hold filters like itself."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison, without its value: column, operator (`eq in gte gt lt lte isNull notNull among`), and where its value is found."""

    column: ColumnOf
    operator: str
    slot: int
    through: Through | None = None
    """Where the secret text is looked for; the column is then the tie to it."""
    among: Standing | None = None
    """The rows among which the column is, of the operator `among`."""


@dataclass(frozen=True, slots=True)
class Related:
    """The row a relation leads to is one that whoever asks may see, and the part holds for it.

    `is_narrow` where few rows there can be meant: then these are found first, and the rows that lead to them after.
    """

    relation: One
    part: "All"
    is_narrow: bool


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds: so does none."""

    parts: tuple["Filter", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds: of none, none does."""

    parts: tuple["Filter", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold. A comparison with null does not, so that its opposite does: there are two truths, not three."""

    part: "Filter"


Comparison = Condition | Related
Filter = Comparison | All | Some | Not


@dataclass(slots=True)
class FilterReader:
    """Reads one filter. `values` are numbered as the conditions that compare with them."""

    columns: Filters
    target: Entity
    entities: Mapping[str, Entity]
    values: dict[Hashable, object] = field(default_factory=dict)
    _parts: int = 0

    def read(self, given: Mapping[str, Any] | None) -> All:
        """Return what a filter asks for; what is null in it asks for nothing. Raises BadUserInput."""
        return self._read(given, _Level(self.columns, self.target))

    def _read(self, given: Mapping[str, Any] | None, level: "_Level") -> All:
        if level.depth > MAX_FILTER_DEPTH:
            raise BadUserInput(f"Filters may be nested at most {MAX_FILTER_DEPTH} deep, a relation counting {FILTER_DEPTH_OF_RELATION}.")
        parts: list[Filter] = []
        for name, value in (given or {}).items():
            if value is None:
                continue
            if name in COMPOSITIONS:
                parts += self._composed(name, value, replace(level, depth=level.depth + 1))
            elif isinstance(bound := level.columns[name], FilterOne):
                parts.append(self._related(bound, value, level.depth + FILTER_DEPTH_OF_RELATION))
            else:
                parts += self._compared(bound, value, level.target)
        return All(tuple(parts))

    def _related(self, bound: FilterOne, value: Any, depth: int) -> Related:
        target = self.entities[bound.relation.target]
        inner = self._counted(self._read(value, _Level(bound.filters, target, depth)))
        return Related(bound.relation, inner, is_narrow(bound.filters, value))

    def _composed(self, name: str, value: Any, level: "_Level") -> Iterator[Filter]:
        inner = [self._counted(self._read(each, level)) for each in ([value] if name == "not" else value)]
        match name:
            case "and":
                for each in inner:
                    yield from each.parts
            case "or":
                yield Some(tuple(single(each) for each in inner))
            case _:
                yield Not(single(inner[0]))

    def _counted(self, part: All) -> All:
        self._parts += 1
        if self._parts > MAX_FILTER_PARTS:
            raise BadUserInput(f"A filter has at most {MAX_FILTER_PARTS} comparisons and filters in it.")
        return part

    def _compared(self, bound: FilterColumn, operators: Mapping[str, Any], target: Entity) -> Iterator[Filter]:
        column = target.column(bound.attribute)
        compared = target.column(bound.through.tie) if bound.through else column
        for operator, value in operators.items():
            yield self._counted(All(tuple(self._compare(bound, column, compared, operator, value))))

    def _compare(self, bound: FilterColumn, column: ColumnOf, compared: ColumnOf, operator: str, value: Any) -> Iterator[Filter]:
        """Yield the comparisons one operator stands for; `compared` is what they look at. Raises BadUserInput for null."""
        if value is None:
            raise BadUserInput("A filter compares with a value; use isNull to ask for null.")
        if operator == "isNull":
            yield self._condition(bound, compared, "isNull" if value else "notNull", None)
        elif bound.among is not None:
            found = self._condition(bound, compared, "among", None)
            yield found if value else Not(found)
        elif operator == "in" or bound.stands_for is not None:
            yield self._condition(bound, compared, "in", self._list(bound, column, value if operator == "in" else [value]))
        elif operator == "prefix":
            prefix = str(plain(value, bound, column, self.entities))
            yield self._condition(bound, compared, "gte", prefix)
            if (end := after_prefix(prefix)) is not None:
                yield self._condition(bound, compared, "lt", end)
        else:
            yield self._condition(bound, compared, operator, plain(value, bound, column, self.entities))

    def _list(self, bound: FilterColumn, column: ColumnOf, given: Sequence[Any]) -> list[object]:
        """Return what the column is to be one of. Raises BadUserInput for too many."""
        if len(given) > MAX_LIST:
            raise BadUserInput(f"in takes at most {MAX_LIST} values.")
        values = [plain(item, bound, column, self.entities) for item in given]
        if bound.stands_for is None:
            return values
        words = {word for value in values for word in bound.stands_for[str(value)]}
        return [*sorted(words)]

    def _condition(self, bound: FilterColumn, compared: ColumnOf, operator: str, value: object) -> Condition:
        slot = len(self.values)
        self.values[slot] = value
        return Condition(compared, operator, slot, bound.through, bound.among)


@dataclass(frozen=True, slots=True)
class _Level:
    """Where in a filter something stands: of which rows it is, what they can be compared by, and how deep."""

    columns: Filters
    target: Entity
    depth: int = 0


def is_narrow(columns: Filters, given: Mapping[str, Any]) -> bool:
    """Return whether few rows can satisfy a filter, whatever else it asks of them."""
    return any(_chooses_few(columns, name, value) for name, value in given.items() if value is not None)


def _chooses_few(columns: Filters, name: str, value: Any) -> bool:
    if name in COMPOSITIONS:
        return name == "and" and any(is_narrow(columns, each) for each in value)
    bound = columns[name]
    if not isinstance(bound, FilterColumn):
        return False
    if bound.through is not None:
        return True
    beginning = len(value.get("prefix") or "")
    return bound.finds_few is not None and ("eq" in value or "in" in value or beginning >= bound.finds_few)


def single(part: All) -> Filter:
    """Return the only part of a conjunction, or the conjunction."""
    return part.parts[0] if len(part.parts) == 1 else part


def plain(value: Any, bound: FilterColumn, column: ColumnOf, entities: Mapping[str, Entity]) -> object:
    """Return a coerced GraphQL value as the column's Python value. Raises BadUserInput."""
    if bound.nodes:
        key = parse_id_of(str(value), bound.nodes, entities)
        return str(key) if column.kind is Kind.TEXT else key
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        if not is_storable(value):
            raise BadUserInput("Text cannot hold U+0000 or half of a surrogate pair.")
        return value
    if isinstance(value, Decimal):
        return on_grid(value, column)
    if column.kind is Kind.TIMESTAMP and isinstance(value, datetime):
        if value.tzinfo is None:
            raise BadUserInput("A moment needs its offset from UTC.")
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise BadUserInput("This moment lies outside the calendar.") from None
    return value


def on_grid(value: Decimal, column: ColumnOf) -> Decimal:
    """Return a decimal with the column's places. Raises BadUserInput for one that the column could not hold."""
    try:
        exact = value.quantize(Decimal(1).scaleb(-column.places))
    except InvalidOperation:
        exact = None
    if exact is None or not exact.is_finite() or exact != value or len(exact.as_tuple().digits) > column.digits:
        raise BadUserInput(f"This decimal has more than {column.digits} digits or {column.places} places.")
    return abs(exact) if exact.is_zero() else exact


def after_prefix(prefix: str) -> str | None:
    """Return the first text, by code point, past all that start with the prefix; None where there is no such text."""
    for at in range(len(prefix) - 1, -1, -1):
        point = ord(prefix[at]) + 1
        if point == 0xD800:
            point = 0xE000
        if point <= 0x10FFFF:
            return prefix[:at] + chr(point)
    return None
