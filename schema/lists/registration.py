"""Lists of registrations of other destinations (去向登记管理), and of what happened to them."""

from enum import Enum
from typing import Final

import strawberry

from planner.bindings import One
from rules.agreement import ReviewLevel
from rules.destinations import CODES_OF_GROUP, DestinationGroup
from rules.record_terms import RecordStatus
from rules.registration import REGISTRATION
from rules.roles import Role
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
TURNS: Final = {str(role): statuses for role, statuses in turns_of(REGISTRATION).items()}
"""Whose turn it is -> the statuses in which it is."""
GROUPS: Final = {str(group): codes for group, codes in CODES_OF_GROUP.items()}
"""Group of destinations -> its categories."""


class DestinationRegistrationOrderField(Enum):
    """Orders of registrations."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was submitted.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="When it last changed.")
    STATUS = strawberry.enum_value("status", description="The status, by its code: one status after the other.")
    CATEGORY = strawberry.enum_value("category", description="The category, by its code.")
    EMPLOYER_NAME = strawberry.enum_value("employer_name", description="The employer's name, by code point; null where there is none.")


@order_input("DestinationRegistrationOrder", DestinationRegistrationOrderField, "a list of registrations")
class DestinationRegistrationOrder:
    """An order of registrations."""


@filter_input("registrations of other destinations")
class DestinationRegistrationFilter:
    """Filter of registrations."""

    status: EnumFilter[RecordStatus] | None = filtered("By status (审核状态).", "status")
    waits_for: EnumFilter[Role] | None = filtered("By whose turn it is (待处理方).", "status", stands_for=TURNS)
    rejected_by: NullableEnumFilter[ReviewLevel] | None = filtered("By the level that failed it (审核不通过的级别).", "rejected_by")
    category: TextFilter | None = filtered("By category (毕业去向类别), e.g. 80.", "category")
    group: EnumFilter[DestinationGroup] | None = filtered("By group of categories (去向分组).", "category", stands_for=GROUPS)
    subtype: NullableTextFilter | None = filtered("By subtype (去向细类), e.g. LOOKING.", "subtype")
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    year_is_open: BooleanFilter | None = filtered(
        "By whether its class year takes writes (届是否开放): in a closed one nothing waits.", "class_year", among=OPEN_YEARS
    )
    employer_name: NullableTextFilter | None = filtered("By employer's name (单位名称), whole or its beginning.", "employer_name")
    employer_uscc: NullableTextFilter | None = filtered("By the employer's credit code (统一社会信用代码).", "employer_uscc")
    employer_nature: NullableTextFilter | None = filtered("By what the employer is (单位性质), e.g. 39.", "employer_nature")
    employer_industry: NullableTextFilter | None = filtered("By the employer's industry (单位行业), e.g. 34.", "employer_industry")
    division: NullableTextFilter | None = filtered("By division (所在地), whole or its beginning: 11 is all of 北京市.", "division")
    position_category: NullableTextFilter | None = filtered("By position's category (工作职位类别), e.g. 13.", "position_category")
    country: NullableTextFilter | None = filtered("By country or region (国家或地区), e.g. GBR.", "country")
    admitted_school_name: NullableTextFilter | None = filtered(
        "By the school gone on to (升学院校), whole or its beginning.", "admitted_school_name"
    )
    entity_name: NullableTextFilter | None = filtered("By what was founded (创业实体), whole or its beginning.", "entity_name")
    start_date: NullableDateFilter | None = filtered("By first day (开始日期).", "start_date")
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


class RegistrationEventOrderField(Enum):
    """Orders of what happened."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was done.")


@order_input("RegistrationEventOrder", RegistrationEventOrderField, "a registration's timeline")
class RegistrationEventOrder:
    """An order of what happened to a registration."""
