"""The printed schema as graphql-core parses it: its types and fields, and documents that select all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from graphql import (
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InterfaceTypeDefinitionNode,
    ListTypeNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    TypeNode,
    parse,
)
from graphql.language import EnumTypeDefinitionNode, TypeDefinitionNode

from app.schema import the_schema

SDL: Final = the_schema().as_str()
DEFINED: Final[dict[str, TypeDefinitionNode]] = {
    node.name.value: node for node in parse(SDL).definitions if isinstance(node, TypeDefinitionNode)
}
OBJECTS: Final[dict[str, ObjectTypeDefinitionNode]] = {
    name: node for name, node in DEFINED.items() if isinstance(node, ObjectTypeDefinitionNode)
}
WRAPPERS: Final = tuple(name for name in OBJECTS if name.endswith(("Connection", "Edge")))
RECORDS: Final = tuple(name for name, node in OBJECTS.items() if any(each.name.value == "Node" for each in node.interfaces or ()))
"""Types that have IDs."""
PARTS: Final = {"AvailableAction": "{ action allowed reasons { code } }"}
"""Objects that are part of a record and lead to none, and all there is to read of them."""


def named(type_: TypeNode) -> str:
    """Return a type's name, whatever wraps it."""
    while isinstance(type_, ListTypeNode | NonNullTypeNode):
        type_ = type_.type
    return str(type_.name.value)  # type: ignore[attr-defined]


@cache
def fields_of(type_: str) -> dict[str, FieldDefinitionNode]:
    """Return the fields of an object type or interface."""
    node = DEFINED[type_]
    assert isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode)
    return {each.name.value: each for each in node.fields or ()}


def target_of(field: FieldDefinitionNode) -> str | None:
    """Return the type of record a field leads to, itself or through a connection; None for a leaf."""
    name = named(field.type).removesuffix("Connection")
    return name if name in OBJECTS and name not in PARTS else None


def is_list(field: FieldDefinitionNode) -> bool:
    """Return whether a field is a connection."""
    return named(field.type).endswith("Connection")


def selection(field: FieldDefinitionNode, arguments: str = "first: 100") -> str:
    """Return a field's selection that shows all there is to know of where it leads: IDs, cursors, counts."""
    name = field.name.value
    if is_list(field):
        page = "pageInfo { hasNextPage startCursor endCursor }"
        return f"{name}({arguments}) {{ totalCount {page} edges {{ cursor node {{ __typename id }} }} }}"
    return f"{name} {{ id }}" if target_of(field) else f"{name} {PARTS.get(named(field.type), '')}".strip()


def whole(type_: str) -> str:
    """Return the selection of every field of a type of record."""
    return " ".join(selection(field) for field in fields_of(type_).values())


def node_document(type_: str) -> str:
    """Return the query of one record by its ID, with all its fields."""
    return f"query($id: ID!) {{ node(id: $id) {{ __typename ... on {type_} {{ {whole(type_)} }} }} }}"


@dataclass(frozen=True)
class Site:
    """One connection of the schema."""

    type: str
    field: FieldDefinitionNode

    def __str__(self) -> str:
        return f"{self.type}.{self.field.name.value}"

    @property
    def target(self) -> str:
        """The type of record it lists."""
        return str(target_of(self.field))


def sites() -> Iterator[Site]:
    """Yield every connection of every type."""
    for type_ in OBJECTS:
        for field in fields_of(type_).values():
            if is_list(field):
                yield Site(type_, field)


def input_fields(name: str) -> dict[str, str]:
    """Return an input type's fields and the names of their types."""
    node = DEFINED[name]
    assert isinstance(node, InputObjectTypeDefinitionNode)
    return {each.name.value: named(each.type) for each in node.fields or ()}


def enum_values(name: str) -> list[str]:
    """Return an enum's values."""
    node = DEFINED[name]
    assert isinstance(node, EnumTypeDefinitionNode)
    return [each.name.value for each in node.values or ()]
