"""The bound types: everything that the schema's vocabulary can declare."""

from collections.abc import AsyncGenerator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry.scalars import JSON
from tortoise import Tortoise
from tortoise.context import TortoiseContext

from auth.scope import Rows
from schema.access import ANY_MODULE, EMPLOYMENT, Public
from schema.build import build
from schema.fields import column, entity, filter_input, filtered, lookup, lookups, many, one, one_of
from schema.filters import (
    BooleanFilter,
    DateFilter,
    DateTimeFilter,
    DecimalFilter,
    EnumFilter,
    IntFilter,
    NullableBooleanFilter,
    NullableDateFilter,
    NullableDateTimeFilter,
    NullableDecimalFilter,
    NullableEnumFilter,
    NullableIDFilter,
    NullableIntFilter,
    NullableTextFilter,
    TextFilter,
)
from schema.relay import Connection, Node, order_input
from tests.planner.kinds import models
from tests.planner.kinds.models import APP, Mood, Rank

with TortoiseContext():
    Tortoise.init_models(["tests.planner.kinds.models"], APP)

strawberry.enum(Rank, description="A rank.")
strawberry.enum(Mood, description="A mood.")


class ThingOrderField(Enum):
    """Orders of things: every column that has an order."""

    NAME = "name"
    NICKNAME = "nickname"
    SECRET = "secret"
    NUMBER = "number"
    MAYBE_NUMBER = "maybe_number"
    TRUTH = "truth"
    MAYBE_TRUTH = "maybe_truth"
    MOMENT = "moment"
    MAYBE_MOMENT = "maybe_moment"
    DAY = "day"
    MAYBE_DAY = "maybe_day"
    PRICE = "price"
    MAYBE_PRICE = "maybe_price"
    WHOLE = "whole"


@order_input("ThingOrder", ThingOrderField, "a list of things")
class ThingOrder:
    """An order of things."""


class NoteOrderField(Enum):
    """Orders of notes."""

    NAME = "name"


@order_input("NoteOrder", NoteOrderField, "a list of notes")
class NoteOrder:
    """An order of notes."""


class HolderOrderField(Enum):
    """Orders of holders."""

    SINCE = "since"
    NAME = "name"
    CODE = "code"


@order_input("HolderOrder", HolderOrderField, "a list of holders")
class HolderOrder:
    """An order of holders; the default one is by what can be null."""


@filter_input("things")
class ThingFilter:
    """Filter of things: every column that can be compared."""

    name: TextFilter | None = filtered("By name.", "name")
    nickname: NullableTextFilter | None = filtered("By nickname.", "nickname")
    secret: NullableTextFilter | None = filtered("By secret.", "secret")
    number: IntFilter | None = filtered("By number.", "number")
    maybe_number: NullableIntFilter | None = filtered("By number.", "maybe_number")
    truth: BooleanFilter | None = filtered("By truth.", "truth")
    maybe_truth: NullableBooleanFilter | None = filtered("By truth.", "maybe_truth")
    moment: DateTimeFilter | None = filtered("By moment.", "moment")
    maybe_moment: NullableDateTimeFilter | None = filtered("By moment.", "maybe_moment")
    day: DateFilter | None = filtered("By day.", "day")
    maybe_day: NullableDateFilter | None = filtered("By day.", "maybe_day")
    price: DecimalFilter | None = filtered("By price.", "price")
    maybe_price: NullableDecimalFilter | None = filtered("By price.", "maybe_price")
    whole: DecimalFilter | None = filtered("By a whole price.", "whole")
    rank: EnumFilter[Rank] | None = filtered("By rank.", "rank")
    maybe_rank: NullableEnumFilter[Rank] | None = filtered("By rank.", "maybe_rank")
    mood: EnumFilter[Mood] | None = filtered("By mood.", "mood")
    maybe_mood: NullableEnumFilter[Mood] | None = filtered("By mood.", "maybe_mood")
    holder: NullableIDFilter | None = filtered("By holder.", "holder_id", node="Holder")


@strawberry.interface(description="Whatever has a name.")
class Named:
    """An interface beside Node."""

    name: str = column("A name.")


@entity(models.Note, scope=Rows.SETUP, access=EMPLOYMENT)
class Note(Node, Named):
    """A note, which an archive clerk may not see; it is about a thing, another note, or something unknown."""

    thing: Annotated["Thing", strawberry.lazy("tests.planner.kinds.schema")] | None = one("Thing", "Of what.", "thing_id")
    about: Node | None = one_of("About what.", {"thing": "Thing", "note": "Note", "other": "Note"}, kind="about_kind", key="about_id")


@entity(models.Holder, scope=Rows.SCHOOL, access=ANY_MODULE)
class Holder(Node, Named):
    """A holder, whose key is text."""

    code: str = column("A code.")
    since: date | None = column("Since when.")
    things: Connection[Annotated["Thing", strawberry.lazy("tests.planner.kinds.schema")]] | None = many(
        "Thing", "What hangs on it.", order=ThingOrder, filters=ThingFilter, by="holder_id"
    )


Subject = Annotated[
    Annotated["Thing", strawberry.lazy("tests.planner.kinds.schema")] | Holder | Note,
    strawberry.union("Subject", description="What a thing can be about."),
]


@entity(models.Thing, scope=Rows.COUNTERS, access=ANY_MODULE)
class Thing(Node, Named):
    """A thing with every kind of column."""

    nickname: str | None = column("Text that can be null.")
    nickname_or_none: str = column("The same, or a text in its place.", "nickname", otherwise='没有 "n\'one"%')
    secret: str | None = column("What needs more.", access=EMPLOYMENT)
    number: int = column("A number.")
    maybe_number: int | None = column("A number.")
    truth: bool = column("A truth.")
    maybe_truth: bool | None = column("A truth.")
    moment: datetime = column("A moment.")
    maybe_moment: datetime | None = column("A moment.")
    day: date = column("A day.")
    maybe_day: date | None = column("A day.")
    price: Decimal = column("A price.")
    maybe_price: Decimal | None = column("A price.")
    whole: Decimal = column("A whole price.")
    rank: Rank = column("A rank.")
    maybe_rank: Rank | None = column("A rank.")
    mood: Mood = column("A mood.")
    maybe_mood: Mood | None = column("A mood.")
    data: JSON = column("Data.")
    maybe_data: JSON | None = column("Data.")
    holder: Holder | None = one("Holder", "Its holder.", "holder_id")
    notes: Connection[Note] | None = many("Note", "Its notes.", order=NoteOrder, by="thing_id")
    subject: Subject | None = one_of("What it is about.", {"thing": "Thing", "holder": "Holder", "note": "Note"}, kind="kind", key="key")


@strawberry.type(description="What can be read.")
class Query:
    """Root of queries."""

    node: Node | None = lookup("Anything by its ID.", Public())
    nodes: list[Node | None] | None = lookups("As many by their IDs.", Public())
    things: Connection[Thing] | None = many("Thing", "Things.", order=ThingOrder, filters=ThingFilter)
    notes: Connection[Note] | None = many("Note", "Notes.", order=NoteOrder)
    holders: Connection[Holder] | None = many("Holder", "Holders.", order=HolderOrder)


@strawberry.type(description="Acts.")
class Mutation:
    """Root of mutations."""

    @strawberry.mutation(description="Does nothing.", directives=[Public()])  # type: ignore[untyped-decorator]
    def nothing(self) -> bool:
        return True


@strawberry.type(description="Live views.")
class Subscription:
    """Root of subscriptions."""

    @strawberry.subscription(description="Says nothing.", directives=[Public()])  # type: ignore[untyped-decorator]
    async def nothing(self) -> AsyncGenerator[bool, None]:
        yield True


def build_kinds() -> Any:
    """Return the schema."""
    return build(Query, Mutation, Subscription, [])
