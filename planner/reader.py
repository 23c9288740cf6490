"""Reads one bound field of an operation: what is selected, by graphql-core's own merging, and what of it is denied."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, cast

from graphql import GraphQLError, GraphQLField, GraphQLObjectType, GraphQLSchema, Undefined, coerce_input_value, get_named_type
from graphql.execution.collect_fields import FieldDetails

from planner.access import Profile
from planner.bindings import Aggregate, Breakdown, Groups, One, OneOf, Page, WorkItem, Worklist
from planner.catalog import Catalog
from planner.coordinates import argument_coordinates
from planner.errors import BadUserInput, QueryTooLarge, denied
from planner.limits import MAX_FIELDS, MAX_NESTING
from planner.predicates import Actions
from planner.selection import (
    ActionsField,
    BreakdownSelection,
    ConnectionSelection,
    Constant,
    Cursor,
    Denial,
    EdgeSelection,
    Field,
    GroupsSelection,
    LeafField,
    NodesSelection,
    ObjectSelection,
    OneField,
    OneOfField,
    PageField,
    PageInfoSelection,
    ReasonSelection,
    Selection,
    Site,
    Sites,
    TotalCount,
    WorklistSelection,
    typename,
)

Path = list[str | int]
Group = list[FieldDetails]


class Collector(Protocol):
    """The part of graphql-core's executor that merges selection sets, so that the planner merges as it does."""

    schema: GraphQLSchema

    def collect_subfields(self, return_type: GraphQLObjectType, field_details_list: Group) -> Any:
        """Return the grouped fields below."""


class Reader:
    """Walks one root field of an operation and builds its Selection. It counts as it goes: what is too much ends the walk."""

    def __init__(self, catalog: Catalog, collector: Collector, profile: Profile) -> None:
        self.catalog = catalog
        self.collector = collector
        self.profile = profile
        self.sites: list[Site] = []
        self.denials: list[Denial] = []
        self.fields = 0
        self._under: Sites = ()

    # Roots

    def connection(self, page: Page, definition: GraphQLField, group: Group, coordinate: str, path: Path) -> Selection:
        """Read a root field that lists. Raises BadUserInput, QueryTooLarge."""
        return self._done(self.page(page, definition, group, coordinate, path, 1))

    def aggregate(self, aggregate: Aggregate, definition: GraphQLField, group: Group, coordinate: str, path: Path) -> Selection:
        """Read a root field that sums. Raises BadUserInput, QueryTooLarge."""
        self._under = (self.site(aggregate, definition, group, coordinate, path),)
        return self._done(self.object_of(object_type(definition), group, path, 1))

    def row(self, type_name: str, group: Group, path: Path) -> Selection:
        """Read what is selected of one row. Raises BadUserInput, QueryTooLarge."""
        return self._done(self.object_of(self._type(type_name), group, path, 1))

    def nodes(self, type_names: Iterable[str], group: Group, path: Path) -> Selection:
        """Read what is selected of the rows of some types: a list and its rows, so two relations. Raises BadUserInput, QueryTooLarge."""
        return self._done(NodesSelection({name: self._target(name, group, path, 2) for name in type_names}))

    def groups(self, groups: Groups, definition: GraphQLField, group: Group, coordinate: str, path: Path) -> Selection:
        """Read a root field that counts by combinations. Raises BadUserInput, QueryTooLarge."""
        self._under = (self.site(groups, definition, group, coordinate, path),)
        return self._done(GroupsSelection(groups, self.object_of(object_type(definition), group, path, 1)))

    def breakdown(self, breakdown: Breakdown, definition: GraphQLField, group: Group, coordinate: str, path: Path) -> Selection:
        """Read a root field that sums in groups. Raises BadUserInput, QueryTooLarge."""
        self._under = (self.site(breakdown, definition, group, coordinate, path),)
        return self._done(BreakdownSelection(breakdown, self.object_of(object_type(definition), group, path, 1)))

    def worklist(self, worklist: Worklist, definition: GraphQLField, group: Group, path: Path) -> Selection:
        """Read what waits for the profile: of lists that it may not read, or not filter so, nothing does. Raises QueryTooLarge."""
        offered = [(item, site) for item in worklist.items if (site := self._waiting(item, group, path)) is not None]
        fields = self._named(object_type(definition), group)
        items = []
        for item, site in offered:
            self.sites.append(site)
            page = cast("Page", site.binding)
            items.append((item, PageField(page, len(self.sites) - 1, ConnectionSelection({}))))
        return self._done(WorklistSelection(items, fields))

    def _waiting(self, item: WorkItem, group: Group, path: Path) -> Site | None:
        """Return the list that an item is counted in, its arguments fixed; None for whoever it does not wait for."""
        coordinate, definition, given = list_of(self.collector.schema, item)
        used = [coordinate, *argument_coordinates(coordinate, definition, given)]
        refused = (self.catalog.requirements.refusal(self.profile, each) for each in used)
        if self.profile.refusal(item.needs) is not None or any(facts is not None for facts in refused):
            return None
        binding = self.catalog.roots[coordinate]
        assert isinstance(binding, Page)
        return Site(definition, group[0], binding, coordinate, path, (), given)

    def _done(
        self, root: ObjectSelection | NodesSelection | PageField | GroupsSelection | BreakdownSelection | WorklistSelection
    ) -> Selection:
        return Selection(root, self.sites, self.denials, self.fields)

    # Objects

    def _type(self, name: str) -> GraphQLObjectType:
        return cast("GraphQLObjectType", self.collector.schema.type_map[name])

    def _target(self, type_name: str, group: Group, path: Path, depth: int) -> ObjectSelection | None:
        """Read what is selected of one concrete type of an interface or union; None where the profile may not see it."""
        if self.refused(type_name, path):
            return None
        return self.object_of(self._type(type_name), group, path, depth)

    def _grouped(self, type_: GraphQLObjectType, group: Group) -> Mapping[str, Group]:
        collected = cast("Mapping[str, Group]", self.collector.collect_subfields(type_, group)[0])
        self.fields += len(collected)
        if self.fields > MAX_FIELDS:
            raise QueryTooLarge(f"A root field selects at most {MAX_FIELDS} fields once its fragments are spread.")
        return collected

    def refused(self, coordinate: str, path: Path) -> bool:
        """Note the denial of a response position, once, where the profile may not read the coordinate."""
        facts = self.catalog.requirements.refusal(self.profile, coordinate)
        if facts is None:
            return False
        self.denials.append(Denial(denied(coordinate, facts, path), self._under))
        return True

    def object_of(self, type_: GraphQLObjectType, group: Group, path: Path, depth: int) -> ObjectSelection:
        """Read what is selected of a bound object type."""
        fields: dict[str, Field] = {}
        for key, below in self._grouped(type_, group).items():
            fields[key] = self._field(type_, below, [*path, key], depth)
        return ObjectSelection(type_.name, fields)

    def _field(self, type_: GraphQLObjectType, group: Group, path: Path, depth: int) -> Field:
        name = group[0].node.name.value
        if name == "__typename":
            return typename(type_.name)
        coordinate = f"{type_.name}.{name}"
        if self.refused(coordinate, path):
            return Constant("null")
        binding = self.catalog.fields[coordinate]
        definition = type_.fields[name]
        if isinstance(binding, Page):
            return self.page(binding, definition, group, coordinate, path, depth + 1)
        if isinstance(binding, One):
            check_nesting(depth + 1)
            return OneField(binding, self.object_of(object_type(definition), group, path, depth + 1))
        if isinstance(binding, OneOf):
            return self._one_of(binding, group, path, depth + 1)
        if isinstance(binding, Actions):
            return self._actions(binding, object_type(definition), group)
        return LeafField(binding, name, self.catalog.words.get(coordinate))

    def _one_of(self, binding: OneOf, group: Group, path: Path, depth: int) -> OneOfField:
        """Read a to-one relation into an interface or union. A type the profile may not see is denied once, whatever the rows."""
        check_nesting(depth)
        targets = {name: self._target(name, group, path, depth) for name in dict.fromkeys(binding.targets.values())}
        return OneOfField(binding, {name: target for name, target in targets.items() if target is not None})

    # Connections

    def page(self, binding: Page, definition: GraphQLField, group: Group, coordinate: str, path: Path, depth: int) -> PageField:
        """Read a connection. Raises BadUserInput past MAX_NESTING."""
        check_nesting(depth)
        under = self._under
        number = self.site(binding, definition, group, coordinate, path)
        self._under = (*under, number)
        connection = object_type(definition)
        fields: dict[str, EdgeSelection | PageInfoSelection | TotalCount | Constant] = {}
        for key, below in self._grouped(connection, group).items():
            match below[0].node.name.value:
                case "edges":
                    fields[key] = self._edges(object_type(connection.fields["edges"]), below, [*path, key], depth)
                case "pageInfo":
                    fields[key] = self._page_info(object_type(connection.fields["pageInfo"]), below)
                case "totalCount":
                    fields[key] = TotalCount()
                case _:
                    fields[key] = typename(connection.name)
        self._under = under
        return PageField(binding, number, ConnectionSelection(fields))

    def site(
        self, binding: Page | Aggregate | Groups | Breakdown, definition: GraphQLField, group: Group, coordinate: str, path: Path
    ) -> int:
        """Note a field whose arguments are read at each request; return its number."""
        self.sites.append(Site(definition, group[0], binding, coordinate, path, self._under))
        return len(self.sites) - 1

    def _edges(self, edge: GraphQLObjectType, group: Group, path: Path, depth: int) -> EdgeSelection:
        fields: dict[str, ObjectSelection | Cursor | Constant] = {}
        for key, below in self._grouped(edge, group).items():
            match below[0].node.name.value:
                case "node":
                    fields[key] = self.object_of(object_type(edge.fields["node"]), below, [*path, key], depth)
                case "cursor":
                    fields[key] = Cursor()
                case _:
                    fields[key] = typename(edge.name)
        return EdgeSelection(fields)

    def _page_info(self, type_: GraphQLObjectType, group: Group) -> PageInfoSelection:
        return PageInfoSelection(self._named(type_, group))

    def _actions(self, binding: Actions, type_: GraphQLObjectType, group: Group) -> ActionsField:
        """Read what is selected of each action of a row, and of the reasons against it."""
        fields: dict[str, str | ReasonSelection | Constant] = {}
        for key, below in self._grouped(type_, group).items():
            match below[0].node.name.value:
                case "reasons":
                    fields[key] = ReasonSelection(self._named(object_type(type_.fields["reasons"]), below))
                case "__typename":
                    fields[key] = typename(type_.name)
                case name:
                    fields[key] = name
        return ActionsField(binding, fields)

    def _named(self, type_: GraphQLObjectType, group: Group) -> Mapping[str, str | Constant]:
        """Return the response keys of an object that has only leaves."""
        names = {key: below[0].node.name.value for key, below in self._grouped(type_, group).items()}
        return {key: typename(type_.name) if name == "__typename" else name for key, name in names.items()}


def object_type(definition: GraphQLField) -> GraphQLObjectType:
    """Return the object type a field leads to, whatever wraps it."""
    return cast("GraphQLObjectType", get_named_type(definition.type))


def list_of(schema: GraphQLSchema, item: WorkItem) -> tuple[str, GraphQLField, dict[str, Any]]:
    """Return the coordinate and the definition of an item's list, and its arguments as if a client had given them.

    Raises GraphQLError where there is no such list, or no such filter.
    """
    query = schema.query_type
    if query is None or item.list not in query.fields:
        raise GraphQLError(f"There is no list {item.list}.")
    definition = query.fields[item.list]
    given = coerce_input_value(dict(item.filter), definition.args["filter"].type)
    if given is Undefined:
        raise GraphQLError(f"{item.list} has no filter {item.filter}.")
    return f"{query.name}.{item.list}", definition, {"first": 1, "filter": given}


def check_nesting(depth: int) -> None:
    """Raise BadUserInput where relations lie deeper than MAX_NESTING."""
    if depth > MAX_NESTING:
        raise BadUserInput(f"Relations may be nested at most {MAX_NESTING} deep.")
