"""What the build refuses, each with a small schema of its own: a promise that could not be kept, or a field left open."""

from collections.abc import AsyncGenerator
from enum import Enum
from typing import Any

import pytest
import strawberry

import models
from auth.scope import Rows
from planner.bindings import Entity, table_of
from schema.access import ANY_MODULE, EMPLOYMENT, Public
from schema.build import build
from schema.fields import address, column, entity, filtered, many, one
from schema.filters import TextFilter
from schema.relay import Connection, Node, order_input
from schema.requirements import SchemaError


@strawberry.type(description="Acts.")
class Act:
    @strawberry.mutation(description="Does nothing.", directives=[Public()])  # type: ignore[untyped-decorator]
    def nothing(self) -> bool:
        return True


@strawberry.type(description="Live views.")
class Live:
    @strawberry.subscription(description="Says nothing.", directives=[Public()])  # type: ignore[untyped-decorator]
    async def nothing(self) -> AsyncGenerator[bool, None]:
        yield True


def root(**fields: tuple[Any, Any]) -> type:
    """Return a Query of these fields: name -> (type, field)."""
    annotations = {name: type_ for name, (type_, _) in fields.items()}
    cls = type("Query", (), {"__annotations__": annotations, **{name: field for name, (_, field) in fields.items()}})
    return strawberry.type(cls, description="Reads.")


def built(query: type | None = None, *, mutation: type = Act, subscription: type = Live, types: tuple[type, ...] = ()) -> None:
    """Build a schema with a root of its own, or around these types."""
    ready = strawberry.field(description="Yes.", directives=[Public()], resolver=lambda: True)
    build(query or root(ready=(bool, ready)), mutation, subscription, [*types])


class Name(Enum):
    """Orders by name."""

    NAME = strawberry.enum_value("name", description="By name.")


@order_input("NameOrder", Name, "a list")
class NameOrder:
    """An order by name."""


@entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
class Graduate(Node):
    """A graduate."""

    name: str = column("Name.")
    student_number: str | None = column("Number.")
    exam_number: str | None = column("Number.", access=EMPLOYMENT)


def listed(target: type, order: type, filters: type | None = None) -> type:
    """Return a Query with one list."""
    return root(rows=(Connection[target] | None, many(target.__name__, "Rows.", order=order, filters=filters)))  # type: ignore[valid-type]


def test_a_schema_that_keeps_its_promises_builds() -> None:
    built(listed(Graduate, NameOrder))


def test_a_query_that_declares_nothing_is_refused() -> None:
    with pytest.raises(SchemaError, match=r"^Query\.open declares no access"):
        built(root(open=(bool, strawberry.field(description="Open.", resolver=lambda: True))))


def test_a_mutation_that_declares_nothing_is_refused() -> None:
    @strawberry.type(description="Acts.")
    class Mutation:
        @strawberry.mutation(description="Does something.")  # type: ignore[untyped-decorator]
        def open(self) -> bool:
            return True

    with pytest.raises(SchemaError, match=r"^Mutation\.open declares no access"):
        built(mutation=Mutation)


def test_a_subscription_that_declares_nothing_is_refused() -> None:
    @strawberry.type(description="Live views.")
    class Subscription:
        @strawberry.subscription(description="Says something.")  # type: ignore[untyped-decorator]
        async def open(self) -> AsyncGenerator[bool, None]:
            yield True

    with pytest.raises(SchemaError, match=r"^Subscription\.open declares no access"):
        built(subscription=Subscription)


def test_a_bound_type_that_declares_nothing_is_refused() -> None:
    @strawberry.type(description="Open.")
    class Open(Node):
        name: str = column("Name.")

    Open.__entity__ = Entity("Open", table_of(models.Employer), Rows.EMPLOYER)  # type: ignore[attr-defined]
    with pytest.raises(SchemaError, match=r"^Open is bound to a table and declares no access"):
        built(types=(Open,))


def test_a_non_null_field_stricter_than_its_object_is_refused() -> None:
    @entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
    class Strict(Node):
        """Somebody."""

        name: str = column("Name.", access=EMPLOYMENT)

    with pytest.raises(SchemaError, match=r"^Strict\.name can be denied where its object is not"):
        built(types=(Strict,))


def test_a_non_null_relation_to_a_stricter_type_is_refused() -> None:
    @entity(models.School, scope=Rows.SCHOOL, access=EMPLOYMENT)
    class Employed(Node):
        """A school."""

    with pytest.raises(SchemaError, match=r"^Leading\.there can be denied"):
        built(types=(leading_to(Employed, "school_id"),))


def leading_to(target: type, attribute: str) -> type:
    """Return agreements as a type whose only field is a non-null relation."""
    field = one(target.__name__, "Leads there.", attribute)
    cls = type("Leading", (Node,), {"__doc__": "A row.", "__annotations__": {"there": target}, "there": field})
    return entity(models.Agreement, scope=Rows.AGREEMENT, access=ANY_MODULE)(cls)


def test_a_non_null_relation_to_rows_that_somebody_may_not_see_is_refused() -> None:
    with pytest.raises(SchemaError, match=r"^Leading\.there is non-null, and some role that sees the row does not see what it leads to"):
        built(types=(leading_to(Graduate, "graduate_id"),))


def test_a_non_null_relation_over_a_column_that_can_be_null_is_refused() -> None:
    @entity(models.Employer, scope=Rows.AGREEMENT, access=ANY_MODULE)
    class Signer(Node):
        """An employer, as visible as the agreement."""

    with pytest.raises(SchemaError, match=r"^Leading\.there is non-null"):
        built(types=(leading_to(Signer, "employer_id"),))


def test_a_default_order_that_asks_for_more_than_its_rows_is_refused() -> None:
    class Numbers(Enum):
        EXAM_NUMBER = strawberry.enum_value("exam_number", description="By number.")

    @order_input("ExamOrder", Numbers, "a list")
    class ExamOrder:
        """An order by number."""

    with pytest.raises(SchemaError, match=r"^Numbers\.EXAM_NUMBER is a list's default order and asks for more than Graduate"):
        built(listed(Graduate, ExamOrder))


def test_a_non_null_field_over_a_column_that_can_be_null_is_refused() -> None:
    @entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
    class Numbered(Node):
        """Somebody."""

        student_number: str = column("Number.")

    with pytest.raises(SchemaError, match=r"^Numbered\.studentNumber is non-null over a column that can be null"):
        built(types=(Numbered,))


def test_a_non_null_address_of_what_is_not_always_there_is_refused() -> None:
    @entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
    class Carded(Node):
        """Somebody."""

        card: str = address("Card.", "/cards/", ".pdf", once="student_number")

    with pytest.raises(SchemaError, match=r"^Carded\.card is non-null, and there is nothing to get while student_number is null"):
        built(types=(Carded,))


def test_a_field_over_a_column_that_does_not_exist_is_refused() -> None:
    @entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
    class Tall(Node):
        """Somebody."""

        height: int | None = column("Height.")

    with pytest.raises(SchemaError, match=r"^Tall\.height is bound to graduate\.height, which does not exist"):
        built(types=(Tall,))


def test_a_filter_by_what_no_field_shows_is_refused() -> None:
    @strawberry.input(description="Which.")
    class Hidden:
        training_mode: TextFilter | None = filtered("By mode.", "training_mode")

    with pytest.raises(SchemaError, match=r"^Graduate is filtered or ordered by training_mode, which none of its fields shows"):
        built(listed(Graduate, NameOrder, Hidden))


def test_a_default_of_an_input_that_asks_for_access_is_refused() -> None:
    @strawberry.input(description="Which.")
    class Defaulted:
        name: TextFilter | None = strawberry.field(
            default=None, description="By name.", directives=[EMPLOYMENT], metadata=filtered("", "name").metadata
        )

    with pytest.raises(SchemaError, match=r"^Defaulted\.name asks for access, so it may not have a default"):
        built(listed(Graduate, NameOrder, Defaulted))


def test_a_field_of_a_bound_type_without_a_binding_is_refused() -> None:
    @entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
    class Plain(Node):
        """Somebody."""

        @strawberry.field(description="Computed a row at a time.")  # type: ignore[untyped-decorator]
        def computed(self) -> str:
            return ""

    with pytest.raises(SchemaError, match=r"^Plain\.computed belongs to a bound type and has no binding"):
        built(types=(Plain,))


@strawberry.interface(description="Named.", directives=[ANY_MODULE])
class Named:
    name: str = column("Name.")


@strawberry.interface(description="Examined.")
class Examined:
    exam_number: str | None = column("Number.", access=EMPLOYMENT)


def test_an_interface_may_declare_all_that_its_objects_ask_or_nothing() -> None:
    @entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
    class Pupil(Node, Named, Examined):
        """A pupil."""

        name: str = column("Name.")
        exam_number: str | None = column("Number.", access=EMPLOYMENT)

    built(types=(Pupil,))


def test_an_interface_that_declares_less_than_its_object_asks_is_refused() -> None:
    @entity(models.Graduate, scope=Rows.GRADUATE, access=EMPLOYMENT)
    class Pupil(Node, Named):
        """A pupil."""

        name: str = column("Name.")

    with pytest.raises(SchemaError, match=r"^Named\.name declares less than Pupil\.name asks"):
        built(types=(Pupil,))


def test_an_interface_whose_field_declares_less_than_the_objects_is_refused() -> None:
    @strawberry.interface(description="Open.")
    class Open:
        exam_number: str | None = column("Number.", access=Public())

    @entity(models.Graduate, scope=Rows.GRADUATE, access=ANY_MODULE)
    class Pupil(Node, Open):
        """A pupil."""

        exam_number: str | None = column("Number.", access=EMPLOYMENT)

    with pytest.raises(SchemaError, match=r"^Open\.examNumber declares less than Pupil\.examNumber asks"):
        built(types=(Pupil,))
