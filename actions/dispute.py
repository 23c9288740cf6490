"""What a graduate and its school do with a dispute (信息异议): it is raised, answered or taken back, and no record changes or waits."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tortoise.models import Model

from actions.access import find_in_scope, require_writer
from actions.context import ActionContext
from actions.inputs import required_text
from actions.once import done_once
from actions.roster import check_year
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_OPEN_DISPUTE, refused_by
from auth.scope import Rows
from models import Agreement, Dispute, Graduate, Registration, Supplement
from rules.acts import ActName, RecordKind
from rules.dispute import (
    MOVED_BY,
    TEXT_LIMIT,
    DisputeMove,
    DisputeState,
    DisputeSubject,
    check_disputable,
    next_dispute_state,
)
from rules.dispute_errors import DisputeUnderWay
from rules.errors import ChangedMeanwhile, LevelTooLow
from rules.roles import Module, Role

_FOUND_IN: Final[dict[DisputeSubject, tuple[type[Model], Rows]]] = {
    DisputeSubject.BASICS: (Graduate, Rows.GRADUATE),
    DisputeSubject.AGREEMENT: (Agreement, Rows.AGREEMENT),
    DisputeSubject.SUPPLEMENT: (Supplement, Rows.SUPPLEMENT),
    DisputeSubject.REGISTRATION: (Registration, Rows.REGISTRATION),
}
_SCOPE: Final = ("school_id", "province_code", "department_id", "person_id", "class_year")


@whole_action_retried
@done_once
async def raise_dispute(ctx: ActionContext, subject: DisputeSubject, record_id: UUID, *, reason: str) -> UUID:
    """Say that what is registered of one of the actor's own graduations is wrong (提出异议); return the dispute's id.

    `record_id` is a record of the kind `subject` names, which counts as the graduate's destination; of basic data the graduation.
    Raises LevelTooLow, InvalidInput, NotFound, ClassYearClosed, NotDisputable, DisputeUnderWay.
    """
    now = ctx.clock.now()
    _require(ctx, Role.GRADUATE)
    reason = required_text("reason", "异议内容", reason, TEXT_LIMIT)
    model, rows = _FOUND_IN[subject]
    disputed: Any = await find_in_scope(model, rows, record_id, ctx.actor)
    await check_year(disputed.class_year)
    # Looked at and not held: a record that ends at this moment leaves a dispute that its school answers with just that.
    check_disputable(subject, getattr(disputed, "status", None))
    graduate = disputed if isinstance(disputed, Graduate) else await Graduate.get(id=disputed.graduate_id)
    dispute = Dispute(
        created_at=now,
        graduate_id=graduate.id,
        **{column: getattr(graduate, column) for column in _SCOPE},
        subject=subject,
        record_id=record_id,
        reason=reason,
        state=DisputeState.OPEN,
    )
    async with one_transaction(ctx, now) as trail:
        with refused_by(ONE_OPEN_DISPUTE, DisputeUnderWay()):
            await dispute.save(force_create=True)
        await trail.record(_act(dispute, ActName.DISPUTE_RAISE, None, DisputeState.OPEN, reason))
        return trail.returns(dispute.id)


@whole_action_retried
@done_once
async def resolve_dispute(ctx: ActionContext, dispute_id: UUID, *, version: int, answer: str) -> UUID:
    """Answer a dispute of a graduate of the acting school (答复异议); return its id. What was wrong is corrected by the acts for that.

    Raises LevelTooLow, InvalidInput, NotFound, ClassYearClosed, DisputeOver, ChangedMeanwhile.
    """
    now = ctx.clock.now()
    _require(ctx, MOVED_BY[DisputeMove.RESOLVE])
    answer = required_text("answer", "答复内容", answer, TEXT_LIMIT)
    return await _close(ctx, dispute_id, DisputeMove.RESOLVE, version, now, answer)


@whole_action_retried
@done_once
async def withdraw_dispute(ctx: ActionContext, dispute_id: UUID, *, version: int) -> UUID:
    """Take back a dispute of one's own that is not answered yet (撤回异议); return its id.

    Raises LevelTooLow, NotFound, ClassYearClosed, DisputeOver, ChangedMeanwhile.
    """
    now = ctx.clock.now()
    _require(ctx, MOVED_BY[DisputeMove.WITHDRAW])
    return await _close(ctx, dispute_id, DisputeMove.WITHDRAW, version, now)


def _require(ctx: ActionContext, role: Role) -> None:
    require_writer(ctx.actor, Module.EMPLOYMENT)
    if ctx.actor.role is not role:
        raise LevelTooLow(Module.EMPLOYMENT)


async def _close(ctx: ActionContext, dispute_id: UUID, move: DisputeMove, version: int, now: datetime, answer: str | None = None) -> UUID:
    dispute = await find_in_scope(Dispute, Rows.DISPUTE, dispute_id, ctx.actor)
    await check_year(dispute.class_year)
    after = next_dispute_state(dispute.state, move, ctx.actor.role)
    async with one_transaction(ctx, now) as trail:
        still = Dispute.filter(id=dispute.id, state=dispute.state, version=version)
        if not await still.update(state=after, answer=answer, closed_at=now, updated_at=now, version=version + 1):
            raise ChangedMeanwhile
        await trail.record(_act(dispute, ActName(f"DISPUTE_{move}"), dispute.state, after, answer))
        return trail.returns(dispute.id)


def _act(dispute: Dispute, name: ActName, before: DisputeState | None, after: DisputeState, reason: str | None) -> Act:
    return Act(
        name=name,
        kind=RecordKind.DISPUTE,
        record_id=dispute.id,
        school_id=dispute.school_id,
        province_code=dispute.province_code,
        class_year=dispute.class_year,
        before=before,
        after=after,
        reason=reason,
    )
