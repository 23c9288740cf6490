"""GET /files/ID: who gets what before and after it is attached, ranges, conditions, and headers that keep a file from doing anything."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from models import Upload
from rules.agreement import Status
from rules.roles import AccessLevel, Role
from tests.uploads import files_in, jpeg, pdf
from tests.web.file_stage import Place, code_of, open_place
from tests.world import make_agreement

EVERYBODY = sorted(set(Role) - {Role.SYSTEM})
NODE = "query($id: ID!) { node(id: $id) { ... on Upload { id mediaType size fileName path } } }"


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    async with open_place(database_url, tmp_path / "files") as place:
        yield place


@dataclass
class Sent:
    """A file that the graduate has sent."""

    told: dict[str, Any]
    content: bytes

    @property
    def path(self) -> str:
        return str(self.told["path"])


@pytest_asyncio.fixture(loop_scope="session")
async def sent(place: Place) -> Sent:
    content = jpeg()
    return Sent(await place.sent(content, content_disposition="attachment; filename*=UTF-8''%E6%89%AB%20%22a%22%25.jpg"), content)


async def nodes(place: Place, sent: Sent) -> dict[Role, Any]:
    """Return what everybody reads of the upload in GraphQL."""
    asked = {"query": NODE, "variables": {"id": sent.told["id"]}}
    answers = {role: await place.client.post("/graphql", json=asked, headers=place.headers(role)) for role in EVERYBODY}
    return {role: answer.json()["data"]["node"] for role, answer in answers.items()}


async def test_until_it_is_attached_a_file_is_its_senders_alone(place: Place, sent: Sent) -> None:
    for role, method in product(EVERYBODY, ("GET", "HEAD")):
        response = await place.get(sent.path, role, method)
        assert response.status_code == (200 if role is Role.GRADUATE else 404), role
    assert await nodes(place, sent) == dict.fromkeys(EVERYBODY)


async def test_once_it_is_attached_it_is_everybodys_who_sees_the_agreement(place: Place, sent: Sent) -> None:
    await place.attach(sent.told, await make_agreement(place.world, status=Status.EFFECTIVE))
    assert await nodes(place, sent) == dict.fromkeys(EVERYBODY, sent.told)
    for role in EVERYBODY:
        response = await place.get(sent.path, role)
        assert (response.status_code, response.content) == (200, sent.content), role


async def test_a_file_of_an_agreement_out_of_scope_is_as_one_that_is_not_there(place: Place) -> None:
    world = place.world
    told = await place.sent(pdf(), Role.EMPLOYER)
    agreement = await make_agreement(world, graduate=world.neighbour_graduate, status=Status.EFFECTIVE)
    await place.attach(told, agreement, Role.EMPLOYER)
    absent = {role: await place.get(f"/files/{uuid4()}", role) for role in EVERYBODY}
    for role in EVERYBODY:
        response = await place.get(told["path"], role)
        if role in {Role.MINISTRY, Role.PROVINCE, Role.EMPLOYER}:
            assert response.status_code == 200, role
        else:
            assert (response.status_code, code_of(response)) == (404, "NOT_FOUND"), role
            assert response.text == absent[role].text
            assert response.headers.keys() == absent[role].headers.keys()


async def test_whoever_sent_a_file_gets_it_no_longer_than_it_sees_the_agreement(place: Place) -> None:
    told = await place.sent(pdf(), Role.EMPLOYER)
    await place.attach(told, await make_agreement(place.world, employer=place.world.other_employer), Role.EMPLOYER)
    assert (await place.get(told["path"], Role.EMPLOYER)).status_code == 404
    assert (await place.get(told["path"], Role.GRADUATE)).status_code == 200


@pytest.mark.parametrize("role", [Role.SCHOOL, Role.DEPARTMENT])
async def test_it_takes_the_level_that_the_agreement_takes(place: Place, sent: Sent, role: Role) -> None:
    await place.attach(sent.told, await make_agreement(place.world, status=Status.EFFECTIVE))
    await place.grant(role, AccessLevel.READ_ONLY)
    assert (await place.get(sent.path, role)).status_code == 200
    await place.grant(role, AccessLevel.NONE)
    for path in (sent.path, f"/files/{uuid4()}"):
        response = await place.get(path, role)
        assert (response.status_code, code_of(response)) == (403, "FORBIDDEN")
        told = response.json()["errors"][0]["extensions"]
        assert (told["anyOf"], told["required"], told["held"]) == (["EMPLOYMENT"], "READ_ONLY", "NONE")


async def test_nobody_gets_a_file_without_a_session(place: Place, sent: Sent) -> None:
    response = await place.get(sent.path, None)
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")
    response = await place.client.get(sent.path, headers={"authorization": "Bearer x"})
    assert (response.status_code, code_of(response)) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("key", ["x", "..%2Fsecret.key", "Upload:x", "%00", "1" * 5000])
async def test_what_is_no_key_is_as_one_that_is_not_there(place: Place, key: str) -> None:
    response = await place.get(f"/files/{key}")
    assert response.status_code == 404


async def test_another_spelling_of_a_key_is_none(place: Place, sent: Sent) -> None:
    key = sent.path.removeprefix("/files/")
    for other in (key.upper(), key.replace("-", ""), f"{{{key}}}", f"urn:uuid:{key}", sent.told["id"]):
        assert (await place.get(f"/files/{other}")).status_code == 404


async def test_a_file_is_shown_and_can_do_nothing(place: Place, sent: Sent) -> None:
    headers = (await place.get(sent.path)).headers
    assert headers["content-type"] == "image/jpeg"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("sandbox;")
    assert headers["cache-control"] == "private, no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["etag"] == f'"{(await Upload.get()).content_id}"'
    plain, encoded = 'inline; filename="_ _a__.jpg"', "filename*=UTF-8''%E6%89%AB%20%22a%22%25.jpg"
    assert headers["content-disposition"] == f"{plain}; {encoded}"


async def test_head_tells_what_get_would_and_sends_nothing(place: Place, sent: Sent) -> None:
    got, headed = await place.get(sent.path), await place.get(sent.path, method="HEAD")
    assert (headed.status_code, headed.content) == (200, b"")
    volatile = {"x-request-id"}
    assert {name: value for name, value in headed.headers.items() if name not in volatile} == {
        name: value for name, value in got.headers.items() if name not in volatile
    }


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-5", -5, None), ("bytes=5-99999999", 5, None), ("BYTES=1-1", 1, 2)],
)
async def test_a_range_is_answered_with_its_part(place: Place, sent: Sent, asked: str, start: int, end: int | None) -> None:
    response = await place.get(sent.path, range=asked)
    part, size = sent.content[start:end], len(sent.content)
    first = start % size
    assert (response.status_code, response.content) == (206, part)
    assert response.headers["content-range"] == f"bytes {first}-{first + len(part) - 1}/{size}"
    assert response.headers["content-length"] == str(len(part))


@pytest.mark.parametrize(
    "asked", ["bytes=0-0,2-3", "bytes=9-3", "bytes=", "bytes=-", "lines=0-1", "bytes=a-b", "bytes=0-99999999", "bytes=0-"]
)
async def test_what_is_no_range_or_several_or_all_is_answered_with_the_whole(place: Place, sent: Sent, asked: str) -> None:
    response = await place.get(sent.path, range=asked)
    assert (response.status_code, response.content) == (200, sent.content)
    assert "content-range" not in response.headers


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
async def test_a_range_behind_the_end_is_refused_with_where_the_end_is(place: Place, sent: Sent, asked: str) -> None:
    response = await place.get(sent.path, range=asked)
    assert (response.status_code, code_of(response)) == (416, "RANGE_NOT_SATISFIABLE")
    assert response.headers["content-range"] == f"bytes */{len(sent.content)}"


async def test_a_range_goes_on_only_with_what_was_begun(place: Place, sent: Sent) -> None:
    etag = (await place.get(sent.path)).headers["etag"]
    assert (await place.get(sent.path, range="bytes=5-", if_range=etag)).status_code == 206
    for other in ('"another"', f"W/{etag}", "Wed, 01 Mar 2023 04:00:00 GMT"):
        assert (await place.get(sent.path, range="bytes=5-", if_range=other)).status_code == 200


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', "*"])
async def test_what_the_client_has_is_not_sent_again(place: Place, sent: Sent, form: str) -> None:
    etag = (await place.get(sent.path)).headers["etag"]
    response = await place.get(sent.path, if_none_match=form.format(etag), range="bytes=0-1")
    assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", etag)
    assert (await place.get(sent.path, if_none_match='"another"')).status_code == 200
    assert (await place.get(sent.path, Role.SCHOOL, if_none_match=etag)).status_code == 404


async def test_a_content_that_was_lost_is_a_fault_and_told_as_one(place: Place, sent: Sent, tmp_path: Path) -> None:
    for path in files_in(tmp_path / "files"):
        (tmp_path / "files" / path).unlink()
    response = await place.get(sent.path)
    assert (response.status_code, code_of(response)) == (500, "INTERNAL_SERVER_ERROR")
    assert str(tmp_path) not in response.text
