"""Lists of agreements and of their reviews."""

from enum import Enum

import strawberry

from rules.agreement import Initiator, ReviewLevel, Status
from rules.gate import AgreementType
from schema.access import KNOWS_THE_GRADUATE
from schema.fields import filter_input, filtered
from schema.filters import (
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
from schema.relay import order_input


class AgreementOrderField(Enum):
    """Orders of agreements."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it began.")
    REPLY_DEADLINE = strawberry.enum_value("reply_deadline", description="When it expires unanswered.")


@order_input("AgreementOrder", AgreementOrderField, "a list of agreements")
class AgreementOrder:
    """An order of agreements."""


@filter_input("agreements")
class AgreementFilter:
    """Filter of agreements."""

    status: EnumFilter[Status] | None = filtered("By status (签约状态).", "status")
    initiator: EnumFilter[Initiator] | None = filtered("By who started it (签约发起方).", "initiator")
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    agreement_number: NullableTextFilter | None = filtered("By current number (当前协议编号).", "number")
    employer_name: TextFilter | None = filtered("By employer's name (签约单位).", "employer_name")
    agreement_type: EnumFilter[AgreementType] | None = filtered("By type (协议类型).", "agreement_type")
    rejected_by: NullableEnumFilter[ReviewLevel] | None = filtered("By the level that failed it (审核不通过的级别).", "rejected_by")
    reply_deadline: NullableDateTimeFilter | None = filtered("By when it expires unanswered (应约截止时间).", "reply_deadline")
    created_at: DateTimeFilter | None = filtered("By when it began (发起时间).", "created_at")
    updated_at: DateTimeFilter | None = filtered("By when it last changed (更新时间).", "updated_at")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
    department: IDFilter | None = filtered("By department (院系).", "department_id", node="Department")
    graduate: IDFilter | None = filtered("By graduate (毕业生).", "graduate_id", node="Graduate", access=KNOWS_THE_GRADUATE)
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
