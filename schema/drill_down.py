"""Statistics of one school and class year, department by department, degree by degree, major by major."""

from typing import Annotated, Final

import strawberry

import models
from auth.scope import Rows
from planner.bindings import FilterColumn
from rules.labels import DEGREE_LABELS
from schema.access import STAFF
from schema.fields import aggregate, column, label, one
from schema.figures import DestinationFigures
from schema.graduate import labels
from schema.places import Department
from schema.statistics import ClassYear

OfSchool = Annotated[strawberry.ID, strawberry.argument(description="Whose graduates (院校).")]
CHOSEN: Final = {
    "class_year": (FilterColumn("class_year"), ClassYear),
    "school": (FilterColumn("school_id", ("School",)), OfSchool),
}
"""One school and class year, so that the graduates added up are thousands and not millions."""


@aggregate(models.GraduateDestination, scope=Rows.COUNTED_GRADUATE, access=STAFF)
class DepartmentStatistics(DestinationFigures):
    """What became of the graduates of one department (院系)."""

    department: Department = one("Department", "Whose figures (院系).", "department_id")


@aggregate(models.GraduateDestination, scope=Rows.COUNTED_GRADUATE, access=STAFF)
class DegreeStatistics(DestinationFigures):
    """What became of the graduates of one degree (学历)."""

    degree_code: str = column("Degree code (学历), e.g. 31.")
    degree_label: str | None = label("Degree in short (学历), e.g. 本科.", labels("degree_code", DEGREE_LABELS))


@aggregate(models.GraduateDestination, scope=Rows.COUNTED_GRADUATE, access=STAFF)
class MajorStatistics(DestinationFigures):
    """What became of the graduates of one major (专业) of one department."""

    department: Department = one("Department", "Its department (院系).", "department_id")
    major_code: str = column("Major's code (专业代码).")
    major_name: str = column("Major (专业), as one of its graduates has it: the first by code point.")
