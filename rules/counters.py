"""Which record counts in which column of the counters, and what a move changes (guide section 7)."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from rules.acts import RecordKind
from rules.agreement import STATUSES_OF, Initiator, Status
from rules.lives import LIVES
from rules.record_terms import RecordStatus
from rules.registration import CATEGORIES

_FLOW: Final[Mapping[Initiator, str]] = {
    Initiator.EMPLOYER: "online",
    Initiator.GRADUATE: "offline",
}


def counter_column(initiator: Initiator, status: Status) -> str:
    """Return the column that counts agreements started so and standing so, e.g. online_effective."""
    return f"{_FLOW[initiator]}_{status.lower()}"


def record_column(kind: RecordKind, status: RecordStatus) -> str:
    """Return the column that counts reviewed records of a kind standing so, e.g. supplement_approved."""
    return f"{kind.lower()}_{status.lower()}"


def category_column(category: str) -> str:
    """Return the column that counts graduates whose destination in force is of a category, e.g. category_10."""
    return f"category_{category}"


AGREEMENT_COLUMNS: Final[tuple[str, ...]] = tuple(
    counter_column(initiator, status) for initiator, statuses in STATUSES_OF.items() for status in statuses
)
"""Every column that counts agreements, each agreement in exactly one of them."""

RECORD_COLUMNS: Final[tuple[str, ...]] = tuple(record_column(life.kind, status) for life in LIVES.values() for status in life.statuses)
"""Every column that counts reviewed records, each record in exactly one of them."""

CATEGORY_COLUMNS: Final[tuple[str, ...]] = tuple(map(category_column, CATEGORIES))
"""Every column that counts graduates by their destination in force; who has none is in none of them."""

REGISTERED: Final = "registered"
"""The column that counts graduates who ask for or hold a destination, of whatever kind."""

CONFIRMED: Final = "confirmed"
"""The column that counts graduates whose destination is confirmed, and unchanged since."""
STALE: Final = "stale"
"""The column that counts graduates whose newest confirmation holds no longer."""

COUNTER_COLUMNS: Final[tuple[str, ...]] = (*AGREEMENT_COLUMNS, *RECORD_COLUMNS, *CATEGORY_COLUMNS, REGISTERED, CONFIRMED, STALE)
"""Every column but that of the graduates on the roster."""


def shift(initiator: Initiator, before: Status | None, after: Status) -> Mapping[str, int]:
    """Return column -> change for one agreement that moved; `before` is None where it did not exist yet.

    The changes of a move add up to zero, those of a new agreement to one.
    """
    return _moved(None if before is None else counter_column(initiator, before), counter_column(initiator, after))


def record_shift(kind: RecordKind, before: RecordStatus | None, after: RecordStatus) -> Mapping[str, int]:
    """Return column -> change for one reviewed record that moved, as `shift` does for an agreement."""
    return _moved(None if before is None else record_column(kind, before), record_column(kind, after))


def category_shift(before: str | None, after: str | None) -> Mapping[str, int]:
    """Return column -> change for one graduate whose destination in force was of a category and is of another; None = none."""
    return _moved(before and category_column(before), after and category_column(after))


def _moved(before: str | None, after: str | None) -> Mapping[str, int]:
    changes: Counter[str] = Counter()
    if after is not None:
        changes[after] += 1
    if before is not None:
        changes[before] -= 1
    return {column: change for column, change in changes.items() if change}
