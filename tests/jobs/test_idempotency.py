"""Idempotency keys are known for a day at least, and removed after it."""

from datetime import timedelta

from actions.agreement import move_agreement
from jobs.idempotency import run_once
from jobs.rounds import PORTION
from models import IdempotencyKey
from rules.agreement import Move
from rules.errors import MoveNotAllowed
from rules.idempotency import KEPT
from rules.roles import Role
from tests.actions.stage import Stage
from tests.world import NOW, make_agreement


async def test_a_key_is_known_for_a_day_and_then_for_nothing(stage: Stage) -> None:
    assert timedelta(hours=24) <= KEPT
    agreement = await make_agreement(stage.world)
    graduate = stage.once(Role.GRADUATE, "k")
    await move_agreement(graduate, agreement.id, Move.REJECT, version=1)
    assert await run_once(NOW + KEPT - timedelta(microseconds=1)) == 0
    assert await move_agreement(graduate, agreement.id, Move.REJECT, version=1) == agreement.id
    assert await run_once(NOW + KEPT) == 1
    async with stage.refuses(MoveNotAllowed):
        await move_agreement(graduate, agreement.id, Move.REJECT, version=1)


async def test_a_round_removes_all_that_is_due_and_nothing_else(stage: Stage) -> None:
    account, same = stage.world.accounts[Role.SCHOOL], {"mutation": "m", "input_digest": "0" * 64, "outcome": "done"}
    moments = [NOW - KEPT] * (PORTION + 1) + [NOW - KEPT + timedelta(seconds=1)] * 2
    await IdempotencyKey.bulk_create(
        [IdempotencyKey(account=account, key_digest=f"{number:064}", created_at=moment, **same) for number, moment in enumerate(moments)]
    )
    assert await run_once(NOW) == PORTION + 1
    assert await run_once(NOW) == 0
    assert await IdempotencyKey.all().count() == 2
