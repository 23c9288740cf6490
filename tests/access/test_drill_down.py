"""Sums by department, degree and major, for everybody: of the graduates in scope and of no others."""

from collections import Counter
from typing import Final

import pytest

from models import Graduate, SchoolSnapshot
from rules.roles import Role
from tests.access.conftest import Cells
from tests.access.expected import denial, visible
from tests.access.oracle import TYPES, refusal
from tests.access.sdl import whole
from tests.access.stage import Stage, denials
from tests.reference.statistics import rates

FIELDS: Final = {
    "departmentStatistics": "DepartmentStatistics",
    "degreeStatistics": "DegreeStatistics",
    "majorStatistics": "MajorStatistics",
}


@pytest.mark.parametrize("name", FIELDS)
async def test_groups_are_of_the_graduates_in_scope_and_denied_whole(stage: Stage, cells: Cells, name: str) -> None:
    document = f"query($school: ID!) {{ {name}(classYear: 2023, school: $school) {{ {whole(FIELDS[name])} }} }}"
    graduates: dict[object, Graduate] = {each.id: each for each in await Graduate.all()}
    for asker in stage.askers:
        facts = refusal(asker, iter([TYPES[FIELDS[name]]]))
        seen = [graduates[row.key] for row in visible(stage, asker, "Graduate")]
        for school in stage.cast.of("School"):
            answer = await stage.ask(asker, document, school=school.id)
            cells.add("groups")
            if facts is not None:
                assert answer["data"] == {name: None}
                assert denials(answer) == [denial(f"Query.{name}", facts, [name])]
                continue
            assert denials(answer) == []
            groups = answer["data"][name]
            expected = Counter(group_of(each, name) for each in seen if each.school_id == school.key and each.class_year == 2023)
            assert Counter({told(group, name): group["graduates"] for group in groups}) == expected, (asker.name, school.id)
            assert len(groups) == len(expected)
            for group in groups:
                reckoned = rates(group)
                assert {rate: group[rate] for rate in reckoned} == reckoned


def group_of(graduate: Graduate, name: str) -> tuple[str, ...]:
    department = f"Department:{graduate.department_id}"
    return {"departmentStatistics": (department,), "degreeStatistics": (graduate.degree_code,)}.get(name, (department, graduate.major_code))


def told(group: dict[str, dict[str, str]], name: str) -> tuple[object, ...]:
    if name == "degreeStatistics":
        return (group["degreeCode"],)
    return (group["department"]["id"], *((group["majorCode"],) if name == "majorStatistics" else ()))


async def test_a_department_is_told_of_itself_alone(stage: Stage) -> None:
    asker = next(
        each for each in stage.askers if each.role is Role.DEPARTMENT and refusal(each, iter([TYPES["DepartmentStatistics"]])) is None
    )
    document = "query($school: ID!) { departmentStatistics(classYear: 2023, school: $school) { department { id } } }"
    answer = await stage.ask(asker, document, school=f"School:{asker.school}")
    assert answer["data"] == {"departmentStatistics": [{"department": {"id": f"Department:{asker.department}"}}]}


async def test_a_comparison_is_of_the_schools_in_scope_and_denied_whole(stage: Stage, cells: Cells) -> None:
    taken = (await SchoolSnapshot.all().first().values("created_at"))["created_at"].isoformat()
    document = (
        f"query($at: DateTime!) {{ snapshotComparison(classYear: 2023, earlier: $at, later: $at) {{ {whole('SchoolComparison')} }} }}"
    )
    for asker in stage.askers:
        facts = refusal(asker, iter([TYPES["SchoolComparison"]]))
        answer = await stage.ask(asker, document, at=taken)
        cells.add("groups")
        if facts is not None:
            assert answer["data"] == {"snapshotComparison": None}
            assert denials(answer) == [denial("Query.snapshotComparison", facts, ["snapshotComparison"])]
            continue
        seen = {row.id for row in visible(stage, asker, "SchoolSnapshot")}
        told = answer["data"]["snapshotComparison"]
        assert {each["later"]["id"] for each in told} == {each["earlier"]["id"] for each in told} == seen, asker.name
        assert {number for each in told for name, number in each.items() if name.endswith("More")} <= {0}
