"""GET /rosters/template.xlsx: a school's accounts get a workbook to fill in, and nobody else does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from rules.files import MediaType
from rules.roles import AccessLevel, Role
from rules.roster_fields import FIELDS
from storage.workbooks import template
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
