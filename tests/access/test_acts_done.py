"""What the denied were refused is done for whoever may, or the refusals would prove nothing."""

import pytest

from tests.access.acts import acts, document
from tests.access.conftest import Cells
from tests.access.stage import open_stage
from tests.engines import Engine
from tests.outputs import OUTPUTS


@pytest.mark.parametrize(
    ("name", "doer"),
    [
        ("endSession", "ministry"),
        ("createProvinceAccount", "ministry"),
        ("createSchoolAccount", "province 11"),
        ("createDepartmentAccount", "school www"),
        ("renameAccount", "province 11"),
        ("setAccountLevels", "province 11"),
        ("enableAccount", "province 11"),
        ("disableAccount", "province 11"),
        ("resetPassword", "province 11"),
        ("enrolGraduates", "school w--"),
        ("correctGraduate", "school w--"),
        ("removeGraduate", "school w--"),
        ("issueActivationCodes", "school w--"),
        ("resetGraduatePassword", "school w--"),
        ("submitEmployer", "other employer"),
        ("reviewEmployer", "province 11"),
        ("disableEmployer", "province 11"),
        ("enableEmployer", "province 11"),
        ("openFeature", "province 11"),
        ("setAgreementTypes", "province 11"),
        ("setUpSchool", "school w--"),
        ("inviteGraduate", "employer"),
        ("withdrawInvitation", "employer"),
        ("acceptInvitation", "graduate"),
        ("rejectInvitation", "graduate"),
        ("applyForAgreement", "graduate"),
        ("resubmitAgreement", "graduate"),
        ("uploadScan", "graduate"),
        ("cancelAgreement", "graduate"),
        ("reviewAgreements", "lower department"),
        ("reviewAgreement", "lower department"),
        ("revealIdentityNumber", "school w--"),
        ("voidAgreement", "school w--"),
    ],
)
async def test_an_act_is_done_for_whoever_may(engine: Engine, cells: Cells, name: str, doer: str) -> None:
    async with engine.fresh() as url, open_stage(url) as stage:
        asker = next(asker for asker in stage.askers if asker.name == doer)
        with OUTPUTS.revealing(stage.world.id_number(stage.world.graduate)):
            answer = await stage.ask(asker, document(name), input=next(act.doable for act in acts(stage) if act.name == name))
        assert (answer["data"][name]["userErrors"], "errors" in answer) == ([], False)
        cells.add("acts done")
