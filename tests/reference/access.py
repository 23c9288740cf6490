"""Who may use what, read off the printed schema: `@access` and `@public` as a client sees them, nothing else."""

from collections.abc import Iterator
from typing import Any, Final

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_directive_values,
    get_named_type,
)

from tests.reference.words import Asker, ordered_field

LEVELS: Final = ("NONE", "READ_ONLY", "READ_WRITE")


class Access:
    """The requirements of a printed schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        directive = schema.get_directive("access")
        assert directive is not None
        self.directive = directive

    def declared(self, thing: Any) -> list[dict[str, Any]]:
        """Return what a definition asks for itself."""
        asked = get_directive_values(self.directive, thing.ast_node) if thing.ast_node else None
        return [asked] if asked else []

    def of_field(self, type_: GraphQLNamedType, field: GraphQLField) -> list[dict[str, Any]]:
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

    def of_arguments(self, coordinate: str, field: GraphQLField, given: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield the coordinates that a field's arguments use, outermost first, with what they ask for.

        A filter or an order by a column inherits what the field that shows the column asks for.
        """
        target = self.target(field)
        for name, argument in field.args.items():
            if name not in given:
                continue
            yield f"{coordinate}({name}:)", self.declared(argument)
            type_ = get_named_type(argument.type)
            if given[name] is None or not isinstance(type_, GraphQLInputObjectType) or not isinstance(target, GraphQLObjectType):
                continue
            for part, definition in type_.fields.items():
                if part not in given[name]:
                    continue
                shown = target.fields[part] if name == "filter" else None
                yield f"{type_.name}.{part}", [*self.declared(definition), *(self.of_field(target, shown) if shown else [])]
                if name == "orderBy" and part == "field":
                    orders, value = get_named_type(definition.type).name, given[name][part]
                    yield f"{orders}.{value}", self.of_field(target, target.fields[ordered_field(orders, value)])


def may(asker: Asker, requirements: list[dict[str, Any]]) -> bool:
    """Return whether all requirements are met: one of the roles, where named, and the level on one of the modules, where named."""
    return all(
        (not asked.get("roles") or asker.role in asked["roles"])
        and (not asked.get("anyOf") or any(_rank(asker.levels.get(module, "NONE")) >= _rank(asked["level"]) for module in asked["anyOf"]))
        for asked in requirements
    )


def _rank(level: str) -> int:
    return LEVELS.index(level)
