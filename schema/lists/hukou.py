"""Lists of household registrations and of what happened to them."""

from enum import Enum
from typing import Final

import strawberry

from planner.bindings import One
from rules.acts import ActName
from rules.agreement_terms import ReviewLevel
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.transfer import TURNS
from rules.transfer_terms import MigrationReason, MigrationType, RecordSource
from schema.fields import filter_input, filtered, filtered_by
from schema.filters import (
    BooleanFilter,
    DateTimeFilter,
    EnumFilter,
    IDFilter,
    IntFilter,
    NullableEnumFilter,
    NullableTextFilter,
)
from schema.lists.graduate import OPEN_YEARS, GraduateFilter
from schema.relay import order_input

GRADUATE: Final = One("Graduate", "graduate_id")
"""How a record leads to its graduate."""


class HukouRecordOrderField(Enum):
    """Orders of household registrations."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was submitted.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="When it last changed.")
    STATUS = strawberry.enum_value("status", description="The status, by its code: one status after the other.")
    MIGRATION_TYPE = strawberry.enum_value("migration_type", description="Where it goes, by its code.")


@order_input("HukouRecordOrder", HukouRecordOrderField, "a list of household registrations")
class HukouRecordOrder:
    """An order of household registrations."""


@filter_input("household registrations")
class HukouRecordFilter:
    """Filter of household registrations."""

    status: EnumFilter[RecordStatus] | None = filtered("By status (审核状态).", "status")
    waits_for: EnumFilter[Role] | None = filtered("By whose turn it is (待处理方).", "status", stands_for=TURNS)
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    year_is_open: BooleanFilter | None = filtered(
        "By whether its class year takes writes (届是否开放): in a closed one nothing waits.", "class_year", among=OPEN_YEARS
    )
    migration_type: EnumFilter[MigrationType] | None = filtered("By where it goes (迁移类型).", "migration_type")
    migration_reason: NullableEnumFilter[MigrationReason] | None = filtered("By why it goes (迁移原因).", "migration_reason")
    destination_division: NullableTextFilter | None = filtered("By where that is (迁往地), whole or its beginning.", "destination_division")
    receiving_unit: NullableTextFilter | None = filtered("By whom it goes to (接收单位), whole or its beginning.", "receiving_unit")
    source: EnumFilter[RecordSource] | None = filtered("By who said what it says (登记来源).", "source")
    is_change: BooleanFilter | None = filtered("By whether an approved record stood beside it (是否变更).", "is_change")
    rejected_by: NullableEnumFilter[ReviewLevel] | None = filtered("By the level that failed it (审核不通过的级别).", "rejected_by")
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


class HukouEventOrderField(Enum):
    """Orders of what happened to household registrations."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was done.")


@order_input("HukouEventOrder", HukouEventOrderField, "what happened to household registrations")
class HukouEventOrder:
    """An order of what happened."""


@filter_input("events")
class HukouEventFilter:
    """Filter of what happened to household registrations."""

    action: EnumFilter[ActName] | None = filtered("By what was done (操作).", "action")
    role: EnumFilter[Role] | None = filtered("By the role that did it (角色).", "role")
    hukou_record: IDFilter | None = filtered("By the record it was done to (记录).", "hukou_record_id", node="HukouRecord")
    at: DateTimeFilter | None = filtered("By when it was done (时间).", "created_at")


class HukouStatisticsOrderField(Enum):
    """Orders of schools' statistics of household registrations."""

    NEEDED = strawberry.enum_value("needed", description="How many are to be registered.")
    APPROVED = strawberry.enum_value("approved", description="How many are approved.")


@order_input("HukouStatisticsOrder", HukouStatisticsOrderField, "a list of schools' statistics of household registrations")
class HukouStatisticsOrder:
    """An order of schools' statistics."""
