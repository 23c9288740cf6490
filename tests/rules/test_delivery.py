"""What an answer to a report means, and when it is sent again."""

from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from rules.delivery import (
    LONGEST_ASKED,
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    Outcome,
    Verdict,
    asked_pause,
    is_given_up,
    outcome_of_status,
    pause_after,
)
from tests.world import NOW


@pytest.mark.parametrize(
    ("verdict", "statuses"),
    [
        (Verdict.TAKEN, (200, 201, 202, 204, 299, 409)),
        (Verdict.REFUSED, (400, 402, 406, 413, 415, 422, 451)),
        (Verdict.FAILED, (100, 301, 302, 307, 308, 401, 403, 404, 405, 407, 408, 410, 425, 429, 500, 502, 503, 504, 599)),
    ],
)
def test_an_answer_takes_refuses_for_good_or_is_tried_again(verdict: Verdict, statuses: tuple[int, ...]) -> None:
    assert {outcome_of_status(status).verdict for status in statuses} == {verdict}


def test_pauses_double_up_to_half_a_day_with_half_of_each_by_chance() -> None:
    failed = Outcome(verdict=Verdict.FAILED)
    assert [pause_after(n, failed, lambda: 1.0) for n in (1, 2, 3, 40)] == [
        timedelta(seconds=30),
        timedelta(seconds=60),
        timedelta(seconds=120),
        LONGEST_PAUSE,
    ]
    assert pause_after(3, failed, lambda: 0.0) == timedelta(seconds=60)
    whole = sum((pause_after(n, failed, lambda: 0.0) for n in range(1, MOST_ATTEMPTS)), timedelta())
    assert whole > timedelta(hours=8), "a receiver that is away for a night kills nothing"


def test_a_receiver_that_asks_for_patience_gets_it_up_to_a_day() -> None:
    assert pause_after(1, outcome_of_status(429, timedelta(hours=2)), lambda: 0.0) == timedelta(hours=2)
    assert outcome_of_status(503, timedelta(days=9)).retry_after == LONGEST_ASKED


@pytest.mark.parametrize(
    ("header", "pause"),
    [
        (None, None),
        ("120", timedelta(minutes=2)),
        ("99999999999999999999", LONGEST_ASKED),
        (format_datetime(NOW + timedelta(hours=1), usegmt=True), timedelta(hours=1)),
        (format_datetime(NOW - timedelta(hours=1), usegmt=True), timedelta()),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_is_seconds_or_a_moment(header: str | None, pause: timedelta | None) -> None:
    assert asked_pause(header, parsedate_to_datetime, NOW) == pause


def test_what_is_refused_is_given_up_at_once_and_what_fails_after_so_many_attempts() -> None:
    assert is_given_up(1, outcome_of_status(422))
    assert not is_given_up(MOST_ATTEMPTS - 1, outcome_of_status(500))
    assert is_given_up(MOST_ATTEMPTS, outcome_of_status(500))
    assert not is_given_up(MOST_ATTEMPTS, outcome_of_status(200))
