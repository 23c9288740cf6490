"""What access asks, in words: in every description of the schema, which introspection shows, and in the access matrix."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from auth.modules import Requirement
from schema.requirements import Found, without_implied


def in_words(requirements: Sequence[Requirement]) -> str:
    """Return what all the requirements together ask, e.g. `EMPLOYMENT or ARCHIVE, READ_ONLY; as SCHOOL`; `anybody` where nothing."""
    asked = [_one(requirement) for requirement in without_implied(requirements) if not requirement.public]
    return " and ".join(asked) or "anybody"


def _one(requirement: Requirement) -> str:
    modules = f"{_either(module.name for module in requirement.any_of)}, {requirement.level.name}" if requirement.any_of else ""
    roles = f"as {_either(role.name for role in requirement.roles)}" if requirement.roles else ""
    return "; ".join(part for part in (modules, roles) if part)


def _either(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def describe_access(schema: GraphQLSchema, found: Found) -> None:
    """Add to the description of every coordinate that asks for something what it asks: directives do not survive introspection."""
    for type_ in schema.type_map.values():
        if type_.name in found:
            type_.description = _with_access(type_.description, found[type_.name])
        for coordinate, definition in _parts(type_):
            if coordinate in found:
                definition.description = _with_access(definition.description, found[coordinate])


def _parts(type_: object) -> Iterable[tuple[str, Any]]:
    """Yield the fields, arguments, input fields or values of a type, with their coordinates."""
    match type_:
        case GraphQLObjectType() | GraphQLInterfaceType():
            for name, field in type_.fields.items():
                yield f"{type_.name}.{name}", field
                yield from ((f"{type_.name}.{name}({argument}:)", each) for argument, each in field.args.items())
        case GraphQLInputObjectType():
            yield from _named(type_.name, type_.fields)
        case GraphQLEnumType():
            yield from _named(type_.name, type_.values)


def _named(type_name: str, definitions: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return ((f"{type_name}.{name}", each) for name, each in definitions.items())


def _with_access(description: str | None, requirements: Sequence[Requirement]) -> str:
    return f"{description or ''} Access: {in_words(requirements)}.".lstrip()
