"""The job that expires what is due: a whole round, and round after round."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from actions.context import ActionContext, Dirty
from auth.revocation import Gone
from jobs.expiry import run_forever, run_once
from models import Agreement
from rules.agreement import Status
from rules.roles import Role
from tests.actions.hand_clock import HandClock
from tests.actions.stage import Stage, another_graduation, assert_counted
from tests.patience import PATIENCE
from tests.world import make_agreement


@dataclass
class Bell:
    """Signals that ring when they are given."""

    rung: asyncio.Event = field(default_factory=asyncio.Event)

    def changed(self, dirty: Sequence[Dirty]) -> None:
        self.rung.set()

    def revoked(self, gone: Gone) -> None:
        raise AssertionError("expiry ends no session")


@dataclass
class ClockThatFailsOnce(HandClock):
    """A clock that cannot be read the first time."""

    readings: int = 0

    def now(self) -> datetime:
        self.readings += 1
        if self.readings == 1:
            raise OSError("the clock is gone")
        return super().now()


@asynccontextmanager
async def running(ctx: ActionContext) -> AsyncIterator[None]:
    """Run the job beside the test, and cancel it afterwards."""
    job = asyncio.create_task(run_forever(ctx))
    try:
        yield
    finally:
        job.cancel()
        with suppress(asyncio.CancelledError):
            await job


async def test_a_round_expires_everything_that_is_due_however_many_portions_it_takes(stage: Stage) -> None:
    graduates = [await another_graduation(stage.world.graduate, number) for number in range(230)]
    made = [await make_agreement(stage.world, graduate=graduate) for graduate in graduates]
    stage.clock.move_to(made[-1].reply_deadline)
    assert await run_once(stage.as_role(Role.SCHOOL)) == 230
    assert await Agreement.filter(status=Status.EXPIRED).count() == 230
    assert await run_once(stage.as_role(Role.SCHOOL)) == 0
    await assert_counted()


async def test_what_becomes_due_while_the_job_runs_expires_by_itself(stage: Stage) -> None:
    invited = await make_agreement(stage.world)
    bell = Bell()
    async with running(replace(stage.as_role(Role.SCHOOL), signals=bell)):
        await asyncio.sleep(0.1)
        assert not bell.rung.is_set()
        stage.clock.move_to(invited.reply_deadline)
        async with asyncio.timeout(PATIENCE):
            await bell.rung.wait()
    assert (await Agreement.get(id=invited.id)).status is Status.EXPIRED


async def test_a_round_that_fails_is_logged_and_the_next_one_does_its_work(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    invited = await make_agreement(stage.world)
    clock, bell = ClockThatFailsOnce(), Bell()
    clock.move_to(invited.reply_deadline)
    async with running(replace(stage.as_role(Role.SCHOOL), clock=clock, signals=bell)), asyncio.timeout(PATIENCE):
        await bell.rung.wait()
    assert (await Agreement.get(id=invited.id)).status is Status.EXPIRED
    assert "the clock is gone" in caplog.text
