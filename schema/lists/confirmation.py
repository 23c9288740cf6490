"""Lists of confirmed destinations, of authorised verifications, and of who looked."""

from enum import Enum
from typing import Final

import strawberry

from planner.bindings import One
from rules.confirmation import ConfirmationState
from schema.fields import filter_input, filtered, filtered_by
from schema.filters import DateTimeFilter, EnumFilter, IDFilter, IntFilter, TextFilter
from schema.lists.graduate import GraduateFilter
from schema.relay import order_input

GRADUATE: Final = One("Graduate", "graduate_id")


class ConfirmationOrderField(Enum):
    """Orders of confirmations."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was confirmed.")
    TRANSFER_NUMBER = strawberry.enum_value("transfer_number", description="The transfer number, by code point.")


@order_input("ConfirmationOrder", ConfirmationOrderField, "a list of confirmations")
class ConfirmationOrder:
    """An order of confirmations."""


@filter_input("confirmations")
class ConfirmationFilter:
    """Filter of confirmations."""

    state: EnumFilter[ConfirmationState] | None = filtered("By whether it still holds (状态).", "state")
    category: TextFilter | None = filtered("By the category that was confirmed (毕业去向类别), e.g. 10.", "category")
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    transfer_number: TextFilter | None = filtered("By transfer number (转递编号), whole or its beginning.", "transfer_number")
    created_at: DateTimeFilter | None = filtered("By when it was confirmed (确认时间).", "created_at")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
    department: IDFilter | None = filtered("By department (院系).", "department_id", node="Department")
    graduate: IDFilter | None = filtered("By graduate (毕业生).", "graduate_id", node="Graduate")
    graduate_matches: GraduateFilter | None = filtered_by(
        "By the graduate as the roster has it (毕业生): 姓名, 学号, 专业, 学历 …", GRADUATE, GraduateFilter
    )


class VerificationGrantOrderField(Enum):
    """Orders of authorisations."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was given.")


@order_input("VerificationGrantOrder", VerificationGrantOrderField, "a list of authorisations")
class VerificationGrantOrder:
    """An order of authorisations."""


class VerificationLookOrderField(Enum):
    """Orders of looks."""

    CREATED_AT = strawberry.enum_value("created_at", description="When somebody looked.")


@order_input("VerificationLookOrder", VerificationLookOrderField, "a list of who looked")
class VerificationLookOrder:
    """An order of looks."""
