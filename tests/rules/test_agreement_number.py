"""Nineteen digits for every agreement that can bear a number, told apart by what they are made of."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rules.agreement import SLOT_AFTER, STATUSES_OF, SlotState
from rules.agreement_number import BEARS_NUMBER, NUMBER_PATTERN, Numbering, agreement_number, numbering
from rules.agreement_terms import Initiator, Status
from rules.codes import DEGREES

digits = st.text("0123456789", min_size=8, max_size=8)
school_codes = st.text("0123456789", min_size=5, max_size=5)


@given(st.integers(2020, 2099), st.sampled_from(Initiator), school_codes, st.sampled_from(sorted(DEGREES)), digits)
def test_every_number_fits_the_pattern_and_keeps_its_parts(
    year: int, initiator: Initiator, school_code: str, degree: str, random8: str
) -> None:
    number = agreement_number(year, initiator, school_code, degree, random8)
    assert re.fullmatch(NUMBER_PATTERN, number)
    assert (number[:4], number[5:10], number[11:]) == (str(year), school_code, random8)


def test_the_fifth_digit_tells_who_started() -> None:
    fifth = {initiator: agreement_number(2023, initiator, "10001", "31", "00000000")[4] for initiator in Initiator}
    assert fifth == {Initiator.GRADUATE: "1", Initiator.EMPLOYER: "4"}


def test_vocational_graduates_are_numbered_as_the_level_they_belong_to() -> None:
    assert agreement_number(2023, Initiator.EMPLOYER, "10001", "61", "0" * 8)[10] == "4"
    assert agreement_number(2023, Initiator.EMPLOYER, "10001", "41", "0" * 8)[10] == "4"


def test_online_a_number_comes_with_effect_and_is_never_taken_away() -> None:
    assert BEARS_NUMBER[Initiator.EMPLOYER] == {Status.EFFECTIVE, Status.VOIDED, Status.TERMINATED}


def test_whatever_is_in_force_bears_a_number_and_only_statuses_of_its_flow_do() -> None:
    for initiator in Initiator:
        assert {status for status, slot in SLOT_AFTER.items() if slot is SlotState.HELD} <= BEARS_NUMBER[initiator]
        assert set(STATUSES_OF[initiator]) >= BEARS_NUMBER[initiator]


def test_a_form_that_is_changed_loses_its_number_and_a_cancelled_one_keeps_what_it_had() -> None:
    for initiator in Initiator:
        for status in STATUSES_OF[initiator]:
            expected = Numbering.BEARS if status in BEARS_NUMBER[initiator] else Numbering.LOSES
            assert numbering(initiator, status) is (Numbering.KEEPS if status is Status.CANCELLED else expected)
