"""Registering an agreement that was signed on paper (补登): a graduate submits it, or what was rejected once more (guide section 5).

What brings nothing else along (cancelling, reviews, voiding) is done by `actions.record.move_record`.
"""

from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.blocks import NOTHING_BESIDE, Blocks, read_blocks
from actions.context import ActionContext
from actions.employer_terms import Terms, columns_of
from actions.facts import copied_from_graduate
from actions.flow_in import keep_blocks
from actions.once import done_once
from actions.record import decide_record, facts_of
from actions.record_step import begin_record, begun
from actions.steps import leave
from actions.transaction import one_transaction, whole_action_retried
from actions.upload import attach_upload
from auth.scope import Rows
from models import Graduate, Supplement
from rules.acts import RecordKind
from rules.errors import ChangedMeanwhile
from rules.files import Purpose
from rules.lives import LIVES
from rules.record_life import check_record_guards, first_status
from rules.record_terms import RecordMove
from rules.roles import Module

KIND: Final = RecordKind.SUPPLEMENT


@dataclass(frozen=True, slots=True)
class PaperAgreement:
    """What a graduate types off its paper agreement; `number` is the paper's own, at most 40 characters."""

    number: str
    terms: Terms
    beside: Blocks = NOTHING_BESIDE
    """What the graduate says of its archive and its household registration with it."""

    @property
    def columns(self) -> dict[str, Any]:
        """Return the columns it fills. Raises Refusals with all at fault."""
        return columns_of(self.terms, self.number)


@whole_action_retried
@done_once
async def submit_supplement(ctx: ActionContext, graduate_id: UUID, paper: PaperAgreement, scan_id: UUID) -> UUID:
    """Register a paper agreement of one of the actor's graduations, with its scan (补登); return the supplement's id.

    Raises LevelTooLow, NotFound (the graduation, or the scan), ClassYearClosed, FeatureClosed, NotSetUp, BasicsUnconfirmed, SlotTaken,
    Refusals (also with what `actions.blocks.read_blocks` refuses).
    """
    now, life = ctx.clock.now(), LIVES[KIND]
    require_writer(ctx.actor, Module.EMPLOYMENT)
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, ctx.actor)
    check_record_guards(life, RecordMove.RESUBMIT, await facts_of(KIND, graduate, now))
    beside = await read_blocks(ctx.actor, graduate, paper.beside, now)
    with beside.told_with():
        columns = paper.columns
    copied = await copied_from_graduate(KIND, graduate)
    supplement = Supplement(created_at=now, status=first_status(life, copied["review_levels"]), **copied, **columns)
    async with one_transaction(ctx, now) as trail:
        done = await begin_record(KIND, supplement, now)
        await keep_blocks(supplement, beside.columns, now)
        await attach_upload(ctx, scan_id, KIND, supplement, Purpose.SCAN)
        await begun(done, supplement, trail, now)
        return trail.returns(supplement.id)


@whole_action_retried
@done_once
async def resubmit_supplement(
    ctx: ActionContext, supplement_id: UUID, paper: PaperAgreement, *, version: int, scan_id: UUID | None = None
) -> UUID:
    """Change what was rejected and submit it once more (修改后重新提交); return the id. The scan stays, and another may come beside it.

    Raises what `submit_supplement` does, and MoveNotAllowed, ChangedMeanwhile.
    """
    decided = await decide_record(ctx, KIND, supplement_id, RecordMove.RESUBMIT, version=version)
    beside = await read_blocks(ctx.actor, await Graduate.get(id=decided.record.graduate_id), paper.beside, decided.now)
    with beside.told_with():
        step = replace(decided, changes=paper.columns)
    async with one_transaction(ctx, step.now) as trail:
        left = await step.take()
        if left is None:
            raise ChangedMeanwhile
        await keep_blocks(step.record, beside.columns, step.now)
        if scan_id is not None:
            await attach_upload(ctx, scan_id, KIND, step.record, Purpose.SCAN)
        await leave(left, step, trail)
        return trail.returns(supplement_id)
