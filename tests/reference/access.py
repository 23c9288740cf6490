"""Who may use what, read off the printed schema: `@access` and `@public` as a client sees them, nothing else."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_argument_values,
    get_named_type,
)

from tests.reference.vocabulary import Asker, Vocabulary

LEVELS: Final = ("NONE", "READ_ONLY", "READ_WRITE")
Asked = list[dict[str, Any]]


class Access:
    """The requirements of a printed schema."""

    def __init__(self, schema: GraphQLSchema, words: Vocabulary) -> None:
        self.schema = schema
        self.words = words
        directive = schema.get_directive("access")
        assert directive is not None
        self.directive = directive

    def declared(self, thing: Any) -> Asked:
        """Return what a definition asks for itself."""
        given = (thing.ast_node.directives or ()) if thing.ast_node else ()
        return [get_argument_values(self.directive, each) for each in given if each.name.value == self.directive.name]

    def of_field(self, type_: GraphQLNamedType, field: GraphQLField) -> Asked:
        """Return what a field asks for: what its type asks, what it asks itself, what the type it leads to asks."""
        return [*self.declared(type_), *self.declared(field), *self.declared(self.target(field))]

    def target(self, field: GraphQLField) -> GraphQLNamedType:
        """Return the type a field leads to, itself or as the nodes of its connection."""
        type_: GraphQLNamedType = get_named_type(field.type)
        if isinstance(type_, GraphQLObjectType) and "edges" in type_.fields:
            edge = get_named_type(type_.fields["edges"].type)
            assert isinstance(edge, GraphQLObjectType)
            type_ = get_named_type(edge.fields["node"].type)
        return type_

    def of_arguments(self, coordinate: str, field: GraphQLField, given: dict[str, Any]) -> Iterator[tuple[str, Asked]]:
        """Yield the coordinates that a field's arguments use, outermost first, with what they ask for.

        A filter or an order by a column inherits what the field that shows the column asks for, however deep it stands.
        """
        target = self.schema.type_map[self.words.counted.get(coordinate, self.target(field).name)]
        for name, argument in field.args.items():
            if name not in given:
                continue
            yield f"{coordinate}({name}:)", self.declared(argument)
            type_ = get_named_type(argument.type)
            if given[name] is None or not isinstance(type_, GraphQLInputObjectType) or not isinstance(target, GraphQLObjectType):
                continue
            if name == "filter":
                yield from self._of_filter(type_, target, given[name])
            else:
                for term in given[name]:
                    yield from self._of_term(type_, target, term)

    def _of_filter(self, type_: GraphQLInputObjectType, target: GraphQLObjectType, given: Mapping[str, Any]) -> Iterator[tuple[str, Asked]]:
        for name, definition in type_.fields.items():
            if name not in given:
                continue
            if name in {"and", "or", "not"}:
                yield f"{type_.name}.{name}", self.declared(definition)
                for inner in [given[name]] if name == "not" else given[name] or ():
                    yield from self._of_filter(type_, target, inner or {})
            else:
                shown = target.fields[self.words.shown_as(target.name, name)]
                yield f"{type_.name}.{name}", [*self.declared(definition), *self.of_field(target, shown)]
                if f"{target.name}.{name}" in self.words.follows:
                    inner_type, led_to = get_named_type(definition.type), self.target(shown)
                    assert isinstance(inner_type, GraphQLInputObjectType)
                    assert isinstance(led_to, GraphQLObjectType)
                    yield from self._of_filter(inner_type, led_to, given[name] or {})

    def _of_term(self, type_: GraphQLInputObjectType, target: GraphQLObjectType, term: Mapping[str, Any]) -> Iterator[tuple[str, Asked]]:
        yield f"{type_.name}.field", self.declared(type_.fields["field"])
        enum, value = get_named_type(type_.fields["field"].type).name, term["field"]
        yield f"{enum}.{value}", self.of_field(target, target.fields[self.words.ordered_field(enum, value)])


def may(asker: Asker, requirements: Asked) -> bool:
    """Return whether all requirements are met: one of the roles, where named, and the level on one of the modules, where named."""
    return all(
        (not asked.get("roles") or asker.role in asked["roles"])
        and (not asked.get("anyOf") or any(_rank(asker.levels.get(module, "NONE")) >= _rank(asked["level"]) for module in asked["anyOf"]))
        for asked in requirements
    )


def _rank(level: str) -> int:
    return LEVELS.index(level)
