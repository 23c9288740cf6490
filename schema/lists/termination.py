"""Lists of terminations (解约管理), and of what happened to them."""

from enum import Enum
from typing import Final

import strawberry

from planner.bindings import One
from rules.agreement import Initiator, ReviewLevel
from rules.record_terms import RecordStatus
from rules.termination import TerminationKind
from schema.access import KNOWS_THE_GRADUATE
from schema.fields import filter_input, filtered, filtered_by
from schema.filters import (
    BooleanFilter,
    DateTimeFilter,
    EnumFilter,
    IDFilter,
    IntFilter,
    NullableEnumFilter,
    NullableIDFilter,
    TextFilter,
)
from schema.lists.graduate import OPEN_YEARS, GraduateFilter
from schema.relay import order_input

GRADUATE: Final = One("Graduate", "graduate_id", "is_graduate_disclosed")
"""How a termination leads to its graduate: the employer whose agreement was in force knows it."""


class TerminationOrderField(Enum):
    """Orders of terminations."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was asked for.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="When it last changed.")
    STATUS = strawberry.enum_value("status", description="The status, by its code: one status after the other.")
    EMPLOYER_NAME = strawberry.enum_value("employer_name", description="The employer's name, by code point.")


@order_input("TerminationOrder", TerminationOrderField, "a list of terminations")
class TerminationOrder:
    """An order of terminations."""


@filter_input("terminations")
class TerminationFilter:
    """Filter of terminations."""

    status: EnumFilter[RecordStatus] | None = filtered("By status (审核状态).", "status")
    kind: EnumFilter[TerminationKind] | None = filtered("By how it goes (解约方式).", "kind")
    initiator: EnumFilter[Initiator] | None = filtered("By who asked (解约发起方); the other party answers.", "initiator")
    rejected_by: NullableEnumFilter[ReviewLevel] | None = filtered("By the level that failed it (审核不通过的级别).", "rejected_by")
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    year_is_open: BooleanFilter | None = filtered(
        "By whether its class year takes writes (届是否开放): in a closed one nothing waits.", "class_year", among=OPEN_YEARS
    )
    agreement_number: TextFilter | None = filtered("By the agreement's number (协议编号), whole or its beginning.", "agreement_number")
    employer_name: TextFilter | None = filtered("By employer's name (签约单位), whole or its beginning.", "employer_name")
    created_at: DateTimeFilter | None = filtered("By when it was asked for (申请时间).", "created_at")
    updated_at: DateTimeFilter | None = filtered("By when it last changed (更新时间).", "updated_at")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
    department: IDFilter | None = filtered("By department (院系).", "department_id", node="Department")
    graduate: IDFilter | None = filtered("By graduate (毕业生).", "graduate_id", node="Graduate", access=KNOWS_THE_GRADUATE)
    graduate_matches: GraduateFilter | None = filtered_by(
        "By the graduate as the roster has it (毕业生): 学号, 专业, 学历 …, of those you may see through `graduate`. "
        "Prefer `school` and `department` beside it, where it is a matter of these.",
        GRADUATE,
        GraduateFilter,
    )
    employer: NullableIDFilter | None = filtered("By registered employer (用人单位).", "employer_id", node="Employer")


class TerminationEventOrderField(Enum):
    """Orders of what happened."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was done.")


@order_input("TerminationEventOrder", TerminationEventOrderField, "a termination's timeline")
class TerminationEventOrder:
    """An order of what happened to a termination."""
