"""Social credit codes: both checks hold, and registrations of every authority are accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from rules.errors import InvalidInput
from rules.uscc import check_uscc, organisation_check_character, uscc_check_character

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
heads = st.from_regex(r"[1-9][0-9]{7}", fullmatch=True)
organisations = st.text(ALPHABET, min_size=8, max_size=8)


def made(head: str, organisation: str) -> str:
    body = head + organisation + organisation_check_character(organisation)
    return body + uscc_check_character(body)


def is_accepted(code: str) -> bool:
    try:
        check_uscc(code)
    except InvalidInput:
        return False
    return True


@given(heads, organisations)
def test_every_code_that_is_made_is_accepted_here_and_by_the_oracle(head: str, organisation: str) -> None:
    code = made(head, organisation)
    assert is_accepted(code)
    assert uscc.is_valid(code)


@given(st.text(ALPHABET, min_size=17, max_size=17))
def test_the_check_character_is_that_of_the_standard(body: str) -> None:
    assert uscc_check_character(body) == uscc.calc_check_digit(body)


@given(heads, st.text(ALPHABET, min_size=9, max_size=9), st.sampled_from(ALPHABET))
def test_whatever_is_accepted_the_oracle_accepts_and_the_rest_fails_one_of_the_two_checks(head: str, organisation: str, last: str) -> None:
    code = head + organisation + last
    has_organisation_check = organisation[8] == organisation_check_character(organisation[:8])
    assert is_accepted(code) == (uscc.is_valid(code) and has_organisation_check)


@pytest.mark.parametrize("authority", "ANY")
def test_authorities_written_with_a_letter_are_accepted(authority: str) -> None:
    assert is_accepted(made(f"{authority}2110000", "FAKE0001"))


@pytest.mark.parametrize("code", ["91110000600037341L", "12440600MB2C07549J"])
def test_codes_of_real_registrations_are_accepted(code: str) -> None:
    assert is_accepted(code)


@pytest.mark.parametrize("code", ["91110000FAKE00013H", "91110000FAKE00021C", "91110000FAKE0003X4", "91110000FAKE47110F"])
def test_clearly_fake_codes_of_demonstrations_are_accepted(code: str) -> None:
    assert is_accepted(code)


@pytest.mark.parametrize(
    "code", ["", "91110000600037341", "91110000600037341l", "9111000060003734IL", "01110000600037341L", "B1110000600037341L"]
)
def test_what_has_not_the_shape_of_a_code_is_refused_at_its_field(code: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_uscc(code)
    assert refusal.value.field == "uscc"


def test_an_identity_number_is_no_credit_code() -> None:
    assert not is_accepted("362322198709086409")
