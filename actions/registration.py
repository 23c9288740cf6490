"""Registering another destination than an agreement (去向登记): a graduate submits it, or what was rejected once more (guide section 5).

What brings nothing else along (cancelling, reviews, voiding) is done by `actions.record.move_record`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.blocks import NOTHING_BESIDE, Blocks, read_blocks
from actions.context import ActionContext
from actions.facts import copied_from_graduate
from actions.flow_in import keep_blocks
from actions.once import done_once
from actions.record import decide_record, facts_of
from actions.record_step import begin_record, begun
from actions.steps import leave
from actions.transaction import one_transaction, whole_action_retried
from actions.upload import attach_upload
from auth.scope import Rows
from models import Graduate, Registration, SchoolSetup, Upload
from rules.acts import RecordKind
from rules.errors import ChangedMeanwhile, InvalidInput
from rules.files import Purpose
from rules.lives import LIVES
from rules.record_life import check_record_guards, first_status
from rules.record_terms import RecordMove
from rules.registration_details import Value, check_category, check_details, kept_values, plain_values
from rules.roles import Module

KIND: Final = RecordKind.REGISTRATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a graduate says of its destination: `values` by the fields' names (`rules.registration_fields`), `proofs` its own uploads."""

    category: str
    values: Mapping[str, Value]
    proofs: Sequence[UUID] = ()
    beside: Blocks = NOTHING_BESIDE
    """What it says of its archive and its household registration with it."""


@whole_action_retried
@done_once
async def submit_registration(ctx: ActionContext, graduate_id: UUID, said: Said) -> UUID:
    """Register another destination of one of the actor's graduations (去向登记); return the registration's id.

    Raises LevelTooLow, NotFound (the graduation, or a proof), ClassYearClosed, FeatureClosed, NotSetUp, BasicsUnconfirmed, SlotTaken,
    CategoryNotAllowed, InvalidInput, Refusals (also with what `actions.blocks.read_blocks` refuses).
    """
    now, life = ctx.clock.now(), LIVES[KIND]
    require_writer(ctx.actor, Module.EMPLOYMENT)
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, ctx.actor)
    check_record_guards(life, RecordMove.RESUBMIT, await facts_of(KIND, graduate, now))
    beside = await read_blocks(ctx.actor, graduate, said.beside, now)
    with beside.told_with():
        columns = await _columns(said, graduate.school_id, graduate.class_year)
    copied = await copied_from_graduate(KIND, graduate)
    status = first_status(life, copied["review_levels"])
    registration = Registration(created_at=now, status=status, **copied, **columns)
    async with one_transaction(ctx, now) as trail:
        done = await begin_record(KIND, registration, now)
        await keep_blocks(registration, beside.columns, now)
        await _attach(ctx, said, registration)
        await begun(done, registration, trail, now)
        return trail.returns(registration.id)


@whole_action_retried
@done_once
async def resubmit_registration(ctx: ActionContext, registration_id: UUID, said: Said, *, version: int) -> UUID:
    """Change what was rejected and submit it once more (修改后重新提交); return the id. What was uploaded before stays with it;
    what it said of archive and household registration is what it says now.

    Raises what `submit_registration` does, and MoveNotAllowed, ChangedMeanwhile.
    """
    decided = await decide_record(ctx, KIND, registration_id, RecordMove.RESUBMIT, version=version)
    before = await Registration.get(id=registration_id)
    has_proof = before.category == said.category and await Upload.exists(record_kind=KIND, record_id=before.id)
    beside = await read_blocks(ctx.actor, await Graduate.get(id=before.graduate_id), said.beside, decided.now)
    with beside.told_with():
        columns = await _columns(said, before.school_id, before.class_year, has_proof=has_proof)
    step = replace(decided, changes=columns)
    async with one_transaction(ctx, step.now) as trail:
        left = await step.take()
        if left is None:
            raise ChangedMeanwhile
        await keep_blocks(before, beside.columns, step.now)
        await _attach(ctx, said, before)
        await leave(left, step, trail)
        return trail.returns(registration_id)


async def _columns(said: Said, school_id: UUID, class_year: int, *, has_proof: bool = False) -> dict[str, Any]:
    """Return the columns that a registration fills. Raises InvalidInput, CategoryNotAllowed, Refusals with all at fault."""
    setup = await SchoolSetup.get(school_id=school_id, class_year=class_year, feature=LIVES[KIND].feature)
    check_category(said.category, setup.allowed_categories)
    if len(set(said.proofs)) < len(said.proofs):
        raise InvalidInput("proofs", "同一个文件只能选择一次")
    return _checked(said.category, said.values, proofs=len(said.proofs), has_proof=has_proof)


def approved_columns(category: str, values: Mapping[str, Value]) -> dict[str, Any]:
    """Return the columns that a destination fills which was approved elsewhere: in any category, with what proves it kept there.

    Raises InvalidInput for an unknown category, and Refusals with all at fault.
    """
    check_category(category, None)
    return _checked(category, values, proofs=0, has_proof=True)


def _checked(category: str, given: Mapping[str, Value], *, proofs: int, has_proof: bool) -> dict[str, Any]:
    values = plain_values(given)
    check_details(category, values, proofs=proofs, has_proof=has_proof)
    return {"category": category, **kept_values(category, values)}


async def _attach(ctx: ActionContext, said: Said, registration: Registration) -> None:
    """Attach the proofs. Raises NotFound."""
    for upload_id in said.proofs:
        await attach_upload(ctx, upload_id, KIND, registration, Purpose.PROOF)
