"""What a document selects of a bound field, merged and typed: a tree that knows no argument values and no SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, cast

import orjson
from graphql import GraphQLError, GraphQLField, GraphQLObjectType, GraphQLSchema, get_named_type
from graphql.execution.collect_fields import FieldDetails

from planner.access import Profile
from planner.bindings import Actions, Aggregate, Leaf, One, Page
from planner.catalog import Catalog
from planner.errors import BadUserInput, denied

MAX_NESTING: Final = 5
"""Relations inside relations that a read may go through. SQLite 3.40 parses six pages inside each other and overflows its
parser's stack at the seventh; the sixth is left for what a page carries beside its rows (counts, cursors, lists of a filter).
`planner.canary` tries the engine in hand."""


@dataclass(slots=True)
class Site:
    """A field whose arguments each request reads afresh. `coordinate` is its own, `path` where its answer stands."""

    field_def: GraphQLField
    details: FieldDetails
    binding: Page | Aggregate
    coordinate: str
    path: list[str | int]


@dataclass(frozen=True, slots=True)
class Constant:
    """A value known from the document and the profile: `__typename`, or null where access is denied."""

    json: str


@dataclass(frozen=True, slots=True)
class LeafField:
    """A scalar, enum, label or sum of the row in hand."""

    binding: Leaf
    name: str


@dataclass(frozen=True, slots=True)
class OneField:
    """A to-one relation and what is selected of its target."""

    binding: One
    target: "ObjectSelection"


@dataclass(frozen=True, slots=True)
class PageField:
    """A connection: its site's number, what is selected of it, and the node's selection where edges are selected."""

    binding: Page
    site: int
    connection: "ConnectionSelection"


@dataclass(frozen=True, slots=True)
class ReasonSelection:
    """The response keys of a reason: a field's name, or a Constant."""

    fields: Mapping[str, "str | Constant"]


@dataclass(frozen=True, slots=True)
class ActionsField:
    """The response keys of each action: a field's name, the selection of its reasons, or a Constant."""

    binding: Actions
    fields: Mapping[str, "str | ReasonSelection | Constant"]


Field = Constant | LeafField | OneField | PageField | ActionsField


@dataclass(frozen=True, slots=True)
class ObjectSelection:
    """The response keys of one object in order."""

    type_name: str
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class ConnectionSelection:
    """The response keys of a connection, in order.

    Values are `edges` (an EdgeSelection), `pageInfo` (key -> field name), `totalCount`, or a Constant.
    """

    fields: Mapping[str, "EdgeSelection | PageInfoSelection | TotalCount | Constant"]


@dataclass(frozen=True, slots=True)
class EdgeSelection:
    """The response keys of an edge: the node's selection, the cursor, or a Constant."""

    fields: Mapping[str, "ObjectSelection | Cursor | Constant"]


@dataclass(frozen=True, slots=True)
class PageInfoSelection:
    """The response keys of `pageInfo`: a field's name, or a Constant."""

    fields: Mapping[str, "str | Constant"]


@dataclass(frozen=True, slots=True)
class TotalCount:
    """How many rows the connection has in all."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """An edge's cursor."""


@dataclass(slots=True)
class Selection:
    """Everything read of one root field: the tree, its argument sites in order, and the denials known already."""

    root: "ObjectSelection | PageField"
    sites: list[Site] = field(default_factory=list)
    denials: list[GraphQLError] = field(default_factory=list)


class Collector(Protocol):
    """The part of graphql-core's executor that merges selection sets, so that the planner merges as it does."""

    schema: GraphQLSchema

    def collect_subfields(self, return_type: GraphQLObjectType, field_details_list: list[FieldDetails]) -> Any:
        """Return the grouped fields below."""


class Reader:
    """Walks one root field of an operation and builds its Selection."""

    def __init__(self, catalog: Catalog, collector: Collector, profile: Profile) -> None:
        self.catalog = catalog
        self.collector = collector
        self.profile = profile
        self.sites: list[Site] = []
        self.denials: list[GraphQLError] = []

    def _grouped(self, type_: GraphQLObjectType, details: list[FieldDetails]) -> Mapping[str, list[FieldDetails]]:
        collected = self.collector.collect_subfields(type_, details)
        return cast("Mapping[str, list[FieldDetails]]", collected[0])

    def refused(self, coordinate: str, path: list[str | int]) -> bool:
        """Note the denial of a response position, once, where the profile may not read the coordinate."""
        facts = self.catalog.requirements.refusal(self.profile, coordinate)
        if facts is None:
            return False
        self.denials.append(denied(coordinate, facts, path))
        return True

    def object_of(self, type_: GraphQLObjectType, details: list[FieldDetails], path: list[str | int], depth: int) -> ObjectSelection:
        """Read what is selected of a bound object type."""
        fields: dict[str, Field] = {}
        for key, group in self._grouped(type_, details).items():
            fields[key] = self._field(type_, group, [*path, key], depth)
        return ObjectSelection(type_.name, fields)

    def _field(self, type_: GraphQLObjectType, group: list[FieldDetails], path: list[str | int], depth: int) -> Field:
        name = group[0].node.name.value
        if name == "__typename":
            return typename(type_)
        coordinate = f"{type_.name}.{name}"
        if self.refused(coordinate, path):
            return Constant("null")
        binding = self.catalog.fields[coordinate]
        definition = type_.fields[name]
        if isinstance(binding, One):
            return self.one(binding, definition, group, path, depth + 1)
        if isinstance(binding, Page):
            return self.page(binding, definition, group, coordinate, path, depth + 1)
        if isinstance(binding, Actions):
            return self._actions(binding, object_type(definition), group)
        return LeafField(binding, name)

    def one(self, binding: One, definition: GraphQLField, group: list[FieldDetails], path: list[str | int], depth: int) -> OneField:
        """Read a to-one relation. Raises BadUserInput past MAX_NESTING."""
        check_nesting(depth)
        return OneField(binding, self.object_of(object_type(definition), group, path, depth))

    def page(
        self, binding: Page, definition: GraphQLField, group: list[FieldDetails], coordinate: str, path: list[str | int], depth: int
    ) -> PageField:
        """Read a connection. Raises BadUserInput past MAX_NESTING."""
        check_nesting(depth)
        number = self.site(binding, definition, group, coordinate, path)
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
                    fields[key] = typename(connection)
        return PageField(binding, number, ConnectionSelection(fields))

    def site(
        self, binding: Page | Aggregate, definition: GraphQLField, group: list[FieldDetails], coordinate: str, path: list[str | int]
    ) -> int:
        """Note a field whose arguments are read at each request; return its number."""
        self.sites.append(Site(definition, group[0], binding, coordinate, path))
        return len(self.sites) - 1

    def _edges(self, edge: GraphQLObjectType, group: list[FieldDetails], path: list[str | int], depth: int) -> EdgeSelection:
        fields: dict[str, ObjectSelection | Cursor | Constant] = {}
        for key, below in self._grouped(edge, group).items():
            match below[0].node.name.value:
                case "node":
                    fields[key] = self.object_of(object_type(edge.fields["node"]), below, [*path, key], depth)
                case "cursor":
                    fields[key] = Cursor()
                case _:
                    fields[key] = typename(edge)
        return EdgeSelection(fields)

    def _actions(self, binding: Actions, type_: GraphQLObjectType, group: list[FieldDetails]) -> ActionsField:
        fields: dict[str, str | ReasonSelection | Constant] = {}
        for key, below in self._grouped(type_, group).items():
            match below[0].node.name.value:
                case "reasons":
                    fields[key] = ReasonSelection(self._named(object_type(type_.fields["reasons"]), below))
                case "__typename":
                    fields[key] = typename(type_)
                case name:
                    fields[key] = name
        return ActionsField(binding, fields)

    def _page_info(self, type_: GraphQLObjectType, group: list[FieldDetails]) -> PageInfoSelection:
        return PageInfoSelection(self._named(type_, group))

    def _named(self, type_: GraphQLObjectType, group: list[FieldDetails]) -> "Mapping[str, str | Constant]":
        """Return the response keys of an object that has only leaves."""
        names = {key: below[0].node.name.value for key, below in self._grouped(type_, group).items()}
        return {key: typename(type_) if name == "__typename" else name for key, name in names.items()}


def typename(type_: GraphQLObjectType) -> Constant:
    """Return the constant that `__typename` is, once the concrete type is known."""
    return Constant(orjson.dumps(type_.name).decode())


def object_type(definition: GraphQLField) -> GraphQLObjectType:
    """Return the object type a field leads to, whatever wraps it."""
    return cast("GraphQLObjectType", get_named_type(definition.type))


def check_nesting(depth: int) -> None:
    """Raise BadUserInput where relations lie deeper than MAX_NESTING."""
    if depth > MAX_NESTING:
        raise BadUserInput(f"Relations may be nested at most {MAX_NESTING} deep.")
