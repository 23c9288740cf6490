"""Typed comparisons that filters are made of; all that are given must hold. Null satisfies none of them but `isNull`."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

import strawberry

from rules.throttling import SEARCH_BY_ACCOUNT
from schema import enums as enums  # The rules' enums become GraphQL enums there.

E = TypeVar("E")


def compared(description: str, name: str | None = None) -> Any:
    """Return an operator of a comparison: absent where it is not given, so that null can be refused."""
    return strawberry.field(name=name, default=strawberry.UNSET, description=description)


def listed() -> Any:
    """Return the operator `in`."""
    return compared("One of these, at most 100.", "in")


def nothing() -> Any:
    """Return the operator `isNull`."""
    return compared("Whether it is null.")


@strawberry.input(description="Compares text, by code point: RR and rr differ.")
class TextFilter:
    """Text comparisons."""

    eq: str | None = compared("Equal to this.")
    in_: list[str] | None = listed()
    prefix: str | None = compared("Begins with this.")
    gte: str | None = compared("This, or behind it.")
    gt: str | None = compared("Behind this.")
    lte: str | None = compared("This, or before it.")
    lt: str | None = compared("Before this.")


@strawberry.input(description="Compares text that may be null.")
class NullableTextFilter(TextFilter):
    """Text comparisons where the column may be null."""

    is_null: bool | None = nothing()


@strawberry.input(
    description="Compares an identity number (身份证号), whole: it is stored so that nothing else of it can be asked."
    f" An account looks for {SEARCH_BY_ACCOUNT.times} numbers in 24 hours."
)
class IdentityNumberFilter:
    """Identity number comparisons."""

    eq: str | None = compared("This number; blanks and the case of x do not matter.")
    in_: list[str] | None = compared("One of these numbers, at most 100.", "in")


@strawberry.input(description="Compares an ID.")
class IDFilter:
    """ID comparisons."""

    eq: strawberry.ID | None = compared("This ID.")
    in_: list[strawberry.ID] | None = compared("One of these IDs, at most 100.", "in")


@strawberry.input(description="Compares an ID that may be null.")
class NullableIDFilter(IDFilter):
    """ID comparisons where the relation may lead nowhere."""

    is_null: bool | None = nothing()


@strawberry.input(description="Compares a whole number.")
class IntFilter:
    """Number comparisons."""

    eq: int | None = compared("Equal to this.")
    in_: list[int] | None = listed()
    gte: int | None = compared("At least this.")
    gt: int | None = compared("Above this.")
    lte: int | None = compared("At most this.")
    lt: int | None = compared("Below this.")


@strawberry.input(description="Compares a whole number that may be null.")
class NullableIntFilter(IntFilter):
    """Number comparisons where the column may be null."""

    is_null: bool | None = nothing()


@strawberry.input(description="Compares a decimal number.")
class DecimalFilter:
    """Decimal comparisons."""

    eq: Decimal | None = compared("Equal to this; a number of more places than are kept is refused.")
    in_: list[Decimal] | None = listed()
    gte: Decimal | None = compared("At least this.")
    gt: Decimal | None = compared("Above this.")
    lte: Decimal | None = compared("At most this.")
    lt: Decimal | None = compared("Below this.")


@strawberry.input(description="Compares a decimal number that may be null.")
class NullableDecimalFilter(DecimalFilter):
    """Decimal comparisons where the column may be null."""

    is_null: bool | None = nothing()


@strawberry.input(description="Compares a moment.")
class DateTimeFilter:
    """Moment comparisons."""

    eq: datetime | None = compared("At this moment, to the microsecond; with an offset.")
    in_: list[datetime] | None = listed()
    gte: datetime | None = compared("At this moment or later; with an offset.")
    gt: datetime | None = compared("After this moment; with an offset.")
    lte: datetime | None = compared("At this moment or earlier; with an offset.")
    lt: datetime | None = compared("Before this moment; with an offset.")


@strawberry.input(description="Compares a moment that may be null.")
class NullableDateTimeFilter(DateTimeFilter):
    """Moment comparisons where the column may be null."""

    is_null: bool | None = nothing()


@strawberry.input(description="Compares a day.")
class DateFilter:
    """Day comparisons."""

    eq: date | None = compared("On this day.")
    in_: list[date] | None = listed()
    gte: date | None = compared("On this day or later.")
    gt: date | None = compared("After this day.")
    lte: date | None = compared("On this day or earlier.")
    lt: date | None = compared("Before this day.")


@strawberry.input(description="Compares a day that may be null.")
class NullableDateFilter(DateFilter):
    """Day comparisons where the column may be null."""

    is_null: bool | None = nothing()


@strawberry.input(description="Compares a truth.")
class BooleanFilter:
    """Truth comparisons."""

    eq: bool | None = compared("True or false.")


@strawberry.input(description="Compares a truth that may be null.")
class NullableBooleanFilter(BooleanFilter):
    """Truth comparisons where the column may be null."""

    is_null: bool | None = nothing()


@strawberry.input(name="Filter", description="Compares a word of an enum.")
class EnumFilter(Generic[E]):
    """Comparisons of an enum's words: `EnumFilter[Status]` is `AgreementStatusFilter`."""

    eq: E | None = compared("This one.")
    in_: list[E] | None = listed()


@strawberry.input(name="NullableFilter", description="Compares a word of an enum that may be null.")
class NullableEnumFilter(EnumFilter[E], Generic[E]):
    """Comparisons of an enum's words where the column may be null."""

    is_null: bool | None = nothing()
