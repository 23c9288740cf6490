"""The employment ledger (就业台账) inside: what came by sync is locked there, and what may be edited stands until it is reported anew."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from rules.gate_terms import Feature

OURS: Final = "quxiang"
"""The source system of what was approved here."""
LONGEST_VALUE: Final = 500
MOST_CHANGES: Final = 40


class LedgerState(StrEnum):
    """Whether what an entry says counts: it was approved, or has been withdrawn since."""

    APPROVED = "APPROVED"
    WITHDRAWN = "WITHDRAWN"


LEDGER_STATE_NAMES: Final[Mapping[LedgerState, str]] = {LedgerState.APPROVED: "有效", LedgerState.WITHDRAWN: "已撤回"}
"""As lists print them."""
LOCKED: Final = frozenset({Feature.DESTINATION})
"""Subjects that the employment system does not edit where they came by sync (guide section 8); the others it may."""

KNOWN_BY: Final = frozenset({"category", "status"})
"""What a record is known by, and no one edits: it is the record's life, not what it says."""


def camel(column: str) -> str:
    """Return a column as messages spell it."""
    head, *rest = column.split("_")
    return head + "".join(part.capitalize() for part in rest)


def editable(payload: Mapping[str, object]) -> frozenset[str]:
    """Return the fields of what was reported that the ledger may edit, as messages spell them."""
    return frozenset(payload.keys() - KNOWN_BY)


def as_text(value: Any) -> str | None:
    """Return a reported value as a page prints and edits it: text; yes and no as `true` and `false`."""
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)
