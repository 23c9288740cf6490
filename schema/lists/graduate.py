"""Lists of graduates."""

from enum import Enum
from typing import Final

import strawberry

import models
from planner.bindings import Standing, Through, table_of
from rules.gate import ClassYearState
from schema.access import EMPLOYMENT, KNOWS_THE_ARCHIVE, KNOWS_THE_GRADUATE, KNOWS_THE_HUKOU
from schema.fields import filter_input, filtered
from schema.filters import (
    BooleanFilter,
    IdentityNumberFilter,
    IDFilter,
    IntFilter,
    NullableBooleanFilter,
    NullableDateTimeFilter,
    NullableTextFilter,
    TextFilter,
)
from schema.relay import order_input


class GraduateOrderField(Enum):
    """Orders of graduates."""

    NAME = strawberry.enum_value("name", description="The name, by code point.")
    EXAM_NUMBER = strawberry.enum_value("exam_number", description="The examination number.")
    STUDENT_NUMBER = strawberry.enum_value("student_number", description="The student number, by code point.")


@order_input("GraduateOrder", GraduateOrderField, "a list of graduates")
class GraduateOrder:
    """An order of graduates."""


OPEN_YEARS: Final = Standing(table_of(models.ClassYear), "year", "state", (ClassYearState.OPEN,))
"""Class years that take writes."""
PERSON: Final = Through(table_of(models.Person), index="identity_index", tie="person_id")
"""Where identity numbers are."""


@filter_input("graduates")
class GraduateFilter:
    """Filter of graduates."""

    class_year: IntFilter | None = filtered("By class year (届).", "class_year")
    year_is_open: BooleanFilter | None = filtered(
        "By whether its class year takes writes (届是否开放): in a closed one nothing waits.", "class_year", among=OPEN_YEARS
    )
    name: TextFilter | None = filtered("By name (姓名), whole or its beginning.", "name", finds_few=2)
    student_number: NullableTextFilter | None = filtered("By student number (学号).", "student_number", finds_few=6)
    exam_number: TextFilter | None = filtered("By examination number (考生号).", "exam_number", finds_few=8)
    id_number: IdentityNumberFilter | None = filtered(
        "By identity number (身份证号); not for an employer, which would learn what it only guesses.",
        "id_number_masked",
        through=PERSON,
        access=KNOWS_THE_GRADUATE,
    )
    degree_code: TextFilter | None = filtered("By degree code (学历): 31, or all bachelors by the beginning 3.", "degree_code")
    major_code: TextFilter | None = filtered("By the major's code (专业代码), whole or its beginning.", "major_code")
    major_name: TextFilter | None = filtered("By major (专业), whole or its beginning.", "major_name")
    school: IDFilter | None = filtered("By school (院校).", "school_id", node="School")
    department: IDFilter | None = filtered("By department (院系).", "department_id", node="Department")
    class_name: NullableTextFilter | None = filtered("By class (班级).", "class_name", access=EMPLOYMENT)
    training_mode: TextFilter | None = filtered("By training mode (培养方式): 2 and 4 are directed.", "training_mode", access=EMPLOYMENT)
    archive_in_school: NullableBooleanFilter | None = filtered(
        "By whether the archive was moved to the school (档案是否转入学校); null: nobody has said.",
        "archive_in_school",
        access=KNOWS_THE_ARCHIVE,
    )
    hukou_in_school: NullableBooleanFilter | None = filtered(
        "By whether the household registration was moved to the school (户口是否转入学校); null: nobody has said.",
        "hukou_in_school",
        access=KNOWS_THE_HUKOU,
    )
    confirmed_at: NullableDateTimeFilter | None = filtered(
        "By when the basic data were confirmed (信息确认时间); null: not yet.", "confirmed_at", access=KNOWS_THE_GRADUATE
    )
