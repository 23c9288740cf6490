"""Tokens live no longer than their session, and a session no longer than it may."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.sessions import Lifetimes

BEGUN = datetime(2023, 3, 1, 4, 0, 0, 999_999, tzinfo=UTC)
LIFETIMES = Lifetimes()


@given(refreshed=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=8)))
def test_nothing_outlives_what_it_belongs_to(refreshed: timedelta) -> None:
    now = BEGUN + refreshed
    ends_at = LIFETIMES.ends_at(BEGUN)
    expires_at = LIFETIMES.expires_at(now, ends_at)
    assert LIFETIMES.access_expires_at(now, expires_at) <= expires_at <= ends_at <= BEGUN + LIFETIMES.absolute
    assert {each.microsecond for each in (ends_at, expires_at, LIFETIMES.access_expires_at(now, expires_at))} == {0}


def test_a_session_that_is_refreshed_lasts_longer_until_its_week_is_over() -> None:
    ends_at = LIFETIMES.ends_at(BEGUN)
    assert LIFETIMES.expires_at(BEGUN, ends_at) == datetime(2023, 3, 1, 16, tzinfo=UTC)
    assert LIFETIMES.expires_at(BEGUN + timedelta(hours=1), ends_at) == datetime(2023, 3, 1, 17, tzinfo=UTC)
    assert LIFETIMES.expires_at(BEGUN + timedelta(days=6, hours=23), ends_at) == ends_at == datetime(2023, 3, 8, 4, tzinfo=UTC)


@pytest.mark.parametrize(("access", "idle", "absolute"), [(0, 1, 1), (2, 1, 3), (1, 3, 2)])
def test_lifetimes_out_of_order_are_refused(access: int, idle: int, absolute: int) -> None:
    with pytest.raises(ValueError, match="no longer"):
        Lifetimes(timedelta(minutes=access), timedelta(minutes=idle), timedelta(minutes=absolute))
