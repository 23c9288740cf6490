"""Lists of disputes (信息异议), and of what happened to them."""

from enum import Enum
from typing import Final

import strawberry

from planner.bindings import One
from rules.dispute import DisputeState, DisputeSubject
from schema.fields import filter_input, filtered, filtered_by
from schema.filters import BooleanFilter, DateTimeFilter, EnumFilter, IDFilter, IntFilter, NullableDateTimeFilter
from schema.lists.graduate import OPEN_YEARS, GraduateFilter
from schema.relay import order_input

GRADUATE: Final = One("Graduate", "graduate_id")


class DisputeOrderField(Enum):
    """Orders of disputes."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was raised.")
    STATE = strawberry.enum_value("state", description="The state, by its code: one state after the other.")


@order_input("DisputeOrder", DisputeOrderField, "a list of disputes")
class DisputeOrder:
    """An order of disputes."""


@filter_input("disputes")
class DisputeFilter:
    """Filter of disputes."""

    state: EnumFilter[DisputeState] | None = filtered("By state (状态): OPEN waits for the school.", "state")
    subject: EnumFilter[DisputeSubject] | None = filtered("By what is disputed (异议对象).", "subject")
    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    year_is_open: BooleanFilter | None = filtered(
        "By whether its class year takes writes (届是否开放): in a closed one nothing waits.", "class_year", among=OPEN_YEARS
    )
    created_at: DateTimeFilter | None = filtered("By when it was raised (提出时间).", "created_at")
    closed_at: NullableDateTimeFilter | None = filtered("By when it was answered or withdrawn (办结时间); null: it is open.", "closed_at")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
    department: IDFilter | None = filtered("By department (院系).", "department_id", node="Department")
    graduate: IDFilter | None = filtered("By graduate (毕业生).", "graduate_id", node="Graduate")
    graduate_matches: GraduateFilter | None = filtered_by(
        "By the graduate as the roster has it (毕业生): 姓名, 学号, 专业, 学历 …", GRADUATE, GraduateFilter
    )


class DisputeEventOrderField(Enum):
    """Orders of what happened."""

    CREATED_AT = strawberry.enum_value("created_at", description="When it was done.")


@order_input("DisputeEventOrder", DisputeEventOrderField, "a dispute's timeline")
class DisputeEventOrder:
    """An order of what happened to a dispute."""
