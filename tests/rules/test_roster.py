"""What a roster may say, field by field: every problem is named, and nothing that was typed is repeated."""

from dataclasses import replace
from datetime import date

import pytest

from rules.errors import InvalidInput
from rules.identity import make_id_number
from rules.roster import FIELD_NAMES, RosterEntry, problems_of

TODAY = date(2023, 3, 1)
ENTRY = RosterEntry(
    name="阿依古丽·买买提",
    id_number=make_id_number("650000", date(2001, 2, 3), 7),
    exam_number="23110000000007",
    student_number=None,
    department="RR",
    degree_code="31",
    major_code="020301K",
    major_name="金融学",
    training_mode="1",
)


def test_an_entry_as_the_ministry_wants_it_has_no_problem() -> None:
    assert list(problems_of(ENTRY, today=TODAY)) == []


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": "花 贞沈"}),
        ("name", {"name": "花\u3000贞沈"}),
        ("idNumber", {"id_number": "110000200102030010"}),
        ("idNumber", {"id_number": "1100002001020300"}),
        ("idNumber", {"id_number": make_id_number("110000", date(2023, 3, 2), 1)}),
        ("examNumber", {"exam_number": "2311 0000"}),
        ("examNumber", {"exam_number": "２３１１"}),
        ("degreeCode", {"degree_code": "32"}),
        ("degreeCode", {"degree_code": ""}),
        ("majorCode", {"major_code": "K020301"}),
        ("majorCode", {"major_code": "020301k"}),
        ("trainingMode", {"training_mode": "6"}),
    ],
)
def test_a_field_that_says_something_else_is_named(field: str, changes: dict[str, str]) -> None:
    [problem] = problems_of(replace(ENTRY, **changes), today=TODAY)
    assert isinstance(problem, InvalidInput)
    assert problem.field == field
    typed = next(iter(changes.values()))
    assert not typed or typed not in str(problem)


def test_all_problems_of_an_entry_are_told_in_the_order_of_the_roster() -> None:
    bad = replace(ENTRY, name="花 贞", id_number="x", exam_number="?", degree_code="?", major_code="?", training_mode="?")
    fields = [problem.field for problem in problems_of(bad, today=TODAY)]
    assert fields == [field for field in FIELD_NAMES if field not in {"studentNumber", "department", "majorName"}]
