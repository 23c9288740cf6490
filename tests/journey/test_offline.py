"""Signing offline over real sockets: from the application to force, with a scan that its parties can get and nobody else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest_asyncio

from models import Account
from models.database import close_database, open_database
from rules.roles import Role
from tests.documents.pages import stand_in_order
from tests.journey.conftest import give_passwords
from tests.journey.server import Server, serving
from tests.uploads import pdf
from tests.world import World, build_world

SHOWN: Final = """agreement { id version status statusLabel agreementNumber formPath availableActions { action allowed } }
  userErrors { code message }"""
TERMS: Final = {
    "employerName": "北京科邦网络信息服务有限公司",
    "employerUscc": "91110000MA00000077",
    "position": "工程师",
    "monthlyPay": 9000,
}
FIGURES: Final = "{ signingStatistics(classYear: 2023) { offlineProtocolPendingDepartment offlineProtocolIssued offlineEffective signed } }"
KEPT: Final = """query($id: ID!) { node(id: $id) { ... on Agreement {
  numbers(first: 9) { edges { node { number } } } reviews(first: 9) { edges { node { level isPassed } } }
  scans(first: 9) { edges { node { fileName mediaType path } } } } } }"""


@dataclass
class Story:
    """A server over the small world, and everybody's token."""

    server: Server
    world: World
    tokens: dict[Role, str] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)
    """The agreement as it was answered last."""

    async def act(self, role: Role, mutation: str, input_type: str, **given: Any) -> dict[str, Any]:
        """Do something that is done; return the agreement as it then is."""
        document = f"mutation($i: {input_type}!) {{ done: {mutation}(input: $i) {{ {SHOWN} }} }}"
        payload = (await self.server.data(document, self.tokens[role], i=given))["done"]
        assert payload["userErrors"] == [], payload
        self.seen = payload["agreement"]
        return self.seen

    async def go_on(self, role: Role, mutation: str, input_type: str, **given: Any) -> dict[str, Any]:
        """Do something to the agreement as it was seen last."""
        return await self.act(role, mutation, input_type, id=self.seen["id"], version=self.seen["version"], **given)

    async def review(self, role: Role, decision: str = "PASS", **given: Any) -> dict[str, Any]:
        """Review it."""
        return await self.go_on(role, "reviewAgreement", "ReviewAgreementInput", decision=decision, **given)

    async def upload(self) -> dict[str, Any]:
        """Send a scan as the graduate; return what is told of it."""
        headers = {"authorization": f"Bearer {self.tokens[Role.GRADUATE]}", "content-disposition": "attachment; filename=scan.pdf"}
        answer = await self.server.http.post("/files?purpose=SCAN", content=pdf(), headers=headers)
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def get(self, path: str, role: Role) -> int:
        """Get a file; return the status."""
        return (await self.server.http.get(path, headers={"authorization": f"Bearer {self.tokens[role]}"})).status_code


@pytest_asyncio.fixture(loop_scope="session")
async def story(database_url: str, tmp_path: Path) -> AsyncIterator[Story]:
    """Yield a server over the world, with everybody logged in."""
    await open_database(database_url)
    world = await build_world()
    await give_passwords()
    names = {Role(account.role): account.username for account in await Account.all()}
    await close_database()
    async with serving(database_url, files_url=f"file://{tmp_path}/files") as server:
        yield Story(server, world, {role: await server.log_in(name) for role, name in names.items()})


async def test_a_graduate_signs_offline_and_the_stamped_form_comes_back_until_it_is_in_force(story: Story) -> None:
    applied = await story.act(
        Role.GRADUATE, "applyForAgreement", "ApplyForAgreementInput", graduate=f"Graduate:{story.world.graduate.id}", terms=TERMS
    )
    assert (applied["statusLabel"], applied["agreementNumber"]) == ("待就业协议审核 (待院系审核)", None)
    assert applied["availableActions"] == [{"action": "CANCEL", "allowed": True}]
    failed = await story.review(Role.DEPARTMENT, "FAIL", reason="岗位不清")
    assert failed["statusLabel"] == "就业协议审核不通过 (院系审核不通过)"
    await story.go_on(Role.GRADUATE, "resubmitAgreement", "ResubmitAgreementInput", terms=TERMS | {"position": "软件工程师"})
    await story.review(Role.DEPARTMENT)
    issued = await story.review(Role.SCHOOL)
    assert (issued["statusLabel"], len(issued["agreementNumber"])) == ("协议已生成 待回传", 19)

    assert (failed["formPath"], await story.get(issued["formPath"], Role.EMPLOYER)) == (None, 404)
    form = await story.server.http.get(issued["formPath"], headers={"authorization": f"Bearer {story.tokens[Role.GRADUATE]}"})
    assert stand_in_order([f"协议编号：{issued['agreementNumber']}", str(TERMS["employerName"]), "软件工程师", "9,000元/月"], form.content)
    scan = await story.upload()
    assert await story.get(scan["path"], Role.SCHOOL) == 404
    returned = await story.go_on(Role.GRADUATE, "uploadScan", "UploadScanInput", upload=scan["id"])
    assert returned["statusLabel"] == "待签约审核 (待院系审核)"
    assert [await story.get(scan["path"], role) for role in (Role.SCHOOL, Role.DEPARTMENT, Role.PROVINCE, Role.EMPLOYER)] == [
        200,
        200,
        200,
        404,
    ]
    await story.review(Role.DEPARTMENT)
    effective = await story.review(Role.SCHOOL)
    assert (effective["statusLabel"], effective["agreementNumber"]) == ("签约审核通过", issued["agreementNumber"])

    kept = (await story.server.data(KEPT, story.tokens[Role.SCHOOL], id=effective["id"]))["node"]
    assert kept["numbers"]["edges"] == [{"node": {"number": issued["agreementNumber"]}}]
    assert [edge["node"]["isPassed"] for edge in kept["reviews"]["edges"]] == [True, True, True, True, False]
    assert kept["scans"]["edges"] == [{"node": {"fileName": "scan.pdf", "mediaType": "application/pdf", "path": scan["path"]}}]
    figures = (await story.server.data(FIGURES, story.tokens[Role.PROVINCE]))["signingStatistics"]
    assert figures == {"offlineProtocolPendingDepartment": 0, "offlineProtocolIssued": 0, "offlineEffective": 1, "signed": 1}


async def test_a_school_reviews_many_at_once_and_is_told_of_each(story: Story) -> None:
    graduate = f"Graduate:{story.world.graduate.id}"
    first = await story.act(Role.GRADUATE, "applyForAgreement", "ApplyForAgreementInput", graduate=graduate, terms=TERMS)
    document = """mutation($i: ReviewAgreementsInput!) { reviewAgreements(input: $i) {
      results { id agreement { statusLabel } userErrors { code } } userErrors { code message } } }"""
    absent = "Agreement:00000000-0000-0000-0000-000000000001"
    given = [{"id": first["id"], "version": 1}, {"id": absent, "version": 1}]
    told = await story.server.data(document, story.tokens[Role.DEPARTMENT], i={"agreements": given, "decision": "PASS"})
    assert told["reviewAgreements"] == {
        "results": [
            {"id": first["id"], "agreement": {"statusLabel": "待就业协议审核 (待学校审核)"}, "userErrors": []},
            {"id": absent, "agreement": None, "userErrors": [{"code": "NOT_FOUND"}]},
        ],
        "userErrors": [],
    }
    refused = await story.server.data(document, story.tokens[Role.DEPARTMENT], i={"agreements": [], "decision": "PASS"})
    assert refused["reviewAgreements"] == {
        "results": [],
        "userErrors": [{"code": "INVALID_INPUT", "message": "填写有误：每次须选择1至500份不同的协议。请修改后重新提交。"}],
    }
