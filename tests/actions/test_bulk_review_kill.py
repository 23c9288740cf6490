"""A bulk review that is killed: its portions are there whole or not at all, and the same request sent again does the rest."""

import asyncio

from actions.bulk_review import PORTION, Reviewed, review_many
from models import Agreement, Audit, Change, IdempotencyKey, IssuedNumber, Review
from rules.acts import RecordKind
from rules.agreement import Status
from rules.errors import MoveNotAllowed
from rules.record_terms import RecordMove
from rules.roles import Role
from tests.actions.bulk_reviewer import reviewer
from tests.actions.stage import Stage, assert_counted
from tests.actions.test_bulk_review import waiting

WAITING = 9 * PORTION


async def in_force() -> int:
    """Return how many agreements are in force."""
    return await Agreement.filter(status=Status.EFFECTIVE).count()


async def assert_whole() -> None:
    """Assert that all that goes with a review is there exactly for the agreements that were reviewed."""
    done = await in_force()
    assert done % PORTION == 0
    assert [await model.all().count() for model in (Audit, Change, Review, IssuedNumber)] == [done] * 4
    await assert_counted()


async def killed_in_the_middle(process: asyncio.subprocess.Process) -> int:
    """Kill a reviewer once something is reviewed; return how much is, which is whole."""
    while not await in_force():
        assert process.returncode is None
        await asyncio.sleep(0.001)
    process.kill()
    assert await process.wait() == -9
    await assert_whole()
    done = await in_force()
    assert done < WAITING
    return done


async def test_after_a_kill_the_same_sent_again_under_its_key_is_told_as_if_nothing_had_happened(stage: Stage, database: str) -> None:
    seen = await waiting(stage, WAITING)
    keys, account = [each.id for each in seen], stage.world.accounts[Role.SCHOOL].id
    async with reviewer(database, stage.world.school.id, keys, account=account, key="k") as process, asyncio.timeout(60):
        before = await killed_in_the_middle(process)
    # What is kept under the key is what is written, wherever the process was.
    assert len((await IdempotencyKey.get()).outcome.split()) == before

    school = stage.once(Role.SCHOOL, "k", [str(key) for key in keys], mutation="reviewAgreements")
    assert await review_many(school, RecordKind.AGREEMENT, seen, RecordMove.PASS, None) == [Reviewed(key) for key in keys]
    await assert_whole()
    assert await in_force() == WAITING
    async with stage.leaves_no_trace():
        assert await review_many(school, RecordKind.AGREEMENT, seen, RecordMove.PASS, None) == [Reviewed(key) for key in keys]


async def test_portions_are_whole_after_a_kill_and_what_is_sent_again_does_the_rest(stage: Stage, database: str) -> None:
    seen = await waiting(stage, WAITING)
    async with reviewer(database, stage.world.school.id, [each.id for each in seen]) as process, asyncio.timeout(60):
        before = await killed_in_the_middle(process)

    outcomes = await review_many(stage.as_role(Role.SCHOOL), RecordKind.AGREEMENT, seen, RecordMove.PASS, None)
    refused = [each for each in outcomes if each.refusal is not None]
    assert len(refused) == before
    assert {type(each.refusal) for each in refused} == {MoveNotAllowed}
    assert len([each for each in outcomes if each == Reviewed(each.id)]) == WAITING - before
    await assert_whole()
    assert await in_force() == WAITING
