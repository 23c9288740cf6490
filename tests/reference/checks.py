"""The pass before execution: which response positions are denied and which root fields are refused, whatever the rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
)
from graphql.execution.values import VariableValues, get_argument_values, get_directive_values

from tests.reference.access import Access, may
from tests.reference.lists import Filter, Listing, Refused, read_id
from tests.reference.vocabulary import DEEPEST, LONGEST_PAGE, Asker, Vocabulary

Path = tuple[str, ...]
"""Response keys without list indices."""
Denial = tuple[Path, str, str | None]
"""Path, code, coordinate."""


@dataclass(frozen=True)
class Null:
    """A position that is null for a reason that is known before any row is: of rows of one parent type, and of one type it leads to."""

    path: Path
    parent: str
    target: str | None = None


def is_wrapper(type_: GraphQLNamedType) -> bool:
    """Return whether a type is a connection or an edge: reached only through fields that ask."""
    return type_.name.endswith(("Connection", "Edge"))


class Checker:
    """Walks one operation."""

    def __init__(self, schema: GraphQLSchema, words: Vocabulary, document: DocumentNode, variables: VariableValues, asker: Asker) -> None:
        self.schema = schema
        self.words = words
        self.access = Access(schema, words)
        self.variables = variables
        self.asker = asker
        self.operation = next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
        self.fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        self.nulls = set[Null]()

    def denials(self) -> list[Denial]:
        """Return what is denied. A root field that cannot be answered is refused once, and nothing else is said of it."""
        query = self.schema.query_type
        assert query is not None
        found: list[Denial] = []
        for key, nodes in self.collected(query, [self.operation.selection_set]).items():
            try:
                found += list(self._field(query, (key,), nodes, 0))
            except (Refused, GraphQLError):
                self.nulls.add(Null((key,), query.name))
                found.append(((key,), "BAD_USER_INPUT", None))
        return found

    def _field(self, parent: GraphQLObjectType, path: Path, nodes: list[FieldNode], depth: int) -> Iterator[Denial]:
        """Yield the denials of a field and of all below it; a denied position is null, so nothing is below it. Raises Refused."""
        name = nodes[0].name.value
        if name == "__typename":
            return
        definition, coordinate = parent.fields[name], f"{parent.name}.{name}"
        if not may(self.asker, self.access.of_field(parent, definition)):
            yield self._denial(path, parent, coordinate)
            return
        type_ = get_named_type(definition.type)
        if is_leaf_type(type_):
            return
        depth += 0 if is_wrapper(parent) or type_.name in self.words.parts else 2 if coordinate == "Query.nodes" else 1
        if depth > DEEPEST:
            raise Refused
        given = get_argument_values(definition, nodes[0], self.variables)
        if not isinstance(type_, GraphQLObjectType):
            yield from self._targets(self._led_to(coordinate, given), parent, path, nodes, depth)
            return
        below = list(self._below(type_, path, nodes, depth))
        for part, asked in self.access.of_arguments(coordinate, definition, given):
            if not may(self.asker, asked):
                yield self._denial(path, parent, part)
                return
        self._check_arguments(coordinate, definition, given)
        yield from below

    def _led_to(self, coordinate: str, given: dict[str, Any]) -> Iterable[str]:
        """Return the types that a field of an interface or union can lead to. Raises Refused."""
        if coordinate in self.words.leads:
            return self.words.leads[coordinate].targets.values()
        ids = given["ids"] if "ids" in given else [given["id"]]
        if not 1 <= len(ids) <= LONGEST_PAGE:
            raise Refused
        return [read_id(self.words, text)[0] for text in ids]

    def _targets(self, names: Iterable[str], parent: GraphQLObjectType, path: Path, nodes: list[FieldNode], depth: int) -> Iterator[Denial]:
        """Yield what is denied of each type a field leads to: the type itself, once, or what is selected of it."""
        for name in dict.fromkeys(names):
            type_ = self.schema.type_map[name]
            if may(self.asker, self.access.declared(type_)):
                yield from self._below(type_, path, nodes, depth)
            else:
                yield self._denial(path, parent, name, name)

    def _below(self, type_: GraphQLNamedType, path: Path, nodes: list[FieldNode], depth: int) -> Iterator[Denial]:
        assert isinstance(type_, GraphQLObjectType)
        for key, group in self.collected(type_, [node.selection_set for node in nodes if node.selection_set]).items():
            yield from self._field(type_, (*path, key), group, depth)

    def _check_arguments(self, coordinate: str, definition: GraphQLField, given: dict[str, Any]) -> None:
        if "orderBy" in definition.args:
            Listing(self.words, definition, self.access.target(definition).name, given)
        elif "filter" in definition.args:
            type_: Any = get_named_type(definition.args["filter"].type)
            Filter(self.words, type_, self.words.counted[coordinate], given.get("filter") or {})
        if "classYear" in given:
            places = [(name, given[name]) for name in ("province", "school") if given.get(name) is not None]
            if len(places) > 1:
                raise Refused
            for name, text in places:
                read_id(self.words, text, name.capitalize())

    def _denial(self, path: Path, parent: GraphQLObjectType, coordinate: str, target: str | None = None) -> Denial:
        self.nulls.add(Null(path, parent.name, target))
        return path, "UNAUTHENTICATED" if self.asker.role is None else "FORBIDDEN", coordinate

    def collected(self, type_: GraphQLObjectType, sets: Sequence[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        """Return what is selected of a type by response key, fragments opened, flags obeyed."""
        grouped: dict[str, list[FieldNode]] = {}
        for selection_set in sets:
            for node in self._selected(type_, selection_set):
                grouped.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
        return grouped

    def _selected(self, type_: GraphQLObjectType, selection_set: SelectionSetNode) -> Iterator[FieldNode]:
        for node in selection_set.selections:
            left_out = get_directive_values(GraphQLSkipDirective, node, self.variables)
            taken_in = get_directive_values(GraphQLIncludeDirective, node, self.variables)
            if (left_out and left_out["if"]) or (taken_in and not taken_in["if"]):
                continue
            if isinstance(node, FieldNode):
                yield node
                continue
            fragment = self.fragments[node.name.value] if isinstance(node, FragmentSpreadNode) else node
            assert isinstance(fragment, FragmentDefinitionNode | InlineFragmentNode)
            condition = fragment.type_condition
            if condition is None or self._is_of(type_, condition.name.value):
                yield from self._selected(type_, fragment.selection_set)

    def _is_of(self, type_: GraphQLObjectType, condition: str) -> bool:
        """Return whether a type is the one named, implements it, or is a member of it."""
        members = getattr(self.schema.type_map[condition], "types", ())
        return condition in {type_.name, *(each.name for each in type_.interfaces)} or type_ in members
