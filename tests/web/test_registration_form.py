"""GET /documents/confirmations: a graduate gets the form of its own confirmed destination; to everybody else it is not there."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest_asyncio

from actions.reports import Reported, report
from models import ArchiveRecord, Confirmation, Graduate, VerificationGrant
from rules.acts import RecordKind
from rules.agreement import Status
from rules.confirmation import ConfirmationState
from rules.gate import Feature
from rules.reporting import Operation
from rules.roles import Role
from rules.transfer_terms import DispatchMode, TransferType
from tests.confirmations import make_confirmation
from tests.documents.pages import text_of
from tests.engines import everything_stored
from tests.transfers import open_transfers
from tests.web.file_stage import Place, code_of, open_place
from tests.world import NOW, make_agreement

FORM = "query($id: ID!) { node(id: $id) { ... on Confirmation { formPath } } }"


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    async with open_place(database_url, tmp_path / "files") as place:
        yield place


async def confirmed(place: Place, state: ConfirmationState = ConfirmationState.CONFIRMED) -> tuple[Confirmation, VerificationGrant]:
    confirmation, grant, _ = await make_confirmation(await make_agreement(place.world, status=Status.EFFECTIVE), state=state)
    return confirmation, grant


async def test_its_graduate_gets_the_form_with_its_numbers_where_the_confirmation_says(place: Place) -> None:
    confirmation, grant = await confirmed(place)
    asked = {"query": FORM, "variables": {"id": f"Confirmation:{confirmation.id}"}}
    told = (await place.client.post("/graphql", json=asked, headers=place.headers(Role.GRADUATE))).json()["data"]["node"]
    before = await everything_stored()
    response = await place.get(told["formPath"], Role.GRADUATE)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/pdf")
    text = text_of(response.content)
    assert f"转递编号{confirmation.transfer_number}" in text
    assert f"核验编号{grant.number}" in text
    assert f"姓名{place.world.graduate.name}" in text
    assert "签就业协议形式就业（10）" in text
    assert "已失效" not in text
    assert await everything_stored() == before


async def test_what_is_approved_of_archive_and_hukou_is_printed_where_the_province_has_opened_it(place: Place) -> None:
    confirmation, _ = await confirmed(place)
    await open_transfers(place.world)
    path, graduate = f"/documents/confirmations/{confirmation.id}.pdf", place.world.graduate
    await Graduate.filter(id=graduate.id).update(archive_in_school=True, hukou_in_school=False)
    text = text_of((await place.get(path, Role.GRADUATE)).content)
    assert ("登记状态未登记" in text, "登记状态无需迁移" in text) == (True, True)
    archive = ArchiveRecord(transfer_type=TransferType.TALENT_AGENCY, receiver_name="测试区人才中心", dispatch_mode=DispatchMode.EMS)
    for column in ("school_id", "province_code", "department_id", "person_id", "class_year"):
        setattr(archive, column, getattr(graduate, column))
    archive.graduate_id = graduate.id
    upsert = Reported(kind=RecordKind.ARCHIVE, feature=Feature.ARCHIVE, operation=Operation.UPSERT, version=1, said={})
    await report(archive, upsert, NOW)
    text = text_of((await place.get(path, Role.GRADUATE)).content)
    assert "转递类型托管公共就业人才机构" in text
    assert "接收单位测试区人才中心" in text
    assert "转递方式邮政特快专递未寄出" in text


async def test_a_form_that_holds_no_longer_says_so_on_its_page(place: Place) -> None:
    confirmation, _ = await confirmed(place, ConfirmationState.STALE)
    assert "已失效" in text_of((await place.get(f"/documents/confirmations/{confirmation.id}.pdf", Role.GRADUATE)).content)


async def test_nobody_else_gets_it_and_what_is_not_there_is_answered_alike(place: Place) -> None:
    confirmation, _ = await confirmed(place)
    path = f"/documents/confirmations/{confirmation.id}.pdf"
    assert {(await place.get(path, role)).status_code for role in set(Role) - {Role.GRADUATE, Role.SYSTEM}} == {403}
    theirs, _, _ = await make_confirmation(await make_agreement(place.world, graduate=place.world.far_graduate, status=Status.EFFECTIVE))
    answers = [await place.get(f"/documents/confirmations/{key}.pdf", Role.GRADUATE) for key in (theirs.id, uuid4(), "x")]
    assert [(answer.status_code, code_of(answer)) for answer in answers] == [(404, "NOT_FOUND")] * 3
    assert len({answer.text for answer in answers}) == 1
