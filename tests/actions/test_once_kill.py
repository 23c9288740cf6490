"""A process killed in the middle of its acts, each under an idempotency key: sent again, each is done once and told as done."""

from models import Agreement, Audit, Change, IdempotencyKey
from rules.agreement import Move, Status
from rules.roles import Role
from tests.actions.attempts import Attempt
from tests.actions.racer import racer
from tests.actions.stage import Stage, another_graduation, assert_counted
from tests.world import make_agreement

WRITES, AT_ONCE = 120, 8
KILLED_AFTER = (1, 30, 30)
"""How many acts each killed process is heard to have done; with those in flight, a process more finishes the rest."""


async def _assert_both_or_neither() -> int:
    """Assert that acts and keys are there for each other; return how many."""
    done = await Agreement.filter(status=Status.PENDING_DEPARTMENT).count()
    assert [await model.all().count() for model in (Audit, Change, IdempotencyKey)] == [done] * 3
    await assert_counted()
    return done


async def test_what_is_sent_again_after_every_kill_is_done_once(stage: Stage, database: str) -> None:
    account, attempts = str(stage.world.accounts[Role.GRADUATE].id), []
    for number in range(WRITES):
        agreement = await make_agreement(stage.world, graduate=await another_graduation(stage.world.graduate, number))
        scope = {"person_id": str(agreement.person_id)}
        attempts.append(Attempt(str(agreement.id), Move.ACCEPT, Role.GRADUATE, scope, account, f"key-{number}"))
    heard = 0
    for limit in KILLED_AFTER:
        # Some that were done are sent again as well: a client whose connection broke cannot know which they are.
        async with racer(database, attempts[heard:], at_once=AT_ONCE) as doomed:
            await doomed.go()
            said = 0
            async for _, _, outcome in doomed.outcomes():
                assert outcome == "DONE"
                said += 1
                if said == limit:
                    doomed.process.kill()
            assert await doomed.process.wait() == -9
        heard += limit // 2
        assert await _assert_both_or_neither() < WRITES
    async with racer(database, attempts, at_once=AT_ONCE) as last:
        await last.go()
        assert {outcome for _, _, outcome in await last.all_outcomes()} == {"DONE"}
    assert await _assert_both_or_neither() == WRITES
