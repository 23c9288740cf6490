"""Files over real sockets: two servers on one folder, and bodies that a server need not read to refuse them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from models.database import close_database, open_database
from tests.journey.conftest import give_passwords
from tests.journey.server import Server, serving
from tests.patience import PATIENCE
from tests.uploads import jpeg, pdf
from tests.world import build_world

pytestmark = pytest.mark.any_engine
ENDLESS = b"POST /files?purpose=SCAN HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 1000000000\r\n\r\n"


@pytest_asyncio.fixture(loop_scope="session")
async def servers(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Server, Server]]:
    """Yield two servers over the world, which keep files in one folder."""
    await open_database(database_url)
    await build_world()
    await give_passwords()
    await close_database()
    files = f"file://{tmp_path}/files"
    async with serving(database_url, files_url=files) as a, serving(database_url, files_url=files) as b:
        yield a, b


async def test_what_is_sent_to_one_server_is_got_from_another_by_whoever_sent_it(servers: tuple[Server, Server]) -> None:
    a, b = servers
    graduate, employer = [{"authorization": f"Bearer {await a.log_in(name)}"} for name in ("huazhenshen", "ceshi")]
    for content in (jpeg(), pdf()):
        told = (await a.http.post("/files?purpose=SCAN", content=content, headers=graduate)).json()
        back = await b.http.get(told["path"], headers=graduate | {"range": "bytes=0-9"})
        assert (back.status_code, back.content) == (206, content[:10])
        headed = await b.http.head(told["path"], headers=graduate)
        assert (headed.status_code, headed.content, headed.headers["content-length"]) == (200, b"", str(len(content)))
        assert (await b.http.get(told["path"], headers=employer)).status_code == 404


async def test_a_body_that_is_too_long_is_refused_before_it_is_sent_and_the_connection_ended(servers: tuple[Server, Server]) -> None:
    a, _ = servers
    token = await a.log_in("huazhenshen")
    reader, writer = await asyncio.open_connection("127.0.0.1", a.http.base_url.port)
    writer.write(ENDLESS % token.encode())
    answer = await asyncio.wait_for(reader.read(), PATIENCE)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"BODY_TOO_LARGE" in answer
    writer.close()
    await writer.wait_closed()
