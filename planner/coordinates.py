"""Which schema coordinates a field's arguments use: the argument, the input fields present, the enum values given."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from graphql import GraphQLEnumType, GraphQLField, GraphQLInputObjectType, GraphQLInputType, GraphQLList, GraphQLNonNull


def argument_coordinates(coordinate: str, definition: GraphQLField, arguments: Mapping[str, Any]) -> Iterator[str]:
    """Yield the coordinates a field's coerced arguments use, outermost first."""
    for name, argument in definition.args.items():
        key = argument.out_name or name
        if key in arguments:
            yield f"{coordinate}({name}:)"
            yield from _used(argument.type, arguments[key])


def _used(type_: GraphQLInputType, value: Any) -> Iterator[str]:
    if isinstance(type_, GraphQLNonNull):
        yield from _used(type_.of_type, value)
    elif value is None:
        return
    elif isinstance(type_, GraphQLList):
        for item in value if isinstance(value, list) else [value]:
            yield from _used(type_.of_type, item)
    elif isinstance(type_, GraphQLEnumType):
        yield f"{type_.name}.{value.name if isinstance(value, Enum) else value}"
    elif isinstance(type_, GraphQLInputObjectType):
        for name, field in type_.fields.items():
            key = field.out_name or name
            if key in value:
                yield f"{type_.name}.{name}"
                yield from _used(field.type, value[key])
