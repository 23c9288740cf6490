"""Shares are exact to the digit: two published cohorts, and every formula against a fraction."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.counters import CATEGORY_COLUMNS, COUNTER_COLUMNS
from rules.registration import CATEGORIES
from rules.statistics import APPROVED, GRADUATES, OF_GROUP, SETTLED, SHARES, Rate, Share
from tests.rules.cohorts import COHORTS, Cohort

columns = (GRADUATES, *COUNTER_COLUMNS)


@pytest.mark.parametrize("cohort", COHORTS, ids=lambda cohort: cohort.name)
def test_published_cohorts_come_out_to_the_digit(cohort: Cohort) -> None:
    counts = Counter({GRADUATES: cohort.graduates, **cohort.counts})
    assert {rate: str(SHARES[rate].percent(counts)) for rate in cohort.percents} == dict(cohort.percents)


def test_every_category_is_in_one_group_and_settled_or_not() -> None:
    grouped = [column for group in OF_GROUP.values() for column in group]
    assert sorted(grouped) == sorted(APPROVED) == sorted(CATEGORY_COLUMNS)
    assert set(APPROVED) - set(SETTLED) == {"category_70", "category_71", "category_72"}
    assert len(CATEGORIES) == 14


@given(st.sampled_from(Rate), st.lists(st.integers(0, 3000), min_size=len(columns), max_size=len(columns)))
def test_a_share_is_the_fraction_rounded_half_up_at_two_places(rate: Rate, numbers: list[int]) -> None:
    counts = dict(zip(columns, numbers, strict=True))
    share = SHARES[rate]
    part, whole = (sum(counts[column] for column in side) for side in (share.part, share.whole))
    if whole == 0:
        assert share.percent(counts) is None
        return
    percent = share.percent(counts)
    assert percent is not None
    assert percent.as_tuple().exponent == -2
    assert Fraction(percent) - Fraction(1, 200) <= Fraction(100 * part, whole) < Fraction(percent) + Fraction(1, 200)


@pytest.mark.parametrize(("part", "whole", "percent"), [(1, 800, "0.13"), (1, 20_000, "0.01"), (1, 20_001, "0.00"), (3, 3, "100.00")])
def test_halves_go_up(part: int, whole: int, percent: str) -> None:
    assert Share(("a",), ("b",)).percent({"a": part, "b": whole}) == Decimal(percent)
    assert (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(percent)


def test_nothing_has_no_share() -> None:
    assert {share.percent(Counter()) for share in SHARES.values()} == {None}
