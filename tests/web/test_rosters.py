"""GET /rosters: a school's accounts get a workbook to fill in, and whoever sees an import what is wrong with it; nobody else does."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
from python_calamine import CalamineWorkbook

from rules.files import MediaType
from rules.roles import AccessLevel, Role
from rules.roster_fields import FIELDS
from rules.roster_import import ImportState
from storage.workbooks import template
from tests.imports import make_import, make_problem
from tests.web.file_stage import Place, code_of, open_place

PATH = "/rosters/template.xlsx"


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    async with open_place(database_url, tmp_path / "files") as place:
        yield place


@pytest.mark.parametrize("level", [AccessLevel.READ_ONLY, AccessLevel.READ_WRITE])
async def test_a_school_that_may_read_gets_the_template_to_keep(place: Place, level: AccessLevel) -> None:
    await place.grant(Role.SCHOOL, level)
    for _ in range(2):
        response = await place.get(PATH, Role.SCHOOL)
        assert (response.status_code, response.headers["content-type"]) == (200, MediaType.XLSX)
        assert response.content[:4] == template(FIELDS)[:4] == b"PK\x03\x04"
        name = "%E6%AF%95%E4%B8%9A%E7%94%9F%E5%90%8D%E5%86%8C%E6%A8%A1%E6%9D%BF.xlsx"
        assert response.headers["content-disposition"] == f"attachment; filename=\"_______.xlsx\"; filename*=UTF-8''{name}"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cache-control"] == "private, no-store"


async def test_a_school_that_may_not_read_gets_no_template(place: Place) -> None:
    await place.grant(Role.SCHOOL, AccessLevel.NONE)
    response = await place.get(PATH, Role.SCHOOL)
    assert (response.status_code, code_of(response)) == (403, "FORBIDDEN")
    assert response.json()["errors"][0]["extensions"]["coordinate"] == f"GET {PATH}"


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.SYSTEM, Role.SCHOOL})])
async def test_nobody_but_a_school_gets_the_template(place: Place, role: Role | None) -> None:
    response = await place.get(PATH, role)
    expected = (401, "UNAUTHENTICATED") if role is None else (403, "FORBIDDEN")
    assert (response.status_code, code_of(response)) == expected


async def test_a_token_that_does_not_hold_gets_no_template(place: Place) -> None:
    response = await place.client.get(PATH, headers={"authorization": "Bearer x"})
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
async def test_the_template_is_only_got(place: Place, method: str) -> None:
    assert (await place.get(PATH, Role.SCHOOL, method)).status_code == 405


async def imported(place: Place) -> str:
    """Write an import of the school's with two problems; return where they are got."""
    job = await make_import(place.world.accounts[Role.SCHOOL], place.world.school, state=ImportState.REFUSED)
    await make_problem(job, 3, problem="=HYPERLINK(1)", remedy="请更正")
    await make_problem(job, 2)
    return f"/rosters/{job.id}/problems.xlsx"


async def test_whoever_sees_an_import_gets_what_is_wrong_with_it_row_by_row(place: Place) -> None:
    path = await imported(place)
    for role in (Role.SCHOOL, Role.PROVINCE, Role.MINISTRY):
        response = await place.get(path, role)
        assert (response.status_code, response.headers["content-type"]) == (200, MediaType.XLSX)
        assert "attachment" in response.headers["content-disposition"]
        sheet = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0)
        assert sheet.to_python() == [
            ["行号", "栏目", "问题", "处理办法"],
            [2, "姓名", "姓名为空。", "请填写姓名。"],
            [3, "姓名", "=HYPERLINK(1)", "请更正"],
        ]


async def test_what_is_wrong_with_an_import_is_nobody_elses(place: Place) -> None:
    path = await imported(place)
    for role in (Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER):
        assert (await place.get(path, role)).status_code == 403
    assert (await place.get(path, None)).status_code == 401
    await place.grant(Role.SCHOOL, AccessLevel.NONE)
    assert (await place.get(path, Role.SCHOOL)).status_code == 403


async def test_an_import_of_another_school_or_of_none_is_not_found_alike(place: Place) -> None:
    other = await make_import(place.world.accounts[Role.SCHOOL], place.world.far_school, state=ImportState.DONE)
    answers = [await place.get(f"/rosters/{key}/problems.xlsx", Role.SCHOOL) for key in (other.id, UUID(int=1), "x", str(other.id).upper())]
    assert [(answer.status_code, code_of(answer)) for answer in answers] == [(404, "NOT_FOUND")] * 4
    assert len({answer.json()["errors"][0]["message"] for answer in answers}) == 1
    assert (await place.get(f"/rosters/{other.id}/problems.xlsx", Role.PROVINCE)).status_code == 404
