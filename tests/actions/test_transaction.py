"""One transaction: what is raised leaves nothing, what collides is tried again as a whole, signals follow the commit."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from tortoise.exceptions import OperationalError
from tortoise.transactions import in_transaction

from actions.trail import Act
from actions.transaction import TRIES, asks_to_try_again, one_transaction, whole_action_retried
from actions.unique import TryAgain
from models import DatabaseMark
from rules.acts import ActName, RecordKind
from rules.errors import NotFound
from rules.roles import Role
from tests.actions.stage import Stage


async def test_an_action_that_collides_is_tried_again_from_its_first_read() -> None:
    tried: list[str] = []

    @whole_action_retried
    async def collide(name: str, *, succeed_at: int) -> str:
        tried.append(name)
        if len(tried) < succeed_at:
            raise TryAgain
        return f"{name} {len(tried)}"

    assert await collide("try", succeed_at=TRIES) == f"try {TRIES}"
    tried.clear()
    with pytest.raises(TryAgain):
        await collide("try", succeed_at=TRIES + 1)
    assert len(tried) == TRIES


@pytest.mark.parametrize("error", [NotFound(), ValueError("a fault"), asyncio.CancelledError()])
async def test_refusals_faults_and_cancellation_are_not_tried_again(error: BaseException) -> None:
    tried = []

    @whole_action_retried
    async def fail() -> None:
        tried.append(1)
        raise error

    with pytest.raises(type(error)):
        await fail()
    assert len(tried) == 1


def test_deadlock_and_serialisation_failure_ask_to_try_again_and_a_broken_rule_does_not() -> None:
    assert asks_to_try_again(asyncpg.DeadlockDetectedError("deadlock detected"))
    assert asks_to_try_again(asyncpg.SerializationError("could not serialize access"))
    assert asks_to_try_again(OperationalError(asyncpg.DeadlockDetectedError("deadlock detected")))
    assert not asks_to_try_again(asyncpg.UniqueViolationError("duplicate key"))
    assert not asks_to_try_again(OperationalError("no such table"))


async def test_two_transactions_that_lock_in_opposite_orders_both_succeed(database: str) -> None:
    names = ("first", "second")
    for name in names:
        await DatabaseMark.create(name=name, value="as made")

    @whole_action_retried
    async def write(order: tuple[str, ...], value: str) -> None:
        async with in_transaction():
            for name in order:
                await DatabaseMark.filter(name=name).update(value=value)
                await asyncio.sleep(0.05)

    await asyncio.gather(write(names, "forwards"), write(names[::-1], "backwards"))
    assert len({mark.value for mark in await DatabaseMark.all()}) == 1


async def test_a_locked_sqlite_database_is_tried_again_and_the_action_succeeds_once_it_is_free(tmp_path: Path) -> None:
    file = tmp_path / "locked.db"
    tried = []
    with closing(sqlite3.connect(file, isolation_level=None)) as holder, closing(sqlite3.connect(file, timeout=0)) as other:
        holder.execute("CREATE TABLE t (x)")
        holder.execute("BEGIN IMMEDIATE")

        @whole_action_retried
        async def write() -> None:
            tried.append(1)
            if len(tried) == TRIES:
                holder.execute("ROLLBACK")
            try:
                other.execute("INSERT INTO t VALUES (1)")
            except sqlite3.OperationalError as locked:
                raise OperationalError(locked) from None

        await write()
    assert len(tried) == TRIES


async def test_signals_are_sent_once_after_the_commit_with_everything_that_is_dirty(stage: Stage) -> None:
    ctx = stage.as_role(Role.SCHOOL)
    names = (ActName.AGREEMENT_PASS, ActName.AGREEMENT_FAIL)
    acts = [Act(name, RecordKind.AGREEMENT, uuid4(), "11", school_id=uuid4()) for name in names]
    async with one_transaction(ctx, stage.clock.now()) as trail:
        for act in acts:
            await trail.record(act)
        assert stage.signals.heard == []
    assert stage.signals.heard == [act.dirty for act in acts]


async def test_a_transaction_in_which_something_is_raised_leaves_no_trace_and_no_signal(stage: Stage) -> None:
    ctx = stage.as_role(Role.SCHOOL)
    async with stage.refuses(NotFound), one_transaction(ctx, stage.clock.now()) as trail:
        await trail.record(Act(ActName.AGREEMENT_PASS, RecordKind.AGREEMENT, uuid4(), "11", school_id=uuid4()))
        raise NotFound
