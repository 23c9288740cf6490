"""An expiry that is killed, wherever it is: portions are there whole or not at all, and the next round does the rest, nothing twice."""

import asyncio
import os
import signal
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from tortoise.expressions import F

from actions.chains import verify
from actions.counters import RosterShift, shift_roster
from jobs.expiry import run_once
from models import Agreement, Audit, Change, DestinationSlot, Graduate, SigningCounters
from rules.agreement import Status
from rules.roles import Role
from tests.actions.stage import Stage, another_graduation, assert_counted
from tests.jobs.doomed import doomed
from tests.world import NOW, OPEN_YEAR, SEAL, make_agreement

NUMBERS = count(1)
EXPIRER = "tests.jobs.expirer"


@dataclass
class Due:
    """Invitations that are due at three schools; besides, one that is not, and one that was accepted in time."""

    stage: Stage
    ids: set[str]

    async def done(self) -> int:
        """Return how many have expired, having seen that all that goes with an expiry is there once for these and for no others."""
        expired = {str(each.id) for each in await Agreement.filter(status=Status.EXPIRED, version=2)}
        assert expired <= self.ids
        assert await Agreement.filter(status=Status.PENDING_GRADUATE, version=1).count() == 1 + len(self.ids) - len(expired)
        acts = await Audit.all().values_list("record_id", "action", "status_before", "status_after")
        assert sorted(acts) == [(each, "AGREEMENT_EXPIRE", "PENDING_GRADUATE", "EXPIRED") for each in sorted(expired)]
        assert sorted([change.record_id for change in await Change.all()]) == sorted(expired)
        assert await verify(SEAL) == (len(expired), [])
        accepted = await Agreement.get(status=Status.PENDING_SCHOOL)
        assert (await DestinationSlot.get()).holder_id == accepted.id
        await assert_counted()
        return len(expired)

    async def finish(self) -> None:
        """Do the next round, which leaves nothing due and does nothing twice."""
        before = await self.done()
        assert await run_once(self.stage.as_role(Role.SCHOOL)) == len(self.ids) - before
        assert await self.done() == len(self.ids)
        async with self.stage.leaves_no_trace():
            assert await run_once(self.stage.as_role(Role.SCHOOL)) == 0


async def many(stage: Stage, graduate: Graduate, number: int) -> list[str]:
    """Write many invitations that are alike but for the graduation; return their keys."""
    first = await make_agreement(stage.world, graduate=graduate)
    graduation, invitation = (
        dict(await Graduate.filter(id=graduate.id).get().values()),
        dict(await Agreement.filter(id=first.id).get().values()),
    )
    graduates = [Graduate(**{**graduation, "id": uuid4(), "exam_number": f"many-{next(NUMBERS)}"}) for _ in range(number - 1)]
    await Graduate.bulk_create(graduates)
    made = [Agreement(**{**invitation, "id": uuid4(), "graduate_id": each.id}) for each in graduates]
    await Agreement.bulk_create(made)
    await shift_roster(graduate.school_id, OPEN_YEAR, RosterShift.of(graduates), NOW)
    counters = SigningCounters.filter(school_id=graduate.school_id, class_year=OPEN_YEAR)
    await counters.update(online_pending_graduate=F("online_pending_graduate") + (number - 1))
    return [str(each.id) for each in (first, *made)]


async def due(stage: Stage, at_each: int) -> Due:
    """Write what is due, and let the clock show that."""
    schools = (stage.world.graduate, stage.world.neighbour_graduate, stage.world.far_graduate)
    ids = [key for graduate in schools for key in await many(stage, graduate, at_each)]
    stage.clock.move_to((await Agreement.get(id=ids[0])).reply_deadline)
    later = stage.clock.now() + timedelta(microseconds=1)
    await make_agreement(stage.world, graduate=await another_graduation(stage.world.graduate, 1), reply_deadline=later)
    accepted = await another_graduation(stage.world.graduate, 2)
    await make_agreement(stage.world, graduate=accepted, status=Status.PENDING_SCHOOL)
    return Due(stage, set(ids))


async def test_killed_before_each_statement_of_a_round_in_turn_the_next_rounds_finish_and_nothing_is_done_twice(
    stage: Stage, database: str
) -> None:
    waiting = await due(stage, 3)
    done = []
    async with doomed(EXPIRER, database, stage.clock.now()) as process, asyncio.timeout(60):
        for statement in count(1):
            await process.begin(dies_at=statement)
            killed = await process.was_killed()
            done.append(await waiting.done())
            if not killed:
                break
    # Some died before anything was written, some between two portions, and at last one had nothing left to die of.
    assert (done[0], done[-1]) == (0, 9)
    assert {3, 6} & set(done)
    assert len(done) > 15
    await waiting.finish()


async def test_of_two_that_expire_the_same_one_is_killed_and_the_other_goes_on(stage: Stage, database: str) -> None:
    waiting, killed = await due(stage, 40), 0
    now = stage.clock.now()
    async with doomed(EXPIRER, database, now) as mortal, doomed(EXPIRER, database, now) as other, asyncio.timeout(60):
        for statement in range(4, 16):
            await mortal.begin(dies_at=statement)
            await other.begin()
            killed += await mortal.was_killed()
            assert not await other.was_killed()
            await waiting.done()
            waiting.ids |= set(await many(stage, await another_graduation(stage.world.graduate, 100 * statement), 40))
    # Where the other has finished everything first, there is nothing left to die of.
    assert killed
    await waiting.finish()


@pytest.mark.deep
@pytest.mark.parametrize("after", [1, 1_000, 4_000])
async def test_killed_from_outside_while_thousands_are_due_the_next_round_finishes(stage: Stage, database: str, after: int) -> None:
    waiting = await due(stage, 3_000)
    async with doomed(EXPIRER, database, stage.clock.now()) as process, asyncio.timeout(120):
        child = await process.begin()
        # It is killed as soon as it is seen to have done so many, wherever it is by then.
        expired = 0
        while expired < after:
            await asyncio.sleep(0.001)
            expired = await Agreement.filter(status=Status.EXPIRED).count()
        os.kill(child, signal.SIGKILL)
        assert await process.was_killed()
    assert after <= await waiting.done() < len(waiting.ids)
    await waiting.finish()
