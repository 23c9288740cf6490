"""What supplements and terminations print, and what is asked of them."""

from collections.abc import Callable
from typing import Any, Final

from rules.acts import ACT_LABELS, ActName
from rules.agreement import Initiator
from rules.labels import INITIATOR_LABELS, PARTY_LABELS, TERMINATION_KIND_LABELS
from rules.roles import Role
from rules.termination import TerminationKind
from tests.reference.registrations import record_status, short_status
from tests.reference.vocabulary import Row

SUPPLEMENT_TURNS: Final = {
    **dict.fromkeys(("MINISTRY", "PROVINCE", "SYSTEM", "EMPLOYER"), frozenset[str]()),
    "GRADUATE": frozenset({"REJECTED"}),
    "DEPARTMENT": frozenset({"PENDING_DEPARTMENT"}),
    "SCHOOL": frozenset({"PENDING_SCHOOL"}),
}
"""Whose turn it is at a supplement."""
WAITS_FOR: Final = {"PENDING_DEPARTMENT": "院系", "PENDING_SCHOOL": "学校"}
OTHER_SIDE: Final = {"GRADUATE": "单位", "EMPLOYER": "毕业生"}


def supplement_turn(row: Row) -> str | None:
    """Return whose turn it is at a supplement."""
    return {**WAITS_FOR, "REJECTED": "毕业生"}.get(row["status"])


def termination_turn(row: Row) -> str | None:
    """Return whose turn it is at a termination: first the party that did not ask."""
    return OTHER_SIDE[row["initiator"]] if row["status"] == "PENDING_COUNTERPARTY" else WAITS_FOR.get(row["status"])


def ending_texts() -> dict[str, Callable[[Row], Any]]:
    """Return what supplements, terminations, their counts and their events print."""
    said: dict[str, Callable[[Row], Any]] = {
        "Supplement.waitsForLabel": supplement_turn,
        "Termination.waitsForLabel": termination_turn,
        "Termination.kindLabel": lambda row: TERMINATION_KIND_LABELS[TerminationKind(row["kind"])],
        "Termination.initiatorLabel": lambda row: INITIATOR_LABELS[Initiator(row["initiator"])],
    }
    for type_ in ("Supplement", "Termination"):
        said[f"{type_}.statusLabel"] = record_status
        said[f"{type_}Count.statusLabel"] = short_status("status")
        said[f"{type_}Event.actionLabel"] = lambda row: ACT_LABELS[ActName(row["action"])]
        said[f"{type_}Event.roleLabel"] = lambda row: PARTY_LABELS[Role(row["role"])]
        said[f"{type_}Event.statusBeforeLabel"] = short_status("status_before")
        said[f"{type_}Event.statusAfterLabel"] = short_status("status_after")
    return said
