"""Lists of archives and of what happened to them."""

from enum import Enum
from typing import Final

import strawberry

from planner.bindings import One
from rules.acts import ActName
from rules.agreement_terms import ReviewLevel
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.transfer import TURNS
from rules.transfer_terms import DispatchMode, DispatchState, RecordSource, TransferType
from schema.fields import filter_input, filtered, filtered_by
from schema.filters import (
    BooleanFilter,
    DateTimeFilter,
    EnumFilter,
    IDFilter,
    IntFilter,
    NullableDateTimeFilter,
    NullableEnumFilter,
    NullableTextFilter,
)
from schema.lists.graduate import OPEN_YEARS, GraduateFilter
from schema.relay import order_input

GRADUATE: Final = One("Graduate", "graduate_id")
"""How a record leads to its graduate."""


class ArchiveRecordOrderField(Enum):
    """Orders of archives."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was submitted.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="When it last changed.")
    STATUS = strawberry.enum_value("status", description="The status, by its code: one status after the other.")
    TRANSFER_TYPE = strawberry.enum_value("transfer_type", description="Where it goes, by its code.")
    RECEIVER_NAME = strawberry.enum_value("receiver_name", description="The receiver's name, by code point; null where it stays.")
    SENT_AT = strawberry.enum_value("sent_at", description="When it was sent; null until it is.")


@order_input("ArchiveRecordOrder", ArchiveRecordOrderField, "a list of archives")
class ArchiveRecordOrder:
    """An order of archives."""


@filter_input("archives")
class ArchiveRecordFilter:
    """Filter of archives."""

    status: EnumFilter[RecordStatus] | None = filtered("By status (审核状态).", "status")
    waits_for: EnumFilter[Role] | None = filtered("By whose turn it is (待处理方).", "status", stands_for=TURNS)
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    year_is_open: BooleanFilter | None = filtered(
        "By whether its class year takes writes (届是否开放): in a closed one nothing waits.", "class_year", among=OPEN_YEARS
    )
    transfer_type: EnumFilter[TransferType] | None = filtered("By where it goes (转递类型).", "transfer_type")
    dispatch_mode: NullableEnumFilter[DispatchMode] | None = filtered("By how it travels (转递方式).", "dispatch_mode")
    dispatch_state: EnumFilter[DispatchState] | None = filtered("By how far it has come (转递状态).", "dispatch_state")
    receiver_name: NullableTextFilter | None = filtered("By receiver (档案接收单位名称), whole or its beginning.", "receiver_name")
    receiver_division: NullableTextFilter | None = filtered("By where that is (接收单位所在地), or its beginning.", "receiver_division")
    tracking_no: NullableTextFilter | None = filtered("By tracking number (转递单号).", "tracking_no")
    transfer_no: NullableTextFilter | None = filtered("By transfer number (转递编号).", "transfer_no")
    source: EnumFilter[RecordSource] | None = filtered("By who said what it says (登记来源).", "source")
    is_change: BooleanFilter | None = filtered("By whether an approved record stood beside it (是否变更).", "is_change")
    rejected_by: NullableEnumFilter[ReviewLevel] | None = filtered("By the level that failed it (审核不通过的级别).", "rejected_by")
    sent_at: NullableDateTimeFilter | None = filtered("By when it was sent (寄出时间).", "sent_at")
    source_system: NullableTextFilter | None = filtered("By the province's own system that it was approved in (来源系统).", "source_system")
    source_id: NullableTextFilter | None = filtered("By what it is known by there (来源编号).", "source_id")
    created_at: DateTimeFilter | None = filtered("By when it was submitted (提交时间).", "created_at")
    updated_at: DateTimeFilter | None = filtered("By when it last changed (更新时间).", "updated_at")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
    department: IDFilter | None = filtered("By department (院系).", "department_id", node="Department")
    graduate: IDFilter | None = filtered("By graduate (毕业生).", "graduate_id", node="Graduate")
    graduate_matches: GraduateFilter | None = filtered_by(
        "By the graduate as the roster has it (毕业生), of those you may see through `graduate`.", GRADUATE, GraduateFilter
    )


class ArchiveEventOrderField(Enum):
    """Orders of what happened to archives."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was done.")


@order_input("ArchiveEventOrder", ArchiveEventOrderField, "what happened to archives")
class ArchiveEventOrder:
    """An order of what happened."""


@filter_input("events")
class ArchiveEventFilter:
    """Filter of what happened to archives."""

    action: EnumFilter[ActName] | None = filtered("By what was done (操作).", "action")
    role: EnumFilter[Role] | None = filtered("By the role that did it (角色).", "role")
    archive_record: IDFilter | None = filtered("By the record it was done to (记录).", "archive_record_id", node="ArchiveRecord")
    at: DateTimeFilter | None = filtered("By when it was done (时间).", "created_at")


class ArchiveStatisticsOrderField(Enum):
    """Orders of schools' statistics of archives."""

    NEEDED = strawberry.enum_value("needed", description="How many are to be registered.")
    APPROVED = strawberry.enum_value("approved", description="How many are approved.")


@order_input("ArchiveStatisticsOrder", ArchiveStatisticsOrderField, "a list of schools' statistics of archives")
class ArchiveStatisticsOrder:
    """An order of schools' statistics."""
