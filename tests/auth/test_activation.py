"""Activation codes: random enough, readable, and of no use to whoever steals the table."""

import re
from datetime import timedelta
from math import log2
from uuid import UUID

import pytest

from auth.activation import ActivationCodes

CODES = ActivationCodes(b"a secret of the tests, not less than 32 bytes", timedelta(days=14))
SOMEBODY, SOMEBODY_ELSE = UUID(int=1), UUID(int=2)


def test_a_code_has_at_least_sixty_random_bits_in_letters_that_are_not_mistaken_for_others() -> None:
    drawn = [CODES.draw() for _ in range(2_000)]
    assert len(set(drawn)) == len(drawn)
    assert all(re.fullmatch("[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}", code) for code in drawn)
    places = [set(place) for place in zip(*(code.replace("-", "") for code in drawn), strict=True)]
    assert sum(log2(len(letters)) for letters in places) >= 60
    assert set().union(*places).isdisjoint("ILOU")


@pytest.mark.parametrize("typed", ["7K2QM-9XWTA-4CJ80", "7k2qm9xwta4cj80", " 7K2QM 9XWTA 4CJ8O ", "7K2QM—9XWTA—4CJ80"])
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert CODES.digest(SOMEBODY, typed) == CODES.digest(SOMEBODY, "7K2QM-9XWTA-4CJ80")


@pytest.mark.parametrize("typed", ["7K2QM-9XWTA-4CJ81", "7K2QM-9XWTA", "", "\ud800", "7K2QM-9XWTA-4CJ80\x00"])
def test_any_other_text_is_another_code_and_no_fault(typed: str) -> None:
    assert CODES.digest(SOMEBODY, typed) != CODES.digest(SOMEBODY, "7K2QM-9XWTA-4CJ80")


def test_a_code_of_one_account_is_not_known_for_another_nor_under_another_secret() -> None:
    other = ActivationCodes(b"another secret of the tests, also of 32 bytes", timedelta(days=14))
    digests = {CODES.digest(SOMEBODY, "X"), CODES.digest(SOMEBODY_ELSE, "X"), other.digest(SOMEBODY, "X")}
    assert len(digests) == 3
