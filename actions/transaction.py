"""One action is one transaction: retried as a whole where the engine asks for it, and signalled only once it has committed."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import wraps
from random import uniform
from typing import Final, ParamSpec, TypeVar

from tortoise.transactions import in_transaction

from actions.context import ActionContext
from actions.once import keep
from actions.trail import Trail
from actions.unique import TryAgain

P = ParamSpec("P")
T = TypeVar("T")

TRIES: Final = 3
LONGEST_PAUSE: Final = 0.05
"""Seconds; the pause before a second try is drawn from 0 to this, so that two that collided do not collide again."""

_POSTGRESQL_ASKS_AGAIN: Final = frozenset({"40001", "40P01"})
"""serialization_failure and deadlock_detected."""
_SQLITE_ASKS_AGAIN: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


class Inconsistent(Exception):
    """A fault, not a refusal: the database does not hold what its own rules promise, so the transaction must not go on."""


def whole_action_retried(action: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Run `action` again from its first read when the engine or chance made it collide; at most `TRIES` times in all.

    Only a transaction that was rolled back is tried again, so nothing is done twice. Refusals and faults pass at once.
    """

    @wraps(action)
    async def tried(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(TRIES - 1):
            try:
                return await action(*args, **kwargs)
            except Exception as error:
                if not asks_to_try_again(error):
                    raise
            await asyncio.sleep(uniform(0, LONGEST_PAUSE))
        return await action(*args, **kwargs)

    return tried


def asks_to_try_again(error: BaseException) -> bool:
    """Return whether `error`, or one it was made from, is a deadlock, a serialisation failure, a locked database or `TryAgain`.

    Drivers' errors arrive wrapped by the ORM, bare (asyncpg's deadlock), or as its argument only (SQLite's), so all are looked at.
    """
    if isinstance(error, TryAgain) or getattr(error, "sqlstate", None) in _POSTGRESQL_ASKS_AGAIN:
        return True
    if isinstance(error, sqlite3.OperationalError):
        return error.sqlite_errorcode & 0xFF in _SQLITE_ASKS_AGAIN
    inner = (*error.args, error.__cause__)
    return any(asks_to_try_again(one) for one in inner if isinstance(one, BaseException))


@asynccontextmanager
async def one_transaction(ctx: ActionContext, now: datetime) -> AsyncIterator[Trail]:
    """Give the trail of a new transaction; commit and then signal what it made dirty or revoked, or leave nothing where anything is raised.

    The first statement inside must be the one that decides (a compare-and-set or a unique insert): whoever waits there for
    another writer has read nothing yet that could be out of date. Where the act has an idempotency key, what the trail was told
    that it returns is kept with it. Raises TryAgain where the same was done meanwhile, and Inconsistent where the trail was told nothing.
    """
    trail = Trail(ctx.actor, now, ctx.seal)
    async with in_transaction():
        yield trail
        if ctx.once is not None:
            if trail.outcome is None:
                raise Inconsistent(f"{ctx.once.mutation} has an idempotency key and does not say what it returns")
            await keep(ctx, ctx.once, trail.outcome, now)
    if trail.gone:
        ctx.signals.revoked(trail.gone)
    if trail.dirty:
        ctx.signals.changed(trail.dirty)
