"""What each category of destinations asks for: a right form passes, and everything at fault is told, each by its field."""

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Registration
from rules.codes import EMPLOYER_NATURES, INDUSTRIES, POSITION_CATEGORIES
from rules.countries import COUNTRIES
from rules.destinations import CATEGORY_NAMES, CODES_OF_GROUP, DESTINATION_OF, DESTINATIONS, SUBTYPE_NAMES, DestinationGroup
from rules.errors import InvalidInput, Refusals
from rules.registration import UNSETTLED
from rules.registration_details import check_category, check_details, kept_values, plain_values, problems_of
from rules.registration_errors import CategoryNotAllowed
from rules.registration_fields import FIELD_OF, FIELDS, FORM_OF, FORMS, MOST_PROOFS, Content, Form, Use, use_of
from tests.registrations import example, filled

every_form = pytest.mark.parametrize("form", FORMS, ids=FORM_OF)
WRONG: Final = {
    Content.TEXT: "x" * 201,
    Content.CODE: "??",
    Content.USCC: "91110000FAKE00013X",
    Content.DIVISION: "99",
    Content.PHONE: "不详",
    Content.SCHOOL_CODE: "1000",
    Content.DAY: date(1949, 1, 1),
}
STATISTICS: Final = {
    "AGREEMENT_OR_CONTRACT": ("10", "11", "27", "46", "50", "51"),
    "FLEXIBLE": ("12", "76"),
    "ENTREPRENEURSHIP": ("75",),
    "FURTHER_STUDY": ("80", "85"),
    "SEEKING": ("70",),
    "NOT_SEEKING": ("71", "72"),
}
"""The formulas of the statistics (domain 5), by hand."""


@st.composite
def right_forms(draw: st.DrawFn) -> tuple[Form, dict[str, object], int]:
    """Draw a category, its subtype, which of the fields it may leave out are filled, and how many proofs."""
    form = draw(st.sampled_from(FORMS))
    subtypes = sorted(DESTINATION_OF[form.category].subtypes)
    subtype = draw(st.sampled_from(subtypes)) if subtypes else None
    also = draw(st.sets(st.sampled_from(sorted(form.fields))))
    values = filled(form.category, subtype, also)
    return form, dict(values), draw(st.integers(1, MOST_PROOFS)) if form.proof else 0


def told(form: Form, values: dict[str, object], proofs: int) -> list[str | None]:
    """Return the fields that are told to be at fault."""
    return [problem.field for problem in problems_of(form, values, proofs=proofs)]  # type: ignore[arg-type]  # Drawn as objects.


@given(right_forms())
def test_a_right_form_passes_and_every_other_filling_of_it_is_told_by_its_field(right: tuple[Form, dict[str, object], int]) -> None:
    form, values, proofs = right
    assert told(form, values, proofs) == []
    for field in FIELDS:
        asked = form.fields.get(field.name)
        use = Use.FORBIDDEN if asked is None else use_of(asked, values)
        if use is Use.FORBIDDEN:
            # What it makes others ask for is another matter: it is never let through itself.
            assert field.name in told(form, values | {field.name: example(form.category, field.name)}, proofs) or asked
        elif field.name in values:
            missing = told(form, {name: value for name, value in values.items() if name != field.name}, proofs)
            assert (field.name in missing) == (use is Use.REQUIRED and _is_missed(form, values, field.name))
            if field.content in WRONG:
                assert field.name in told(form, values | {field.name: WRONG[field.content]}, proofs)


def _is_missed(form: Form, values: dict[str, object], name: str) -> bool:
    """Return whether the form asks for a field where everything else is as it is."""
    return use_of(form.fields[name], {other: value for other, value in values.items() if other != name}) is Use.REQUIRED


@every_form
def test_all_that_is_missing_is_told_together_in_the_order_of_the_fields(form: Form) -> None:
    required = [field.name for field in FIELDS if field.name in form.fields and use_of(form.fields[field.name], {}) is Use.REQUIRED]
    expected = [*required, *(["proofs"] if form.proof else [])]
    if not expected:
        check_details(form.category, {}, proofs=0)
        return
    with pytest.raises(Refusals) as refused:
        check_details(form.category, {}, proofs=0)
    assert [problem.field for problem in refused.value.refusals] == expected
    assert all("不能为空" in str(problem) or "请上传" in str(problem) for problem in refused.value.refusals)


@every_form
def test_a_field_of_another_category_is_told_with_the_category_that_has_no_place_for_it(form: Form) -> None:
    misplaced = [field for field in FIELDS if field.name not in form.fields]
    values = filled(form.category) | {field.name: example("10", field.name) for field in misplaced}
    problems = list(problems_of(form, values, proofs=1 if form.proof else 0))
    assert [problem.field for problem in problems] == [field.name for field in misplaced]
    assert all(CATEGORY_NAMES[form.category] in str(problem) for problem in problems)


@every_form
def test_a_proof_is_asked_for_where_the_form_names_one_and_nowhere_else(form: Form) -> None:
    values: dict[str, object] = dict(filled(form.category))
    assert (form.proof is None) == (form.category in UNSETTLED)
    assert told(form, values, 0) == (["proofs"] if form.proof else [])
    assert told(form, values, 1) == ([] if form.proof else ["proofs"])
    assert told(form, values, MOST_PROOFS + 1) == ["proofs"]
    assert not form.proof or [*problems_of(form, filled(form.category), proofs=0, has_proof=True)] == []


@pytest.mark.parametrize(
    ("category", "values", "at_fault"),
    [
        ("11", {"employerNature": "40", "employerUscc": None}, []),
        ("10", {"subtype": "INTERNATIONAL_ORGANISATION", "country": "CHE", "employerUscc": None}, []),
        ("10", {"subtype": "INTERNATIONAL_ORGANISATION"}, []),
        ("10", {"subtype": "DIRECTED", "country": "CHE"}, ["country"]),
        ("10", {"subtype": "INTERNATIONAL_ORGANISATION", "country": "CHE", "division": "110108"}, ["country"]),
        ("75", {"subtype": "ONLINE_SHOP", "entityUscc": None}, []),
        ("75", {"subtype": "COMPANY", "entityUscc": None}, ["entityUscc"]),
        ("85", {"country": "GBR", "employerName": "Test Ltd", "position": "工程师"}, []),
        ("85", {"country": "GBR", "employerName": "Test Ltd", "admittedDegree": "11"}, ["admittedDegree"]),
        ("85", {"country": "CHN"}, ["country"]),
        ("80", {"subtype": "TOP_UP", "admittedDegree": "11"}, ["admittedDegree"]),
        ("80", {"isFullTime": False}, []),
    ],
)
def test_what_a_field_asks_for_hangs_on_the_others(category: str, values: dict[str, object], at_fault: list[str]) -> None:
    given_ones = {name: value for name, value in values.items() if value is not None}
    whole = {**filled(category, **given_ones), **values}  # type: ignore[arg-type]  # Subtypes are texts.
    assert told(FORM_OF[category], whole, 1) == at_fault


def test_texts_are_trimmed_and_a_blank_one_is_none() -> None:
    assert plain_values({"employerName": " 某 单位 ", "employerUscc": "91110000fake00013h", "wish": "  ", "isFullTime": False}) == {
        "employerName": "某 单位",
        "employerUscc": "91110000FAKE00013H",
        "wish": None,
        "isFullTime": False,
    }


def test_what_the_category_has_no_place_for_is_kept_as_nothing() -> None:
    assert kept_values("71", {"wish": "考研"}) == {field.attribute: "考研" if field.name == "wish" else None for field in FIELDS}


def test_a_category_must_be_known_and_one_that_the_school_takes() -> None:
    for code in CATEGORY_NAMES:
        check_category(code, None)
    check_category("80", "70 80")
    with pytest.raises(CategoryNotAllowed):
        check_category("11", "70 80")
    with pytest.raises(InvalidInput):
        check_category("8", None)


def test_every_field_is_of_some_form_and_has_a_column_of_its_length() -> None:
    columns = Registration._meta.fields_map
    assert {name for form in FORMS for name in form.fields} == {field.name for field in FIELDS}
    for field in FIELDS:
        longest = max(map(len, field.codes)) if field.codes else field.longest
        has_length = field.content not in (Content.FLAG, Content.DAY)
        column = columns[field.attribute]
        assert not has_length or column.max_length >= longest, field.name  # type: ignore[attr-defined]  # texts have a length
        assert column.null


def test_conditions_speak_of_fields_and_values_that_there_are() -> None:
    for form in FORMS:
        for asked in form.asked:
            for condition in asked.conditions:
                for name, values in condition.holds.items():
                    field = FIELD_OF[name]
                    table = DESTINATION_OF[form.category].subtypes if name == "subtype" else field.codes or {}
                    assert name in form.fields
                    assert set(values) <= set(table)


def test_a_subtype_is_of_one_category_and_groups_are_those_of_the_statistics() -> None:
    assert len(SUBTYPE_NAMES) == sum(len(each.subtypes) for each in DESTINATIONS)
    assert {group.value: codes for group, codes in CODES_OF_GROUP.items()} == STATISTICS
    assert {each.code for each in DESTINATIONS if not each.is_settled} == {"70", "71", "72"}
    assert set(DestinationGroup) == {each.group for each in DESTINATIONS}


def test_code_tables_are_as_the_employment_system_has_them() -> None:
    assert (len(EMPLOYER_NATURES), len(INDUSTRIES), len(POSITION_CATEGORIES)) == (12, 21, 18)
    assert len(COUNTRIES) == 248
    assert (COUNTRIES["HKG"], COUNTRIES["MAC"], COUNTRIES["TWN"]) == ("中国香港", "中国澳门", "中国台湾")
    assert "CHN" not in COUNTRIES
    assert len(set(COUNTRIES.values())) == len(COUNTRIES)
