"""A selection and the shapes of its arguments become one SQL statement whose text is the answer's JSON.

Every row source has two aliases: `h` inside, where nested relations are computed as columns (hoisted, so that SQLite's
parser never stacks a relation inside an expression inside a relation), and `r` outside, where the row is rendered.
"""

from collections.abc import Sequence

from planner.access import Profile
from planner.arguments import AggregateShape, PageShape
from planner.available import ActionsWriter
from planner.bindings import Entity, Kind, One, Own
from planner.catalog import Catalog
from planner.comparing import FilterWriter
from planner.conditions import FALSE
from planner.counting import breakdown, figures, groups, worklist
from planner.dialects import Dialect
from planner.dialects.base import Piece, Sql, Text, json_object, merged, quoted
from planner.errors import QueryTooLarge
from planner.filters import All
from planner.leaves import ROW_COUNT, leaf
from planner.limits import MAX_STATEMENT
from planner.pages import PageWriter
from planner.plans import KeySource, KeysSource, OwnSource, Parameters, Plan, ScopeSource
from planner.rows import Hoisted, Match, both, snake
from planner.selection import (
    ActionsField,
    BreakdownSelection,
    Constant,
    Field,
    GroupsSelection,
    LeafField,
    NodesSelection,
    ObjectSelection,
    OneField,
    OneOfField,
    PageField,
    Selection,
    WorklistSelection,
)

Shape = PageShape | AggregateShape | None
"""None where an argument is denied: the field it belongs to is null."""


class Compiler:
    """Writes the SQL of one selection for one profile, one engine and one set of argument shapes."""

    def __init__(self, catalog: Catalog, dialect: Dialect, profile: Profile, shapes: Sequence[Shape]) -> None:
        self.catalog = catalog
        self.dialect = dialect
        self.profile = profile
        self.shapes = shapes
        self.parameters = Parameters()
        self._lookups: dict[str, str] = {}
        self._aliases = 0
        self._written = 0

    def plan(self, selection: Selection) -> Plan:
        """Return the plan of a whole root field. Raises QueryTooLarge."""
        root = selection.root
        if isinstance(root, PageField):
            text = self.page(root, None)
        elif isinstance(root, NodesSelection):
            text = self.nodes(root)
        elif isinstance(root, GroupsSelection):
            text = groups(self, root)
        elif isinstance(root, BreakdownSelection):
            text = breakdown(self, root)
        elif isinstance(root, WorklistSelection):
            text = worklist(self, root)
        elif root.type_name in self.catalog.aggregates:
            text = self.aggregate(root)
        else:
            text = self.lookup(root)
        check_length(len(text))
        lookups = ",".join(f"{name} as ({lookup})" for lookup, name in self._lookups.items())
        statement, sources = self.parameters.number(f"{'with ' if lookups else ''}{lookups} select {text}".lstrip(), self.dialect)
        denials = (denial.error for denial in selection.denials if all(self.shapes[site] is not None for site in denial.under))
        return Plan(statement, sources, tuple(denials))

    def alias(self) -> int:
        """Return a number that no alias has yet."""
        self._aliases += 1
        return self._aliases

    def counted(self, text: str) -> str:
        """Count leaves and comparisons, so that a statement that grows too long is given up while it is written."""
        self._written += len(text)
        check_length(self._written)
        return text

    # Predicates

    def in_scope(self, entity: Entity, alias: str) -> list[str]:
        """Return the row predicate of a hop into the entity: none for all rows, an impossible one for no rows."""
        columns = self.profile.columns(entity.scope)
        if columns is None:
            return [FALSE]
        return [self._equals(entity, alias, name) for name in columns]

    def _equals(self, entity: Entity, alias: str, attribute: str) -> str:
        column = entity.column(attribute)
        return f"{alias}.{column.name}={self.parameters.mark(ScopeSource(entity.scope, attribute, column.kind))}"

    def _is_own(self, entity: Entity, alias: str, attribute: str) -> str:
        column = entity.column(attribute)
        return f"{alias}.{column.name}={self.parameters.mark(OwnSource(entity.scope, attribute, column.kind))}"

    def conditions(self, chosen: All, site: int, entity: Entity, alias: str) -> list[str]:
        """Return what a filter asks of a row."""
        return FilterWriter(self, site).conditions(chosen, entity, alias)

    def looked_up(self, query: str) -> str:
        """Put a query before the statement, once however often it is asked for; return its name."""
        return self._lookups.setdefault(self.counted(query), f"s{len(self._lookups)}")

    # Objects

    def object(self, selection: ObjectSelection, entity: Entity, alias: int, hoisted: Hoisted, match: Match | None = None) -> list[Piece]:
        """Return the pieces of an object's JSON; its relations go to `hoisted`."""
        return json_object((name, self._field(item, entity, alias, hoisted, match)) for name, item in selection.fields.items())

    def _field(self, item: Field, entity: Entity, alias: int, hoisted: Hoisted, match: Match | None) -> Sequence[Piece]:
        match item:
            case Constant(json):
                return [Text(json)]
            case LeafField(Own(attribute)):
                return [Sql(f"case when {self._is_own(entity, f'r{alias}', attribute)} then 'true' else 'false' end")]
            case LeafField(binding, name, words):
                return [Sql(self.counted(leaf(self.dialect, entity, binding, snake(name), f"r{alias}", words)))]
            case ActionsField():
                return ActionsWriter(self, entity, alias, hoisted).pieces(item)
            case OneField():
                return [Sql(f"coalesce(r{alias}.{hoisted.add(self.one(item, entity, f'h{alias}'))},'null')")]
            case OneOfField():
                columns = [f"r{alias}.{hoisted.add(target)}" for target in self.one_of(item, entity, f"h{alias}")]
                return [Sql(f"coalesce({','.join(columns)},'null')") if columns else Text("null")]
            case PageField():
                tie = match or self._belongs(item, entity, f"h{alias}")
                return [Sql(f"r{alias}.{hoisted.add(self.page(item, tie))}")]

    def _belongs(self, item: PageField, parent: Entity, parent_alias: str) -> Match:
        """Return the tie between a connection's rows and their parent."""
        attribute = item.binding.attribute
        if attribute is None:
            raise AssertionError(f"{item.binding} hangs on a row but names no foreign key")
        column = self.catalog.entities[item.binding.target].column(attribute).name
        return lambda alias: [f"{alias}.{column}={parent_alias}.{parent.table.key.name}"]

    def row(self, selection: ObjectSelection, where: Match) -> str:
        """Return a subselect of one object's JSON: NULL where no row is found."""
        entity = self.catalog.entities[selection.type_name]
        alias, hoisted = self.alias(), Hoisted()
        body = self.dialect.concatenate(merged(self.object(selection, entity, alias, hoisted)))
        if not hoisted.columns:
            return f"(select {body} from {entity.table.name} r{alias} where {both(where(f'r{alias}'))})"
        inner = f"select h{alias}.*{hoisted.rendered()} from {entity.table.name} h{alias} where {both(where(f'h{alias}'))}"
        return f"(select {body} from ({inner}) r{alias})"

    def one(self, item: OneField, parent: Entity, parent_alias: str) -> str:
        """Return a to-one relation: the target in scope, or disclosed by the parent where the profile has no scope on it."""
        entity = self.catalog.entities[item.binding.target]
        foreign_key = f"{parent_alias}.{parent.column(item.binding.attribute).name}"

        def where(alias: str) -> list[str]:
            return [f"{alias}.{entity.table.key.name}={foreign_key}", *self.one_scope(item.binding, entity, alias, parent, parent_alias)]

        return self.row(item.target, where)

    def one_scope(self, binding: One, entity: Entity, alias: str, parent: Entity, parent_alias: str) -> list[str]:
        """Return the row predicate of a hop through a to-one relation: the target's scope, or what discloses it."""
        if binding.disclosed_by is not None and self.profile.columns(entity.scope) is None:
            disclosing = parent.column(binding.disclosed_by).name
            return [self.dialect.value(f"{parent_alias}.{disclosing}", Kind.BOOL) + "='true'"]
        return self.in_scope(entity, alias)

    def one_of(self, item: OneOfField, parent: Entity, parent_alias: str) -> list[str]:
        """Return a to-one relation into several types, a subselect for each: of one row, all but one are NULL."""
        kind = f"{parent_alias}.{parent.column(item.binding.kind).name}"
        key = parent.column(item.binding.key)
        found = []
        for name, target in item.targets.items():
            kinds = ",".join(quoted(word) for word, type_name in item.binding.targets.items() if type_name == name)
            found.append(self._keyed(target, f"{kind} in ({kinds})", f"{parent_alias}.{key.name}", key.kind))
        return found

    def _keyed(self, target: ObjectSelection, is_meant: str, key: str, kind: Kind) -> str:
        """Return the row in scope under a key that is this type's only where a condition holds; elsewhere it is not even read as one."""
        entity = self.catalog.entities[target.type_name]
        column = entity.table.key
        own = key if column.kind is kind else self.dialect.cast(key, column.kind)

        def where(alias: str) -> list[str]:
            return [f"{alias}.{column.name}=case when {is_meant} then {own} end", *self.in_scope(entity, alias)]

        return self.row(target, where)

    # Roots

    def lookup(self, selection: ObjectSelection) -> str:
        """Return one row by its key."""
        entity = self.catalog.entities[selection.type_name]
        column = entity.table.key

        def where(alias: str) -> list[str]:
            return [f"{alias}.{column.name}={self.parameters.mark(KeySource(column.kind))}", *self.in_scope(entity, alias)]

        return self.row(selection, where)

    def nodes(self, selection: NodesSelection) -> str:
        """Return the rows of several types by their keys, in the order in which they were asked for."""
        kinds, keys = (self.parameters.mark(KeysSource(part, kind)) for part, kind in enumerate((Kind.INT, Kind.TEXT)))
        hoisted = Hoisted()
        for number, target in enumerate(selection.targets.values()):
            if target is not None:
                hoisted.add(self._keyed(target, f"h.kind={number}", "h.key", Kind.TEXT))
        found = ",".join(f"r.c{number}" for number in range(1, len(hoisted.columns) + 1))
        item = f"coalesce({found},'null')" if found else "'null'"
        source = self.dialect.ordered(f"select h.n{hoisted.rendered()} from {self.dialect.numbered(kinds, keys)}", "h.n")
        rows = Sql(f"coalesce({self.dialect.collect(item, 'r.n')},'')")
        return f"(select {self.dialect.concatenate([Text('['), rows, Text(']')])} from ({source}) r)"

    def aggregate(self, selection: ObjectSelection) -> str:
        """Return the sums over the rows the root field's arguments choose; NULL where there are none in scope."""
        shape = self.shapes[0]
        if not isinstance(shape, AggregateShape):
            return "'null'"
        entity = self.catalog.entities[selection.type_name]
        alias, hoisted = self.alias(), Hoisted()

        def chosen(row: str) -> list[str]:
            return self.conditions(shape.filter, 0, entity, row)

        body = self.dialect.concatenate(merged(self.object(selection, entity, alias, hoisted, chosen)))
        columns = figures(selection, entity, f"h{alias}")
        where = both([*self.in_scope(entity, f"h{alias}"), *chosen(f"h{alias}")])
        inner = (
            f"select {','.join([f'count(*) {ROW_COUNT}', *columns])}{hoisted.rendered()} from {entity.table.name} h{alias} where {where}"
        )
        return f"(select {body} from ({inner}) r{alias} where r{alias}.{ROW_COUNT}>0)"

    # Connections

    def page(self, item: PageField, match: Match | None) -> str:
        """Return a connection's JSON: always one text, `null` only where an argument is denied."""
        shape = self.shapes[item.site]
        if not isinstance(shape, PageShape):
            return "'null'"
        entity = self.catalog.entities[item.binding.target]
        alias, hoisted = self.alias(), Hoisted()
        writer = PageWriter(self, item, shape, entity, alias, match)
        body = self.dialect.concatenate(merged(writer.pieces(hoisted)))
        if not writer.has_rows:
            return f"(select {body})"
        return f"(select {body} from ({writer.source(hoisted)}) r{alias})"


def check_length(written: int) -> None:
    """Raise QueryTooLarge where a statement grows longer than MAX_STATEMENT."""
    if written > MAX_STATEMENT:
        raise QueryTooLarge("What is selected of this root field makes too long a statement; ask for it in several.")
