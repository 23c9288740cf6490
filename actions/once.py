"""Doing an act once however often it is sent: what was done under an idempotency key is told again, and not done again."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar, cast
from uuid import UUID

from actions.context import ActionContext
from actions.unique import ONE_ACT_OF_KEY, TryAgain, refused_by
from auth.once import Once
from models import IdempotencyKey
from rules.errors import Refusals, RuleError
from rules.idempotency_errors import IdempotencyKeyReused, ShownOnce

P = ParamSpec("P")
T = TypeVar("T")

Returned = UUID | int | Sequence[UUID] | None
"""What an act may return and have told again: keys of records, which are read anew each time, and counts."""
SHOWN: Final = "shown"
"""The outcome of an act that shows a secret, which is kept nowhere."""


def written(returned: Returned) -> str:
    """Return an outcome as it is kept. `told` reads it."""
    match returned:
        case UUID():
            return f"id {returned}"
        case int():
            return f"count {returned}"
        case None:
            return "done"
    return f"ids {' '.join(map(str, returned))}"


def told(outcome: str) -> Returned:
    """Return what an act returned that is kept as `outcome`. Raises ShownOnce for what showed a secret."""
    kind, _, text = outcome.partition(" ")
    match kind:
        case "id":
            return UUID(text)
        case "count":
            return int(text)
        case "ids":
            return [UUID(each) for each in text.split()]
        case "done":
            return None
    raise ShownOnce


async def recall(ctx: ActionContext, once: Once) -> str | None:
    """Return the outcome kept under a key of the actor's, or None where nothing was done under it.

    Raises IdempotencyKeyReused where what was done is not what is asked for.
    """
    kept = await IdempotencyKey.get_or_none(account_id=ctx.actor.account_id, key_digest=once.key)
    if kept is None:
        return None
    if (kept.mutation, kept.input_digest) != (once.mutation, once.given):
        raise IdempotencyKeyReused
    return kept.outcome


async def keep(ctx: ActionContext, once: Once, outcome: str, now: datetime, *, before: str | None = None) -> None:
    """Keep an outcome under a key, as the last statement of the transaction that brought it about.

    Whoever did the same at the same time waits here for the commit of the one, and is then rolled back as a whole. It comes last
    because a row that nobody waits for while it waits for others cannot be part of a deadlock.
    `before` is what was kept so far, of an act that is more than one transaction. Raises TryAgain where another has kept something since.
    """
    meanwhile = TryAgain("the same was sent twice at once, and the other has committed; the next try finds its outcome")
    if before is None:
        with refused_by(ONE_ACT_OF_KEY, meanwhile):
            await IdempotencyKey.create(
                created_at=now,
                account_id=ctx.actor.account_id,
                key_digest=once.key,
                mutation=once.mutation,
                input_digest=once.given,
                outcome=outcome,
            )
        return
    unchanged = IdempotencyKey.filter(account_id=ctx.actor.account_id, key_digest=once.key, outcome=before)
    if not await unchanged.update(outcome=outcome, updated_at=now):
        raise meanwhile


def done_once(action: Callable[Concatenate[ActionContext, P], Awaitable[T]]) -> Callable[Concatenate[ActionContext, P], Awaitable[T]]:
    """Do an action once under the key of its context: sent again, it returns what it returned, and writes nothing.

    A refusal is not kept: what was refused can be sent again, corrected or not, under the same key.
    Stands below `whole_action_retried`, so that every try looks first. Raises IdempotencyKeyReused, ShownOnce.
    """

    @wraps(action)
    async def once(ctx: ActionContext, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if ctx.once is None:
            return await action(ctx, *args, **kwargs)
        kept = await recall(ctx, ctx.once)
        if kept is None:
            try:
                return await action(ctx, *args, **kwargs)
            except (RuleError, Refusals):
                # Who sent the same at the same time may have done it since it was looked: then its own doing is what refuses it.
                kept = await recall(ctx, ctx.once)
                if kept is None:
                    raise
        return cast("T", told(kept))

    return once
