"""Imports over real processes: whoever runs one, server or worker, and is stopped or killed, another goes on where it was."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio

from jobs.recount import recount
from models import Account, Graduate, RosterImport
from models.database import close_database, open_database
from rules.identity import make_id_number
from rules.roles import Role
from rules.roster_import import ImportState
from tests.forked import Forked, start
from tests.journey.conftest import give_passwords
from tests.journey.server import Server, environment, run, serving
from tests.redis_server import RedisServer
from tests.rosters import ROW, Typed, changed, csv_file
from tests.world import OPEN_YEAR, World, build_world

MANY: Final = 4_000
"""Rows: enough that there is a middle, in which a process can be stopped."""
ASK: Final = """mutation($file: ID!, $key: String!) {
  importRoster(input: { file: $file, classYear: 2023 }, idempotencyKey: $key) { rosterImport { id } userErrors { code message } } }"""
WATCH: Final = "subscription($id: ID!) { rosterImport(id: $id) { state phase rowCount rowTotal newCount sameCount badCount refusal } }"


def crowd(number: int) -> list[Typed]:
    """Return rows of so many people whom nobody knows yet."""
    births = [date(2001, 1, 1) + timedelta(days=each // 500) for each in range(number)]
    return [
        changed(
            ROW,
            id_number=make_id_number("110000", birth, 200 + each % 500),
            exam_number=f"99{each:012d}",
            sex_code="2" if each % 2 == 0 else "1",
            mobile=f"199{each:08d}",
        )
        for each, birth in enumerate(births)
    ]


@dataclass(frozen=True)
class Apart:
    """A server that runs no imports itself, the world it serves, and how a worker is started beside it."""

    server: Server
    world: World
    url: str
    settings: dict[str, Any]

    async def worker(self) -> Forked:
        mine = environment(self.url) | {f"QUXIANG_{name.upper()}": value for name, value in self.settings.items()}
        return await start("work", environment=mine)

    async def ask(self, rows: Sequence[Typed], token: str, key: str = "k") -> str:
        """Send a roster and ask for it to be imported; return the import's ID."""
        sent = await self.server.http.post("/files?purpose=ROSTER", content=csv_file(rows), headers={"authorization": f"Bearer {token}"})
        payload = (await self.server.data(ASK, token, file=sent.json()["id"], key=key))["importRoster"]
        assert payload["userErrors"] == []
        return str(payload["rosterImport"]["id"])


@pytest_asyncio.fixture(loop_scope="session")
async def apart(database_url: str, tmp_path: Path) -> AsyncIterator[Apart]:
    """Yield a server that rings over a Redis."""
    redis = RedisServer(tmp_path)
    await redis.start()
    settings: dict[str, Any] = {"redis_url": redis.url, "files_url": f"file://{tmp_path}/files"}
    await open_database(database_url)
    try:
        world = await build_world()
        await give_passwords()
        async with serving(database_url, **settings) as server:
            yield Apart(server, world, database_url, settings)
    finally:
        await close_database()
        await redis.stop()


@asynccontextmanager
async def ended(process: Forked) -> AsyncIterator[Forked]:
    """End a worker in any case."""
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def in_the_middle() -> RosterImport:
    """Return the import once some of it is done, and not all."""
    while True:
        job = await RosterImport.get()
        if job.row_count:
            assert job.state is ImportState.RUNNING
            return job
        await asyncio.sleep(0.002)


async def watched(apart: Apart, token: str, key: str) -> list[dict[str, Any]]:
    """Return all that is told of an import until it is over."""
    async with apart.server.watching(WATCH, token, id=key) as live:
        return [each["rosterImport"] async for each in live.to_its_end()]


async def check_whole(apart: Apart, tries: int, told: Sequence[dict[str, Any]]) -> None:
    """Check that everybody is on the roster once, counted once, and that the watcher was told so."""
    job = await RosterImport.get()
    assert (job.state, job.tries, job.new_count, job.bad_count, job.upload_id) == (ImportState.DONE, tries, MANY, 0, None)
    assert await Graduate.filter(school_id=apart.world.school.id, exam_number__startswith="9900").count() == MANY
    assert await Account.filter(role=Role.GRADUATE, school_id=apart.world.school.id).count() == MANY
    assert await recount() == []
    assert told[-1] == {
        "state": "DONE",
        "phase": "WRITING",
        "rowCount": MANY,
        "rowTotal": MANY,
        "newCount": MANY,
        "sameCount": 0,
        "badCount": 0,
        "refusal": None,
    }


@pytest.mark.parametrize("is_killed", [pytest.param(False, marks=pytest.mark.deep, id="stopped"), pytest.param(True, id="killed")])
async def test_what_one_worker_leaves_another_goes_on_with_and_nothing_is_done_twice(apart: Apart, is_killed: bool) -> None:
    token = await apart.server.log_in("10001")
    key = await apart.ask(crowd(MANY), token)
    watcher = asyncio.create_task(watched(apart, token, key))
    async with asyncio.timeout(120):
        async with ended(await apart.worker()) as first:
            await in_the_middle()
            first.kill() if is_killed else first.terminate()
            assert await first.wait() == (-9 if is_killed else 0)
        left = await RosterImport.get()
        assert (left.state, left.tries) == (ImportState.RUNNING, 1 if is_killed else 0)
        assert left.lease_until is not None
        if is_killed:
            assert left.lease_until > datetime.now(UTC)
            # As if half a minute had gone by.
            await RosterImport.filter(id=left.id).update(lease_until=datetime.now(UTC))
        async with ended(await apart.worker()) as second:
            told = await watcher
            second.terminate()
            assert await second.wait() == 0
    assert {"QUEUED", "RUNNING"} < {each["state"] for each in told}
    await check_whole(apart, 2 if is_killed else 1, told)


async def test_a_server_with_a_redis_runs_no_import_itself_and_the_same_file_twice_changes_nothing(apart: Apart) -> None:
    token, rows = await apart.server.log_in("10001"), crowd(5)
    key = await apart.ask(rows, token)
    await asyncio.sleep(1)
    assert (await RosterImport.get()).state is ImportState.QUEUED
    async with ended(await apart.worker()), asyncio.timeout(60):
        assert (await watched(apart, token, key))[-1]["newCount"] == 5
        again = (await watched(apart, token, await apart.ask(rows, token, "again")))[-1]
    assert (again["newCount"], again["sameCount"], again["state"]) == (0, 5, "DONE")
    assert await Graduate.filter(school_id=apart.world.school.id, class_year=OPEN_YEAR, exam_number__startswith="9900").count() == 5
    assert "Every counter is exact" in await run(apart.url, "recount", "--check")


async def test_a_server_without_a_redis_runs_imports_itself_and_hands_them_over_when_it_stops(database_url: str, tmp_path: Path) -> None:
    files = f"file://{tmp_path}/files"
    await open_database(database_url)
    try:
        world = await build_world()
        await give_passwords()
        async with serving(database_url, files_url=files) as server, asyncio.timeout(60):
            apart = Apart(server, world, database_url, {})
            key = await apart.ask(crowd(MANY), await server.log_in("10001"))
            await in_the_middle()
        left = await RosterImport.get()
        assert (left.state, left.tries) == (ImportState.RUNNING, 0)
        assert left.lease_until is not None
        assert left.lease_until <= datetime.now(UTC)
        async with serving(database_url, files_url=files) as server, asyncio.timeout(60):
            apart = Apart(server, world, database_url, {})
            told = await watched(apart, await server.log_in("10001"), key)
        await check_whole(apart, 1, told)
    finally:
        await close_database()
