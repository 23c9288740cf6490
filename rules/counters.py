"""Which agreement counts in which column of the signing counters, and what a move changes (guide section 7)."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from rules.agreement import STATUSES_OF, Initiator, Status

_FLOW: Final[Mapping[Initiator, str]] = {
    Initiator.EMPLOYER: "online",
    Initiator.GRADUATE: "offline",
}


def counter_column(initiator: Initiator, status: Status) -> str:
    """Return the column that counts agreements started so and standing so, e.g. online_effective."""
    return f"{_FLOW[initiator]}_{status.lower()}"


COUNTER_COLUMNS: Final[tuple[str, ...]] = tuple(
    counter_column(initiator, status) for initiator, statuses in STATUSES_OF.items() for status in statuses
)
"""Every column that counts agreements, each agreement in exactly one of them."""


def shift(initiator: Initiator, before: Status | None, after: Status) -> Mapping[str, int]:
    """Return column -> change for one agreement that moved; `before` is None where it did not exist yet.

    The changes of a move add up to zero, those of a new agreement to one.
    """
    changes = Counter({counter_column(initiator, after): 1})
    if before is not None:
        changes[counter_column(initiator, before)] -= 1
    return {column: change for column, change in changes.items() if change}
