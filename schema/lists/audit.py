"""Lists of the audit."""

from enum import Enum

import strawberry

from schema.fields import filtered
from schema.filters import DateTimeFilter
from schema.relay import order_input


class AuditEntryOrderField(Enum):
    """Orders of the audit."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was done.")


@order_input("AuditEntryOrder", AuditEntryOrderField, "the audit")
class AuditEntryOrder:
    """An order of the audit."""


@strawberry.input(description="Which entries; all conditions must hold.")
class AuditEntryFilter:
    """Filter of the audit."""

    at: DateTimeFilter | None = filtered("By when it was done (时间).", "created_at")
