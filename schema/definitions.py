"""Finding what was declared: from graphql-core's types back to Strawberry's definitions and our bindings."""

from typing import Any

from graphql import GraphQLField, GraphQLNamedType, GraphQLObjectType, get_named_type
from strawberry.schema.schema_converter import GraphQLCoreConverter

from planner.bindings import Entity

BACKREF = GraphQLCoreConverter.DEFINITION_BACKREF
"""Where graphql-core's types and fields keep the Strawberry definition they were made from."""


def is_own(type_: GraphQLNamedType) -> bool:
    """Return whether a type is of this schema and not of introspection."""
    return BACKREF in type_.extensions


def is_wrapper(type_: GraphQLNamedType) -> bool:
    """Return whether a type is a connection or an edge: made from a generic, and reached only through fields that ask."""
    return getattr(type_.extensions.get(BACKREF), "concrete_of", None) is not None


def origin_of(type_: GraphQLNamedType) -> Any:
    """Return the Python class a type was declared by."""
    return getattr(type_.extensions.get(BACKREF), "origin", None)


def entity_of(type_: GraphQLNamedType) -> Entity | None:
    """Return what a type is bound to, or None."""
    entity: Entity | None = getattr(origin_of(type_), "__entity__", None)
    return entity


def target_of(field: GraphQLField) -> GraphQLObjectType | None:
    """Return the bound type a field leads to, itself or through a connection; None where it leads to none."""
    type_ = get_named_type(field.type)
    if not isinstance(type_, GraphQLObjectType):
        return None
    if entity_of(type_) is not None:
        return type_
    if "edges" not in type_.fields:
        return None
    edge = get_named_type(type_.fields["edges"].type)
    node = get_named_type(edge.fields["node"].type) if isinstance(edge, GraphQLObjectType) else None
    return node if isinstance(node, GraphQLObjectType) else None
