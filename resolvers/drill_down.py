"""Root fields that sum graduates in groups: each only names its binding."""

from typing import Final

import strawberry

from schema.drill_down import CHOSEN, DegreeStatistics, DepartmentStatistics, MajorStatistics
from schema.fields import broken_down
from schema.lists.graduate import GraduateFilter

SCOPE: Final = "those you may see of one school and class year, under any filter of graduates (`degreeCode` tells 毕业生 from 结业生)"


@strawberry.type
class DrillDownQuery:
    """Root fields that sum graduates in groups."""

    department_statistics: list[DepartmentStatistics] | None = broken_down(
        "Graduate",
        "DepartmentStatistics",
        f"Graduates by department (按院系统计), {SCOPE}.",
        CHOSEN,
        ("department_id",),
        GraduateFilter,
    )
    degree_statistics: list[DegreeStatistics] | None = broken_down(
        "Graduate", "DegreeStatistics", f"Graduates by degree (按学历统计), {SCOPE}.", CHOSEN, ("degree_code",), GraduateFilter
    )
    major_statistics: list[MajorStatistics] | None = broken_down(
        "Graduate",
        "MajorStatistics",
        f"Graduates by department and major (按专业统计), {SCOPE}.",
        CHOSEN,
        ("department_id", "major_code"),
        GraduateFilter,
    )
