"""What a document selects of a bound field, merged and typed: a tree that knows no argument values and no SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLError, GraphQLField
from graphql.execution.collect_fields import FieldDetails

from planner.bindings import Aggregate, Breakdown, Groups, Leaf, One, OneOf, Page, WorkItem
from planner.catalog import Words
from planner.predicates import Actions

Sites = tuple[int, ...]
"""Numbers of sites that a thing is under: where one of them turns out to be denied, it is null, and nothing is below it."""


@dataclass(frozen=True, slots=True)
class Site:
    """A field whose arguments each request reads afresh. `coordinate` is its own, `path` where its answer stands.

    With `given`, its arguments are these, coerced, whatever the document says.
    """

    field_def: GraphQLField
    details: FieldDetails
    binding: Page | Aggregate | Groups | Breakdown
    coordinate: str
    path: list[str | int]
    under: Sites
    given: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Denial:
    """A response position that is denied, whatever its arguments are."""

    error: GraphQLError
    under: Sites


@dataclass(frozen=True, slots=True)
class Constant:
    """A value known from the document and the profile: `__typename`, or null where access is denied."""

    json: str


@dataclass(frozen=True, slots=True)
class LeafField:
    """A scalar, enum, label or sum of the row in hand; `words` say how GraphQL calls what the column holds."""

    binding: Leaf
    name: str
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class OneField:
    """A to-one relation and what is selected of its target."""

    binding: One
    target: "ObjectSelection"


@dataclass(frozen=True, slots=True)
class OneOfField:
    """A to-one relation into an interface or union: what is selected of each type that the profile may see."""

    binding: OneOf
    targets: Mapping[str, "ObjectSelection"]


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


Field = Constant | LeafField | OneField | OneOfField | PageField | ActionsField


@dataclass(frozen=True, slots=True)
class ObjectSelection:
    """The response keys of one object in order."""

    type_name: str
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class NodesSelection:
    """What `nodes(ids:)` selects of each type that the IDs name and the profile may see; None of one that it may not."""

    targets: Mapping[str, ObjectSelection | None]


@dataclass(frozen=True, slots=True)
class BreakdownSelection:
    """What is selected of each group that a root field sums; its arguments are the first site's."""

    binding: Breakdown
    item: ObjectSelection


@dataclass(frozen=True, slots=True)
class GroupsSelection:
    """What is selected of each combination that a root field counts; its filter is the first site's."""

    binding: Groups
    item: ObjectSelection


@dataclass(frozen=True, slots=True)
class WorklistSelection:
    """What waits for the profile: each item, and the number of the site that is its list; and the response keys of an item."""

    items: Sequence[tuple[WorkItem, "PageField"]]
    fields: Mapping[str, "str | Constant"]


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
    """Everything read of one root field: the tree, its argument sites in order, the denials known already, and how large it is."""

    root: ObjectSelection | NodesSelection | PageField | GroupsSelection | BreakdownSelection | WorklistSelection
    sites: list[Site] = field(default_factory=list)
    denials: list[Denial] = field(default_factory=list)
    fields: int = 0


def typename(name: str) -> Constant:
    """Return the constant that `__typename` is, once the concrete type is known."""
    return Constant(orjson.dumps(name).decode())
