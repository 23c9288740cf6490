"""How much a document asks for once its fragments are spread, known before anything of it is validated or run.

A fragment that is spread twice in each of twenty others is a million fields in a thousand characters. Sizes add up and
multiply, so each definition is measured once, in time that grows with the document's own length.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_introspection_query,
    is_abstract_type,
    parse,
)

from planner.errors import QueryTooLarge
from planner.limits import MAX_INTROSPECTIONS, MAX_OPERATION_FIELDS

INTROSPECTIONS: Final = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Size:
    """What a selection comes to: fields, values outside of introspection that an introspection in it answers, and those inside one."""

    fields: float = 0
    values: float = 0
    introspected: float = 0
    """The same selection's values if it stands inside an introspection."""


@dataclass(slots=True)
class _Own:
    """What one definition holds itself, and how often each fragment: at all, outside an introspection, inside one."""

    fields: float = 0
    values: float = 0
    spread: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    outside: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    inside: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def fields_with(self, fragments: Mapping[str, Size]) -> float:
        return self.fields + sum(times * fragments[name].fields for name, times in self.spread.items() if name in fragments)

    def values_with(self, fragments: Mapping[str, Size]) -> float:
        outside = sum(times * fragments[name].values for name, times in self.outside.items() if name in fragments)
        inside = sum(times * fragments[name].introspected for name, times in self.inside.items() if name in fragments)
        return self.values + outside + inside


class Sizes:
    """Measures documents of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._lengths = dict(list_lengths(schema))
        ((_, self._whole),) = self._operations(parse(get_introspection_query(input_value_deprecation=True)))

    def check(self, document: DocumentNode) -> None:
        """Raise QueryTooLarge past MAX_OPERATION_FIELDS of an operation, or past MAX_INTROSPECTIONS of the whole schema in one."""
        for fields, values in self._operations(document):
            if fields > MAX_OPERATION_FIELDS:
                raise QueryTooLarge(f"An operation selects at most {MAX_OPERATION_FIELDS} fields once its fragments are spread.")
            if values > MAX_INTROSPECTIONS * self._whole:
                raise QueryTooLarge(f"An operation introspects at most {MAX_INTROSPECTIONS} times as much as the schema is.")

    def _operations(self, document: DocumentNode) -> Iterator[tuple[float, float]]:
        """Yield how many fields each operation selects, and how many values an introspection in it answers, as far as can be foreseen."""
        fragments = self._fragments(document)
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode):
                own = self._own(node.selection_set, times=0)
                yield own.fields_with(fragments), own.values_with(fragments)

    def _fragments(self, document: DocumentNode) -> dict[str, Size]:
        """Return the size of every fragment. One that spreads itself is invalid, which validation will say: here it adds nothing."""
        written = {node.name.value: node.selection_set for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
        outside = {name: self._own(selections, times=0) for name, selections in written.items()}
        inside = {name: self._own(selections, times=1) for name, selections in written.items()}
        sizes: dict[str, Size] = {}
        for name in innermost_first({name: list(own.spread) for name, own in outside.items()}):
            fields, values = outside[name].fields_with(sizes), outside[name].values_with(sizes)
            sizes[name] = Size(fields, values, inside[name].values_with(sizes))
        return sizes

    def _own(self, selection_set: SelectionSetNode, *, times: float) -> _Own:
        """Measure what is written in a definition; `times` is how often an introspection answers it, 0 outside of one."""
        own = _Own()
        stack = [(selection_set, times)]
        while stack:
            selections, times = stack.pop()
            for node in selections.selections:
                own.fields += 1
                own.values += times
                if isinstance(node, FragmentSpreadNode):
                    own.spread[node.name.value] += 1
                    (own.inside if times else own.outside)[node.name.value] += times or 1
                elif isinstance(node, InlineFragmentNode):
                    stack.append((node.selection_set, times))
                elif isinstance(node, FieldNode) and node.selection_set is not None:
                    name = node.name.value
                    stack.append((node.selection_set, 1 if name in INTROSPECTIONS else times * self._lengths.get(name, 1)))
        return own


def innermost_first(spreads: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield every fragment after those it spreads, as far as there are no cycles; without recursion, which a long chain would exhaust."""
    begun = set[str]()
    for root in spreads:
        stack = [(root, iter(spreads[root]))] if root not in begun else []
        begun.add(root)
        while stack:
            name, rest = stack[-1]
            following = next((each for each in rest if each in spreads and each not in begun), None)
            if following is None:
                stack.pop()
                yield name
            else:
                begun.add(following)
                stack.append((following, iter(spreads[following])))


def list_lengths(schema: GraphQLSchema) -> Iterator[tuple[str, float]]:
    """Yield how long the lists of an introspection are on the average, by field."""
    types = list(schema.type_map.values())
    with_fields = [type_ for type_ in types if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)]
    fields = [each for type_ in with_fields for each in type_.fields.values()]
    arguments = sum(len(each.args) for each in fields)
    inputs = [len(type_.fields) for type_ in types if isinstance(type_, GraphQLInputObjectType)]
    values = [len(type_.values) for type_ in types if isinstance(type_, GraphQLEnumType)]
    yield "types", len(types)
    yield "directives", len(schema.directives)
    yield "fields", len(fields) / len(types)
    yield "args", arguments / max(len(fields), 1)
    yield "inputFields", sum(inputs) / len(types)
    yield "enumValues", sum(values) / len(types)
    yield "interfaces", sum(len(type_.interfaces) for type_ in with_fields) / len(types)
    yield "possibleTypes", sum(len(schema.get_possible_types(type_)) for type_ in types if is_abstract_type(type_)) / len(types)
