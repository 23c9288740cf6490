"""Signing offline: a graduate applies, changes what was rejected, and hands in the stamped form, or its employer does (guide section 5)."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.agreement import decide, take
from actions.beginning import begin, copied_from
from actions.blocks import NOTHING_BESIDE, Blocks, read_blocks
from actions.context import ActionContext
from actions.employer_terms import Terms, columns_of
from actions.facts import read_gate
from actions.once import done_once
from actions.slot import is_slot_free
from actions.transaction import one_transaction, whole_action_retried
from actions.upload import attach_upload
from auth.scope import Rows
from models import Agreement, Employer, Graduate, Person
from rules.acts import ActName, RecordKind
from rules.agreement import SKIPPED_TO, Initiator, Move, Status, check_application
from rules.employer import EmployerStatus
from rules.errors import ChangedMeanwhile
from rules.gate import Feature
from rules.guards import check_season
from rules.roles import Module


@whole_action_retried
@done_once
async def apply(ctx: ActionContext, graduate_id: UUID, terms: Terms, said: Blocks = NOTHING_BESIDE) -> UUID:
    """Apply for the electronic agreement of one of the actor's graduations (申请电子就业协议); return the agreement's id.

    An employer that is approved under the credit code is named as it is registered, and sees the agreement from now on; not what is `said`
    of archive and household registration.
    Raises LevelTooLow, NotFound, ChangesEnded, ClassYearClosed, FeatureClosed, AgreementTypeMissing, NotSetUp, BasicsUnconfirmed,
    SlotTaken, Refusals (also with what `actions.blocks.read_blocks` refuses), ChangedMeanwhile.
    """
    now = ctx.clock.now()
    require_writer(ctx.actor, Module.EMPLOYMENT)
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, ctx.actor)
    gate = await read_gate(Feature.DESTINATION, graduate.class_year, graduate.school_id, graduate.province_code)
    check_season(gate, now)
    check_application(gate, basics_confirmed=graduate.confirmed_at is not None, slot_free=await is_slot_free(graduate.id))
    beside = await read_blocks(ctx.actor, graduate, said, now)
    with beside.told_with():
        columns = await _columns(terms)
    copied = await copied_from(graduate)
    first = Status.PROTOCOL_PENDING_DEPARTMENT
    agreement = Agreement(
        created_at=now,
        initiator=Initiator.GRADUATE,
        status=SKIPPED_TO.get((copied["review_levels"], first), first),
        invitee_name=graduate.name,
        invitee_id_last4=(await Person.get(id=graduate.person_id)).id_number_masked[-4:],
        is_graduate_disclosed=True,
        **copied,
        **columns,
    )
    async with one_transaction(ctx, now) as trail:
        await begin(agreement, ActName.AGREEMENT_APPLY, trail, now, beside.columns)
        return trail.returns(agreement.id)


@whole_action_retried
@done_once
async def resubmit(ctx: ActionContext, agreement_id: UUID, terms: Terms, said: Blocks = NOTHING_BESIDE, *, version: int) -> UUID:
    """Change what was rejected and submit it once more, for a new form under a new number (修改后重新提交); return the id.

    What it said of archive and household registration is what is `said` now.

    Raises LevelTooLow, NotFound, MoveNotAllowed, Refusals, the refusals of the move's guards, SlotTaken, ChangedMeanwhile.
    """
    decided = await decide(ctx, agreement_id, Move.RESUBMIT, version=version)
    beside = await read_blocks(ctx.actor, await Graduate.get(id=decided.agreement.graduate_id), said, decided.now)
    with beside.told_with():
        step = replace(decided, changes=await _columns(terms), beside=beside.columns)
    async with one_transaction(ctx, step.now) as trail:
        await take(step, trail)
        return trail.returns(agreement_id)


@whole_action_retried
@done_once
async def upload_scan(ctx: ActionContext, agreement_id: UUID, upload_id: UUID, *, version: int) -> UUID:
    """Hand in the stamped form (上传盖章扫描件), which the actor has uploaded before; it goes to the second review. Return the id.

    Raises LevelTooLow, NotFound (agreement or upload), MoveNotAllowed, the refusals of the move's guards, SlotTaken, ChangedMeanwhile.
    """
    step = await decide(ctx, agreement_id, Move.UPLOAD_SCAN, version=version)
    async with one_transaction(ctx, step.now) as trail:
        # The agreement is held first, as every other act on it does: who attaches another scan to it waits here, and not within.
        # It is held as it was read: what a scan copies from it (its employer) may be another's since, and no scan is of two.
        if not await Agreement.filter(id=agreement_id, version=step.agreement.version).select_for_update(no_key=True):
            raise ChangedMeanwhile
        await attach_upload(ctx, upload_id, RecordKind.AGREEMENT, step.agreement)
        await take(step, trail)
        return trail.returns(agreement_id)


async def _columns(terms: Terms) -> dict[str, Any]:
    """Return the columns that terms fill, with the employer's registration where there is one. Raises Refusals with all at fault."""
    columns = columns_of(terms)
    employer = await Employer.get_or_none(uscc=columns["employer_uscc"], status=EmployerStatus.APPROVED)
    if employer is None:
        return {**columns, "employer_id": None}
    return {**columns, "employer_id": employer.id, "employer_name": employer.name}
