"""Lists of sessions."""

from enum import Enum

import strawberry

from schema.fields import filter_input, filtered
from schema.filters import DateTimeFilter, NullableDateTimeFilter
from schema.relay import order_input


class SessionOrderField(Enum):
    """Orders of sessions."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it began.")


@order_input("SessionOrder", SessionOrderField, "a list of sessions")
class SessionOrder:
    """An order of sessions."""


@filter_input("sessions")
class SessionFilter:
    """Filter of sessions."""

    ended_at: NullableDateTimeFilter | None = filtered("By when it was ended before its time (结束时间).", "ended_at")
    expires_at: DateTimeFilter | None = filtered("By when it is over unless refreshed (失效时间).", "expires_at")
