"""The acts on registrations of other destinations, as they would be done on the stage and as a rule refuses them."""

from typing import Any, Final

from tests.access.stage import Stage

Tried = tuple[str, dict[str, Any], dict[str, Any], frozenset[str]]
"""What `tests.access.acts.Act` is made of."""
DESTINATIONS: Final = (
    "submitRegistration",
    "resubmitRegistration",
    "cancelRegistration",
    "reviewRegistration",
    "requestRegistrationVoid",
    "keepRegistration",
    "voidRegistration",
)

_WITHDRAWN: Final = {"sourceId": "a", "sourceVersion": 1, "withdrawal": {"ending": "VOIDED", "reason": "登记有误"}}


def destination_acts(stage: Stage) -> list[Tried]:
    """Return the acts on registrations of other destinations."""
    stale, codes = {"version": 999}, frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "MOVE_NOT_ALLOWED", "INVALID_INPUT"})
    details, more = {"category": "70", "subtype": "LOOKING"}, {"reason": "填写有误"}
    graduation = {"graduate": f"Graduate:{stage.cast.idle.id}"}
    rejected, pending, approved, voiding = (
        {"id": f"DestinationRegistration:{each.id}", "version": each.version} for each in stage.cast.registrations
    )
    return [
        ("submitRegistration", graduation | {"details": details}, graduation | {"details": {"category": "70"}}, codes),
        ("resubmitRegistration", rejected | {"details": details}, rejected | stale | {"details": details}, codes),
        ("cancelRegistration", rejected, rejected | stale, codes),
        ("reviewRegistration", pending | {"decision": "PASS"}, pending | {"decision": "PASS"} | stale, codes),
        ("requestRegistrationVoid", approved | more, approved | more | stale, codes),
        ("keepRegistration", voiding, voiding | stale, codes),
        ("importApprovedRecords", {"records": [_WITHDRAWN]}, {"records": []}, codes),
        ("voidRegistration", approved | more, approved | more | stale, codes),
    ]
