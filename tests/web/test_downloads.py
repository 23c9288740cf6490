"""A download from its request to its file: whoever asked gets it, once it is done and until it expires, and nobody else at any time."""

import asyncio
import csv
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from python_calamine import CalamineWorkbook

from models import Account, Audit, Download
from rules.files import MediaType
from rules.roles import AccessLevel, Role
from tests.patience import PATIENCE
from tests.web.file_stage import Place, code_of, open_place

REQUEST = """mutation($input: RequestDownloadInput!) { requestDownload(input: $input) {
    download { id state path } userErrors { code } } }"""
SHOW = "query($id: ID!) { node(id: $id) { ... on Download { state path rowCount rowTotal fileName size expiresAt failure } } }"


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    async with open_place(database_url, tmp_path / "files") as place:
        yield place


async def ask(place: Place, query: str, role: Role = Role.SCHOOL, **variables: Any) -> dict[str, Any]:
    """Return the whole answer of a GraphQL request."""
    response = await place.client.post("/graphql", json={"query": query, "variables": variables}, headers=place.headers(role))
    answer: dict[str, Any] = response.json()
    return answer


async def done(place: Place, role: Role = Role.SCHOOL, **asked: Any) -> dict[str, Any]:
    """Ask for a download and return it once it is over."""
    begun = await ask(place, REQUEST, role, input=asked)
    payload = begun["data"]["requestDownload"]
    assert payload["userErrors"] == []
    async with asyncio.timeout(PATIENCE):
        while True:
            shown: dict[str, Any] = (await ask(place, SHOW, role, id=payload["download"]["id"]))["data"]["node"]
            if shown["state"] not in {"QUEUED", "RUNNING"}:
                return shown
            await asyncio.sleep(0.02)


async def test_a_file_is_what_the_page_shows_and_each_get_of_it_is_audited(place: Place) -> None:
    asked: dict[str, Any] = {"filter": {"classYear": {"eq": 2023}}, "orderBy": [{"field": "NAME", "direction": "DESC"}]}
    shown = await done(place, list="graduates", format="CSV", columns=["name", "studentNumber"], **asked)
    assert (shown["state"], shown["rowCount"]) == ("DONE", shown["rowTotal"])
    for _ in range(2):
        response = await place.get(shown["path"], Role.SCHOOL)
        assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, MediaType.CSV)
        assert response.headers["content-length"] == str(shown["size"]) == str(len(response.content))
        assert response.headers["content-disposition"].startswith('attachment; filename="')
        assert (response.headers["cache-control"], response.headers["x-content-type-options"]) == ("private, no-store", "nosniff")
    page = await ask(
        place,
        """query($filter: GraduateFilter, $orderBy: [GraduateOrder!]) {
            graduates(first: 100, filter: $filter, orderBy: $orderBy) { edges { node { name studentNumber } } } }""",
        **asked,
    )
    rows = [[node["name"], node["studentNumber"] or "--"] for node in (edge["node"] for edge in page["data"]["graduates"]["edges"])]
    assert list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline=""))) == [["姓名", "学号"], *rows]
    assert await Audit.filter(action="DOWNLOAD_FETCH", account_id=place.world.accounts[Role.SCHOOL].id).count() == 2


async def test_a_workbook_says_what_it_is_of(place: Place) -> None:
    shown = await done(place, Role.PROVINCE, list="signingStatistics.schools", filter={"classYear": 2023})
    book = CalamineWorkbook.from_filelike(BytesIO((await place.get(shown["path"], Role.PROVINCE)).content))
    assert book.sheet_names == ["各高校网签统计", "下载说明"]
    heading, *rows = book.get_sheet_by_name("各高校网签统计").to_python()
    assert heading[:3] == ["院校代码", "院校", "届"]
    assert {row[2] for row in rows} == {2023.0}
    notes = {row[0]: row[1] for row in book.get_sheet_by_name("下载说明").to_python()}
    assert notes["筛选条件"] == "届等于2023"
    assert notes["行数"] == str(len(rows))
    assert notes["下载账号"] == place.world.accounts[Role.PROVINCE].username


async def test_nobody_else_gets_the_file_and_nobody_can_tell_why(place: Place) -> None:
    shown = await done(place, list="graduates")
    job = await Download.get()
    for role in set(Role) - {Role.SYSTEM, Role.SCHOOL}:
        response = await place.get(shown["path"], role)
        assert (response.status_code, code_of(response)) == (404, "NOT_FOUND")
    assert code_of(await place.get(shown["path"], None)) == "UNAUTHENTICATED"
    for path in (
        "/downloads/x",
        "/downloads/00000000-0000-7000-8000-000000000001",
        shown["path"].upper().replace("DOWNLOADS", "downloads"),
    ):
        assert (await place.get(path, Role.SCHOOL)).status_code == 404
    await Download.filter(id=job.id).update(expires_at=datetime.now(UTC))
    response = await place.get(shown["path"], Role.SCHOOL)
    assert (response.status_code, code_of(response)) == (404, "NOT_FOUND")
    assert not await Audit.filter(action="DOWNLOAD_FETCH").exists()


async def test_whoever_may_not_read_all_of_it_any_more_gets_it_no_more(place: Place) -> None:
    shown = await done(place, list="graduates", columns=["name", "idNumber"])
    account = place.world.accounts[Role.SCHOOL]
    await Account.filter(id=account.id).update(archive_level=AccessLevel.READ_ONLY)
    await place.grant(Role.SCHOOL, AccessLevel.NONE)
    response = await place.get(shown["path"], Role.SCHOOL)
    assert (response.status_code, code_of(response)) == (403, "FORBIDDEN")
    assert response.json()["errors"][0]["extensions"]["coordinate"] == "Graduate.idNumber"
    await Account.filter(id=account.id).update(archive_level=AccessLevel.NONE)
    await place.log_in(Role.SCHOOL)
    response = await place.get(shown["path"], Role.SCHOOL)
    assert (response.status_code, code_of(response)) == (403, "FORBIDDEN")
    assert not await Audit.filter(action="DOWNLOAD_FETCH").exists()


REFUSED = [
    ({"list": "nothing"}, "BAD_USER_INPUT"),
    ({"list": "graduates", "filter": {"nobody": 1}}, "BAD_USER_INPUT"),
    ({"list": "graduates", "orderBy": {"field": "NOTHING"}}, "BAD_USER_INPUT"),
    ({"list": "employerRegistrations"}, "FORBIDDEN"),
]


@pytest.mark.parametrize(("asked", "code"), REFUSED)
async def test_what_cannot_be_read_is_refused_at_once_and_leaves_no_trace(place: Place, asked: dict[str, Any], code: str) -> None:
    answer = await ask(place, REQUEST, input=asked)
    [error] = answer["errors"]
    assert error["extensions"]["code"] == code
    assert (answer["data"], error["path"]) == (None, ["requestDownload"])
    assert not await Download.exists()


async def test_an_account_learns_what_it_can_download_and_with_which_columns(place: Place) -> None:
    query = "{ downloadLists { list title columns { path heading isDefault } } }"
    lists = {each["list"]: each for each in (await ask(place, query))["data"]["downloadLists"]}
    assert "employerRegistrations" not in lists
    assert {"path": "idNumber", "heading": "身份证号", "isDefault": True} in lists["graduates"]["columns"]
    of_employer = {each["list"]: each for each in (await ask(place, query, Role.EMPLOYER))["data"]["downloadLists"]}
    assert "signingStatistics" not in of_employer
    assert "sexLabel" not in {column["path"] for column in of_employer["graduates"]["columns"]}
