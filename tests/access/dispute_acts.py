"""Acts on disputes as they would be done on the stage, and as a rule refuses them."""

from typing import Final

from tests.access.destination_acts import Tried
from tests.access.stage import Stage

CLAIMS: Final = {
    "confirmDestination": "confirmation",
    **dict.fromkeys(("grantVerification", "revokeVerification"), "grant"),
    **dict.fromkeys(("raiseDispute", "withdrawDispute", "resolveDispute"), "dispute"),
}
"""Act on what graduates say themselves -> what its payload has."""


def dispute_acts(stage: Stage) -> list[Tried]:
    """Return the acts on disputes."""
    on_stage, missing = stage.cast.disputes, frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "INVALID_INPUT"})
    waiting, about = {"id": f"Dispute:{on_stage.waiting.id}", "version": 1}, f"Graduate:{on_stage.undisputed.id}"
    answer, stale = {"answer": "已核实并更正"}, {"version": 999}
    return [
        ("raiseDispute", {"about": about, "reason": "学号有误"}, {"about": about, "reason": " "}, missing),
        ("withdrawDispute", waiting, waiting | stale, missing),
        ("resolveDispute", waiting | answer, waiting | answer | stale, missing),
    ]
