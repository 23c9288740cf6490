"""Lists of the audit."""

from enum import Enum

import strawberry

from rules.acts import ActName, RecordKind
from rules.roles import Role
from schema.audit import RECORDS
from schema.fields import filter_input, filtered
from schema.filters import DateTimeFilter, EnumFilter, IDFilter
from schema.relay import order_input


class AuditEntryOrderField(Enum):
    """Orders of the audit."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was done.")


@order_input("AuditEntryOrder", AuditEntryOrderField, "the audit")
class AuditEntryOrder:
    """An order of the audit."""


@filter_input("entries")
class AuditEntryFilter:
    """Filter of the audit."""

    action: EnumFilter[ActName] | None = filtered("By what was done (操作).", "action")
    record_kind: EnumFilter[RecordKind] | None = filtered("By what it was done to (记录类型).", "record_kind")
    record: IDFilter | None = filtered(
        "By the record it was done to (记录): all that was done to it.", "record_id", node=list(RECORDS.values())
    )
    role: EnumFilter[Role] | None = filtered("By the role that did it (角色).", "role")
    at: DateTimeFilter | None = filtered("By when it was done (时间).", "created_at")
