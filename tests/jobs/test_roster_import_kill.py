"""A process that runs an import is killed, or asked to stop, in the middle: another goes on where it was, and nothing is done twice."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from actions.context import ActionContext, NoSignals
from auth.actor import CLOCK_ACTOR
from models import RosterImport
from rules.roles import Role
from rules.roster_import import LEASE, ImportState
from tests.actions.hand_clock import HandClock
from tests.imports import as_it_stands, make_import
from tests.jobs.counting import counter, importer_of
from tests.world import SEAL, VAULT, World

GOAL = 2_000


async def begun(world: World) -> UUID:
    return (await make_import(world.accounts[Role.SCHOOL], world.school)).id


async def in_the_middle(key: UUID, process: asyncio.subprocess.Process) -> RosterImport:
    """Return the import once something of it is done."""
    while not (seen := await as_it_stands(key)).row_count:
        assert process.returncode is None
        await asyncio.sleep(0.001)
    return seen


async def gone_on(key: UUID, now: datetime) -> RosterImport:
    """Run what is to be taken up at a moment, and return how the import stands then."""
    await importer_of(ActionContext(CLOCK_ACTOR, HandClock(now), NoSignals(), VAULT, SEAL), GOAL).run()
    return await as_it_stands(key)


async def test_after_a_kill_the_import_waits_for_its_lease_and_then_goes_on_where_it_was(world: World, database: str) -> None:
    key = await begun(world)
    async with counter(database, GOAL) as process, asyncio.timeout(60):
        await in_the_middle(key, process)
        process.kill()
        assert await process.wait() == -9
    left = await as_it_stands(key)
    assert left.state is ImportState.RUNNING
    assert 0 < left.row_count < GOAL
    assert left.lease_until is not None

    before = await gone_on(key, left.lease_until - LEASE.resolution)
    assert (before.version, before.row_count) == (left.version, left.row_count)
    done = await gone_on(key, left.lease_until)
    assert (done.state, done.row_count, done.tries) == (ImportState.DONE, GOAL, 2)
    # Each portion once, taken up anew and ended.
    assert done.version == left.version + (GOAL - left.row_count) + 2


async def test_a_process_that_is_asked_to_stop_leaves_the_import_to_be_taken_up_at_once(world: World, database: str) -> None:
    key = await begun(world)
    async with counter(database, GOAL) as process, asyncio.timeout(60):
        await in_the_middle(key, process)
        process.terminate()
        assert await process.wait() == 0
    left = await as_it_stands(key)
    assert (left.state, left.tries) == (ImportState.RUNNING, 0)
    assert 0 < left.row_count < GOAL
    done = await gone_on(key, datetime.now(UTC))
    assert (done.state, done.row_count, done.tries) == (ImportState.DONE, GOAL, 1)
