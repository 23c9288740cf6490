"""How a report is delivered (上报): what an answer means, when it is tried again, and when it is given up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Final

MOST_ATTEMPTS: Final = 12
"""Attempts after which a report is given up: with the pauses below, most of a day."""
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=12)
LONGEST_ASKED: Final = timedelta(days=1)
"""The longest that a receiver is believed when it asks for patience (`Retry-After`)."""
ATTEMPTS_KEPT: Final = timedelta(days=90)

TAKEN_ALREADY: Final = HTTPStatus.CONFLICT
"""The receiver has it: an idempotency key is known to it already, which is what was to be reached."""
_TRIED_AGAIN: Final = frozenset({401, 403, 404, 405, 407, 408, 410, 425, 429})
"""Refusals that speak of the set-up or of the moment (a wrong address or secret, too many requests), never of what was sent."""


class Verdict(StrEnum):
    """What became of one attempt."""

    TAKEN = "TAKEN"
    REFUSED = "REFUSED"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The end of one attempt. `problem` is English and holds nothing of what was sent or answered."""

    verdict: Verdict
    status: int | None = None
    """What was answered over HTTP; None where nothing was, and of the ledger inside."""
    problem: str | None = None
    """None where it was taken."""
    retry_after: timedelta | None = None
    """For how long the receiver asked to be left alone."""


def outcome_of_status(status: int, retry_after: timedelta | None = None) -> Outcome:
    """Return what an answer means.

    2xx and 409 take it. A 4xx that speaks of the message itself refuses it for good. All others, redirects among them, are tried again:
    5xx, what asks for patience, and what would meet every message alike because an address or a secret is wrong.
    """
    if 200 <= status < 300 or status == TAKEN_ALREADY:
        return Outcome(verdict=Verdict.TAKEN, status=status)
    is_refused = 400 <= status < 500 and status not in _TRIED_AGAIN
    return Outcome(
        verdict=Verdict.REFUSED if is_refused else Verdict.FAILED,
        status=status,
        problem=f"answered {status}",
        retry_after=min(retry_after, LONGEST_ASKED) if retry_after is not None else None,
    )


def pause_after(attempts: int, outcome: Outcome, chance: Callable[[], float]) -> timedelta:
    """Return how long to wait after so many failed attempts: doubling, half of it by chance (0 to 1), and never less than was asked for."""
    longest = min(FIRST_PAUSE * (1 << min(attempts - 1, 16)), LONGEST_PAUSE)
    return max(longest * (0.5 + chance() / 2), outcome.retry_after or timedelta())


def is_given_up(attempts: int, outcome: Outcome, most: int = MOST_ATTEMPTS) -> bool:
    """Return whether a report is not sent again by itself after its `attempts`-th attempt ended so."""
    return outcome.verdict is Verdict.REFUSED or (outcome.verdict is Verdict.FAILED and attempts >= most)


def asked_pause(header: str | None, date_of: Callable[[str], datetime], now: datetime) -> timedelta | None:
    """Return what `Retry-After` asks for: seconds, or a moment as HTTP writes it; None for none and for what is neither."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return timedelta(seconds=min(int(header.strip()[:9]), round(LONGEST_ASKED.total_seconds())))
    try:
        moment = date_of(header)
    except (TypeError, ValueError):
        return None
    return max(moment - now, timedelta()) if moment.tzinfo is not None else None
