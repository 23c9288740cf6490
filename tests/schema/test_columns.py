"""What the build refuses of columns: types that do not fit, and comparisons and orders that two engines would not answer alike."""

from enum import Enum
from typing import Any

import pytest
import strawberry
from strawberry.scalars import JSON
from tortoise import fields
from tortoise.models import Model

import models
from auth.scope import Rows
from planner.bindings import Through, table_of
from planner.execute import planner_of
from schema.access import ANY_MODULE
from schema.fields import column, entity, filter_input, filtered, key_of, many, one_of
from schema.filters import BooleanFilter, DecimalFilter, IDFilter, IntFilter, NullableTextFilter, TextFilter
from schema.relay import Connection, Node, order_input
from schema.requirements import SchemaError
from tests.planner.kinds.models import Note as NoteRow
from tests.planner.kinds.models import Thing as ThingRow
from tests.planner.kinds.schema import build_kinds
from tests.schema.test_build import built, root


class Odd(Model):
    """Columns of which most cannot be bound."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(max_length=9)
    big = fields.BigIntField()
    rough = fields.FloatField()
    wide = fields.DecimalField(max_digits=19, decimal_places=2)
    fine = fields.DecimalField(max_digits=10, decimal_places=7)
    data: Any = fields.JSONField()

    class Meta:
        table = "odd"


def bound(annotation: Any, attribute: str) -> type:
    """Return a bound type with one field over a column."""
    cls = type("Row", (Node,), {"__doc__": "A row.", "__annotations__": {"shown": annotation}, "shown": column("Shown.", attribute)})
    return entity(Odd, scope=Rows.SCHOOL, access=ANY_MODULE)(cls)


@pytest.mark.parametrize(
    ("annotation", "attribute", "why"),
    [
        (int, "big", "has 64 bits, of which GraphQL's Int holds 32"),
        (float, "rough", "is of a type that has no one JSON form on both engines"),
        (strawberry.ID, "wide", "is a decimal of more than 18 digits or 6 places, which SQLite does not order"),
        (strawberry.ID, "fine", "is a decimal of more than 18 digits or 6 places, which SQLite does not order"),
        (int, "none", "does not exist"),
    ],
)
def test_a_column_that_two_engines_would_not_show_alike_is_refused(annotation: Any, attribute: str, why: str) -> None:
    with pytest.raises(SchemaError, match=rf"^Row\.shown is bound to odd\.{attribute}, which {why}"):
        built(types=(bound(annotation, attribute),))


@pytest.mark.parametrize(("annotation", "attribute"), [(int, "name"), (str, "id"), (bool, "name"), (str, "data"), (JSON, "name")])
def test_a_field_of_another_type_than_its_column_is_refused(annotation: Any, attribute: str) -> None:
    with pytest.raises(SchemaError, match=r"^Row\.shown is \w+ over a column of [A-Z]+"):
        built(types=(bound(annotation, attribute),))


class Data(Enum):
    """Orders by JSON."""

    DATA = "data"


@order_input("DataOrder", Data, "a list")
class DataOrder:
    """An order by JSON."""


class Name(Enum):
    """Orders by name."""

    THING_NAME = "name"


@order_input("ThingNameOrder", Name, "a list")
class NameOrder:
    """An order by name."""


@entity(ThingRow, scope=Rows.SCHOOL, access=ANY_MODULE)
class Thing(Node):
    """A thing."""

    name: str = column("A name.")
    nickname: str | None = column("A name.")
    number: int = column("A number.")
    truth: bool = column("A truth.")
    data: JSON = column("Data.")


def listed(filters: type | None = None, order: type = NameOrder) -> type:
    """Return a Query with one list of things."""
    return root(rows=(Connection[Thing] | None, many("Thing", "Rows.", order=order, filters=filters)))


def test_an_order_by_json_is_refused() -> None:
    with pytest.raises(SchemaError, match=r"^rows orders by data, and JSON has no order"):
        built(listed(order=DataOrder))


@filter_input("things")
class JsonFilter:
    """Compares JSON."""

    data: TextFilter | None = filtered("By data.", "data")


@filter_input("things")
class NumberAsText:
    """Compares a number with text."""

    number: TextFilter | None = filtered("By number.", "number")


@filter_input("things")
class TextAsNumber:
    """Compares text with numbers."""

    name: IntFilter | None = filtered("By name.", "name")


@filter_input("things")
class TruthAsDecimal:
    """Compares a truth with decimals."""

    truth: DecimalFilter | None = filtered("By truth.", "truth")


@filter_input("things")
class NeverNull:
    """Asks for null where there is none."""

    name: NullableTextFilter | None = filtered("By name.", "name")


@filter_input("things")
class PlainID:
    """Compares text with IDs of nothing."""

    name: IDFilter | None = filtered("By name.", "name")


@filter_input("things")
class OtherKey:
    """Compares a number with IDs."""

    number: IDFilter | None = filtered("By number.", "number", node="Thing")


@filter_input("things")
class SecretBeginning:
    """Asks for the beginning of a text that is only indexed."""

    name: TextFilter | None = filtered("By name.", "name", through=Through(table_of(models.Person), "identity_index", "id"))


@filter_input("things")
class Fitting:
    """Compares everything as it is."""

    name: TextFilter | None = filtered("By name.", "name")
    nickname: NullableTextFilter | None = filtered("By nickname.", "nickname")
    number: IntFilter | None = filtered("By number.", "number")
    truth: BooleanFilter | None = filtered("By truth.", "truth")


@pytest.mark.parametrize(
    ("filters", "why"),
    [
        (JsonFilter, r"JsonFilter\.data\.\w+ compares data, and JSON is shown and never compared"),
        (NumberAsText, r"NumberAsText\.number\.eq is String over a column of INT"),
        (TextAsNumber, r"TextAsNumber\.name\.eq is Int over a column of TEXT"),
        (TruthAsDecimal, r"TruthAsDecimal\.truth\.eq is Decimal over a column of BOOL"),
        (NeverNull, r"NeverNull\.name\.isNull asks for null in a column that is never null"),
        (PlainID, r"PlainID\.name\.eq is ID over a column of TEXT"),
        (SecretBeginning, r"SecretBeginning\.name\.\w+ asks for more than a keyed index can tell"),
        (OtherKey, r"OtherKey\.number\.eq compares with ID where IDs of Thing are"),
    ],
)
def test_a_comparison_that_a_column_cannot_answer_is_refused(filters: type, why: str) -> None:
    with pytest.raises(SchemaError, match=f"^{why}"):
        built(listed(filters))


def test_comparisons_that_columns_can_answer_are_built() -> None:
    built(listed(Fitting))


def leading(annotation: Any, targets: dict[str, str], *, kind: str = "about_kind", key: str = "about_id") -> type:
    """Return notes as a type whose only field leads to one of several types."""
    field = one_of("Leads there.", targets, kind=kind, key=key)
    cls = type("Leading", (Node,), {"__doc__": "A row.", "__annotations__": {"there": annotation}, "there": field})
    return entity(NoteRow, scope=Rows.SETUP, access=ANY_MODULE)(cls)


@pytest.mark.parametrize(
    ("type_", "why"),
    [
        (leading(Node, {"thing": "Thing"}), "is non-null, and a row of another kind, or out of scope, leads nowhere"),
        (leading(Node | None, {"thing": "Nothing"}), "leads to Nothing, which is no bound type of Node"),
        (leading(Thing | None, {"thing": "Thing"}), "leads to Thing, which is no bound type of Thing"),
        (leading(Node | None, {"thing": "Thing"}, kind="about_id"), "tells kinds apart by about_id, which is no text"),
        (leading(Node | None, {"thing": "Thing"}, key="none"), r"is bound to note\.none, which does not exist"),
    ],
)
def test_a_relation_into_several_types_that_may_not_lead_there_is_refused(type_: type, why: str) -> None:
    with pytest.raises(SchemaError, match=rf"^Leading\.there {why}"):
        built(types=(Thing, type_))


def speaking(annotation: Any, targets: dict[str, str], *, kind: str = "about_kind", key: str = "about_id") -> type:
    """Return notes as a type whose only field shows another row's ID."""
    field = key_of("The ID.", targets, kind=kind, key=key)
    cls = type("Speaking", (Node,), {"__doc__": "A row.", "__annotations__": {"record": annotation}, "record": field})
    return entity(NoteRow, scope=Rows.SETUP, access=ANY_MODULE)(cls)


@pytest.mark.parametrize(
    ("type_", "why"),
    [
        (speaking(strawberry.ID, {"thing": "Thing"}), "is non-null, and a row of another kind names none"),
        (speaking(strawberry.ID | None, {"thing": "Nothing"}), "names Nothing, which is no bound type"),
        (speaking(strawberry.ID | None, {"thing": "Thing"}, key="none"), r"is bound to note\.none, which does not exist"),
    ],
)
def test_an_id_of_a_row_that_may_not_be_named_is_refused(type_: type, why: str) -> None:
    with pytest.raises(SchemaError, match=rf"^Speaking\.record {why}"):
        built(types=(Thing, type_))


def test_a_key_of_another_type_than_its_target_is_refused() -> None:
    with pytest.raises(SchemaError, match=r"^Leading\.there keeps keys of Thing in number, which is of another type"):
        built(types=(Thing, leading_by_number()))


def leading_by_number() -> type:
    """Return things as a type that keeps a key in a number."""
    field = one_of("Leads there.", {"thing": "Thing"}, kind="kind", key="number")
    cls = type("Leading", (Node,), {"__doc__": "A row.", "__annotations__": {"there": Node | None}, "there": field})
    return entity(ThingRow, scope=Rows.SCHOOL, access=ANY_MODULE)(cls)


def test_an_enum_that_is_stored_in_other_words_is_known_by_them() -> None:
    words = planner_of(build_kinds()._schema).catalog.words
    assert words["Thing.rank"] == {0: "LOW", 1: "MIDDLE", 2: "HIGH"}
    assert words["Thing.mood"] == {"g": "GLAD", "it's sad": "SAD"}
