"""What disputes print, which columns they are of, and what is asked of them."""

from collections.abc import Callable
from typing import Any, Final

from rules.acts import ACT_LABELS, ActName
from rules.errors import ClassYearClosed, LevelTooLow, RuleError
from rules.labels import PARTY_LABELS
from rules.roles import Module, Role
from tests.reference.available import told
from tests.reference.rows import Store
from tests.reference.vocabulary import Asker, Row

DISPUTED: Final = {
    "BASICS": "Graduate",
    "AGREEMENT": "Agreement",
    "SUPPLEMENT": "Supplement",
    "REGISTRATION": "DestinationRegistration",
}
"""What is disputed -> the type of its record."""
STATES: Final = {"OPEN": "待学校答复", "RESOLVED": "已答复", "WITHDRAWN": "已撤回"}
SUBJECTS: Final = {"BASICS": "基本信息", "AGREEMENT": "就业协议", "SUPPLEMENT": "补登", "REGISTRATION": "去向登记"}
DISPUTE_COLUMNS: Final = {
    "Dispute.raisedAt": "created_at",
    "DisputeEvent.at": "created_at",
    "DisputeEvent.stateBefore": "status_before",
    "DisputeEvent.stateAfter": "status_after",
}
MOVES: Final = {"SCHOOL": "RESOLVE", "GRADUATE": "WITHDRAW"}
"""Whose move ends an open one how."""


def dispute_texts() -> dict[str, Callable[[Row], Any]]:
    """Return what disputes and what happened to them print."""
    return {
        "Dispute.stateLabel": lambda row: STATES[row["state"]],
        "Dispute.subjectLabel": lambda row: SUBJECTS[row["subject"]],
        "DisputeEvent.actionLabel": lambda row: ACT_LABELS[ActName(row["action"])],
        "DisputeEvent.roleLabel": lambda row: PARTY_LABELS[Role(row["role"])],
        "DisputeEvent.stateBeforeLabel": lambda row: row["status_before"] and STATES[row["status_before"]],
        "DisputeEvent.stateAfterLabel": lambda row: row["status_after"] and STATES[row["status_after"]],
    }


def dispute_actions(store: Store, asker: Asker, dispute: Row) -> list[dict[str, Any]]:
    """Return the actions of a dispute: an open one is answered by its school, or taken back by its graduate."""
    move = MOVES.get(str(asker.role))
    if dispute["state"] != "OPEN" or move is None:
        return []
    reasons: list[RuleError] = [] if asker.levels.get("EMPLOYMENT") == "READ_WRITE" else [LevelTooLow(Module.EMPLOYMENT)]
    if (dispute["class_year"], "OPEN") not in {(year["year"], year["state"]) for year in store.beside["class_year"]}:
        reasons.append(ClassYearClosed(dispute["class_year"]))
    return [told(move, reasons)]
