"""Typed comparisons that filters are made of; all that are given must hold."""

from datetime import datetime

import strawberry

from rules.agreement import Initiator, Status
from rules.employer import EmployerStatus
from rules.roles import Role
from schema import enums as enums  # The rules' enums become GraphQL enums there.


@strawberry.input(description="Compares text, by code point: RR and rr differ.")
class TextFilter:
    """Text comparisons."""

    eq: str | None = strawberry.field(default=strawberry.UNSET, description="Equal to this.")
    in_: list[str] | None = strawberry.field(name="in", default=strawberry.UNSET, description="One of these, at most 100.")
    prefix: str | None = strawberry.field(default=strawberry.UNSET, description="Begins with this.")


@strawberry.input(description="Compares text that may be null.")
class NullableTextFilter(TextFilter):
    """Text comparisons where the column may be null."""

    is_null: bool | None = strawberry.field(default=strawberry.UNSET, description="Whether it is null.")


@strawberry.input(description="Compares an ID.")
class IDFilter:
    """ID comparisons."""

    eq: strawberry.ID | None = strawberry.field(default=strawberry.UNSET, description="This ID.")
    in_: list[strawberry.ID] | None = strawberry.field(name="in", default=strawberry.UNSET, description="One of these IDs, at most 100.")


@strawberry.input(description="Compares a whole number.")
class IntFilter:
    """Number comparisons."""

    eq: int | None = strawberry.field(default=strawberry.UNSET, description="Equal to this.")
    in_: list[int] | None = strawberry.field(name="in", default=strawberry.UNSET, description="One of these, at most 100.")
    gte: int | None = strawberry.field(default=strawberry.UNSET, description="At least this.")
    lt: int | None = strawberry.field(default=strawberry.UNSET, description="Below this.")


@strawberry.input(description="Compares a moment.")
class DateTimeFilter:
    """Moment comparisons."""

    gte: datetime | None = strawberry.field(default=strawberry.UNSET, description="At this moment or later; with an offset.")
    lt: datetime | None = strawberry.field(default=strawberry.UNSET, description="Before this moment; with an offset.")


@strawberry.input(description="Compares an agreement's status.")
class AgreementStatusFilter:
    """Status comparisons."""

    eq: Status | None = strawberry.field(default=strawberry.UNSET, description="This status.")
    in_: list[Status] | None = strawberry.field(name="in", default=strawberry.UNSET, description="One of these.")


@strawberry.input(description="Compares who started a signing.")
class InitiatorFilter:
    """Initiator comparisons."""

    eq: Initiator | None = strawberry.field(default=strawberry.UNSET, description="This one.")


@strawberry.input(description="Compares a truth.")
class BooleanFilter:
    """Truth comparisons."""

    eq: bool | None = strawberry.field(default=strawberry.UNSET, description="True or false.")


@strawberry.input(description="Compares what an account is.")
class RoleFilter:
    """Role comparisons."""

    eq: Role | None = strawberry.field(default=strawberry.UNSET, description="This role.")
    in_: list[Role] | None = strawberry.field(name="in", default=strawberry.UNSET, description="One of these.")


@strawberry.input(description="Compares an employer's status.")
class EmployerStatusFilter:
    """Status comparisons of registrations."""

    eq: EmployerStatus | None = strawberry.field(default=strawberry.UNSET, description="This status.")
    in_: list[EmployerStatus] | None = strawberry.field(name="in", default=strawberry.UNSET, description="One of these.")
