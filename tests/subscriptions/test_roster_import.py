"""An import is watched until it is over: told at once, after each change, also of those that no signal told, and to nobody else."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, cast
from uuid import UUID

import orjson
import pytest
import pytest_asyncio
import strawberry
from broadcaster import Broadcast
from strawberry.types.execution import ExecutionResult
from tortoise.expressions import F

from actions.context import ActionContext, SystemClock
from actions.roster_import import import_act
from app.asgi import made, open_reads
from app.schema import the_schema
from app.settings import Settings
from auth.networks import Origin
from models import RosterImport
from rules.acts import ActName
from rules.roles import Role
from rules.roster_import import ImportState
from subscriptions.hub import SWEEP, Hub
from subscriptions.versions import version_reader
from tests.imports import make_import
from tests.jobs.counting import counter, importer_of
from tests.patience import PATIENCE
from tests.world import NOW, SEAL, VAULT, World
from web.context import RequestContext, Services

WATCH = "subscription($id: ID!) { rosterImport(id: $id) { state rowCount version } }"
NEVER = 3600.0
"""Seconds between two sweeps where signals alone tell."""
Told = dict[str, Any] | None


@dataclass
class Watching:
    """Who may watch what, in the small world."""

    schema: strawberry.Schema
    services: Services
    world: World
    job: RosterImport

    @asynccontextmanager
    async def watch(self, role: Role = Role.SCHOOL, key: UUID | None = None, **scope: Any) -> AsyncIterator[AsyncGenerator[Told, None]]:
        """Yield what somebody is told of an import."""
        context = RequestContext(self.services, self.world.actor(role, **scope), Origin(None))
        variables = {"id": f"RosterImport:{key or self.job.id}"}
        events = cast("Any", await self.schema.subscribe(WATCH, variable_values=variables, context_value=context))
        async with aclosing(events), aclosing(told_in(events)) as told:
            yield told

    def signal(self) -> None:
        """Say that the import has changed."""
        self.services.signals.changed([import_act(self.job, ActName.ROSTER_IMPORT).dirty])


async def told_in(events: AsyncGenerator[ExecutionResult, None]) -> AsyncGenerator[Told, None]:
    """Yield what each event says of the import."""
    async for event in events:
        assert event.errors is None
        yield orjson.loads(orjson.dumps(event.data))["rosterImport"]


async def soon(told: AsyncGenerator[Told, None]) -> Told:
    """Return what comes next. How soon that is depends on the machine; what tells of it does not."""
    async with asyncio.timeout(PATIENCE):
        return await anext(told)


async def is_over(told: AsyncGenerator[Told, None]) -> bool:
    """Return whether nothing more will come."""
    async with asyncio.timeout(PATIENCE):
        return [each async for each in told] == []


@asynccontextmanager
async def open_watching(database: str, world: World, sweep: float) -> AsyncIterator[Watching]:
    """Yield the small world with an import that waits, and a hub that sweeps so often."""
    async with AsyncExitStack() as stack:
        reads = await open_reads(database)
        stack.push_async_callback(reads.close)
        settings = Settings(database_url=database, secret_key="a key for tests, of 32 bytes...!")  # type: ignore[arg-type]  # pydantic's
        services = await made(settings, reads, SystemClock(), stack)
        hub = await stack.enter_async_context(Hub(Broadcast("memory://"), version_reader(reads), sweep))
        job = await make_import(world.accounts[Role.SCHOOL], world.school)
        yield Watching(the_schema(), replace(services, hub=hub), world, job)


@pytest_asyncio.fixture(loop_scope="session")
async def watching(database: str, world: World) -> AsyncIterator[Watching]:
    """Yield who watches where signals alone tell."""
    async with open_watching(database, world, NEVER) as watching:
        yield watching


@pytest_asyncio.fixture(loop_scope="session")
async def swept(database: str, world: World) -> AsyncIterator[Watching]:
    """Yield who watches where versions are looked at, as the application does."""
    async with open_watching(database, world, SWEEP) as watching:
        yield watching


async def test_an_import_is_told_at_once_then_as_it_goes_on_and_then_no_more(watching: Watching) -> None:
    ctx = ActionContext(watching.world.actor(Role.SCHOOL), SystemClock(), watching.services.signals, VAULT, SEAL)
    async with watching.watch() as told:
        assert await soon(told) == {"state": "QUEUED", "rowCount": 0, "version": 1}
        work = asyncio.create_task(importer_of(ctx, 300).run())
        states = [cast("dict[str, Any]", each) async for each in told]
        await work
    assert states[-1]["state"] == "DONE"
    assert states[-1]["rowCount"] == 300
    assert [each["version"] for each in states] == sorted(each["version"] for each in states)
    assert {each["state"] for each in states} <= {"RUNNING", "DONE"}
    assert watching.services.hub.watching == 0


async def test_a_change_that_no_signal_told_is_found_by_a_sweep(swept: Watching) -> None:
    async with swept.watch() as told:
        await soon(told)
        await RosterImport.filter(id=swept.job.id).update(row_count=7, version=F("version") + 1)
        assert await soon(told) == {"state": "QUEUED", "rowCount": 7, "version": 2}


async def test_what_another_process_does_is_told_to_its_end(swept: Watching, database: str) -> None:
    async with swept.watch() as told, asyncio.timeout(60):
        await soon(told)
        async with counter(database, 50) as process:
            seen = [each async for each in told]
            assert await process.wait() == 0
    assert (seen[-1] or {})["state"] == "DONE"


async def test_what_is_over_is_told_once_and_no_more(watching: Watching) -> None:
    over = await make_import(watching.world.accounts[Role.SCHOOL], watching.world.school, state=ImportState.CANCELLED, row_count=3)
    async with watching.watch(key=over.id) as told:
        assert await soon(told) == {"state": "CANCELLED", "rowCount": 3, "version": 1}
        assert await is_over(told)


async def test_what_ends_while_an_answer_is_on_its_way_is_told(watching: Watching) -> None:
    async with watching.watch() as told:
        await soon(told)
        over = {"state": ImportState.CANCELLED, "finished_at": NOW, "version": F("version") + 1}
        await RosterImport.filter(id=watching.job.id).update(**over)
        watching.signal()
        assert await soon(told) == {"state": "CANCELLED", "rowCount": 0, "version": 2}
        assert await is_over(told)


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.PROVINCE, Role.SCHOOL])
async def test_whoever_sees_it_in_a_list_may_watch_it(watching: Watching, role: Role) -> None:
    async with watching.watch(role) as told:
        assert await soon(told) is not None
        watching.signal()
        assert await soon(told) is not None


@pytest.mark.parametrize(("role", "scope"), [(Role.PROVINCE, {"province_code": "31"}), (Role.SCHOOL, {"school_id": UUID(int=1)})])
async def test_of_an_import_elsewhere_one_learns_nothing_not_even_when_it_changes(
    watching: Watching, role: Role, scope: dict[str, Any]
) -> None:
    async with watching.watch(role, **scope) as told:
        assert await soon(told) is None
        assert await is_over(told)


async def test_an_import_that_is_not_there_is_null_and_over(watching: Watching) -> None:
    async with watching.watch(key=UUID(int=5)) as told:
        assert await soon(told) is None
        assert await is_over(told)


@pytest.mark.parametrize("id_", ["Graduate:00000000-0000-7000-8000-000000000001", "RosterImport:1", "", "RosterImport"])
async def test_what_is_no_id_of_an_import_is_refused(watching: Watching, id_: str) -> None:
    context = RequestContext(watching.services, watching.world.actor(Role.SCHOOL), Origin(None))
    answer = cast("Any", await watching.schema.subscribe(WATCH, variable_values={"id": id_}, context_value=context))
    async with aclosing(answer) as events:
        (event,) = [each async for each in events]
    assert [error.extensions["code"] for error in event.errors] == ["BAD_USER_INPUT"]
