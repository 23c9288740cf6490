"""Every coordinate's requirements, gathered from the directives: deny by default, the stricter wins.

A field asks for what its type asks, what it asks itself, and what the type it leads to asks. Connections, edges, page
information, payloads and errors are reached only through such fields, and ask for nothing more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_named_type,
)

from auth.modules import Requirement
from planner.bindings import BINDING, Breakdown, Column, FilterOne, Filters, Groups, One, OneOf, Page
from schema.access import requirements_of
from schema.definitions import BACKREF, entity_of, is_own, is_wrapper, target_of

Found = dict[str, tuple[Requirement, ...]]


class SchemaError(Exception):
    """The schema promises what it may not; the text begins with the coordinate."""


def gather(schema: GraphQLSchema) -> Found:
    """Return the requirements of every coordinate that asks for something.

    Raises SchemaError where a root field or a bound type declares nothing, a field that can be denied is non-null, an interface
    declares less than one of its objects asks, an input field that can be denied has a default, or a list's default order asks for
    more than its rows.
    """
    found: Found = {}
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and is_own(type_) and not is_wrapper(type_):
            found.update(_of_object(schema, type_))
        elif isinstance(type_, GraphQLInputObjectType):
            found.update((f"{type_.name}.{name}", own) for name, field in type_.fields.items() if (own := declared(field)))
        elif isinstance(type_, GraphQLEnumType):
            found.update((f"{type_.name}.{name}", own) for name, value in type_.values.items() if (own := declared(value)))
    for coordinate, requirements in _of_lists(schema, found):
        found[coordinate] = _unique([*found.get(coordinate, ()), *requirements])
    _check_defaults(schema, found)
    _check_interfaces(schema, found)
    return found


def _check_interfaces(schema: GraphQLSchema, found: Found) -> None:
    """Refuse an interface that promises more than its objects keep; one that declares nothing promises nothing."""
    for interface in schema.type_map.values():
        if not isinstance(interface, GraphQLInterfaceType):
            continue
        for type_ in schema.get_possible_types(interface):
            for name, field in interface.fields.items():
                promised = [*declared(interface), *declared(field)]
                stricter = [each for each in found.get(f"{type_.name}.{name}", ()) if not implied(each, promised)]
                if promised and stricter:
                    raise SchemaError(f"{interface.name}.{name} declares less than {type_.name}.{name} asks.")


def _check_defaults(schema: GraphQLSchema, found: Found) -> None:
    """Refuse a default where access is asked for: it would be used, and so denied, also where a client gives nothing."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            for name, field in type_.fields.items():
                if f"{type_.name}.{name}" in found and field.default_value is not Undefined:
                    raise SchemaError(f"{type_.name}.{name} asks for access, so it may not have a default.")


def declared(thing: object) -> tuple[Requirement, ...]:
    """Return what a type, field, argument or value declares itself."""
    definition = getattr(thing, "extensions", {}).get(BACKREF)
    return requirements_of(getattr(definition, "directives", None) or ())


def _of_object(schema: GraphQLSchema, type_: GraphQLObjectType) -> Iterator[tuple[str, tuple[Requirement, ...]]]:
    is_root = type_ in (schema.query_type, schema.mutation_type, schema.subscription_type)
    own = declared(type_)
    if entity_of(type_) is not None:
        if not own:
            raise SchemaError(f"{type_.name} is bound to a table and declares no access.")
        yield type_.name, own
    for name, field in type_.fields.items():
        coordinate = f"{type_.name}.{name}"
        asked = _unique([*own, *declared(field), *_of_target(field)])
        if is_root and not asked:
            raise SchemaError(f"{coordinate} declares no access, and the type it leads to has none to inherit.")
        stricter = [each for each in asked if not implied(each, own)]
        if stricter and type_ is not schema.mutation_type and isinstance(field.type, GraphQLNonNull):
            raise SchemaError(f"{coordinate} can be denied where its object is not, so it must be nullable.")
        if asked:
            yield coordinate, asked
        for argument_name, argument in field.args.items():
            if wanted := declared(argument):
                yield f"{coordinate}({argument_name}:)", wanted


def _of_target(field: GraphQLField) -> tuple[Requirement, ...]:
    target = target_of(field)
    return declared(target) if target is not None else ()


def implied(requirement: Requirement, by: Sequence[Requirement]) -> bool:
    """Return whether whoever meets all of `by` meets the requirement too."""
    return requirement.public or any(_implies(each, requirement) for each in by)


def _implies(stronger: Requirement, weaker: Requirement) -> bool:
    modules = not weaker.any_of or (bool(stronger.any_of) and set(stronger.any_of) <= set(weaker.any_of) and stronger.level >= weaker.level)
    roles = not weaker.roles or (bool(stronger.roles) and set(stronger.roles) <= set(weaker.roles))
    return modules and roles


def without_implied(requirements: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Return the requirements that no other one implies: together they ask for the same."""
    kept: list[Requirement] = []
    for requirement in requirements:
        if not implied(requirement, kept):
            kept = [each for each in kept if not implied(each, [requirement])] + [requirement]
    return tuple(kept)


def _unique(requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
    return tuple(dict.fromkeys(requirements))


def _of_lists(schema: GraphQLSchema, found: Mapping[str, tuple[Requirement, ...]]) -> Iterator[tuple[str, tuple[Requirement, ...]]]:
    """Yield what filters and orders inherit from the columns they compare: sorting by what one may not see leaks it."""
    for type_ in schema.type_map.values():
        if not isinstance(type_, GraphQLObjectType) or not is_own(type_):
            continue
        for field in type_.fields.values():
            definition = field.extensions.get(BACKREF)
            page = definition.metadata.get(BINDING) if definition is not None else None
            if isinstance(page, Page):
                yield from _of_list(field, page, schema, found)
            if isinstance(page, Breakdown):
                yield from _of_filter(field, page.filters, schema.type_map[page.rows], found)
            if isinstance(page, Groups):
                yield from _of_filter(field, page.filters, schema.type_map[page.rows], found)
                _check_counted(f"{type_.name}.{field.extensions[BACKREF].python_name}", page, schema)


def _of_list(
    field: GraphQLField, page: Page, schema: GraphQLSchema, found: Mapping[str, tuple[Requirement, ...]]
) -> Iterator[tuple[str, tuple[Requirement, ...]]]:
    target = schema.type_map[page.target]
    assert isinstance(target, GraphQLObjectType)
    yield from _of_filter(field, page.filters, target, found)
    order_type = get_named_type(field.args["orderBy"].type)
    assert isinstance(order_type, GraphQLInputObjectType)
    orders = get_named_type(order_type.fields["field"].type)
    for name, attribute in page.orders.items():
        wanted = of_column(target, attribute, found)
        # Nobody names the default order, so nobody would be refused it, and a cursor shows what it compares.
        if name == page.default_order[0] and not all(implied(each, declared(target)) for each in wanted):
            raise SchemaError(f"{orders.name}.{name} is a list's default order and asks for more than {target.name}.")
        yield f"{orders.name}.{name}", wanted


def _of_filter(
    field: GraphQLField, filters: Filters, target: GraphQLNamedType, found: Mapping[str, tuple[Requirement, ...]]
) -> Iterator[tuple[str, tuple[Requirement, ...]]]:
    """Yield what a filter inherits; of a related row's, what the relation asks: its own fields inherit where that row is listed."""
    assert isinstance(target, GraphQLObjectType)
    for name, bound in filters.items():
        filter_type = get_named_type(field.args["filter"].type)
        attribute = bound.relation.attribute if isinstance(bound, FilterOne) else bound.attribute
        yield f"{filter_type.name}.{name}", of_column(target, attribute, found)


def _check_counted(coordinate: str, groups: Groups, schema: GraphQLSchema) -> None:
    """Refuse to count rows for somebody who may not list them."""
    if any(not implied(each, declared(schema.type_map[groups.target])) for each in declared(schema.type_map[groups.rows])):
        raise SchemaError(f"{coordinate} counts rows of {groups.rows} and asks for less.")


def of_column(type_: GraphQLObjectType, attribute: str, found: Mapping[str, tuple[Requirement, ...]]) -> tuple[Requirement, ...]:
    """Return what the fields that show a column ask for. Raises SchemaError where no field shows it."""
    showing = [name for name, field in type_.fields.items() if attribute in _attributes(name, field)]
    if not showing:
        raise SchemaError(f"{type_.name} is filtered or ordered by {attribute}, which none of its fields shows.")
    return _unique(each for name in showing for each in found.get(f"{type_.name}.{name}", ()))


def _attributes(name: str, field: GraphQLField) -> set[str]:
    definition = field.extensions[BACKREF]
    match definition.metadata.get(BINDING):
        case Column(attribute):
            return {attribute or definition.python_name}
        case One(_, attribute):
            return {attribute}
        case OneOf(_, kind, key):
            return {kind, key}
        case binding:
            return set(getattr(binding, "attributes", ()))
