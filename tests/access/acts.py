"""Every mutation as it would be done on the stage, and as a rule refuses it."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from models import Agreement
from tests.access.rows import NEXT_YEAR
from tests.access.stage import Stage

NOBODY: Final = UUID(int=1)
TOKENS: Final = "accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt"
ACTS: Final = {
    "login": f"login(input: $input) {{ {TOKENS} deviceToken viewer {{ account }} userErrors {{ code }} }}",
    "refreshSession": f"refreshSession(input: $input) {{ {TOKENS} userErrors {{ code }} }}",
    "logout": "logout { session { id isCurrent endReason } userErrors { code } }",
    "endSession": "endSession(input: $input) { session { id endReason } userErrors { code } }",
    "endOtherSessions": "endOtherSessions { ended userErrors { code } }",
    "changePassword": f"changePassword(input: $input) {{ {TOKENS} userErrors {{ code }} }}",
    "openFeature": "openFeature(input: $input) { featureSwitch { id } userErrors { code } }",
    "setAgreementTypes": "setAgreementTypes(input: $input) { changed userErrors { code } }",
    "setUpSchool": "setUpSchool(input: $input) { setup { id } userErrors { code } }",
    "revealIdentityNumber": "revealIdentityNumber(input: $input) { idNumber userErrors { code } }",
    **{
        name: f"{name}(input: $input) {{ agreement {{ id status }} userErrors {{ code }} }}"
        for name in ("inviteGraduate", "withdrawInvitation", "acceptInvitation", "rejectInvitation", "reviewAgreement", "voidAgreement")
    },
}
INPUTS: Final = {
    "withdrawInvitation": "AgreementInput",
    "acceptInvitation": "AgreementInput",
}
"""Input types that are not named after their mutation."""


WITHOUT_INPUT: Final = frozenset({"logout", "endOtherSessions"})
"""Mutations of whoever asks and of nothing else: no rule can refuse them, so what is tried is that they touch nobody else's."""
TRIED_APART: Final = WITHOUT_INPUT | {"login", "refreshSession"}


def document(name: str) -> str:
    """Return the document of one mutation."""
    if name in WITHOUT_INPUT:
        return f"mutation {{ {ACTS[name]} }}"
    return f"mutation($input: {INPUTS.get(name, name[0].upper() + name[1:] + 'Input')}!) {{ {ACTS[name]} }}"


def school_id(stage: Stage) -> str:
    """Return the ID of the school on which most of the stage is."""
    return f"School:{stage.world.school.id}"


@dataclass(frozen=True)
class Act:
    """One mutation: an input that would be done if it were let through, and what reaches the rule and is refused by it."""

    name: str
    doable: dict[str, Any]
    refused: dict[str, Any]
    codes: frozenset[str]


def on(agreement: Agreement, **more: Any) -> dict[str, Any]:
    """Return the input of an act on an agreement as it is now."""
    return {"id": f"Agreement:{agreement.id}", "version": agreement.version, **more}


def acts(stage: Stage) -> list[Act]:
    """Return every mutation as it would be done on the stage."""
    world, cast = stage.world, stage.cast
    stale, missing = {"version": 999}, frozenset({"CHANGED_MEANWHILE", "NOT_FOUND", "MOVE_NOT_ALLOWED"})
    person = {"school": school_id(stage), "classYear": 2023, "name": "姜培", "idNumber": world.id_number(world.classmate)}
    setup = {"classYear": 2023, "feature": "DESTINATION", "reviewLevels": "SCHOOL_ONLY", "contact": "就业指导中心"}
    types = {"classYear": NEXT_YEAR, "choices": [{"school": school_id(stage), "agreementType": "TWO_PARTY"}]}
    not_open = frozenset({"FEATURE_ALREADY_OPEN", "CLASS_YEAR_CLOSED", "AGREEMENT_TYPE_MISSING", "INVALID_INPUT"})
    passwords = {"currentPassword": "x", "newPassword": "short"}
    waiting, invitation, effective = on(cast.waiting, decision="PASS"), on(cast.invitation), on(cast.effective, reason="失误")
    graduate = {"graduate": f"Graduate:{world.graduate.id}", "reason": "核对档案"}
    stranger = {**graduate, "graduate": f"Graduate:{world.far_graduate.id}"}
    return [
        Act("endSession", {"id": stage.cast.of("Session")[0].id}, {"id": f"Session:{NOBODY}"}, frozenset({"NOT_FOUND"})),
        Act("changePassword", {**passwords, "newPassword": "a long new password"}, passwords, frozenset({"WEAK_PASSWORD"})),
        Act("openFeature", {"feature": "HUKOU"}, {"feature": "DESTINATION"}, not_open),
        Act("setAgreementTypes", types, {**types, "classYear": 1999}, frozenset({"CLASS_YEAR_CLOSED", "FEATURE_CLOSED"})),
        Act("setUpSchool", setup, {**setup, "replyDays": 99}, frozenset({"INVALID_INPUT", "LEVEL_TOO_LOW"})),
        Act("inviteGraduate", person, {**person, "name": "无此人"}, frozenset({"INVITEE_NOT_FOUND"})),
        Act("withdrawInvitation", invitation, invitation | stale, missing),
        Act("acceptInvitation", invitation, invitation | stale, missing),
        Act("rejectInvitation", invitation, invitation | stale, missing),
        Act("reviewAgreement", waiting, waiting | stale, missing),
        Act("revealIdentityNumber", graduate, stranger, frozenset({"NOT_FOUND"})),
        Act("voidAgreement", effective, effective | stale, missing),
    ]
