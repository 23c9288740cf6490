"""Confirming asks for everything in its order, numbers have their forms, and a verifier is shown what is listed and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.acts import RecordKind
from rules.confirmation import (
    ALPHABET,
    GRANT_DAYS,
    NUMBER_LENGTH,
    LookKey,
    Standing,
    check_confirmation,
    check_grant,
    draw_verification_number,
    key_kind,
    read_number,
    series_of,
    transfer_number,
)
from rules.confirmation_errors import ArchiveMissing, ConfirmationClosed, DestinationConfirmed, DestinationMissing, DestinationPending
from rules.errors import BasicsUnconfirmed, InvalidInput, NotSetUp, RuleError
from rules.gate import AgreementType, ClassYearState, Gate
from rules.gate_terms import Feature
from rules.reporting import REPORTED
from rules.verification import SHOWN, items_of

GATE = Gate(
    feature=Feature.DESTINATION,
    class_year=2023,
    class_year_state=ClassYearState.OPEN,
    feature_open=True,
    agreement_type=AgreementType.TWO_PARTY,
    set_up=True,
)
READY = Standing(
    now=datetime(2023, 6, 15, 8, tzinfo=UTC),
    gate=GATE,
    basics_confirmed=True,
    is_settled=True,
    is_pending=False,
    archive_missing=False,
    is_confirmed=False,
    imported=False,
    opens=date(2023, 6, 1),
    closes=date(2023, 8, 31),
)
MISSING = [
    (replace(READY, gate=replace(GATE, set_up=False)), NotSetUp),
    (replace(READY, basics_confirmed=False), BasicsUnconfirmed),
    (replace(READY, now=datetime(2023, 5, 31, 15, 59, tzinfo=UTC)), ConfirmationClosed),
    (replace(READY, now=datetime(2023, 8, 31, 16, 0, tzinfo=UTC)), ConfirmationClosed),
    (replace(READY, is_settled=False), DestinationMissing),
    (replace(READY, is_pending=True), DestinationPending),
    (replace(READY, archive_missing=True), ArchiveMissing),
    (replace(READY, is_confirmed=True), DestinationConfirmed),
]


def test_who_has_everything_confirms() -> None:
    check_confirmation(READY)
    check_confirmation(replace(READY, opens=None, closes=None))


@pytest.mark.parametrize(("standing", "refusal"), MISSING)
def test_each_thing_that_is_missing_is_told(standing: Standing, refusal: type[RuleError]) -> None:
    with pytest.raises(refusal):
        check_confirmation(standing)


def test_days_are_those_of_china_and_the_last_one_counts_whole() -> None:
    check_confirmation(replace(READY, now=datetime(2023, 5, 31, 16, 0, tzinfo=UTC)))
    check_confirmation(replace(READY, now=datetime(2023, 8, 31, 15, 59, tzinfo=UTC)))


@pytest.mark.parametrize("days", [0, -1, 366])
def test_an_authorisation_ends(days: int) -> None:
    with pytest.raises(InvalidInput):
        check_grant(days, [Feature.DESTINATION])


def test_an_authorisation_shows_something() -> None:
    check_grant(GRANT_DAYS[-1], [Feature.HUKOU])
    check_grant(GRANT_DAYS[0], [], may_be_empty=True)
    with pytest.raises(InvalidInput):
        check_grant(30, [])


def test_a_transfer_number_says_year_and_school_and_is_known_by_its_form() -> None:
    number = transfer_number(2023, "10001", "12345678")
    assert number == "2023100011234567"
    assert key_kind(number) is LookKey.TRANSFER


def test_a_verification_number_is_drawn_and_its_first_character_tells_it_from_a_transfer_number() -> None:
    drawn = {draw_verification_number() for _ in range(200)}
    assert len(drawn) == 200
    assert all(len(number) == NUMBER_LENGTH and set(number) <= set(ALPHABET) for number in drawn)
    assert all(key_kind(number) is LookKey.VERIFICATION and number[0].isalpha() for number in drawn)


def test_what_anybody_may_know_of_a_transfer_number_is_its_year_and_school() -> None:
    assert series_of(transfer_number(2023, "10001", "12345678")) == "202310001"


@given(st.text(ALPHABET, min_size=NUMBER_LENGTH, max_size=NUMBER_LENGTH))
def test_a_number_is_read_however_it_was_typed(number: str) -> None:
    spaced = " ".join(number[first : first + 4] for first in range(0, NUMBER_LENGTH, 4))
    misread = number.replace("0", "o").replace("1", "l")
    assert {read_number(typed) for typed in (number.lower(), spaced, spaced.replace(" ", "-"), misread)} == {number}


@given(st.text(max_size=40))
def test_what_has_neither_form_is_neither(typed: str) -> None:
    number = read_number(typed)
    assert (key_kind(number) is None) is (len(number) != NUMBER_LENGTH or not set(number) <= set(ALPHABET))


def test_a_verifier_reads_only_what_is_reported_and_never_pay_or_telephones() -> None:
    for kind, parts in SHOWN.items():
        columns = {shown.column for shown in parts}
        assert columns <= set(REPORTED[kind]) | {"category"}
        assert not {column for column in columns if "pay" in column or "phone" in column or "contact" in column or "person" in column}


def test_what_a_record_does_not_say_is_left_out() -> None:
    items = items_of(RecordKind.AGREEMENT, {"category": "10", "employer_name": "测试测试公司", "number": None, "monthly_pay": 9000})
    assert [(item.label, item.value) for item in items] == [("毕业去向类别", "签就业协议形式就业"), ("签约单位", "测试测试公司")]
