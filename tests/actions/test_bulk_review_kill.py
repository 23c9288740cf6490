"""A bulk review that is killed: its portions are there whole or not at all, and the same request sent again does the rest."""

import asyncio
from typing import Final

from tortoise.models import Model

from actions.bulk_review import PORTION, Reviewed, review_many
from models import Audit, Change, DestinationSlot, IdempotencyKey, IssuedNumber, Report, Review
from rules.acts import RecordKind
from rules.agreement import SlotState
from rules.errors import MoveNotAllowed
from rules.record_terms import RecordMove
from rules.roles import Role
from tests.actions.bulk_reviewer import reviewer
from tests.actions.reviewing import waiting_of
from tests.actions.stage import Stage, assert_counted
from tests.actions.test_bulk_review import waiting

WAITING = 9 * PORTION
LEFT: Final[dict[RecordKind, tuple[type[Model], ...]]] = {
    RecordKind.AGREEMENT: (Audit, Change, Report, Review, IssuedNumber),
    RecordKind.REGISTRATION: (Audit, Change, Report),
}
"""Kind of record -> where one that is approved leaves a row."""


async def in_force() -> int:
    """Return how many agreements and registrations are in force."""
    return await DestinationSlot.filter(state=SlotState.HELD).count()


async def assert_whole(kind: RecordKind) -> None:
    """Assert that all that goes with a review is there exactly for the records that were reviewed."""
    done = await in_force()
    assert done % PORTION == 0
    assert [await model.all().count() for model in LEFT[kind]] == [done] * len(LEFT[kind])
    # Counters say what statuses say, so they tell whether slots and records agree.
    await assert_counted()


async def killed_in_the_middle(process: asyncio.subprocess.Process, kind: RecordKind) -> int:
    """Kill a reviewer once something is reviewed; return how much is, which is whole."""
    while not await in_force():
        assert process.returncode is None
        await asyncio.sleep(0.001)
    process.kill()
    assert await process.wait() == -9
    await assert_whole(kind)
    done = await in_force()
    assert done < WAITING
    return done


async def test_after_a_kill_the_same_sent_again_under_its_key_is_told_as_if_nothing_had_happened(stage: Stage, database: str) -> None:
    kind, seen = RecordKind.AGREEMENT, await waiting(stage, WAITING)
    keys, account = [each.id for each in seen], stage.world.accounts[Role.SCHOOL].id
    async with reviewer(database, stage.world.school.id, kind, keys, account=account, key="k") as process, asyncio.timeout(60):
        before = await killed_in_the_middle(process, kind)
    # What is kept under the key is what is written, wherever the process was.
    assert len((await IdempotencyKey.get()).outcome.split()) == before

    school = stage.once(Role.SCHOOL, "k", [str(key) for key in keys], mutation="reviewAgreements")
    assert await review_many(school, kind, seen, RecordMove.PASS, None) == [Reviewed(key) for key in keys]
    await assert_whole(kind)
    assert await in_force() == WAITING
    async with stage.leaves_no_trace():
        assert await review_many(school, kind, seen, RecordMove.PASS, None) == [Reviewed(key) for key in keys]


async def test_portions_are_whole_after_a_kill_and_what_is_sent_again_does_the_rest(stage: Stage, database: str) -> None:
    kind, seen = RecordKind.REGISTRATION, await waiting_of(stage, RecordKind.REGISTRATION, WAITING)
    async with reviewer(database, stage.world.school.id, kind, [each.id for each in seen]) as process, asyncio.timeout(60):
        before = await killed_in_the_middle(process, kind)

    outcomes = await review_many(stage.as_role(Role.SCHOOL), kind, seen, RecordMove.PASS, None)
    refused = [each for each in outcomes if each.refusal is not None]
    assert len(refused) == before
    assert {type(each.refusal) for each in refused} == {MoveNotAllowed}
    assert len([each for each in outcomes if each == Reviewed(each.id)]) == WAITING - before
    await assert_whole(kind)
    assert await in_force() == WAITING
