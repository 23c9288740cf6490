"""Lists of agreements and of their reviews."""

from enum import Enum
from typing import Final

import strawberry

from planner.bindings import One
from rules.agreement import Initiator, ReviewLevel, Status
from rules.gate import AgreementType
from rules.roles import Role
from rules.waiting import WAITS_FOR
from schema.access import KNOWS_THE_GRADUATE
from schema.fields import filter_input, filtered, filtered_by
from schema.filters import (
    BooleanFilter,
    DateTimeFilter,
    EnumFilter,
    IDFilter,
    IntFilter,
    NullableDateTimeFilter,
    NullableEnumFilter,
    NullableIDFilter,
    NullableTextFilter,
    TextFilter,
)
from schema.lists.graduate import OPEN_YEARS, GraduateFilter
from schema.relay import order_input

GRADUATE: Final = One("Graduate", "graduate_id", "is_graduate_disclosed")
"""How an agreement leads to its graduate: an employer is led there from acceptance on."""
TURNS: Final = {str(role): statuses for role, statuses in WAITS_FOR.items()}
"""Whose turn it is -> the statuses in which it is."""


class AgreementOrderField(Enum):
    """Orders of agreements."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it began.")
    REPLY_DEADLINE = strawberry.enum_value("reply_deadline", description="When it expires unanswered.")
    UPDATED_AT = strawberry.enum_value("updated_at", description="When it last changed.")
    STATUS = strawberry.enum_value("status", description="The status, by its code: one status after the other.")
    AGREEMENT_NUMBER = strawberry.enum_value("number", description="The current number; null until there is one.")
    EMPLOYER_NAME = strawberry.enum_value("employer_name", description="The employer's name, by code point.")
    INVITEE_NAME = strawberry.enum_value("invitee_name", description="The graduate's name as it was signed, by code point.")


@order_input("AgreementOrder", AgreementOrderField, "a list of agreements")
class AgreementOrder:
    """An order of agreements."""


@filter_input("agreements")
class AgreementFilter:
    """Filter of agreements."""

    status: EnumFilter[Status] | None = filtered("By status (签约状态).", "status")
    waits_for: EnumFilter[Role] | None = filtered(
        "By whose turn it is (待处理方); one may wait for either of two.",
        "status",
        stands_for=TURNS,
    )
    initiator: EnumFilter[Initiator] | None = filtered("By who started it (签约发起方).", "initiator")
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    year_is_open: BooleanFilter | None = filtered(
        "By whether its class year takes writes (届是否开放): in a closed one nothing waits.", "class_year", among=OPEN_YEARS
    )
    agreement_number: NullableTextFilter | None = filtered("By current number (当前协议编号), whole or its beginning.", "number")
    employer_name: TextFilter | None = filtered("By employer's name (签约单位), whole or its beginning.", "employer_name")
    employer_uscc: NullableTextFilter | None = filtered("By the credit code that the graduate typed (统一社会信用代码).", "employer_uscc")
    invitee_name: TextFilter | None = filtered("By the graduate's name as it was signed (姓名), whole or its beginning.", "invitee_name")
    agreement_type: EnumFilter[AgreementType] | None = filtered("By type (协议类型).", "agreement_type")
    rejected_by: NullableEnumFilter[ReviewLevel] | None = filtered("By the level that failed it (审核不通过的级别).", "rejected_by")
    reply_deadline: NullableDateTimeFilter | None = filtered("By when it expires unanswered (应约截止时间).", "reply_deadline")
    created_at: DateTimeFilter | None = filtered("By when it began (发起时间).", "created_at")
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


class ReviewOrderField(Enum):
    """Orders of reviews."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was decided.")


@order_input("ReviewOrder", ReviewOrderField, "a list of reviews")
class ReviewOrder:
    """An order of reviews."""


class IssuedNumberOrderField(Enum):
    """Orders of an agreement's numbers."""

    ISSUED_AT = strawberry.enum_value("created_at", description="When it was generated.")


@order_input("IssuedNumberOrder", IssuedNumberOrderField, "a list of an agreement's numbers")
class IssuedNumberOrder:
    """An order of numbers."""
