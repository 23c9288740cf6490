"""What the denied were refused is done for whoever may, or the refusals would prove nothing."""

from typing import Final

import pytest

from tests.access.acts import KEYED, SHOWING, acts, codes_of, document
from tests.access.conftest import Cells, Scenery
from tests.engines import everything_stored
from tests.outputs import OUTPUTS

DOERS: Final = {
    "endSession": "ministry",
    "createProvinceAccount": "ministry",
    "createSchoolAccount": "province 11",
    "createDepartmentAccount": "school www",
    "renameAccount": "province 11",
    "setAccountLevels": "province 11",
    "setSourceSystem": "ministry",
    "enableAccount": "province 11",
    "disableAccount": "province 11",
    "resetPassword": "province 11",
    "enrolGraduates": "school w--",
    "correctGraduate": "school w--",
    "confirmBasicData": "graduate",
    "removeGraduate": "school w--",
    "importRoster": "school w--",
    "cancelRosterImport": "school w--",
    "requestDownload": "school w--",
    "cancelDownload": "school w--",
    "issueActivationCodes": "school w--",
    "resetGraduatePassword": "school w--",
    "submitEmployer": "other employer",
    "updateEmployer": "employer",
    "reviewEmployer": "province 11",
    "disableEmployer": "province 11",
    "enableEmployer": "province 11",
    "openFeature": "province 31",
    "setAgreementTypes": "province 11",
    "setUpSchool": "school w--",
    "copyAgreementTypes": "province 11",
    "copySetups": "school w--",
    "takeStatisticsSnapshot": "province 11",
    "openClassYear": "ministry",
    "closeClassYear": "ministry",
    "reopenClassYear": "ministry",
    "setChangesUntil": "ministry",
    "inviteGraduate": "employer",
    "withdrawInvitation": "employer",
    "acceptInvitation": "graduate",
    "rejectInvitation": "graduate",
    "applyForAgreement": "graduate",
    "resubmitAgreement": "graduate",
    "uploadScan": "graduate",
    "cancelAgreement": "graduate",
    "confirmDestination": "graduate",
    "grantVerification": "graduate",
    "revokeVerification": "graduate",
    "raiseDispute": "graduate",
    "withdrawDispute": "graduate",
    "resolveDispute": "school w--",
    "reviewAgreements": "lower department",
    **{f"review{kind}s": "department w--" for kind in ("Supplement", "Termination", "Registration")},
    **{f"review{kind}s": "lower department" for kind in ("Archive", "Hukou")},
    "reviewAgreement": "lower department",
    "submitSupplement": "graduate",
    "resubmitSupplement": "graduate",
    "cancelSupplement": "graduate",
    "reviewSupplement": "department w--",
    "voidSupplement": "school w--",
    "requestTermination": "employer",
    "submitTermination": "graduate",
    "agreeToTermination": "graduate",
    "refuseTermination": "graduate",
    "withdrawTermination": "graduate",
    "reviewTermination": "department w--",
    "submitRegistration": "graduate",
    "resubmitRegistration": "graduate",
    "cancelRegistration": "graduate",
    "reviewRegistration": "department w--",
    "requestRegistrationVoid": "graduate",
    "keepRegistration": "graduate",
    "voidRegistration": "school w--",
    "revealIdentityNumber": "school w--",
    "updateLedgerEntry": "school www",
    "voidAgreement": "school w--",
    **{f"{act}{kind}": "graduate" for act in ("submit", "resubmit", "cancel") for kind in ("Archive", "Hukou")},
    **{f"register{kind}": "school www" for kind in ("Archive", "Hukou")},
    **{f"review{kind}": "lower department" for kind in ("Archive", "Hukou")},
    **{f"{act}Archive": "school www" for act in ("send", "receive", "return")},
    "sendArchives": "school www",
}
"""Mutation -> somebody who may do it as `tests.access.acts` has it."""


@pytest.mark.parametrize("name", sorted(set(DOERS) - KEYED))
async def test_an_act_without_a_key_is_done_for_whoever_may(scenery: Scenery, cells: Cells, name: str) -> None:
    async with scenery.stage() as stage:
        asker = next(asker for asker in stage.askers if asker.name == DOERS[name])
        with OUTPUTS.revealing(stage.world.id_number(stage.world.graduate)):
            answer = await stage.ask(asker, document(name), input=next(act.doable for act in acts(stage) if act.name == name))
        assert (answer["data"][name]["userErrors"], "errors" in answer) == ([], False)
        cells.add("acts done")


@pytest.mark.parametrize("name", sorted(set(DOERS) & KEYED))
async def test_an_act_is_done_for_whoever_may_and_sent_again_is_told_again_and_not_done_again(
    scenery: Scenery, cells: Cells, name: str
) -> None:
    async with scenery.stage() as stage:
        asker = next(asker for asker in stage.askers if asker.name == DOERS[name])
        given = next(act for act in acts(stage) if act.name == name)
        first = await stage.ask(asker, document(name, keyed=True), input=given.doable, key="k")
        assert (first["data"][name]["userErrors"], "errors" in first) == ([], False)
        before = await everything_stored()
        again = await stage.ask(asker, document(name, keyed=True), input=given.doable, key="k")
        if name in SHOWING:
            assert codes_of(again, name) == {"SHOWN_ONCE"}
        else:
            assert again == first
        other = await stage.ask(asker, document(name, keyed=True), input=given.refused, key="k")
        assert codes_of(other, name) == {"IDEMPOTENCY_KEY_REUSED"}
        assert await everything_stored() == before
        cells.add("acts done")
