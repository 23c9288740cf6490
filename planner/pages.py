"""A Relay connection as SQL: limited by keyset first, numbered only where page information is asked for."""

from collections.abc import Sequence
from typing import Final, Protocol

from planner.arguments import PageShape
from planner.bindings import ColumnOf, Entity, Kind
from planner.cursors import order_tag
from planner.dialects import Dialect
from planner.dialects.base import Piece, Sql, Text, json_object, merged
from planner.filters import All
from planner.plans import Parameters, SiteSource
from planner.rows import Hoisted, Match, both
from planner.seek import Step, behind
from planner.selection import Constant, Cursor, EdgeSelection, ObjectSelection, PageField, PageInfoSelection, TotalCount

NUMBERED: Final = ({"hasNextPage", "startCursor", "endCursor"}, {"hasPreviousPage", "startCursor", "endCursor"})
"""What of `pageInfo` needs the rows numbered, of a page counted from the beginning and of one counted from the end."""


class RowWriter(Protocol):
    """What a page asks of the compiler that writes the rows in it."""

    dialect: Dialect
    parameters: Parameters

    def in_scope(self, entity: Entity, alias: str) -> list[str]:
        """Return the row predicate of a hop into the entity."""

    def conditions(self, chosen: All, site: int, entity: Entity, alias: str) -> list[str]:
        """Return what a filter asks of a row."""

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
        self.size = compiler.parameters.mark(SiteSource(item.site, "size", Kind.INT))
        parts = item.connection.fields.values()
        infos = {name for part in parts if isinstance(part, PageInfoSelection) for name in part.fields.values() if isinstance(name, str)}
        self.is_numbered = bool(infos & NUMBERED[shape.is_backward])
        self.has_rows = self.is_numbered or any(isinstance(part, EdgeSelection) for part in parts)
        self.columns: list[tuple[ColumnOf, bool]] = [
            *((term.column, term.is_descending) for term in shape.order),
            (entity.table.key, shape.is_descending),
        ]

    def order(self, alias: str, *, reverse: bool = False) -> str:
        """Return the order by clause's list: the terms, and the key behind them."""
        return ",".join(
            self.dialect.ordering(self._compared(column, alias), descending=is_descending is not reverse, nullable=column.is_nullable)
            for column, is_descending in self.columns
        )

    def _compared(self, column: ColumnOf, alias: str) -> str:
        return self.dialect.comparable(f"{alias}.{column.name}", column.kind)

    def where(self, alias: str) -> list[str]:
        """Return what every row of the list satisfies, wherever the page begins."""
        matched = self.match(alias) if self.match else []
        filtered = self.compiler.conditions(self.shape.filter, self.item.site, self.entity, alias)
        return [*matched, *self.compiler.in_scope(self.entity, alias), *filtered]

    def _between_cursors(self, alias: str) -> list[str]:
        return [*self._behind("after", alias), *self._behind("before", alias)]

    def _behind(self, side: str, alias: str) -> list[str]:
        """Return what the rows satisfy that lie behind a cursor; before one is behind it in the opposite order."""
        nulls = self.shape.after if side == "after" else self.shape.before
        if nulls is None:
            return []
        steps = []
        for place, ((column, is_descending), is_null) in enumerate(zip(self.columns, nulls, strict=True)):
            value = None if is_null else self.compiler.parameters.mark(SiteSource(self.item.site, (side, place), column.kind))
            steps.append(Step(self._compared(column, alias), value, is_descending is (side == "after"), column.is_nullable))
        return behind(steps)

    def source(self, hoisted: Hoisted) -> str:
        """Return the rows of the page: limited first, and only then numbered and joined by their relations."""
        base, outer = f"t{self.alias}", f"h{self.alias}"
        # A page that is counted from the end is the beginning of the opposite order, turned round again where it is rendered.
        is_backward = self.shape.is_backward
        limit = f"{self.size}+1" if self.is_numbered else self.size
        where = both([*self.where(base), *self._between_cursors(base)])
        order = self.order(base, reverse=is_backward)
        rows = self.dialect.limited(
            f"select {base}.* from {self.entity.table.name} {base} where {where} order by {order}",
            base,
            order,
            limit,
            # One more than a page has tells whether another follows.
            self.shape.longest + 1,
        )
        if not (self.is_numbered or hoisted.columns or is_backward):
            return rows
        numbers = (
            f",row_number() over (order by {self.order(outer, reverse=is_backward)}) rn,count(*) over () cnt" if self.is_numbered else ""
        )
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

    def least(self, attribute: str, kind: Kind) -> str:
        """Return the least value of a column in the whole list as JSON, NULL where there is none."""
        alias = f"n{self.alias}"
        least = self.dialect.value(f"min({alias}.{self.entity.column(attribute).name})", kind)
        return f"(select {least} from {self.entity.table.name} {alias} where {both(self.where(alias))})"

    def edges(self, part: EdgeSelection, hoisted: Hoisted) -> str:
        """Return the edges joined by commas, NULL where there are none."""
        pieces = json_object((name, self._of_edge(item, hoisted)) for name, item in part.fields.items())
        edge = self.dialect.concatenate(merged(pieces))
        row = f"r{self.alias}"
        if not self.is_numbered:
            return self.dialect.collect(edge, self.order(row))
        order = f"{row}.rn desc" if self.shape.is_backward else f"{row}.rn"
        return self.dialect.collect(f"case when {row}.rn<={self.size} then {edge} end", order)

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
        values = []
        for column, _ in self.columns:
            value = self.dialect.value(f"r{self.alias}.{column.name}", column.kind)
            values.append(f"coalesce({value},'null')" if column.is_nullable else value)
        return self.dialect.cursor(order_tag([(term.name, term.is_descending) for term in self.shape.order]), values)

    def page_info(self, part: PageInfoSelection) -> list[Piece]:
        """Return `pageInfo`: whether more follows the way that is paged, whether a cursor was given for the other, and both ends."""
        row = f"r{self.alias}"
        near, far = f"{row}.rn=1", f"{row}.rn<={self.size} and ({row}.rn={self.size} or {row}.rn={row}.cnt)"
        more = Sql(f"case when max({row}.cnt)>{self.size} then 'true' else 'false' end")
        is_backward = self.shape.is_backward
        behind_us = Text("true" if (self.shape.before if is_backward else self.shape.after) is not None else "false")
        answers: dict[str, Piece] = {
            "hasNextPage": behind_us if is_backward else more,
            "hasPreviousPage": more if is_backward else behind_us,
            "startCursor": Sql(self._end_cursor(far if is_backward else near)),
            "endCursor": Sql(self._end_cursor(near if is_backward else far)),
        }
        return json_object((name, [Text(item.json) if isinstance(item, Constant) else answers[item]]) for name, item in part.fields.items())

    def _end_cursor(self, condition: str) -> str:
        return f"coalesce('\"'||max(case when {condition} then {self.cursor()} end)||'\"','null')"
