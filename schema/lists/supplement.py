"""Lists of supplementary registrations (补登管理), and of what happened to them."""

from enum import Enum
from typing import Final

import strawberry

from planner.bindings import One
from rules.agreement import ReviewLevel
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.supplement import SUPPLEMENT
from rules.waiting import turns_of
from schema.fields import filter_input, filtered, filtered_by
from schema.filters import (
    BooleanFilter,
    DateTimeFilter,
    EnumFilter,
    IDFilter,
    IntFilter,
    NullableDateFilter,
    NullableEnumFilter,
    NullableTextFilter,
    TextFilter,
)
from schema.lists.graduate import OPEN_YEARS, GraduateFilter
from schema.relay import order_input

GRADUATE: Final = One("Graduate", "graduate_id")
TURNS: Final = {str(role): statuses for role, statuses in turns_of(SUPPLEMENT).items()}
"""Whose turn it is -> the statuses in which it is."""


class SupplementOrderField(Enum):
    """Orders of supplements."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was submitted.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="When it last changed.")
    STATUS = strawberry.enum_value("status", description="The status, by its code: one status after the other.")
    EMPLOYER_NAME = strawberry.enum_value("employer_name", description="The employer's name, by code point.")


@order_input("SupplementOrder", SupplementOrderField, "a list of supplements")
class SupplementOrder:
    """An order of supplements."""


@filter_input("supplementary registrations")
class SupplementFilter:
    """Filter of supplements."""

    status: EnumFilter[RecordStatus] | None = filtered("By status (审核状态).", "status")
    waits_for: EnumFilter[Role] | None = filtered("By whose turn it is (待处理方).", "status", stands_for=TURNS)
    rejected_by: NullableEnumFilter[ReviewLevel] | None = filtered("By the level that failed it (审核不通过的级别).", "rejected_by")
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    year_is_open: BooleanFilter | None = filtered(
        "By whether its class year takes writes (届是否开放): in a closed one nothing waits.", "class_year", among=OPEN_YEARS
    )
    agreement_number: TextFilter | None = filtered("By the paper's number (协议编号), whole or its beginning.", "agreement_number")
    employer_name: TextFilter | None = filtered("By employer's name (签约单位), whole or its beginning.", "employer_name")
    employer_uscc: TextFilter | None = filtered("By the employer's credit code (统一社会信用代码).", "employer_uscc")
    start_date: NullableDateFilter | None = filtered("By first day of work (报到日期).", "start_date")
    source_system: NullableTextFilter | None = filtered("By the province's own system that it was approved in (来源系统).", "source_system")
    source_id: NullableTextFilter | None = filtered("By what it is known by there (来源编号).", "source_id")
    created_at: DateTimeFilter | None = filtered("By when it was submitted (提交时间).", "created_at")
    updated_at: DateTimeFilter | None = filtered("By when it last changed (更新时间).", "updated_at")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
    department: IDFilter | None = filtered("By department (院系).", "department_id", node="Department")
    graduate: IDFilter | None = filtered("By graduate (毕业生).", "graduate_id", node="Graduate")
    graduate_matches: GraduateFilter | None = filtered_by(
        "By the graduate as the roster has it (毕业生): 姓名, 学号, 身份证号, 专业, 学历 … "
        "Prefer `school` and `department` beside it, where it is a matter of these.",
        GRADUATE,
        GraduateFilter,
    )


class SupplementEventOrderField(Enum):
    """Orders of what happened."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was done.")


@order_input("SupplementEventOrder", SupplementEventOrderField, "a supplement's timeline")
class SupplementEventOrder:
    """An order of what happened to a supplement."""
