"""Root fields that count rows instead of showing them: by combinations of words, and as what waits for whoever asks."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import orjson

from planner.access import Profile
from planner.arguments import AggregateShape, PageShape
from planner.bindings import Entity, Kind, WorkItem
from planner.catalog import Catalog
from planner.dialects import Dialect
from planner.dialects.base import Piece, Sql, Text, json_object, merged, quoted
from planner.filters import All
from planner.leaves import ROW_COUNT, summed
from planner.pages import PageWriter
from planner.plans import Parameters
from planner.rows import Hoisted, both, snake
from planner.selection import BreakdownSelection, Constant, GroupsSelection, LeafField, ObjectSelection, PageField, WorklistSelection


class CountingCompiler(Protocol):
    """What counting asks of the compiler."""

    catalog: Catalog
    dialect: Dialect
    profile: Profile
    parameters: Parameters
    shapes: Sequence[PageShape | AggregateShape | None]

    def alias(self) -> int:
        """Return a number that no alias has yet."""

    def in_scope(self, entity: Entity, alias: str) -> list[str]:
        """Return the row predicate of a hop into the entity."""

    def conditions(self, chosen: All, site: int, entity: Entity, alias: str) -> list[str]:
        """Return what a filter asks of a row."""

    def object(self, selection: ObjectSelection, entity: Entity, alias: int, hoisted: Hoisted) -> list[Piece]:
        """Return the pieces of an object's JSON."""


def groups(compiler: CountingCompiler, selection: GroupsSelection) -> str:
    """Return how many rows in scope each combination has, in their order; of one without rows, none."""
    shape, dialect = compiler.shapes[0], compiler.dialect
    if not isinstance(shape, AggregateShape):
        return "'null'"
    entity = compiler.catalog.entities[selection.item.type_name]
    alias, hoisted = compiler.alias(), Hoisted()
    row = f"h{alias}"
    item = dialect.concatenate(merged(compiler.object(selection.item, entity, alias, hoisted)))
    names = [entity.column(attribute).name for attribute in selection.binding.groups[0]]
    columns = ",".join(f"{row}.{name}" for name in names)
    where = both([*compiler.in_scope(entity, row), *compiler.conditions(shape.filter, 0, entity, row)])
    counted = f"select {columns},count(*) {ROW_COUNT} from {entity.table.name} {row} where {where} group by {columns}"
    same = " and ".join(f"g.{name}=k.{name}" for name in names)
    known = " union all ".join(_combination(entity, group, place) for place, group in enumerate(selection.binding.groups))
    source = f"select k.*,coalesce(g.{ROW_COUNT},0) {ROW_COUNT} from ({known}) k left join ({counted}) g on {same}"
    rows = Sql(dialect.collect(item, f"r{alias}.place"))
    return f"(select {dialect.concatenate([Text('['), rows, Text(']')])} from ({dialect.ordered(source, 'k.place')}) r{alias})"


def _combination(entity: Entity, group: Mapping[str, str], place: int) -> str:
    words = ",".join(f"{quoted(word)} {entity.column(attribute).name}" for attribute, word in group.items())
    return f"select {words},{place} place"


def figures(selection: ObjectSelection, entity: Entity, row: str, by: Sequence[str] = ()) -> list[str]:
    """Return the columns that sum up rows for what is selected of them: sums, and the least of what is the same in all."""
    leaves = [(item.binding, snake(item.name)) for item in selection.fields.values() if isinstance(item, LeafField)]
    sums, sames = summed(leaves)
    columns = [(f"sum({row}.{{0}}) {{0}}", name) for name in sorted(sums)] + [(f"min({row}.{{0}}) {{0}}", name) for name in sorted(sames)]
    return [written.format(entity.column(name).name) for written, name in columns if name not in by]


def breakdown(compiler: CountingCompiler, selection: BreakdownSelection) -> str:
    """Return the sums of the rows in scope that are chosen, group by group, in the order of what they are grouped by."""
    shape, dialect = compiler.shapes[0], compiler.dialect
    if not isinstance(shape, AggregateShape):
        return "'null'"
    entity = compiler.catalog.entities[selection.item.type_name]
    alias, hoisted = compiler.alias(), Hoisted()
    row = f"g{alias}"
    item = dialect.concatenate(merged(compiler.object(selection.item, entity, alias, hoisted)))
    by = [entity.column(attribute).name for attribute in selection.binding.by]
    where = both([*compiler.in_scope(entity, row), *compiler.conditions(shape.filter, 0, entity, row)])
    grouped = ",".join(f"{row}.{name}" for name in by)
    columns = ",".join([grouped, *figures(selection.item, entity, row, selection.binding.by)])
    summed_up = f"select {columns} from {entity.table.name} {row} where {where} group by {grouped}"
    # Relations are read once for each group, from what it is grouped by.
    source = dialect.ordered(
        f"select h{alias}.*{hoisted.rendered()} from ({summed_up}) h{alias}", ",".join(f"h{alias}.{name}" for name in by)
    )
    rows = Sql(f"coalesce({dialect.collect(item, ','.join(f'r{alias}.{name}' for name in by))},'')")
    return f"(select {dialect.concatenate([Text('['), rows, Text(']')])} from ({source}) r{alias})"


def worklist(compiler: CountingCompiler, selection: WorklistSelection) -> str:
    """Return what waits, item by item: every number is a subselect of its own, so that one statement answers all of them."""
    pieces: list[Piece] = [Text("[")]
    for number, (item, page) in enumerate(selection.items):
        said = {key: _said(compiler, item, page, name) for key, name in selection.fields.items()}
        pieces += [*([Text(",")] if number else []), *json_object(said.items())]
    return f"(select {compiler.dialect.concatenate(merged([*pieces, Text(']')]))})"


def _said(compiler: CountingCompiler, item: WorkItem, page: PageField, name: str | Constant) -> list[Piece]:
    """Return what one field of an item says."""
    if isinstance(name, Constant):
        return [Text(name.json)]
    known = {"code": item.code, "label": item.label, "list": item.list, "filter": item.filter}
    if name in known:
        return [Text(orjson.dumps(known[name]).decode())]
    shape = compiler.shapes[page.site]
    assert isinstance(shape, PageShape), f"{item.code} is counted in a list that is denied"
    entity = compiler.catalog.entities[page.binding.target]
    writer = PageWriter(compiler, page, shape, entity, compiler.alias(), None)
    if name == "count":
        return [Sql(writer.count())]
    if item.due is None:
        return [Text("null")]
    return [Sql(f"coalesce({writer.least(item.due, Kind.TIMESTAMP)},'null')")]
