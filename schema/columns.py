"""Which GraphQL types fit which columns: what a field shows, what a filter compares with, what an order can go by."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, cast

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLNamedType, get_named_type

from planner.bindings import ColumnOf, Entity, FilterColumn, FilterOne, Filters, Kind
from planner.catalog import Words
from planner.filters import COMPOSITIONS
from schema.definitions import BACKREF
from schema.requirements import SchemaError

SCALARS: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.TEXT: frozenset({"String"}),
    Kind.INT: frozenset({"Int"}),
    Kind.BOOL: frozenset({"Boolean"}),
    Kind.TIMESTAMP: frozenset({"DateTime"}),
    Kind.DATE: frozenset({"Date"}),
    Kind.UUID: frozenset({"ID", "UUID"}),
    Kind.DECIMAL: frozenset({"Decimal"}),
    Kind.JSON: frozenset({"JSON"}),
}
"""What each kind of column is in GraphQL, an enum apart: its words are text or whole numbers."""


def bound_column(coordinate: str, entity: Entity, attribute: str) -> ColumnOf:
    """Return a column. Raises SchemaError where there is none, or where it cannot be bound."""
    if attribute in entity.table.unbindable:
        raise SchemaError(f"{coordinate} is bound to {entity.table.name}.{attribute}, which {entity.table.unbindable[attribute]}.")
    if attribute not in entity.table.columns:
        raise SchemaError(f"{coordinate} is bound to {entity.table.name}.{attribute}, which does not exist.")
    return entity.column(attribute)


def check_fits(coordinate: str, column: ColumnOf, type_: GraphQLNamedType) -> None:
    """Raise SchemaError where a column's values are not those of a GraphQL type."""
    is_enum = isinstance(type_, GraphQLEnumType) and column.kind in {Kind.TEXT, Kind.INT}
    if not is_enum and type_.name not in SCALARS[column.kind]:
        raise SchemaError(f"{coordinate} is {type_.name} over a column of {column.kind}.")


def check_order(coordinate: str, column: ColumnOf) -> None:
    """Raise SchemaError for an order by what has no order."""
    if column.kind is Kind.JSON:
        raise SchemaError(f"{coordinate} orders by {column.name}, and JSON has no order.")


def check_filter(type_: GraphQLInputObjectType, filters: Filters, target: Entity, entities: Mapping[str, Entity]) -> None:
    """Check every comparison of a list's filter against the columns it is bound to, those of related rows among them.

    Raises SchemaError for a comparison with values that are not the column's, by an order or a beginning that it has not,
    or with null where it cannot be null.
    """
    for name, field in type_.fields.items():
        if name not in COMPOSITIONS:
            comparison = cast("GraphQLInputObjectType", get_named_type(field.type))
            bound = filters[name]
            if isinstance(bound, FilterOne):
                check_filter(comparison, bound.filters, entities[bound.relation.target], entities)
                continue
            column = bound_column(f"{type_.name}.{name}", target, bound.attribute)
            for operator, operand in comparison.fields.items():
                _check_operator(f"{type_.name}.{name}.{operator}", operator, get_named_type(operand.type), column, bound, entities)


def _check_operator(
    coordinate: str, operator: str, type_: GraphQLNamedType, column: ColumnOf, bound: FilterColumn, entities: Mapping[str, Entity]
) -> None:
    if operator == "isNull":
        if not column.is_nullable:
            raise SchemaError(f"{coordinate} asks for null in a column that is never null.")
    elif bound.among is not None:
        if type_.name != "Boolean" or operator != "eq":
            raise SchemaError(f"{coordinate} asks for more than whether the column is among others.")
    elif bound.stands_for is not None:
        if operator not in {"eq", "in"} or not isinstance(type_, GraphQLEnumType) or set(bound.stands_for) != stored_words(type_):
            raise SchemaError(f"{coordinate} compares with {type_.name}, not all of whose words stand for some of {column.name}.")
    elif bound.through is not None and operator not in {"eq", "in"}:
        raise SchemaError(f"{coordinate} asks for more than a keyed index can tell: eq and in.")
    elif bound.nodes:
        if type_.name != "ID" or any(column.kind not in {Kind.TEXT, entities[name].table.key.kind} for name in bound.nodes):
            raise SchemaError(f"{coordinate} compares with {type_.name} where IDs of {' and '.join(bound.nodes)} are.")
    elif column.kind is Kind.JSON:
        raise SchemaError(f"{coordinate} compares {column.name}, and JSON is shown and never compared.")
    elif operator == "prefix" and (column.kind is not Kind.TEXT or column.is_word):
        raise SchemaError(f"{coordinate} asks for a beginning where there is no text.")
    else:
        check_fits(coordinate, column, type_)


def stored_words(type_: GraphQLEnumType) -> set[str]:
    """Return what the values of an enum are in Python, as texts."""
    enum = cast("type[Enum]", type_.extensions[BACKREF].wrapped_cls)
    return {str(member.value) for member in enum}


def words_of(type_: GraphQLNamedType) -> Words | None:
    """Return how GraphQL calls what an enum's column holds; None where both say the same, or where it is no enum."""
    if not isinstance(type_, GraphQLEnumType):
        return None
    enum = cast("type[Enum]", type_.extensions[BACKREF].wrapped_cls)
    stored: dict[Any, str] = {enum(value.value).value: name for name, value in type_.values.items()}
    return None if all(value == name for value, name in stored.items()) else stored
