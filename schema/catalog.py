"""The bindings of a finished schema, checked: what the planner will read is what the schema promises."""

from collections.abc import Iterator

from graphql import (
    GraphQLAbstractType,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
)

from auth.scope import SCOPES, Rows
from planner.access import Requirements
from planner.bindings import (
    BINDING,
    Address,
    Aggregate,
    Breakdown,
    Column,
    Entity,
    FilterOne,
    Filters,
    Groups,
    KeyOf,
    Kind,
    Label,
    Leaf,
    Lookup,
    Lookups,
    One,
    OneOf,
    Page,
    Relation,
    Root,
    Truth,
    Worklist,
)
from planner.catalog import Catalog, Words
from planner.predicates import Actions, AllOf, AnyOf, Exists, IsAhead, IsGranted, IsOneOf, IsTrue, Not, Predicate
from planner.reader import list_of
from rules.roles import Role
from schema.columns import bound_column, check_filter, check_fits, check_order, words_of
from schema.definitions import BACKREF, entity_of, is_own, origin_of
from schema.requirements import Found, SchemaError


def catalog_of(schema: GraphQLSchema, requirements: Found) -> Catalog:
    """Return the catalog of a schema, whose requirements have been gathered.

    Raises SchemaError, beginning with the coordinate, for a bound type's field without a binding, a column that does not
    exist, is of another type than the field or can be null where the field cannot, a filter or an order that the column cannot
    answer, and a relation that may lead out of scope or to no type of its interface.
    """
    bound = {type_: entity for type_ in _objects(schema) if (entity := entity_of(type_)) is not None}
    checker = _Checker(schema, {entity.name: entity for entity in bound.values()})
    fields: dict[str, Leaf | Relation | Actions] = {}
    words: dict[str, Words] = {}
    for type_, entity in bound.items():
        for name, field in type_.fields.items():
            coordinate = f"{type_.name}.{name}"
            binding = field.extensions[BACKREF].metadata.get(BINDING)
            if binding is None:
                raise SchemaError(f"{coordinate} belongs to a bound type and has no binding.")
            checker.check(coordinate, field, binding, entity)
            fields[coordinate] = binding
            if isinstance(binding, Column) and (renamed := words_of(get_named_type(field.type))) is not None:
                words[coordinate] = renamed
    aggregates = frozenset(type_.name for type_ in bound if hasattr(origin_of(type_), "__is_aggregate__"))
    return Catalog(checker.entities, aggregates, fields, dict(checker.roots()), Requirements(requirements), words)


def _objects(schema: GraphQLSchema) -> Iterator[GraphQLObjectType]:
    return (type_ for type_ in schema.type_map.values() if isinstance(type_, GraphQLObjectType) and is_own(type_))


class _Checker:
    """Holds each binding against the schema and the tables."""

    def __init__(self, schema: GraphQLSchema, entities: dict[str, Entity]) -> None:
        self.schema = schema
        self.entities = entities

    def roots(self) -> Iterator[tuple[str, Root]]:
        """Yield the bound root fields by their coordinates."""
        for type_ in (self.schema.query_type, self.schema.subscription_type):
            for name, field in (type_.fields if type_ is not None else {}).items():
                binding = field.extensions[BACKREF].metadata.get(BINDING)
                if isinstance(binding, Page):
                    self._check_page(name, field, binding)
                if isinstance(binding, Lookup) and binding.target not in (None, get_named_type(field.type).name):
                    raise SchemaError(f"{name} looks up {binding.target}, which is not what it returns.")
                if isinstance(binding, Groups):
                    self._check_groups(name, field, binding)
                if isinstance(binding, Breakdown):
                    self._check_breakdown(name, field, binding)
                if isinstance(binding, Worklist):
                    self._check_worklist(name, binding)
                if isinstance(binding, Page | Lookup | Lookups | Aggregate | Groups | Breakdown | Worklist):
                    yield f"{type_.name if type_ else ''}.{name}", binding

    def check(self, coordinate: str, field: GraphQLField, binding: object, entity: Entity) -> None:
        """Check one field of a bound type."""
        match binding:
            case Column(attribute, otherwise):
                column = bound_column(coordinate, entity, attribute or field.extensions[BACKREF].python_name)
                check_fits(coordinate, column, get_named_type(field.type))
                if column.is_nullable and otherwise is None and isinstance(field.type, GraphQLNonNull):
                    raise SchemaError(f"{coordinate} is non-null over a column that can be null.")
            case Address(once=attribute):
                if bound_column(coordinate, entity, attribute).is_nullable and isinstance(field.type, GraphQLNonNull):
                    raise SchemaError(f"{coordinate} is non-null, and there is nothing to get while {attribute} is null.")
            case Truth(cases):
                for attribute in {attribute for case in cases for attribute in case}:
                    bound_column(coordinate, entity, attribute)
            case KeyOf():
                self._check_key_of(coordinate, field, binding, entity)
            case One():
                self._check_one(coordinate, field, binding, entity)
            case OneOf():
                self._check_one_of(coordinate, field, binding, entity)
            case Page():
                self._check_page(coordinate, field, binding)
            case Actions(offered):
                for predicate in (each for action in offered for each in (action.when, *(guard.holds for guard in action.guards))):
                    _check_predicate(coordinate, predicate, entity)

    def _check_key_of(self, coordinate: str, field: GraphQLField, binding: KeyOf, entity: Entity) -> None:
        if isinstance(field.type, GraphQLNonNull):
            raise SchemaError(f"{coordinate} is non-null, and a row of another kind names none.")
        for attribute in binding.attributes:
            if bound_column(coordinate, entity, attribute).is_nullable:
                raise SchemaError(f"{coordinate} looks at {attribute}, which can be null.")
        for name in binding.targets.values():
            if name not in self.entities:
                raise SchemaError(f"{coordinate} names {name}, which is no bound type.")

    def _check_one(self, coordinate: str, field: GraphQLField, binding: One, entity: Entity) -> None:
        column = bound_column(coordinate, entity, binding.attribute)
        is_implied = _is_implied(entity, self.entities[binding.target], binding)
        if isinstance(field.type, GraphQLNonNull) and (column.is_nullable or not is_implied):
            raise SchemaError(f"{coordinate} is non-null, and some role that sees the row does not see what it leads to.")

    def _check_one_of(self, coordinate: str, field: GraphQLField, binding: OneOf, entity: Entity) -> None:
        if isinstance(field.type, GraphQLNonNull):
            raise SchemaError(f"{coordinate} is non-null, and a row of another kind, or out of scope, leads nowhere.")
        type_ = get_named_type(field.type)
        if bound_column(coordinate, entity, binding.kind).kind is not Kind.TEXT:
            raise SchemaError(f"{coordinate} tells kinds apart by {binding.kind}, which is no text.")
        key = bound_column(coordinate, entity, binding.key)
        for name in binding.targets.values():
            target = self.entities.get(name)
            if target is None or not self._is_possible(type_, name):
                raise SchemaError(f"{coordinate} leads to {name}, which is no bound type of {type_.name}.")
            if key.kind not in {Kind.TEXT, target.table.key.kind}:
                raise SchemaError(f"{coordinate} keeps keys of {name} in {binding.key}, which is of another type.")

    def _is_possible(self, type_: object, name: str) -> bool:
        if not is_abstract_type(type_):
            return False
        abstract: GraphQLAbstractType = type_
        return any(each.name == name for each in self.schema.get_possible_types(abstract))

    def _check_page(self, coordinate: str, field: GraphQLField, page: Page) -> None:
        target = self.entities[page.target]
        for attribute in page.orders.values():
            check_order(coordinate, bound_column(coordinate, target, attribute))
        if page.attribute:
            bound_column(coordinate, target, page.attribute)
        self._check_filter(coordinate, field, page.filters, target)

    def _check_filter(self, coordinate: str, field: GraphQLField, filters: Filters, target: Entity) -> None:
        if "filter" not in field.args:
            return
        type_ = get_named_type(field.args["filter"].type)
        assert isinstance(type_, GraphQLInputObjectType)
        self._check_relations(coordinate, filters, target)
        check_filter(type_, filters, target, self.entities)

    def _check_relations(self, coordinate: str, filters: Filters, target: Entity) -> None:
        """Refuse a filter by a relation that is not a field's, in every respect: it would be followed where the field is not."""
        type_ = self.schema.type_map[target.name]
        assert isinstance(type_, GraphQLObjectType)
        shown = [each.extensions[BACKREF].metadata.get(BINDING) for each in type_.fields.values()]
        for bound in filters.values():
            if isinstance(bound, FilterOne):
                if bound.relation not in shown:
                    raise SchemaError(f"{coordinate} filters by {bound.relation.attribute}, as no field of {target.name} follows it.")
                self._check_relations(coordinate, bound.filters, self.entities[bound.relation.target])

    def _check_groups(self, coordinate: str, field: GraphQLField, groups: Groups) -> None:
        rows, target = self.entities[groups.rows], self.entities[groups.target]
        if (rows.table.name, rows.scope) != (target.table.name, target.scope):
            raise SchemaError(f"{coordinate} counts rows of {rows.name} as {target.name}, which has others.")
        for attribute in groups.groups[0]:
            if bound_column(coordinate, target, attribute).is_nullable:
                raise SchemaError(f"{coordinate} counts by {attribute}, which can be null.")
        self._check_filter(coordinate, field, groups.filters, rows)

    def _check_breakdown(self, coordinate: str, field: GraphQLField, breakdown: Breakdown) -> None:
        target = self.entities[breakdown.target]
        for attribute in breakdown.by:
            if bound_column(coordinate, target, attribute).is_nullable:
                raise SchemaError(f"{coordinate} groups by {attribute}, which can be null.")
        type_ = get_named_type(field.type)
        assert isinstance(type_, GraphQLObjectType)
        for name, each in type_.fields.items():
            match each.extensions[BACKREF].metadata.get(BINDING):
                case One(attribute=attribute) if attribute not in breakdown.by:
                    raise SchemaError(f"{type_.name}.{name} follows {attribute}, by which {coordinate} does not group.")
                case Label(cases) if not {attribute for case in cases for attribute in case.when} <= set(breakdown.by):
                    raise SchemaError(f"{type_.name}.{name} is a label of what {coordinate} does not group by.")
        self._check_filter(coordinate, field, breakdown.filters, target)

    def _check_worklist(self, coordinate: str, worklist: Worklist) -> None:
        for item in worklist.items:
            try:
                list_of(self.schema, item)
            except GraphQLError as error:
                raise SchemaError(f"{coordinate} lists {item.code} in a way no client could: {error.message}") from error


def _check_predicate(coordinate: str, predicate: Predicate, entity: Entity) -> None:
    """Refuse a predicate over a column that is not there, or that can be null where null would be neither true nor false."""
    match predicate:
        case IsOneOf(attribute) | IsTrue(attribute) | IsGranted(attribute):
            if bound_column(coordinate, entity, attribute).is_nullable:
                raise SchemaError(f"{coordinate} looks at {attribute}, which can be null.")
        case IsAhead(attribute):
            bound_column(coordinate, entity, attribute)
        case Exists(table, same, other, among, present):
            for ours in (*same.values(), *other.values()):
                bound_column(coordinate, entity, ours)
            for theirs in (*same, *other, *among, *present):
                if theirs not in table.columns or (theirs in (*other, *among) and table.columns[theirs].is_nullable):
                    raise SchemaError(f"{coordinate} looks at {table.name}.{theirs}, which does not exist or can be null.")
        case Not(inner):
            _check_predicate(coordinate, inner, entity)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                _check_predicate(coordinate, part, entity)


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
