"""Acts on paper agreements, and to end what was signed, as they would be done on the stage, and as a rule refuses them."""

from typing import Final

from tests.access.destination_acts import DESTINATIONS as DESTINATIONS
from tests.access.destination_acts import Tried
from tests.access.destination_acts import destination_acts as destination_acts
from tests.access.stage import Stage

ENDINGS: Final = {
    **dict.fromkeys(("submitSupplement", "resubmitSupplement", "cancelSupplement", "reviewSupplement", "voidSupplement"), "supplement"),
    **dict.fromkeys(
        (
            "requestTermination",
            "submitTermination",
            "agreeToTermination",
            "refuseTermination",
            "withdrawTermination",
            "reviewTermination",
        ),
        "termination",
    ),
}
"""Act on what was signed on paper, or to end what was signed -> what its payload has."""


def ending_acts(stage: Stage) -> list[Tried]:
    """Return the acts on paper agreements, and to end what was signed."""
    stale = {"version": 999}
    codes = frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "MOVE_NOT_ALLOWED", "INVALID_INPUT", "TERMINATION_ELSEWHERE"})
    endings, more = stage.cast.endings, {"reason": "另有去向"}
    assert stage.cast.scan is not None
    assert stage.cast.letter is not None
    paper = {"employerName": "线下签约单位", "employerUscc": "91110000MA00000077", "agreementNumber": "A-1"}
    scan, graduation = {"scan": f"Upload:{stage.cast.scan.id}"}, {"graduate": f"Graduate:{stage.cast.idle.id}"}
    rejected, waiting, approved = (
        {"id": f"Supplement:{each.id}", "version": each.version} for each in (endings.rejected, endings.waiting, endings.approved)
    )
    asked, mine, reviewed = (
        {"id": f"Termination:{each.id}", "version": each.version} for each in (endings.to_answer, endings.to_withdraw, endings.to_review)
    )
    online = {"agreement": f"Agreement:{endings.in_force.id}", "version": endings.in_force.version, **more}
    letter = {"letter": f"Upload:{stage.cast.letter.id}", **more}
    on_paper = {"supplement": f"Supplement:{endings.approved.id}", "version": endings.approved.version, **letter}
    submit = graduation | scan | {"paper": paper}
    return [
        ("submitSupplement", submit, submit | {"paper": paper | {"employerUscc": "x"}}, codes),
        ("resubmitSupplement", rejected | {"paper": paper}, rejected | stale | {"paper": paper}, codes),
        ("cancelSupplement", rejected, rejected | stale, codes),
        ("reviewSupplement", waiting | {"decision": "PASS"}, waiting | {"decision": "PASS"} | stale, codes),
        ("voidSupplement", approved | more, approved | more | stale, codes),
        ("requestTermination", online, online | stale, codes),
        ("submitTermination", on_paper, on_paper | stale, codes),
        ("agreeToTermination", asked, asked | stale, codes),
        ("refuseTermination", asked | more, asked | more | stale, codes),
        ("withdrawTermination", mine, mine | stale, codes),
        ("reviewTermination", reviewed | {"decision": "PASS"}, reviewed | {"decision": "PASS"} | stale, codes),
    ]
