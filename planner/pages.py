"""A Relay connection as SQL: limited by keyset first, numbered only where page information is asked for."""

from collections.abc import Sequence
from typing import Final, Protocol

from planner.arguments import Condition, PageShape
from planner.bindings import Entity, Kind
from planner.cursors import order_tag
from planner.dialects import Dialect
from planner.dialects.base import Piece, Sql, Text, json_object, merged
from planner.plans import Parameters, SiteSource
from planner.rows import Hoisted, Match, both
from planner.selection import Constant, Cursor, EdgeSelection, ObjectSelection, PageField, PageInfoSelection, TotalCount

NUMBERED: Final = frozenset({"hasNextPage", "startCursor", "endCursor"})
"""What of `pageInfo` needs the rows numbered."""


class RowWriter(Protocol):
    """What a page asks of the compiler that writes the rows in it."""

    dialect: Dialect
    parameters: Parameters

    def in_scope(self, entity: Entity, alias: str) -> list[str]:
        """Return the row predicate of a hop into the entity."""

    def conditions(self, conditions: Sequence[Condition], site: int, alias: str) -> list[str]:
        """Return a filter's comparisons."""

    def object(self, selection: ObjectSelection, entity: Entity, alias: int, hoisted: Hoisted) -> list[Piece]:
        """Return the pieces of an object's JSON."""


class PageWriter:
    """Writes one connection: its row source, its edges, its page information and its count."""

    def __init__(self, compiler: RowWriter, item: PageField, shape: PageShape, entity: Entity, alias: int, match: Match | None) -> None:
        self.compiler = compiler
        self.dialect = compiler.dialect
        self.item = item
        self.shape = shape
        self.entity = entity
        self.alias = alias
        self.match = match
        self.first = compiler.parameters.mark(SiteSource(item.site, "first", Kind.INT))
        parts = item.connection.fields.values()
        infos = [name for part in parts if isinstance(part, PageInfoSelection) for name in part.fields.values()]
        self.is_numbered = any(isinstance(name, str) and name in NUMBERED for name in infos)
        self.has_rows = self.is_numbered or any(isinstance(part, EdgeSelection) for part in parts)

    @property
    def _order_columns(self) -> tuple[str, str]:
        return self.entity.column(self.item.binding.orders[self.shape.order]).name, self.entity.table.key.name

    def order(self, alias: str) -> str:
        """Return the order by clause's list: the order's column and the key, in one direction."""
        direction = " desc" if self.shape.descending else ""
        return ",".join(f"{alias}.{column}{direction}" for column in self._order_columns)

    def where(self, alias: str) -> list[str]:
        """Return what every row of the list satisfies, wherever the page begins."""
        matched = self.match(alias) if self.match else []
        filtered = self.compiler.conditions(self.shape.conditions, self.item.site, alias)
        return [*matched, *self.compiler.in_scope(self.entity, alias), *filtered]

    def _after_cursor(self, alias: str) -> list[str]:
        if not self.shape.has_cursor:
            return []
        column = self.entity.column(self.item.binding.orders[self.shape.order])
        value = self.compiler.parameters.mark(SiteSource(self.item.site, "cursor_value", column.kind))
        key_value = self.compiler.parameters.mark(SiteSource(self.item.site, "cursor_key", self.entity.table.key.kind))
        row = ",".join(f"{alias}.{name}" for name in self._order_columns)
        return [f"({row}){'<' if self.shape.descending else '>'}({value},{key_value})"]

    def source(self, hoisted: Hoisted) -> str:
        """Return the rows of the page: limited first, and only then numbered and joined by their relations."""
        base, outer = f"t{self.alias}", f"h{self.alias}"
        limit = f"{self.first}+1" if self.is_numbered else self.first
        where = both([*self.where(base), *self._after_cursor(base)])
        chosen = f"select {base}.* from {self.entity.table.name} {base} where {where} order by {self.order(base)}"
        rows = self.dialect.limited(chosen, base, self.order(base), limit)
        numbers = f",row_number() over (order by {self.order(outer)}) rn,count(*) over () cnt" if self.is_numbered else ""
        if not numbers and not hoisted.columns:
            return rows
        return self.dialect.ordered(f"select {outer}.*{numbers}{hoisted.rendered()} from ({rows}) {outer}", self.order(outer))

    def pieces(self, hoisted: Hoisted) -> list[Piece]:
        """Return the pieces of the connection's JSON."""
        return json_object((name, self._part(part, hoisted)) for name, part in self.item.connection.fields.items())

    def _part(self, part: EdgeSelection | PageInfoSelection | TotalCount | Constant, hoisted: Hoisted) -> Sequence[Piece]:
        match part:
            case Constant(json):
                return [Text(json)]
            case TotalCount():
                return [Sql(self.count())]
            case PageInfoSelection():
                return self.page_info(part)
            case EdgeSelection():
                return [Text("["), Sql(f"coalesce({self.edges(part, hoisted)},'')"), Text("]")]

    def count(self) -> str:
        """Return the length of the whole list, as a subselect of its own."""
        alias = f"n{self.alias}"
        counted = self.dialect.value("count(*)", Kind.INT)
        return f"(select {counted} from {self.entity.table.name} {alias} where {both(self.where(alias))})"

    def edges(self, part: EdgeSelection, hoisted: Hoisted) -> str:
        """Return the edges joined by commas, NULL where there are none."""
        pieces = json_object((name, self._of_edge(item, hoisted)) for name, item in part.fields.items())
        edge = self.dialect.concatenate(merged(pieces))
        row = f"r{self.alias}"
        if not self.is_numbered:
            return self.dialect.collect(edge, self.order(row))
        return self.dialect.collect(f"case when {row}.rn<={self.first} then {edge} end", f"{row}.rn")

    def _of_edge(self, item: ObjectSelection | Cursor | Constant, hoisted: Hoisted) -> Sequence[Piece]:
        match item:
            case Constant(json):
                return [Text(json)]
            case Cursor():
                return [Text('"'), Sql(self.cursor()), Text('"')]
            case ObjectSelection():
                return self.compiler.object(item, self.entity, self.alias, hoisted)

    def cursor(self) -> str:
        """Return the cursor of the row in hand."""
        column, key = self.entity.column(self.item.binding.orders[self.shape.order]), self.entity.table.key
        value, key_value = (self.dialect.value(f"r{self.alias}.{each.name}", each.kind) for each in (column, key))
        return self.dialect.cursor(order_tag(self.shape.order, self.shape.descending), value, key_value)

    def page_info(self, part: PageInfoSelection) -> list[Piece]:
        """Return `pageInfo`: whether more follows, whether a cursor was given, and the cursors at both ends."""
        row = f"r{self.alias}"
        ends = f"{row}.rn<={self.first} and ({row}.rn={self.first} or {row}.rn={row}.cnt)"
        answers: dict[str, Piece] = {
            "hasNextPage": Sql(f"case when max({row}.cnt)>{self.first} then 'true' else 'false' end"),
            "hasPreviousPage": Text("true" if self.shape.has_cursor else "false"),
            "startCursor": Sql(self._end_cursor(f"{row}.rn=1")),
            "endCursor": Sql(self._end_cursor(ends)),
        }
        return json_object((name, [Text(item.json) if isinstance(item, Constant) else answers[item]]) for name, item in part.fields.items())

    def _end_cursor(self, condition: str) -> str:
        return f"coalesce('\"'||max(case when {condition} then {self.cursor()} end)||'\"','null')"
