"""POST /files: who may, what is taken, and every way to be refused, each without a trace."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from starlette.requests import Request
from structlog.testing import capture_logs

from models import StoredContent, Upload
from rules.files import ACCEPTED, FileRefused, Problem, Purpose
from rules.roles import AccessLevel, Role
from rules.throttling import UPLOAD_BY_ACCOUNT
from tests.engines import everything_stored
from tests.storage.full_disk import FULL
from tests.uploads import acting, files_in, jpeg, moving_png, noise, pdf, png
from tests.web.file_stage import Place, code_of, open_place, reason_of
from web.receiving import BOUNDS, BrokenOff, Late, NoPlace, Places, receive

MOST = ACCEPTED[Purpose.SCAN].most_bytes
PARTIES = (Role.GRADUATE, Role.EMPLOYER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str, folder: Path) -> AsyncIterator[Place]:
    async with open_place(database_url, folder) as place:
        yield place


async def check_no_trace(folder: Path) -> None:
    """Check that nothing was kept."""
    assert await Upload.all().count() == await StoredContent.all().count() == 0
    assert await asyncio.to_thread(files_in, folder) == {}


@pytest.mark.parametrize("role", PARTIES)
@pytest.mark.parametrize(
    ("make", "media_type", "name"),
    [(noise, "image/jpeg", "盖章扫描件.jpg"), (png, "image/png", "盖章扫描件.png"), (pdf, "application/pdf", "盖章扫描件.pdf")],
)
async def test_a_party_sends_a_scan_and_gets_it_back(place: Place, role: Role, make: Any, media_type: str, name: str) -> None:
    content = make()
    response = await place.send(content, role, content_type="text/html")
    told = response.json()
    key = told["id"].removeprefix("Upload:")
    assert (response.status_code, response.headers["location"]) == (201, f"/files/{key}")
    assert told == {"id": f"Upload:{key}", "size": len(content), "mediaType": media_type, "fileName": name, "path": f"/files/{key}"}
    back = await place.get(told["path"], role)
    assert (back.status_code, back.content, back.headers["content-type"]) == (200, content, media_type)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("attachment; filename*=UTF-8''%E6%89%AB%E6%8F%8F%E4%BB%B6.jpg", "扫描件.jpg"),
        ('attachment; filename="scan.jpg"', "scan.jpg"),
        ('form-data; name="a"; filename="../../scan"', "scan.jpg"),
        ("attachment", "盖章扫描件.jpg"),
        ("", "盖章扫描件.jpg"),
        (";;;=;filename*=UTF-8''%ff%fe", "\ufffd\ufffd.jpg"),
        ("attachment; filename*=nonsense''a", "a.jpg"),
        (";filename* ;'%%89;filename*0*", "盖章扫描件.jpg"),
    ],
)
async def test_a_file_is_called_as_its_header_says(place: Place, header: str, name: str) -> None:
    assert (await place.sent(jpeg(), content_disposition=header))["fileName"] == name


async def test_a_name_comes_as_plain_text_too_in_a_header_or_in_the_query(place: Place) -> None:
    raw = place.headers(Role.GRADUATE) | {"content-disposition": b'attachment; filename="\xe6\x89\xab.jpg"'}
    told = (await place.client.post("/files?purpose=SCAN", content=jpeg(), headers=raw)).json()  # type: ignore[arg-type]
    assert told["fileName"] == "扫.jpg"
    headers = place.headers(Role.GRADUATE)
    asked = await place.client.post("/files", params={"purpose": "SCAN", "name": "扫描.jpg"}, content=jpeg(), headers=headers)
    assert asked.json()["fileName"] == "扫描.jpg"


REFUSED: dict[str, tuple[Callable[[], bytes], int, Problem]] = {
    "nothing": (lambda: b"", 422, Problem.EMPTY),
    "html": (lambda: b"<!doctype html><script>alert(1)</script>", 415, Problem.UNKNOWN_TYPE),
    "a picture of another kind": (lambda: b"GIF89a" + bytes(100), 415, Problem.UNKNOWN_TYPE),
    "a form": (lambda: b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n' + jpeg(), 415, Problem.UNKNOWN_TYPE),
    "less than a signature": (lambda: b"%PD", 415, Problem.UNKNOWN_TYPE),
    "a signature alone": (lambda: b"%PDF-1.7", 422, Problem.BROKEN),
    "a picture that was cut": (lambda: noise()[:-2000], 422, Problem.BROKEN),
    "a bomb": (lambda: png((20_000, 20_000), "1"), 422, Problem.TOO_MANY_PIXELS),
    "a moving picture": (moving_png, 422, Problem.ANIMATED),
    "a script": (lambda: acting(S="/JavaScript", JS="app.alert(1)"), 422, Problem.ACTIVE),
    "a password": (lambda: pdf(lambda writer: writer.encrypt("secret")), 422, Problem.ENCRYPTED),
    "too many pages": (lambda: pdf(pages=51), 422, Problem.TOO_MANY_PAGES),
    "a byte too many": (lambda: jpeg() + bytes(MOST + 1 - len(jpeg())), 413, Problem.TOO_LARGE),
}
CODES = {413: "BODY_TOO_LARGE", 415: "UNSUPPORTED_MEDIA_TYPE", 422: "FILE_REFUSED"}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_not_taken_is_told_why_in_chinese_and_leaves_no_trace(place: Place, folder: Path, name: str) -> None:
    make, status, problem = REFUSED[name]
    response = await place.send(make(), content_type="image/jpeg", content_disposition='attachment; filename="scan.jpg"')
    assert (response.status_code, code_of(response), reason_of(response)) == (status, CODES[status], problem)
    assert response.json()["errors"][0]["message"] == str(FileRefused(problem))
    assert response.headers["connection"] == "close"
    await check_no_trace(folder)


async def test_two_megabytes_exactly_are_taken(place: Place) -> None:
    picture = jpeg()
    told = await place.sent(picture + bytes(MOST - len(picture)))
    # What stands behind the picture is counted as it comes, and then not kept.
    assert told["size"] == len(picture)


class Counted:
    """A body that comes in pieces and counts how many were asked for."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = pieces
        self.read = 0

    async def __aiter__(self) -> AsyncGenerator[bytes, None]:
        for piece in self.pieces:
            self.read += 1
            yield piece


async def raw(place: Place, body: Counted, **headers: str) -> tuple[int, int]:
    """Send a body as a server hands it on, piece by piece; return the status and how many pieces were read."""
    pieces: AsyncIterator[bytes] = aiter(body)
    statuses: list[int] = []

    async def get() -> dict[str, Any]:
        piece = await anext(pieces, None)
        return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

    async def put(message: Any) -> None:
        statuses.extend([message["status"]] if message["type"] == "http.response.start" else [])

    named = {**place.headers(Role.GRADUATE), **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/files",
        "query_string": b"purpose=SCAN",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }
    await place.app(scope, get, put)
    [status] = statuses
    return status, body.read


async def test_a_body_that_says_it_is_too_long_is_refused_before_any_of_it_is_read(place: Place, folder: Path) -> None:
    assert await raw(place, Counted(jpeg()), content_length=str(MOST + 1)) == (413, 0)
    await check_no_trace(folder)


async def test_a_body_that_does_not_say_how_long_it_is_is_read_no_further_than_the_limit(place: Place, folder: Path) -> None:
    pieces = [jpeg(), *[bytes(64 * 1024)] * 1000]
    status, read = await raw(place, Counted(*pieces))
    assert status == 413
    assert read <= MOST // (64 * 1024) + 2
    await check_no_trace(folder)


async def test_a_body_of_another_kind_is_read_no_further_than_its_first_bytes(place: Place) -> None:
    assert await raw(place, Counted(b"GIF8", b"9a" + bytes(100), bytes(100_000), bytes(100_000))) == (415, 2)


async def test_a_length_of_many_digits_is_too_long(place: Place) -> None:
    assert await raw(place, Counted(jpeg()), content_length="9" * 10_000) == (413, 0)


@pytest.mark.parametrize("length", ["-1", "1e3", "", "²"])
async def test_a_length_that_is_no_number_is_not_believed(place: Place, length: str) -> None:
    headers = {"content_length": length} if length.isascii() else {}
    assert (await raw(place, Counted(jpeg()), **headers))[0] == 201


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.SYSTEM, *PARTIES})])
async def test_nobody_else_sends_scans(place: Place, folder: Path, role: Role | None) -> None:
    response = await place.send(jpeg(), role)
    expected = (401, "UNAUTHENTICATED") if role is None else (403, "FORBIDDEN")
    assert (response.status_code, code_of(response)) == expected
    told = response.json()["errors"][0]["extensions"]
    assert (told["coordinate"], told["anyOf"], told["required"]) == ("POST /files", ["EMPLOYMENT"], "READ_WRITE")
    assert told["roles"] == ["GRADUATE", "EMPLOYER"]
    await check_no_trace(folder)


async def test_whoever_is_logged_out_while_it_sends_has_sent_nothing(place: Place, folder: Path) -> None:
    async def slow() -> AsyncIterator[bytes]:
        yield jpeg()[:100]
        logout = {"query": "mutation { logout { userErrors { code } } }"}
        done = await place.client.post("/graphql", json=logout, headers=place.headers(Role.GRADUATE))
        assert done.json() == {"data": {"logout": {"userErrors": []}}}
        yield jpeg()[100:]

    response = await place.send(slow())
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")
    await check_no_trace(folder)


async def test_a_token_that_does_not_hold_sends_nothing(place: Place, folder: Path) -> None:
    response = await place.client.post("/files?purpose=SCAN", content=jpeg(), headers={"authorization": "Bearer x"})
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")
    await check_no_trace(folder)


@pytest.mark.parametrize("purpose", ["", "ROSTERS", "scan"])
async def test_a_purpose_that_is_none_is_refused(place: Place, folder: Path, purpose: str) -> None:
    response = await place.send(jpeg(), purpose=purpose)
    assert (response.status_code, code_of(response)) == (400, "BAD_REQUEST")
    await check_no_trace(folder)


async def test_one_account_sends_only_so_many_files_an_hour_whether_they_are_taken_or_not(place: Place) -> None:
    for _ in range(UPLOAD_BY_ACCOUNT.times):
        assert (await place.send(b"<html>")).status_code == 415
    before = await everything_stored()
    response = await place.send(jpeg())
    assert (response.status_code, code_of(response)) == (429, "RATE_LIMITED")
    wait = response.json()["errors"][0]["extensions"]["retryAfter"]
    assert response.headers["retry-after"] == str(wait)
    assert 1 <= wait <= 3600
    assert await everything_stored() == before
    assert (await place.send(jpeg(), Role.EMPLOYER)).status_code == 201


async def test_a_full_disk_is_told_plainly_and_leaves_no_row(database_url: str, folder: Path) -> None:
    async with open_place(database_url, f"{FULL}://{folder}") as place:
        response = await place.send(jpeg())
        assert (response.status_code, code_of(response)) == (507, "STORAGE_FULL")
        assert "存储空间不足" in response.json()["errors"][0]["message"]
        assert await Upload.all().count() == 0
        assert await asyncio.to_thread(files_in, folder) == {}


async def test_a_fault_of_storage_tells_nothing_of_the_inside(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    async with open_place(database_url, tmp_path / "file" / "files") as place:
        with capture_logs() as lines:
            response = await place.send(jpeg())
        assert (response.status_code, code_of(response)) == (500, "INTERNAL_SERVER_ERROR")
        assert str(tmp_path) not in response.text
        assert "a request about a file failed" in [line["event"] for line in lines]
        assert await Upload.all().count() == 0


async def test_the_log_tells_no_name_of_a_file(place: Place) -> None:
    with capture_logs() as lines:
        headers = place.headers(Role.GRADUATE) | {"content-disposition": "attachment; filename*=UTF-8''%E5%BC%A0%E4%B8%89.jpg"}
        response = await place.client.post("/files", params={"purpose": "SCAN", "name": "李四.jpg"}, content=jpeg(), headers=headers)
        await place.get(response.json()["path"])
    assert [line["path"] for line in lines] == ["/files", response.json()["path"]]
    assert not any(name in str(lines) for name in ("张三", "李四", "%E5"))


def request_of(*messages: dict[str, Any]) -> Request:
    """Return a request whose body comes so, and then no further."""
    left = list(messages)

    async def get() -> dict[str, Any]:
        if left:
            return left.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    return Request({"type": "http", "method": "POST", "headers": []}, get)


async def test_a_body_that_never_ends_is_not_waited_for() -> None:
    begun = {"type": "http.request", "body": jpeg()[:100], "more_body": True}
    with pytest.raises(Late):
        await receive(request_of(begun), Purpose.SCAN, most_seconds=0.05)


async def test_a_client_that_goes_away_leaves_nothing(place: Place, folder: Path) -> None:
    begun = {"type": "http.request", "body": jpeg()[:100], "more_body": True}
    with pytest.raises(BrokenOff):
        await receive(request_of(begun, {"type": "http.disconnect"}), Purpose.SCAN)
    await check_no_trace(folder)


@pytest.mark.parametrize("purpose", Purpose)
def test_places_are_bounded_altogether_and_by_account_and_given_back(purpose: Purpose) -> None:
    places, bounds = Places(), BOUNDS[purpose]
    accounts = [UUID(int=number) for number in range(bounds.at_once // bounds.of_one)]
    held = [places.taken(purpose, account) for account in accounts for _ in range(bounds.of_one)]
    for each in held[: bounds.of_one]:
        each.__enter__()
    with pytest.raises(NoPlace), places.taken(purpose, accounts[0]):
        pass
    for each in held[bounds.of_one :]:
        each.__enter__()
    with pytest.raises(NoPlace), places.taken(purpose, None):
        pass
    for other in set(Purpose) - {purpose}:
        with places.taken(other, accounts[0]):
            pass
    for each in held:
        each.__exit__(None, None, None)
    with places.taken(purpose, accounts[0]):
        pass


async def test_whoever_finds_no_place_is_told_when_to_come_again(place: Place) -> None:
    begun, release, of_one = asyncio.Semaphore(0), asyncio.Event(), BOUNDS[Purpose.SCAN].of_one

    async def slow() -> AsyncIterator[bytes]:
        yield jpeg()
        begun.release()
        await release.wait()

    held = [asyncio.create_task(place.send(slow())) for _ in range(of_one)]
    for _ in held:
        await begun.acquire()
    refused: httpx.Response = await place.send(jpeg())
    assert (refused.status_code, code_of(refused), refused.headers["retry-after"]) == (503, "SERVICE_UNAVAILABLE", "5")
    assert (await place.send(jpeg(), Role.EMPLOYER)).status_code == 201
    release.set()
    assert [(await task).status_code for task in held] == [201] * of_one


async def test_a_level_that_was_lowered_to_none_for_staff_gets_nothing(place: Place) -> None:
    await place.grant(Role.SCHOOL, AccessLevel.NONE)
    told = await place.sent(jpeg())
    response = await place.get(told["path"], Role.SCHOOL)
    assert (response.status_code, code_of(response)) == (403, "FORBIDDEN")
