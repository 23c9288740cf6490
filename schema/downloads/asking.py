"""What a client asks to be downloaded, held against the schema and its access before anything is done, and written as a document.

The document is an ordinary query, so that filters, orders, field access and row scope are those of the page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Self, cast

import orjson
from graphql import GraphQLError, GraphQLField, GraphQLObjectType, GraphQLSchema, get_named_type, get_nullable_type, is_list_type

from planner.access import Profile
from planner.errors import BadUserInput, denied
from planner.execute import LongReads, planner_of
from planner.planning import RunContext
from rules.errors import InvalidInput
from schema.downloads.columns import Column
from schema.downloads.listed import LISTED

PAGED: Final = ("first", "after", "last", "before")
"""Arguments that are ours: a download goes through the whole list."""


class Shape(Enum):
    """How a list answers its rows."""

    PAGES = "pages"
    WHOLE = "whole"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list, under which filter and order, and which of its columns, by their paths."""

    list: str
    filter: Mapping[str, Any] | None
    order_by: Any
    columns: tuple[str, ...]

    def dumped(self) -> bytes:
        """Return it as JSON; it may hold an identity number, so it is kept sealed."""
        return orjson.dumps({"list": self.list, "filter": self.filter, "orderBy": self.order_by, "columns": self.columns})

    @classmethod
    def loaded(cls, dumped: bytes) -> Self:
        """Return what `dumped` gave."""
        told = orjson.loads(dumped)
        return cls(told["list"], told["filter"], told["orderBy"], tuple(told["columns"]))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list's rows are: the root field, the list in it where it is not the root itself, and the type of the rows."""

    root_name: str
    root: GraphQLField
    below: str | None
    field: GraphQLField
    shape: Shape
    row: GraphQLObjectType


def place_of(schema: GraphQLSchema, name: str) -> Place:
    """Return where a list is. Raises KeyError where the schema has none of this name."""
    root_name, _, below = name.partition(".")
    assert schema.query_type is not None
    root = field = schema.query_type.fields[root_name]
    if below:
        field = cast("GraphQLObjectType", get_named_type(root.type)).fields[below]
    row = cast("GraphQLObjectType", get_named_type(field.type))
    shape = Shape.WHOLE if is_list_type(get_nullable_type(field.type)) else Shape.ONE
    if "edges" in row.fields:
        shape, edge = Shape.PAGES, cast("GraphQLObjectType", get_named_type(row.fields["edges"].type))
        row = cast("GraphQLObjectType", get_named_type(edge.fields["node"].type))
    return Place(root_name, root, below or None, field, shape, row)


def fields_of(place: Place, column: Column) -> Iterator[tuple[str, GraphQLField]]:
    """Yield the fields that a column goes through, each with its coordinate. Raises KeyError where there is none."""
    type_ = place.row
    for name in column.path.split("."):
        field = type_.fields[name]
        yield f"{type_.name}.{name}", field
        type_ = cast("GraphQLObjectType", get_named_type(field.type))


def refusal_of(schema: GraphQLSchema, profile: Profile, name: str, column: Column | None = None) -> GraphQLError | None:
    """Return why a profile may not download a list, or not this column of it; None where it may."""
    place = place_of(schema, name)
    coordinates = [f"Query.{place.root_name}"]
    if place.below is not None:
        coordinates.append(f"{get_named_type(place.root.type).name}.{place.below}")
    if column is not None:
        coordinates += [coordinate for coordinate, _ in fields_of(place, column)]
    requirements = planner_of(schema).catalog.requirements
    for coordinate in coordinates:
        if (facts := requirements.refusal(profile, coordinate)) is not None:
            return denied(coordinate, facts)
    return None


def open_columns(schema: GraphQLSchema, profile: Profile, name: str) -> tuple[Column, ...]:
    """Return the columns of a list that a profile may see."""
    return tuple(column for column in LISTED[name].columns if refusal_of(schema, profile, name, column) is None)


def columns_of(wanted: Wanted) -> tuple[Column, ...]:
    """Return the columns that are wanted, in their order."""
    by_path = {column.path: column for column in LISTED[wanted.list].columns}
    return tuple(by_path[path] for path in wanted.columns)


def read_wanted(schema: GraphQLSchema, profile: Profile, name: str, chosen: Sequence[str] | None, filter_: Any, order_by: Any) -> Wanted:
    """Return what a client wants, as far as it is seen without its filter being read.

    Where no columns are chosen, those of the page that the profile may see. Raises BadUserInput for a list that is not there,
    InvalidInput for a column, and a denial for a list or a chosen column that the profile may not see: nothing is left out that was
    asked for by name.
    """
    if name not in LISTED:
        raise BadUserInput(f"There is no such list to download. There are {', '.join(LISTED)}.")
    refusal = refusal_of(schema, profile, name)
    if refusal is not None:
        raise refusal
    columns = LISTED[name].columns
    if chosen is None:
        wanted = [column for column in open_columns(schema, profile, name) if column.is_default]
    else:
        by_path = {column.path: column for column in columns}
        if not chosen or len(set(chosen)) < len(chosen) or not set(chosen) <= set(by_path):
            raise InvalidInput("columns", "所选栏目为空、重复，或该列表没有此栏目")
        wanted = [by_path[path] for path in chosen]
        for column in wanted:
            if (refusal := refusal_of(schema, profile, name, column)) is not None:
                raise refusal
    if filter_ is not None and not isinstance(filter_, dict):
        raise BadUserInput("`filter` must be an object, as that list takes it.")
    return Wanted(name, filter_, order_by, tuple(column.path for column in wanted))


@dataclass(frozen=True, slots=True)
class Written:
    """A download as operations: its document, and the variables besides the cursor."""

    place: Place
    text: str
    variables: Mapping[str, Any]

    def executor(self, schema: GraphQLSchema, context: RunContext, after: str | None = None) -> LongReads:
        """Return what reads the page behind a cursor, or the first. Raises GraphQLError where the operation does not fit the schema."""
        document = planner_of(schema).documents.read(self.text)
        if document.ast is None:
            raise without_path(document.errors[0])
        is_paged = self.place.shape is Shape.PAGES
        # The whole list is counted once: with its first page.
        variables = {**self.variables, "after": after, "counts": after is None} if is_paged else self.variables
        executor = LongReads.build(schema, document.ast, context_value=context, raw_variable_values=dict(variables))
        if isinstance(executor, list):
            raise without_path(executor[0])
        return cast("LongReads", executor)


def written(schema: GraphQLSchema, wanted: Wanted, rows_a_page: int) -> Written:
    """Return what is wanted as an operation. Raises BadUserInput where the list takes no such filter or order."""
    place = place_of(schema, wanted.list)
    # A statistic has arguments of its own, beside a filter or instead of one: they are given as one.
    above = {"filter": wanted.filter} if set(place.root.args) - {*PAGED, "orderBy"} == {"filter"} else dict(wanted.filter or {})
    above = {name: value for name, value in above.items() if value is not None}
    unknown = set(above) - (set(place.root.args) - {*PAGED, "orderBy"})
    if unknown or (wanted.order_by is not None and "orderBy" not in place.field.args):
        raise BadUserInput(f"{wanted.list} takes no such filter, or no order.")
    at = {"orderBy": wanted.order_by} if wanted.order_by is not None else {}
    if place.shape is Shape.PAGES:
        at |= {"first": rows_a_page, "after": None}
    if place.below is None:
        inner, outer = "", {**above, **at}
    else:
        inner, outer = _call(place.below, at), above
    selection = f"{{ {inner} {_rows(place, wanted)} }}" if inner else _rows(place, wanted)
    variables = above | at
    types = {**{name: str(place.root.args[name].type) for name in above}, **{name: str(place.field.args[name].type) for name in at}}
    types |= {"counts": "Boolean!"} if place.shape is Shape.PAGES else {}
    heads = f"({', '.join(f'${name}: {type_}' for name, type_ in types.items())})" if types else ""
    variables.pop("after", None)
    return Written(place, f"query Download{heads} {{ {_call(place.root_name, outer)} {selection} }}", variables)


def _call(name: str, arguments: Mapping[str, Any]) -> str:
    return f"{name}({', '.join(f'{each}: ${each}' for each in arguments)})" if arguments else name


def _rows(place: Place, wanted: Wanted) -> str:
    selection = _selection([column.path.split(".") for column in columns_of(wanted)])
    return f"{{ totalCount @include(if: $counts) edges {{ cursor node {selection} }} }}" if place.shape is Shape.PAGES else selection


def _selection(paths: Sequence[Sequence[str]]) -> str:
    """Return a selection set that has all the paths, each field once."""
    below: dict[str, list[Sequence[str]]] = {}
    for head, *rest in paths:
        below.setdefault(head, []).extend([rest] if rest else [])
    return f"{{ {' '.join(f'{name} {_selection(rest)}' if rest else name for name, rest in below.items())} }}"


async def check(schema: GraphQLSchema, context: RunContext, wanted: Wanted) -> None:
    """Hold what is wanted against the schema and the access of whoever asks, as its read would be, and read nothing.

    Counts identity numbers that are looked for, once for the whole download. Raises GraphQLError: bad input, denials, RateLimited.
    """
    executor = written(schema, wanted, 1).executor(schema, context)
    root, grouped = executor.root_fields()
    ((key, details),) = grouped.items()
    refused = executor.denials_at(root, key, details)
    if refused:
        raise without_path(refused[0])
    coordinate = f"{root.name}.{details[0].node.name.value}"
    bound = executor.planner.catalog.roots[coordinate]
    try:
        prepared = executor.prepared(bound, coordinate, root.fields[details[0].node.name.value], details, [key])
    except GraphQLError as error:
        raise without_path(error) from None
    if prepared.denials:
        raise without_path(prepared.denials[0])
    if prepared.secrets:
        await context.search(prepared.secrets)


def without_path(error: GraphQLError) -> GraphQLError:
    """Return an error without its places: they would be of our document, which the client has never seen."""
    return GraphQLError(error.message, extensions=error.extensions)
