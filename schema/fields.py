"""Declaring a bound type: which table, which column, which relation, who may see it.

Each helper returns an ordinary Strawberry field whose metadata hold the binding, so that the printed schema and the
planner read the same object.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, dataclass_transform

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from tortoise import Tortoise
from tortoise.context import TortoiseContext
from tortoise.models import Model

from auth.scope import Rows
from planner.bindings import (
    BINDING,
    Address,
    Aggregate,
    Breakdown,
    Case,
    Column,
    Entity,
    FilterColumn,
    FilterOne,
    Groups,
    Key,
    KeyOf,
    Label,
    Lookup,
    Lookups,
    One,
    OneOf,
    Own,
    Page,
    Ratio,
    RowCount,
    Standing,
    Through,
    Total,
    Truth,
    table_of,
)
from planner.limits import MAX_ORDER_TERMS, MAX_PAGE
from planner.predicates import Actions
from rules.labels import Label as RuleLabel
from schema.access import Access, Public

# Foreign keys get their raw columns (`school_id`) only when relations are resolved, which needs no connection. The context
# is left at once: one that stayed would hide the database that is opened later.
with TortoiseContext():
    Tortoise.init_models(["models"], "models")

T = TypeVar("T")
Directive = Access | Public


@dataclass_transform(kw_only_default=True)
def entity(model: type[Model], *, scope: Rows, access: Directive | Sequence[Directive]) -> Callable[[type[T]], type[T]]:
    """Make a class a GraphQL type bound to a table; its docstring is its description. Of several accesses all are asked for."""

    def bind(cls: type[T]) -> type[T]:
        described = strawberry.type(cls, description=text_of(cls), directives=list(access) if isinstance(access, Sequence) else [access])
        described.__entity__ = Entity(cls.__name__, table_of(model), scope)  # type: ignore[attr-defined]
        return described

    return bind


@dataclass_transform(kw_only_default=True)
def aggregate(model: type[Model], *, scope: Rows, access: Directive) -> Callable[[type[T]], type[T]]:
    """Make a class a GraphQL type that sums a table's rows."""

    def bind(cls: type[T]) -> type[T]:
        described = entity(model, scope=scope, access=access)(cls)
        described.__is_aggregate__ = True  # type: ignore[attr-defined]
        return described

    return bind


def text_of(cls: type) -> str:
    """Return a class's docstring as a description."""
    return " ".join((cls.__doc__ or "").split())


def bound(binding: object, description: str, access: Directive | None = None, name: str | None = None) -> Any:
    """Return a field with a binding."""
    return strawberry.field(name=name, description=description, directives=[access] if access else [], metadata={BINDING: binding})


def key() -> Any:
    """Bind a row's opaque ID."""
    return bound(Key(), "Opaque, and the same for ever.")


def key_of(description: str, targets: Mapping[str, str], *, kind: str, key: str) -> Any:
    """Bind the ID of the row that this one speaks of: `kind` and `key` are columns, `targets` maps kinds to types."""
    return bound(KeyOf(targets, kind, key), description)


def address(description: str, before: str, after: str, *, once: str, access: Directive | None = None) -> Any:
    """Bind where something of a row is got: a path with its key in it, null while the column `once` is null."""
    return bound(Address(before, after, once), description, access)


def column(description: str, attribute: str = "", *, access: Directive | None = None, otherwise: str | None = None) -> Any:
    """Bind a column, under its model attribute or the field's own name; `otherwise` stands in for null."""
    return bound(Column(attribute, otherwise), description, access)


def label(description: str, cases: Sequence[RuleLabel], *, access: Directive | None = None) -> Any:
    """Bind a text that the rules give for a combination of columns."""
    return bound(Label(tuple(Case(dict(case.when), case.text) for case in cases)), description, access)


def truth(description: str, cases: Iterable[Mapping[str, str]]) -> Any:
    """Bind whether one of several combinations of columns holds."""
    return bound(Truth(tuple(dict(case) for case in cases)), description)


def total(description: str, *attributes: str, less: Iterable[str] = ()) -> Any:
    """Bind a sum of counters, less that of others."""
    return bound(Total(attributes, tuple(less)), description)


def ratio(description: str, part: Iterable[str], whole: Iterable[str]) -> Any:
    """Bind basis points of some counters over others."""
    return bound(Ratio(tuple(part), tuple(whole)), description)


def own(description: str, attribute: str) -> Any:
    """Bind whether a row is the asker itself: whether the column, by its model attribute, holds the asker's own value."""
    return bound(Own(attribute), description)


def row_count(description: str) -> Any:
    """Bind the number of rows an aggregate sums."""
    return bound(RowCount(), description)


def available(actions: Actions) -> Any:
    """Bind what can be done to a row."""
    return bound(actions, "What you could do with it now, and why not (可执行操作).")


def one_of(description: str, targets: Mapping[str, str], *, kind: str, key: str, access: Directive | None = None) -> Any:
    """Bind a to-one relation into an interface or union: `kind` and `key` are columns, `targets` maps kinds to types."""
    return bound(OneOf(targets, kind, key), description, access)


def one(target: str, description: str, attribute: str, *, access: Directive | None = None, disclosed_by: str | None = None) -> Any:
    """Bind a to-one relation by its foreign key's raw attribute (`school_id`)."""
    return bound(One(target, attribute, disclosed_by), description, access)


def many(
    target: str,
    description: str,
    *,
    order: type,
    filters: type | None = None,
    by: str | None = None,
    access: Directive | None = None,
) -> Any:
    """Bind a connection: `by` is the target's foreign key to this row, None at the root and under an aggregate."""
    page = Page(target, orders_of(order), default_of(order), filters_of(filters), by)
    field: StrawberryField = bound(page, description, access)
    direction = "latest first" if page.default_order[1] else "smallest first"
    ordered = f"By {page.default_order[0]}, {direction}, where none is given; at most {MAX_ORDER_TERMS}, each field once."
    field.arguments = [
        argument("first", int | None, f"How many from the beginning, 1 to {MAX_PAGE}; give this or `last`."),
        argument("after", str | None, "A cursor of this list and order: the page lies behind it."),
        argument("last", int | None, f"How many from the end, 1 to {MAX_PAGE}; give this or `first`."),
        argument("before", str | None, "A cursor of this list and order: the page lies before it."),
        argument("order_by", list[order] | None, ordered),  # type: ignore[valid-type]
    ]
    if filters is not None:
        field.arguments.append(argument("filter", filters | None, "Which rows; none is left out where it is not given."))
    return field


def lookup(description: str, access: Directive) -> Any:
    """Bind the root field `node(id:)`."""
    field: StrawberryField = bound(Lookup(), description, access)
    field.arguments = [argument("id", strawberry.ID, "An ID this API gave.")]
    return field


def lookups(description: str, access: Directive) -> Any:
    """Bind the root field `nodes(ids:)`."""
    field: StrawberryField = bound(Lookups(), description, access)
    field.arguments = [argument("ids", list[strawberry.ID], f"IDs this API gave, 1 to {MAX_PAGE}.")]
    return field


def summed(binding: Aggregate, description: str, arguments: Mapping[str, Any]) -> Any:
    """Return a root field that sums the rows its arguments choose; `arguments` are annotations by Python name."""
    field: StrawberryField = bound(binding, description)
    field.arguments = [
        StrawberryArgument(name, None, StrawberryAnnotation(annotation), default=None if is_optional else strawberry.UNSET)
        for name, (annotation, is_optional) in arguments.items()
    ]
    return field


def counted(rows: str, target: str, description: str, groups: Sequence[Mapping[str, str]], filters: type) -> Any:
    """Return a root field that counts the rows its filter chooses by combinations of words, all of which it answers."""
    field: StrawberryField = bound(Groups(rows, target, tuple(groups), filters_of(filters)), description)
    field.arguments = [argument("filter", filters | None, "Which rows; none is left out where it is not given.")]
    return field


def broken_down(
    rows: str,
    target: str,
    description: str,
    equals: Mapping[str, tuple[FilterColumn, Any]],
    by: tuple[str, ...],
    filters: type | None = None,
) -> Any:
    """Return a root field that sums the rows its arguments choose in groups; `equals` has columns and types by the argument's name."""
    columns = {graphql_name(name): column for name, (column, _) in equals.items()}
    field: StrawberryField = bound(Breakdown(rows, target, columns, by, filters_of(filters)), description)
    field.arguments = [StrawberryArgument(name, None, StrawberryAnnotation(type_)) for name, (_, type_) in equals.items()]
    if filters is not None:
        field.arguments.append(argument("filter", filters | None, "Which graduates; none is left out where it is not given."))
    return field


def argument(name: str, type_: Any, description: str) -> StrawberryArgument:
    """Return an argument of a field without a resolver; it has no default, or it would count as given where it is not."""
    return StrawberryArgument(name, None, StrawberryAnnotation(type_), description=description)


def filtered(
    description: str,
    attribute: str,
    *,
    node: str | Sequence[str] = (),
    access: Directive | None = None,
    through: Through | None = None,
    stands_for: Mapping[str, tuple[str, ...]] | None = None,
    among: Standing | None = None,
    finds_few: int | None = None,
) -> Any:
    """Bind an input field that filters one column; `node` names the types whose IDs it takes; the rest as `FilterColumn` has it."""
    nodes = (node,) if isinstance(node, str) else tuple(node)
    return _filter(description, access, FilterColumn(attribute, nodes, through, stands_for, among, finds_few))


def filtered_by(description: str, relation: One, filters: type, *, access: Directive | None = None) -> Any:
    """Bind an input field that filters by the row a relation leads to, with the filter of that row's type."""
    return _filter(description, access, FilterOne(relation, filters_of(filters)))


def _filter(description: str, access: Directive | None, binding: FilterColumn | FilterOne) -> Any:
    return strawberry.field(
        default=strawberry.UNSET, description=description, directives=[access] if access else [], metadata={BINDING: binding}
    )


def filter_input(rows: str) -> Callable[[type[T]], type[T]]:
    """Make a class the filter of a list of `rows`: its fields compare columns, and it can hold filters like itself."""

    def make(cls: type[T]) -> type[T]:
        name = cls.__name__
        composed = {
            "and": (f"list['{name}'] | None", "All of these hold; of none, all do."),
            "or": (f"list['{name}'] | None", "At least one of these holds; of none, none does."),
            "not": (f"{name} | None", "This does not hold. A comparison with null does not, so its opposite does."),
        }
        for graphql, (annotation, description) in composed.items():
            cls.__annotations__[f"{graphql}_"] = annotation
            setattr(cls, f"{graphql}_", strawberry.field(name=graphql, default=strawberry.UNSET, description=description))
        return strawberry.input(cls, description=f"Which {rows}: all that is given must hold.")

    return make


def filters_of(input_type: type | None) -> dict[str, FilterColumn | FilterOne]:
    """Return what a filter input compares by GraphQL field name."""
    if input_type is None:
        return {}
    fields = input_type.__strawberry_definition__.fields  # type: ignore[attr-defined]
    return {graphql_name(field.python_name): field.metadata[BINDING] for field in fields if BINDING in field.metadata}


def orders_of(order: type) -> dict[str, str]:
    """Return an order input's columns by the name of its enum's value."""
    return {name: member.value for name, member in order.__orders__.__members__.items()}  # type: ignore[attr-defined]


def default_of(order: type) -> tuple[str, bool]:
    """Return the order a list has where the client names none: the enum's first value; newest first where it is a moment."""
    first = next(iter(orders_of(order).items()))
    return first[0], first[1].endswith("_at")


def graphql_name(python_name: str) -> str:
    """Return a name as GraphQL spells it."""
    head, *rest = python_name.split("_")
    return head + "".join(part.capitalize() for part in rest)
