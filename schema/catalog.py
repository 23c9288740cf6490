"""The bindings of a finished schema, checked: what the planner will read is what the schema promises."""

from collections.abc import Iterator

from graphql import GraphQLField, GraphQLNonNull, GraphQLObjectType, GraphQLSchema

from auth.scope import SCOPES, Rows
from planner.access import Requirements
from planner.bindings import (
    BINDING,
    Actions,
    Aggregate,
    AllOf,
    AnyOf,
    Column,
    ColumnOf,
    Entity,
    Exists,
    IsAhead,
    IsOneOf,
    Leaf,
    Lookup,
    Not,
    One,
    Page,
    Predicate,
    Relation,
    Root,
)
from planner.catalog import Catalog
from rules.roles import Role
from schema.definitions import BACKREF, entity_of, is_own, origin_of
from schema.requirements import Found, SchemaError


def catalog_of(schema: GraphQLSchema, requirements: Found) -> Catalog:
    """Return the catalog of a schema, whose requirements have been gathered.

    Raises SchemaError, beginning with the coordinate, for a bound type's field without a binding, a column that does not
    exist or can be null where the field cannot, an order by a nullable column, and a non-null relation out of scope.
    """
    bound = {type_: entity for type_ in _objects(schema) if (entity := entity_of(type_)) is not None}
    entities = {entity.name: entity for entity in bound.values()}
    fields: dict[str, Leaf | Relation | Actions] = {}
    for type_, entity in bound.items():
        for name, field in type_.fields.items():
            binding = field.extensions[BACKREF].metadata.get(BINDING)
            if binding is None:
                raise SchemaError(f"{type_.name}.{name} belongs to a bound type and has no binding.")
            _check(f"{type_.name}.{name}", field, binding, entity, entities)
            fields[f"{type_.name}.{name}"] = binding
    aggregates = frozenset(type_.name for type_ in bound if hasattr(origin_of(type_), "__is_aggregate__"))
    return Catalog(entities, aggregates, fields, dict(_roots(schema, entities)), Requirements(requirements))


def _objects(schema: GraphQLSchema) -> Iterator[GraphQLObjectType]:
    return (type_ for type_ in schema.type_map.values() if isinstance(type_, GraphQLObjectType) and is_own(type_))


def _roots(schema: GraphQLSchema, entities: dict[str, Entity]) -> Iterator[tuple[str, Root]]:
    for type_ in (schema.query_type, schema.subscription_type):
        for name, field in (type_.fields if type_ is not None else {}).items():
            binding = field.extensions[BACKREF].metadata.get(BINDING)
            if isinstance(binding, Page):
                _check_page(f"{name}", binding, entities)
            if isinstance(binding, Page | Lookup | Aggregate):
                yield f"{type_.name if type_ else ''}.{name}", binding


def _check(coordinate: str, field: GraphQLField, binding: object, entity: Entity, entities: dict[str, Entity]) -> None:
    match binding:
        case Column(attribute, otherwise):
            column = _column(coordinate, entity, attribute or field.extensions[BACKREF].python_name)
            if column.is_nullable and otherwise is None and isinstance(field.type, GraphQLNonNull):
                raise SchemaError(f"{coordinate} is non-null over a column that can be null.")
        case One():
            _check_one(coordinate, field, binding, entity, entities)
        case Page():
            _check_page(coordinate, binding, entities)
        case Actions(offered):
            for predicate in (each for action in offered for each in (action.when, *(guard.holds for guard in action.guards))):
                _check_predicate(coordinate, predicate, entity)


def _check_predicate(coordinate: str, predicate: Predicate, entity: Entity) -> None:
    """Refuse a predicate over a column that is not there, or that can be null where null would be neither true nor false."""
    match predicate:
        case IsOneOf(attribute):
            if _column(coordinate, entity, attribute).is_nullable:
                raise SchemaError(f"{coordinate} looks at {attribute}, which can be null.")
        case IsAhead(attribute):
            _column(coordinate, entity, attribute)
        case Exists(table, same, other, among):
            for ours in (*same.values(), *other.values()):
                _column(coordinate, entity, ours)
            for theirs in (*same, *other, *among):
                if theirs not in table.columns or (theirs in (*other, *among) and table.columns[theirs].is_nullable):
                    raise SchemaError(f"{coordinate} looks at {table.name}.{theirs}, which does not exist or can be null.")
        case Not(inner):
            _check_predicate(coordinate, inner, entity)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                _check_predicate(coordinate, part, entity)


def _column(coordinate: str, entity: Entity, attribute: str) -> ColumnOf:
    if attribute not in entity.table.columns:
        raise SchemaError(f"{coordinate} is bound to {entity.table.name}.{attribute}, which does not exist.")
    return entity.column(attribute)


def _check_one(coordinate: str, field: GraphQLField, binding: One, entity: Entity, entities: dict[str, Entity]) -> None:
    column = _column(coordinate, entity, binding.attribute)
    if isinstance(field.type, GraphQLNonNull) and (column.is_nullable or not _is_implied(entity, entities[binding.target], binding)):
        raise SchemaError(f"{coordinate} is non-null, and some role that sees the row does not see what it leads to.")


def _is_implied(parent: Entity, target: Entity, binding: One) -> bool:
    """Return whether for every role the parent's scope implies the target's."""
    return all(
        _role_implies(Rows(str(parent.scope)), Rows(str(target.scope)), binding.attribute, role) for role in Role if role is not Role.SYSTEM
    )


def _role_implies(parent: Rows, target: Rows, attribute: str, role: Role) -> bool:
    of_parent, of_target = SCOPES[parent].get(role), SCOPES[target].get(role)
    if of_parent is None:
        return True
    if of_target is None:
        return False
    return all(of_parent.get(attribute if column == "id" else column) == key for column, key in of_target.items())


def _check_page(coordinate: str, page: Page, entities: dict[str, Entity]) -> None:
    target = entities[page.target]
    for attribute in page.orders.values():
        if _column(coordinate, target, attribute).is_nullable:
            raise SchemaError(f"{coordinate} is ordered by {attribute}, which can be null.")
    for attribute in [*(bound.attribute for bound in page.filters.values()), *([page.attribute] if page.attribute else [])]:
        _column(coordinate, target, attribute)
