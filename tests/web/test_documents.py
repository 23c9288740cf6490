"""GET /documents: whoever sees an agreement gets its form with what it may see of it; to everybody else it is not there."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio

from app.settings import Settings
from models import Agreement, Graduate, IssuedNumber
from rules.agreement import Initiator, ReviewLevel, Status
from rules.roles import AccessLevel, Role
from tests.documents.pages import text_of
from tests.engines import everything_stored
from tests.web.file_stage import Place, code_of, open_place
from tests.world import make_agreement
from web.answering import Refused
from web.documents import MOST_OF_ONE, MOST_WAITING, Press

EVERYBODY = sorted(set(Role) - {Role.SYSTEM})
FIELDS = "query($id: ID!) { node(id: $id) { ... on Agreement { agreementNumber formPath } } }"


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    async with open_place(database_url, tmp_path / "files") as place:
        yield place


def path_of(agreement: Agreement) -> str:
    return f"/documents/agreements/{agreement.id}.pdf"


async def test_whoever_sees_an_agreement_gets_its_form_where_the_agreement_says(place: Place) -> None:
    await Graduate.filter(id=place.world.graduate.id).update(sex_code="1")
    agreement = await make_agreement(place.world, status=Status.EFFECTIVE, is_graduate_disclosed=True)
    before = await everything_stored()
    for role in EVERYBODY:
        asked = {"query": FIELDS, "variables": {"id": f"Agreement:{agreement.id}"}}
        told = (await place.client.post("/graphql", json=asked, headers=place.headers(role))).json()["data"]["node"]
        assert told == {"agreementNumber": agreement.number, "formPath": path_of(agreement)}
        response = await place.get(told["formPath"], role)
        assert (response.status_code, response.headers["content-type"]) == (200, "application/pdf"), role
        name = f"%E5%B0%B1%E4%B8%9A%E5%8D%8F%E8%AE%AE%E4%B9%A6-{agreement.number}.pdf"
        plain = f'inline; filename="_____-{agreement.number}.pdf"'
        assert response.headers["content-disposition"] == f"{plain}; filename*=UTF-8''{name}"
        assert response.headers["cache-control"] == "private, no-store"
        text = text_of(response.content)
        assert f"协议编号：{agreement.number}" in text
        assert f"姓名{place.world.graduate.name}性别{'——' if role is Role.EMPLOYER else '男'}" in text
        assert f"身份证号{place.world.graduate.id_number_masked}" in text
    assert await everything_stored() == before


async def test_an_employers_contact_is_printed_for_whom_its_registration_is(place: Place) -> None:
    await place.world.employer.update_from_dict({"contact_name": "李联系", "address": "北京市测试路9号"}).save()
    path = path_of(await make_agreement(place.world, status=Status.EFFECTIVE, is_graduate_disclosed=True))
    shown = {role for role in EVERYBODY if "联系人李联系" in text_of((await place.get(path, role)).content)}
    assert shown == {Role.MINISTRY, Role.PROVINCE, Role.EMPLOYER}


async def test_an_agreement_out_of_scope_is_as_one_that_is_not_there_and_leaves_no_trace(place: Place) -> None:
    world = place.world
    theirs = await make_agreement(world, graduate=world.far_graduate, employer=world.other_employer, status=Status.EFFECTIVE)
    before = await everything_stored()
    for role in (Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER):
        answers = [await place.get(f"/documents/agreements/{key}.pdf", role) for key in (theirs.id, uuid4(), "x", str(theirs.id).upper())]
        assert [(answer.status_code, code_of(answer)) for answer in answers] == [(404, "NOT_FOUND")] * 4
        assert len({answer.text for answer in answers}) == 1
        assert len({tuple(sorted(answer.headers.keys())) for answer in answers}) == 1
    assert (await place.get(path_of(theirs), Role.MINISTRY)).status_code == 200
    assert await everything_stored() == before


async def test_before_it_has_a_number_there_is_no_form(place: Place) -> None:
    agreement = await make_agreement(place.world, status=Status.PENDING_SCHOOL)
    asked = {"query": FIELDS, "variables": {"id": f"Agreement:{agreement.id}"}}
    answer = await place.client.post("/graphql", json=asked, headers=place.headers(Role.SCHOOL))
    assert answer.json()["data"]["node"] == {"agreementNumber": None, "formPath": None}
    response = await place.get(path_of(agreement), Role.SCHOOL)
    assert (response.status_code, code_of(response)) == (404, "NOT_FOUND")
    assert "协议编号尚未生成" in response.text


async def test_it_takes_the_level_that_the_agreement_takes(place: Place) -> None:
    path = path_of(await make_agreement(place.world, status=Status.EFFECTIVE))
    await place.grant(Role.SCHOOL, AccessLevel.READ_ONLY)
    assert (await place.get(path, Role.SCHOOL)).status_code == 200
    await place.grant(Role.SCHOOL, AccessLevel.NONE)
    response = await place.get(path, Role.SCHOOL)
    assert (response.status_code, code_of(response)) == (403, "FORBIDDEN")
    assert response.json()["errors"][0]["extensions"]["coordinate"] == "GET /documents/agreements/{id}.pdf"
    response = await place.get(path, None)
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")


async def test_a_form_that_was_issued_again_is_printed_under_its_present_number(place: Place) -> None:
    agreement = await make_agreement(place.world, status=Status.PROTOCOL_ISSUED, initiator=Initiator.GRADUATE)
    first = agreement.number
    await Agreement.filter(id=agreement.id).update(number="2023110001399999999")
    await Agreement.filter(id=agreement.id).update(status=Status.SIGN_REJECTED, rejected_by=ReviewLevel.DEPARTMENT, status_reason="章不清")
    text = text_of((await place.get(path_of(agreement))).content)
    assert "签约状态：签约审核不通过(院系审核不通过)" in text
    assert await IssuedNumber.filter(agreement_id=agreement.id).count() == 2
    assert text.count("2023110001399999999") == 3
    assert first is not None
    assert first not in text


async def test_more_documents_than_can_be_made_soon_are_refused_and_those_that_wait_are_made() -> None:
    press, go = Press(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def lay_out() -> bytes:
        asyncio.run_coroutine_threadsafe(go.wait(), loop).result(30)
        return b"%PDF"

    accounts = [account for account in range(MOST_WAITING // MOST_OF_ONE) for _ in range(MOST_OF_ONE)]
    tasks = [asyncio.create_task(press.make(account, lay_out)) for account in accounts]
    await asyncio.sleep(0)
    for account in (0, "another"):
        with pytest.raises(Refused) as refused:
            await press.make(account, lambda: b"")
        assert (refused.value.status, refused.value.headers["retry-after"]) == (503, "5")
    go.set()
    assert await asyncio.gather(*tasks) == [b"%PDF"] * MOST_WAITING
    assert await press.make(0, lambda: b"then") == b"then"


def test_where_a_number_is_checked_names_its_place() -> None:
    assert Settings(form_check_url="https://dj.example.cn/check?number={number}").form_check_url
    for wrong in ("dj.example.cn/{number}", "https://dj.example.cn/check", "https://x/{number}{number}"):
        with pytest.raises(ValueError, match="once"):
            Settings(form_check_url=wrong)
