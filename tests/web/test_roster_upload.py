"""POST /files?purpose=ROSTER: a school's spreadsheets are kept sealed, given back to nobody, and removed when nothing comes of them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
import pytest_asyncio
from tortoise.transactions import in_transaction

from actions.context import ActionContext, NoSignals, SystemClock
from actions.upload import attach_upload, remove_unattached, roster_content
from auth.vault import SealBroken
from models import StoredContent, Upload
from rules.acts import RecordKind
from rules.errors import NotFound
from rules.files import ACCEPTED, KEPT_UNATTACHED, FileRefused, MediaType, Problem, Purpose
from rules.roles import AccessLevel, Role
from storage.blobs import Blobs
from tests.engines import everything_stored
from tests.sheets import csv_of, old_workbook, with_part, xlsx
from tests.uploads import files_in, jpeg, pdf
from tests.web.file_stage import Place, code_of, open_place, reason_of
from tests.world import SEAL, VAULT, make_agreement

NUMBER = "110000200102030019"
MOST = ACCEPTED[Purpose.ROSTER].most_bytes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str, folder: Path) -> AsyncIterator[Place]:
    async with open_place(database_url, folder) as place:
        yield place


@pytest.fixture
def blobs(folder: Path) -> Blobs:
    return Blobs(f"file://{folder}")


async def check_no_trace(folder: Path) -> None:
    """Check that nothing was kept."""
    assert await Upload.all().count() == await StoredContent.all().count() == 0
    assert await asyncio.to_thread(files_in, folder) == {}


KINDS: dict[str, tuple[Callable[[], bytes], MediaType, str]] = {
    "a workbook": (lambda: xlsx(["张三", NUMBER]), MediaType.XLSX, "毕业生名册.xlsx"),
    "text": (lambda: f"姓名,身份证号\n张三,{NUMBER}".encode(), MediaType.CSV, "毕业生名册.csv"),
    "text of a Chinese Windows": (lambda: f"姓名,身份证号\n张三,{NUMBER}".encode("gb18030"), MediaType.CSV, "毕业生名册.csv"),
    "a few bytes": (lambda: b"a\n1", MediaType.CSV, "毕业生名册.csv"),
}


@pytest.mark.parametrize("name", KINDS)
async def test_a_school_sends_a_roster_which_is_kept_sealed(place: Place, folder: Path, blobs: Blobs, name: str) -> None:
    make, media_type, called = KINDS[name]
    content = make()
    response = await place.send(content, Role.SCHOOL, "ROSTER", content_type="application/pdf")
    assert response.status_code == 201
    told = response.json()
    assert told == {"id": told["id"], "size": len(content), "mediaType": media_type, "fileName": called}
    assert "location" not in response.headers
    [(path, stored)] = (await asyncio.to_thread(files_in, folder)).items()
    assert path.rpartition("/")[2] == sha256(stored).hexdigest()
    assert content[:8] not in stored
    assert NUMBER.encode() not in stored
    upload = await Upload.get(id=UUID(told["id"].removeprefix("Upload:")))
    assert (upload.purpose, upload.content_id, upload.record_id) == (Purpose.ROSTER, sha256(stored).hexdigest(), None)
    assert await roster_content(upload, blobs, VAULT) == content


async def test_a_roster_sent_twice_is_two_contents_that_tell_nothing_of_each_other(place: Place, folder: Path) -> None:
    for _ in range(2):
        assert (await place.send(xlsx(["甲"]), Role.SCHOOL, "ROSTER")).status_code == 201
    first, second = (await asyncio.to_thread(files_in, folder)).values()
    assert first[:16] != second[:16]
    assert await StoredContent.all().count() == 2


async def test_a_roster_that_was_changed_where_it_is_kept_is_not_opened(place: Place, folder: Path, blobs: Blobs) -> None:
    await place.send(xlsx(["甲"]), Role.SCHOOL, "ROSTER")
    [path] = await asyncio.to_thread(files_in, folder)
    kept = folder / path
    kept.write_bytes(kept.read_bytes()[:-1] + b"\0")
    with pytest.raises(SealBroken):
        await roster_content(await Upload.get(), blobs, VAULT)


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.SYSTEM})])
async def test_a_roster_is_given_back_to_nobody(place: Place, role: Role | None) -> None:
    told = (await place.send(xlsx(["甲"]), Role.SCHOOL, "ROSTER")).json()
    path = f"/files/{told['id'].removeprefix('Upload:')}"
    for method in ("GET", "HEAD"):
        response = await place.get(path, role, method)
        assert response.status_code == (404 if role else 401)


async def test_a_roster_is_attached_to_no_agreement(place: Place) -> None:
    told = (await place.send(xlsx(["甲"]), Role.SCHOOL, "ROSTER")).json()
    agreement = await make_agreement(place.world)
    before = await everything_stored()
    acting = ActionContext(place.world.actor(Role.SCHOOL), SystemClock(), NoSignals(), VAULT, SEAL)
    with pytest.raises(NotFound):
        async with in_transaction():
            await attach_upload(acting, UUID(told["id"].removeprefix("Upload:")), RecordKind.AGREEMENT, agreement)
    assert await everything_stored() == before


REFUSED: dict[str, tuple[Callable[[], bytes], int, Problem]] = {
    "nothing": (lambda: b"", 422, Problem.EMPTY),
    "a picture": (jpeg, 415, Problem.UNKNOWN_TYPE),
    "a pdf": (pdf, 415, Problem.UNKNOWN_TYPE),
    "a page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", 415, Problem.UNKNOWN_TYPE),
    "what is no text": (lambda: bytes(range(256)), 415, Problem.UNKNOWN_TYPE),
    "text in no encoding": (lambda: b"name\n\xff\xff\xff\xff", 415, Problem.UNKNOWN_TYPE),
    "a zip of another kind": (
        lambda: with_part(xlsx(["甲"]), "xl/x", b"").replace(b"xl/workbook.xml", b"xl/workbook.bin"),
        415,
        Problem.UNKNOWN_TYPE,
    ),
    "a workbook with a password": (lambda: old_workbook("EncryptedPackage"), 422, Problem.ENCRYPTED),
    "a workbook of another time": (old_workbook, 422, Problem.OLD_FORMAT),
    "a byte too many": (lambda: b"a" * (MOST + 1), 413, Problem.TOO_LARGE),
}
CODES = {413: "BODY_TOO_LARGE", 415: "UNSUPPORTED_MEDIA_TYPE", 422: "FILE_REFUSED"}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_no_spreadsheet_is_told_why_in_chinese_and_leaves_no_trace(place: Place, folder: Path, name: str) -> None:
    make, status, problem = REFUSED[name]
    response = await place.send(make(), Role.SCHOOL, "ROSTER", content_disposition='attachment; filename="roster.xlsx"')
    assert (response.status_code, code_of(response), reason_of(response)) == (status, CODES[status], problem)
    assert response.json()["errors"][0]["message"] == str(FileRefused(problem, Purpose.ROSTER))
    await check_no_trace(folder)


async def test_32_megabytes_are_taken_and_read_again(place: Place, blobs: Blobs) -> None:
    content = b"a\n" * (MOST // 2)
    assert (await place.send(content, Role.SCHOOL, "ROSTER")).json()["size"] == MOST
    assert await roster_content(await Upload.get(), blobs, VAULT) == content


@pytest.mark.parametrize("make", [lambda: xlsx(["甲"]), lambda: csv_of(3)])
async def test_a_spreadsheet_is_no_scan(place: Place, folder: Path, make: Callable[[], bytes]) -> None:
    response = await place.send(make(), Role.GRADUATE, "SCAN")
    assert (response.status_code, reason_of(response)) == (415, Problem.UNKNOWN_TYPE)
    assert response.json()["errors"][0]["message"] == str(FileRefused(Problem.UNKNOWN_TYPE))
    await check_no_trace(folder)


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.SYSTEM, Role.SCHOOL})])
async def test_nobody_but_a_school_sends_rosters(place: Place, folder: Path, role: Role | None) -> None:
    response = await place.send(xlsx(["甲"]), role, "ROSTER")
    expected = (401, "UNAUTHENTICATED") if role is None else (403, "FORBIDDEN")
    assert (response.status_code, code_of(response)) == expected
    await check_no_trace(folder)


@pytest.mark.parametrize("level", [AccessLevel.NONE, AccessLevel.READ_ONLY])
async def test_a_school_account_that_may_not_write_sends_no_roster(place: Place, folder: Path, level: AccessLevel) -> None:
    await place.grant(Role.SCHOOL, level)
    response = await place.send(xlsx(["甲"]), Role.SCHOOL, "ROSTER")
    assert (response.status_code, code_of(response)) == (403, "FORBIDDEN")
    await check_no_trace(folder)


async def test_an_account_sends_one_roster_at_a_time(place: Place) -> None:
    begun, release = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield csv_of(3)
        begun.set()
        await release.wait()

    first = asyncio.create_task(place.send(slow(), Role.SCHOOL, "ROSTER"))
    await begun.wait()
    second = await place.send(csv_of(3), Role.SCHOOL, "ROSTER")
    assert (second.status_code, code_of(second)) == (503, "SERVICE_UNAVAILABLE")
    release.set()
    assert (await first).status_code == 201


async def test_a_roster_of_which_nothing_comes_is_removed_as_any_upload(place: Place) -> None:
    await place.send(csv_of(3), Role.SCHOOL, "ROSTER")
    upload = await Upload.get()
    assert await remove_unattached(upload.created_at + KEPT_UNATTACHED) == 1
    assert await Upload.all().count() == 0
