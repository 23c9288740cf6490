"""What a graduate does with the basic data that the roster has of it (基本信息): look through them, and confirm them."""

from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.context import ActionContext
from actions.once import done_once
from actions.roster import check_year, graduate_act
from actions.transaction import one_transaction, whole_action_retried
from auth.scope import Rows
from models import Graduate
from rules.acts import ActName
from rules.errors import AlreadyConfirmed, ChangedMeanwhile, LevelTooLow
from rules.roles import Module, Role


@whole_action_retried
@done_once
async def confirm_basics(ctx: ActionContext, graduate_id: UUID, *, version: int) -> UUID:
    """Confirm what the roster says of one of the actor's own graduations (信息确认); `version` is what the graduate saw. Return its id.

    Signing begins with it (domain: 基本信息). The school's corrections end it, and it is done again.
    Raises LevelTooLow, NotFound, ClassYearClosed, ChangedMeanwhile, AlreadyConfirmed.
    """
    now = ctx.clock.now()
    require_writer(ctx.actor, Module.EMPLOYMENT)
    if ctx.actor.role is not Role.GRADUATE:
        raise LevelTooLow(Module.EMPLOYMENT)
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, ctx.actor)
    await check_year(graduate.class_year)
    if graduate.version != version:
        raise ChangedMeanwhile
    if graduate.confirmed_at is not None:
        raise AlreadyConfirmed
    async with one_transaction(ctx, now) as trail:
        unconfirmed = Graduate.filter(id=graduate.id, version=version, confirmed_at=None)
        if not await unconfirmed.update(version=version + 1, confirmed_at=now, updated_at=now):
            raise ChangedMeanwhile
        await trail.record(graduate_act(graduate, ActName.GRADUATE_CONFIRM))
        return trail.returns(graduate.id)
