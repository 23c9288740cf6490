"""The account of a province's own system, over the real endpoint: it imports what the documents say, and does nothing else."""

import re
from dataclasses import replace
from typing import Any, Final

import orjson

from models import Account, Graduate, Registration, Supplement
from rules.roles import Role
from tests.access.acts import WITHOUT_INPUT, acts, codes_of, document
from tests.access.conftest import Cells, Scenery
from tests.access.expected import denial
from tests.access.oracle import MUTATIONS, Asker, refusal
from tests.access.stage import READS_ALL, WRITES_ALL, Stage, denials
from tests.actions.stage import another_graduation
from tests.engines import everything_stored
from tests.project.files import ROOT
from tests.sessions import begun

PAGE: Final = (ROOT / "docs" / "inbound.md").read_text(encoding="utf-8")
EXAMPLE, FINDING = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)
VARIABLES: Final[dict[str, Any]] = orjson.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
SEEN: Final = """{ registrations(first: 9, filter: {status: {eq: SUPERSEDED}}) {
  edges { node { sourceSystem sourceId availableActions { action } } } } }"""
OFFERED: Final = "{ accounts(first: 20) { edges { node { availableActions { action } } } } }"
NAME: Final = "上海就业系统"
OF_ITSELF: Final = frozenset({"endSession", "changePassword", "importApprovedRecords"})


async def as_system(stage: Stage) -> tuple[Stage, Asker]:
    """Let the ministry name the account of 31, and log it in anew; return the stage that knows its token."""
    system = next(asker for asker in stage.askers if asker.name == "province 31")
    account = await Account.get(username="province 31")
    named = {"account": f"Account:{account.id}", "version": account.version, "sourceSystem": NAME, "reason": "上海市自建系统"}
    ministry = next(asker for asker in stage.askers if asker.name == "ministry")
    answer = await stage.ask(ministry, document("setSourceSystem"), input=named)
    assert answer["data"]["setSourceSystem"]["userErrors"] == []
    token = f"Bearer {(await begun(account, issuer=stage.services.issuer)).tokens.access_token}"
    return replace(stage, tokens={**stage.tokens, system.name: token}), replace(system, held=WRITES_ALL)


async def test_the_example_of_the_documents_is_imported_and_sent_again_changes_nothing(scenery: Scenery, cells: Cells) -> None:
    async with scenery.stage() as before:
        stage, system = await as_system(before)
        graduate = await another_graduation(stage.world.far_graduate, 1)
        await Graduate.filter(id=graduate.id).update(exam_number=VARIABLES["input"]["records"][0]["graduate"]["examNumber"])
        answer = await stage.ask(system, EXAMPLE, **VARIABLES)
        results = answer["data"]["importApprovedRecords"]["results"]
        assert [(each["sourceId"], each["outcome"], each["userErrors"]) for each in results] == [
            (each["sourceId"], "IMPORTED", []) for each in VARIABLES["input"]["records"]
        ]
        agreement = await Supplement.get(source_id="QY-2023-000042")
        assert (agreement.status, agreement.source_system, results[1]["record"]) == ("TERMINATED", NAME, f"Supplement:{agreement.id}")
        assert (await Registration.get(source_id="QX-2023-000017")).status == "SUPERSEDED"
        read = await stage.ask(system, SEEN)
        node = {"sourceSystem": NAME, "sourceId": "QX-2023-000017", "availableActions": []}
        assert node in [edge["node"] for edge in read["data"]["registrations"]["edges"]]
        found = await stage.ask(system, FINDING, ids=["QX-2023-000017"])
        assert [edge["node"]["categoryLabel"] for edge in found["data"]["registrations"]["edges"]] == ["待就业"]
        stored = await everything_stored()
        again = await stage.ask(system, EXAMPLE, **VARIABLES)
        told = [(each["outcome"], each["currentVersion"]) for each in again["data"]["importApprovedRecords"]["results"]]
        assert told == [("ALREADY_IMPORTED", 1), ("STALE", 4), ("ALREADY_IMPORTED", 4)]
        assert await everything_stored() == stored
        cells.add("acts done")


async def test_the_account_of_a_system_does_nothing_but_import(scenery: Scenery, cells: Cells) -> None:
    async with scenery.stage() as before:
        stage, system = await as_system(before)
        held = await stage.ask(system, "{ viewer { permissions { levelLabel inRegistrationSystem } } }")
        assert {each["levelLabel"] for each in held["data"]["viewer"]["permissions"]} == {"读写"}
        assert "可导入自建系统已审核的记录" in held["data"]["viewer"]["permissions"][0]["inRegistrationSystem"]
        offered = await stage.ask(system, OFFERED)
        assert {len(edge["node"]["availableActions"]) for edge in offered["data"]["accounts"]["edges"]} == {0}
        province = next(asker for asker in before.askers if asker.name == "province 11")
        assert [edge for edge in (await stage.ask(province, OFFERED))["data"]["accounts"]["edges"] if edge["node"]["availableActions"]]
        stored = await everything_stored()
        for act in [act for act in acts(stage) if act.name not in OF_ITSELF | WITHOUT_INPUT]:
            need = MUTATIONS[act.name]
            assert need is not None
            facts = refusal(system, iter([need]))
            answer = await stage.ask(system, document(act.name), input=act.doable)
            if facts is None:
                assert codes_of(answer, act.name) == {"INTERFACE_ACCOUNT"}, act.name
            else:
                assert denials(answer) == [denial(f"Mutation.{act.name}", facts, [act.name])], act.name
            cells.add("acts")
        assert await everything_stored() == stored
        # The other account of a province reads all and imports nothing; so does this one, once the ministry has taken the name back.
        other = next(asker for asker in stage.askers if asker.name == "province 11")
        answer = await stage.ask(other, EXAMPLE, **VARIABLES)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        account = await Account.get(username="province 31")
        ministry = next(asker for asker in stage.askers if asker.name == "ministry")
        ended = {"account": f"Account:{account.id}", "version": account.version, "sourceSystem": None, "reason": "停用自建系统"}
        await stage.ask(ministry, document("setSourceSystem"), input=ended)
        answer = await stage.ask(replace(system, held=READS_ALL), EXAMPLE, **VARIABLES)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert Role.PROVINCE is system.role
