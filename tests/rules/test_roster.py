"""What a roster may say, field by field: every problem is named, and nothing that was typed is repeated."""

import re
from datetime import date

import pytest

from rules.errors import InvalidInput
from rules.identity import make_id_number
from rules.roster import NAMES, RosterEntry, check_correction, plain_value, problems_of
from rules.roster_fields import BY_NAME, CORRECTABLE, FIELDS, FIXED, KEPT
from tests.rosters import ROW, Typed, changed

TODAY = date(2023, 3, 1)


def problems(row: Typed, *, class_year: int = 2023) -> list[InvalidInput]:
    """Return what is wrong with a row as it is kept."""
    entry = RosterEntry(values={field.attribute: row.get(field.name) for field in FIELDS})
    return list(problems_of(entry, class_year=class_year, school_code="10001", today=TODAY))


def test_an_entry_as_the_ministry_wants_it_has_no_problem() -> None:
    assert problems(ROW) == []
    whole = changed(
        ROW,
        student_number="12345AA",
        birth_date="20010101",
        school_code="10001",
        class_name="2019级1班",
        major_direction="外国哲学",
        former_police_station="测试派出所",
        email="name@example.com",
        qq="100000001",
        home_address="测试路1号",
        home_phone="010-00000000",
        home_postcode="100871",
    )
    assert problems(whole) == []


@pytest.mark.parametrize("field", [field.name for field in FIELDS if field.required])
def test_what_is_required_may_not_be_missing_and_what_is_not_may(field: str) -> None:
    assert [problem.field for problem in problems({**ROW, field: None})] == [field]


@pytest.mark.parametrize("field", [field.name for field in FIELDS if not field.required])
def test_what_may_be_left_out_is_no_problem(field: str) -> None:
    assert problems({**ROW, field: None}) == []


@pytest.mark.parametrize("field", [field.name for field in FIELDS if field.codes is None and field.name != "idNumber"])
def test_nothing_is_longer_than_its_column(field: str) -> None:
    assert [problem.field for problem in problems({**ROW, field: "1" * (BY_NAME[field].longest + 1)})] == [field]


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
        ("sexCode", {"sex_code": "3"}),
        ("sexCode", {"sex_code": "2"}),
        ("birthDate", {"birth_date": "20010102"}),
        ("birthDate", {"birth_date": "2001-01-01"}),
        ("ethnicityCode", {"ethnicity_code": "57"}),
        ("politicalStatusCode", {"political_status_code": "14"}),
        ("schoolCode", {"school_code": "10003"}),
        ("degreeCode", {"degree_code": "32"}),
        ("majorCode", {"major_code": "K020301"}),
        ("majorCode", {"major_code": "020301k"}),
        ("studyYears", {"study_years": "1.0"}),
        ("studyYears", {"study_years": "4.2"}),
        ("studyYears", {"study_years": "10"}),
        ("trainingMode", {"training_mode": "6"}),
        ("directedUnit", {"training_mode": "2", "directed_division": "110108"}),
        ("directedDivision", {"training_mode": "4", "directed_unit": "测试测试中学"}),
        ("originCode", {"origin_code": "110000"}),
        ("originCode", {"origin_code": "北京"}),
        ("teacherTypeCode", {"teacher_type_code": "3"}),
        ("hardshipCode", {"hardship_code": "8"}),
        ("enrolledMonth", {"enrolled_month": "201913"}),
        ("enrolledMonth", {"enrolled_month": "202306"}),
        ("graduatedMonth", {"graduated_month": "202206"}),
        ("graduatedMonth", {"graduated_month": "202401"}),
        ("archiveInSchool", {"archive_in_school": "2"}),
        ("mobile", {"mobile": "12900000001"}),
        ("mobile", {"mobile": "1990000001"}),
        ("email", {"email": "name.example.com"}),
        ("qq", {"qq": "0123456"}),
        ("homePhone", {"home_phone": "家里"}),
        ("homePostcode", {"home_postcode": "10087"}),
    ],
)
def test_a_field_that_says_something_else_is_named(field: str, changes: dict[str, str]) -> None:
    [problem] = problems(changed(ROW, **changes))
    assert isinstance(problem, InvalidInput)
    assert problem.field == field
    assert BY_NAME[field].label in problem.problem
    assert not {text for text in changes.values() if len(text) > 3} & set(re.findall(r"\w+", str(problem)))


def test_who_graduated_in_the_winter_before_is_of_the_class_year_too() -> None:
    assert problems(changed(ROW, graduated_month="202212")) == []
    assert [problem.field for problem in problems(changed(ROW, graduated_month="202208"))] == ["graduatedMonth"]


def test_a_directed_graduate_names_the_unit_and_where_it_is() -> None:
    directed = changed(ROW, training_mode="2")
    assert [problem.field for problem in problems(directed)] == ["directedUnit", "directedDivision"]
    assert problems(changed(directed, directed_unit="测试测试中学", directed_division="110108")) == []


def test_all_problems_of_an_entry_are_told_in_the_order_of_the_roster() -> None:
    bad: Typed = {field.name: "?\u3000?" if field.form or field.codes or field.name == "idNumber" else None for field in FIELDS}
    told = [problem.field for problem in problems(bad)]
    assert told == [name for name in NAMES if bad[name] or BY_NAME[name].required]
    assert len(told) > 20


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("sexCode", "男", "1"),
        ("ethnicityCode", "汉族", "01"),
        ("ethnicityCode", "1", "01"),
        ("ethnicityCode", "01汉", "01"),
        ("politicalStatusCode", "共青团员", "03"),
        ("degreeCode", "本科生毕业", "31"),
        ("degreeCode", "1", "01"),
        ("teacherTypeCode", "12", "12"),
        ("hardshipCode", "非困难生", "0"),
        ("trainingMode", "非定向", "1"),
        ("archiveInSchool", "是", "1"),
        ("archiveInSchool", "n", "0"),
        ("idNumber", "１１００００20010203001x ", "11000020010203001X"),
        ("graduatedMonth", "2023-06-30T00:00:00", "202306"),
        ("graduatedMonth", "2023年6月", "202306"),
        ("graduatedMonth", "2023/6", "202306"),
        ("graduatedMonth", "20230630", "202306"),
        ("birthDate", "2001-1-2", "20010102"),
        ("birthDate", "2001年1月2日", "20010102"),
        ("studyYears", "4.0", "4"),
        ("studyYears", "2.5年", "2.5"),
    ],
)
def test_what_people_and_spreadsheets_write_is_kept_in_one_form(field: str, typed: str, kept: str) -> None:
    assert plain_value(BY_NAME[field], typed) == kept


@pytest.mark.parametrize(
    ("field", "typed"), [("sexCode", "男性"), ("graduatedMonth", "六月"), ("birthDate", "2001-1"), ("degreeCode", "本")]
)
def test_what_means_nothing_is_left_as_it_is_and_then_refused(field: str, typed: str) -> None:
    assert plain_value(BY_NAME[field], typed) == typed
    assert [problem.field for problem in problems({**ROW, field: typed})] == [field]


def test_whom_a_row_is_about_is_never_corrected() -> None:
    for field in FIELDS:
        if field in CORRECTABLE:
            check_correction(field)
        else:
            with pytest.raises(InvalidInput):
                check_correction(field)
    assert not FIXED & {field.name for field in CORRECTABLE}
    assert {field.name for field in KEPT} - {field.name for field in CORRECTABLE} == {"examNumber"}
