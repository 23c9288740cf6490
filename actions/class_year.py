"""Class years (届): the ministry opens them, closes them, which makes them read-only, and opens them again for corrections."""

from datetime import datetime

from actions.context import ActionContext
from actions.inputs import required_text
from actions.once import done_once
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_CLASS_YEAR, refused_by
from auth.actor import Actor
from models import ClassYear
from rules.acts import ActName, RecordKind
from rules.class_year_errors import ClassYearAlreadyClosed, ClassYearAlreadyOpen
from rules.errors import LevelTooLow, NotFound
from rules.gate import ClassYearState, check_class_year_in_range, last_change
from rules.roles import Module, Role

OPEN, CLOSED = ClassYearState.OPEN, ClassYearState.CLOSED
REASON_LIMIT = 500
"""The longest reason, in characters."""


@whole_action_retried
@done_once
async def open_class_year(ctx: ActionContext, year: int) -> int:
    """Open a class year that there has not been; return it. Nothing is copied into it: what is set up, somebody sets up.

    Graduates change what is theirs by themselves until the end of its 31 August (`rules.gate.last_change`).

    Raises LevelTooLow (the actor is not the ministry), InvalidInput, ClassYearAlreadyOpen, ClassYearAlreadyClosed.
    """
    now = ctx.clock.now()
    _require_ministry(ctx.actor)
    check_class_year_in_range(year)
    was = await ClassYear.get_or_none(year=year)
    if was is not None:
        raise ClassYearAlreadyOpen(year) if was.state is OPEN else ClassYearAlreadyClosed(year)
    async with one_transaction(ctx, now) as trail:
        with refused_by(ONE_CLASS_YEAR, ClassYearAlreadyOpen(year)):
            await ClassYear(year=year, state=OPEN, changes_until=last_change(year), created_at=now).save(force_create=True)
        await trail.record(_act(ActName.CLASS_YEAR_OPEN, year, None, OPEN))
        return trail.returns(year)


@whole_action_retried
@done_once
async def close_class_year(ctx: ActionContext, year: int, reason: str) -> int:
    """Close a class year; return it. What still waits in it then waits for nobody, and is as it was if it is opened again.

    Raises LevelTooLow (the actor is not the ministry), InvalidInput, NotFound (no such year), ClassYearAlreadyClosed.
    """
    now = ctx.clock.now()
    _require_ministry(ctx.actor)
    reason = required_text("reason", "原因", reason, REASON_LIMIT)
    async with one_transaction(ctx, now) as trail:
        changes = {"state": CLOSED, "closed_at": now, "status_reason": reason, "updated_at": now}
        if not await ClassYear.filter(year=year, state=OPEN).update(**changes):
            raise ClassYearAlreadyClosed(year) if await ClassYear.exists(year=year) else NotFound
        await trail.record(_act(ActName.CLASS_YEAR_CLOSE, year, OPEN, CLOSED, reason))
        return trail.returns(year)


@whole_action_retried
@done_once
async def reopen_class_year(ctx: ActionContext, year: int, reason: str) -> int:
    """Open a closed class year again, for corrections that came late; return it.

    Raises LevelTooLow (the actor is not the ministry), InvalidInput, NotFound (no such year), ClassYearAlreadyOpen.
    """
    now = ctx.clock.now()
    _require_ministry(ctx.actor)
    reason = required_text("reason", "原因", reason, REASON_LIMIT)
    async with one_transaction(ctx, now) as trail:
        changes = {"state": OPEN, "closed_at": None, "status_reason": reason, "updated_at": now}
        if not await ClassYear.filter(year=year, state=CLOSED).update(**changes):
            raise ClassYearAlreadyOpen(year) if await ClassYear.exists(year=year) else NotFound
        await trail.record(_act(ActName.CLASS_YEAR_REOPEN, year, CLOSED, OPEN, reason))
        return trail.returns(year)


@whole_action_retried
@done_once
async def set_changes_until(ctx: ActionContext, year: int, until: datetime | None, reason: str) -> int:
    """Set from which instant on (aware; None = never) graduates of an open class year change nothing by themselves; return the year.

    Raises LevelTooLow (the actor is not the ministry), InvalidInput, NotFound (no such year), ClassYearAlreadyClosed.
    """
    now = ctx.clock.now()
    _require_ministry(ctx.actor)
    reason = required_text("reason", "原因", reason, REASON_LIMIT)
    async with one_transaction(ctx, now) as trail:
        if not await ClassYear.filter(year=year, state=OPEN).update(changes_until=until, updated_at=now):
            raise ClassYearAlreadyClosed(year) if await ClassYear.exists(year=year) else NotFound
        await trail.record(_act(ActName.CLASS_YEAR_SET_DEADLINE, year, OPEN, OPEN, reason))
        return trail.returns(year)


def _require_ministry(actor: Actor) -> None:
    """Class years are of the whole nation, and nobody holds a level on that: the ministry opens and closes them by its role."""
    if actor.role is not Role.MINISTRY:
        raise LevelTooLow(Module.EMPLOYMENT)


def _act(name: ActName, year: int, before: ClassYearState | None, after: ClassYearState, reason: str | None = None) -> Act:
    return Act(name, RecordKind.CLASS_YEAR, str(year), None, class_year=year, before=before, after=after, reason=reason)
