"""Live signing statistics: a school's counters, and their sums over a province or the nation."""

from typing import Annotated

import strawberry

import models
from auth.scope import Rows
from planner.bindings import Aggregate, FilterColumn
from schema.access import WHOLE_SCHOOLS
from schema.fields import aggregate, column, entity, many, one, row_count
from schema.figures import SigningFigures
from schema.lists.statistics import SchoolStatisticsOrder
from schema.places import School
from schema.relay import Connection, Node


@entity(models.SigningCounters, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class SchoolSigningStatistics(Node, SigningFigures):
    """The figures of one school and class year (毕业去向登记与网签统计)."""

    class_year: int = column("Class year (届).")
    school: School = one("School", "Whose figures (院校).", "school_id")


@aggregate(models.SigningCounters, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class SigningStatistics(SigningFigures):
    """The figures of one class year, summed over the schools you may see: of a province, of one school, or all (毕业去向登记与网签统计)."""

    class_year: int = column("Class year (届).")
    school_count: int = row_count("Over how many schools (院校数).")
    schools: Connection[SchoolSigningStatistics] | None = many(
        "SchoolSigningStatistics", "Each school's figures (各高校统计).", order=SchoolStatisticsOrder
    )


CHOSEN = Aggregate(
    "SigningStatistics",
    {
        "classYear": FilterColumn("class_year"),
        "province": FilterColumn("province_code", ("Province",)),
        "school": FilterColumn("school_id", ("School",)),
    },
    exclusive=("province", "school"),
)
"""Which counters `signingStatistics` sums, in a query and in a subscription alike."""

ClassYear = Annotated[int, strawberry.argument(description="Class year (届).")]
InProvince = Annotated[strawberry.ID | None, strawberry.argument(description="Only this province's schools (省份).")]
InSchool = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only this school (院校); give a province or a school, not both.")
]
DESCRIPTION = "Signing statistics of a class year (毕业去向登记与网签统计). Null where no school of yours is chosen."
