"""The committed table of schools, and how the demonstration sets them up."""

from demo.schools import PROVINCE, read_schools
from rules.gate import AgreementType, ReviewLevels


def test_each_identifier_says_its_province_and_its_code() -> None:
    for school in read_schools():
        assert school.identifier == f"41{PROVINCE}0{school.code}"
        assert school.identifier.isascii()
        assert school.identifier.isdigit()


def test_the_table_has_the_regular_schools_of_beijing_each_once() -> None:
    schools = read_schools()
    assert len(schools) == len({school.code for school in schools}) == len({school.name for school in schools}) == 92
    assert sum(school.is_vocational for school in schools) == 25
    assert [school.identifier for school in schools] == sorted(school.identifier for school in schools)


def test_the_school_of_figure_6_comes_first_and_has_both_departments_and_three_party_agreements() -> None:
    school = read_schools()[0]
    assert (school.code, school.name) == ("10001", "北京大学")
    assert {"RR", "rr"} <= set(school.department_ids)
    assert school.terms.agreement_type is AgreementType.THREE_PARTY
    assert school.terms.review_levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL


def test_both_agreement_types_and_both_numbers_of_review_levels_occur() -> None:
    terms = {(school.terms.agreement_type, school.terms.review_levels) for school in read_schools()}
    assert terms == {(agreement_type, levels) for agreement_type in AgreementType for levels in ReviewLevels}
