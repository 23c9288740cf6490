"""Registering what becomes of archives and household registrations, whichever it is (guide section 6): by graduates and by their schools.

What comes with a destination that is approved, `actions.flow_in` registers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.context import ActionContext
from actions.facts import copied_from_graduate
from actions.flow_in import check_begins
from actions.inputs import optional_text
from actions.once import done_once
from actions.record import decide_record, take_all
from actions.record_kinds import KINDS
from actions.record_step import hold_graduate
from actions.steps import leave
from actions.transaction import one_transaction, whole_action_retried
from actions.versions import begin_version, begun_as, version_facts
from auth.scope import Rows
from models import Graduate
from rules.acts import RecordKind
from rules.archive import TextField
from rules.errors import InvalidInput, LevelTooLow
from rules.gate import MODULE_OF
from rules.guards import check
from rules.lives import LIVES
from rules.record_life import first_status
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role
from rules.transfer import OPEN, PENDING
from rules.transfer_errors import RecordUnderWay
from rules.transfer_terms import RecordSource

Columns = dict[str, Any]
Form = Callable[[Graduate], Columns]
"""Returns what a form says, by column, for a graduate. Raises Refusals with all that is wrong with it."""


@whole_action_retried
@done_once
async def submit(ctx: ActionContext, kind: RecordKind, graduate_id: UUID, form: Form) -> UUID:
    """Submit a record of one of the actor's graduations for review, as the first or as a change of the approved one; return its id.

    Raises LevelTooLow, NotFound, Refusals, ClassYearClosed, ChangesEnded, FeatureClosed, NotSetUp, BasicsUnconfirmed, ArchiveNotNeeded,
    ArchiveDispatched, HukouNotNeeded, RecordUnderWay.
    """
    return await _enter(ctx, kind, graduate_id, form, Role.GRADUATE)


@whole_action_retried
@done_once
async def register(ctx: ActionContext, kind: RecordKind, graduate_id: UUID, form: Form) -> UUID:
    """Register or correct a record for a graduate of the acting school, whose review it needs and thereby has; return its id.

    Raises what `submit` raises, but the graduate need not have confirmed its basic data. What was rejected stays to be changed.
    """
    return await _enter(ctx, kind, graduate_id, form, Role.SCHOOL)


@whole_action_retried
@done_once
async def resubmit(ctx: ActionContext, kind: RecordKind, record_id: UUID, form: Form, *, version: int) -> UUID:
    """Change what was rejected and submit it once more (修改后重新提交); return the id.

    Raises LevelTooLow, NotFound, MoveNotAllowed, Refusals, the refusals of the move's guards, ChangedMeanwhile.
    """
    require_writer(ctx.actor, MODULE_OF[LIVES[kind].feature])
    record = await find_in_scope(KINDS[kind].model, KINDS[kind].rows, record_id, ctx.actor)
    columns = form(await Graduate.get(id=record.graduate_id))
    step = await decide_record(ctx, kind, record_id, RecordMove.RESUBMIT, version=version, changes=columns)
    async with one_transaction(ctx, step.now) as trail:
        await take_all([step], trail)
        return trail.returns(record_id)


async def _enter(ctx: ActionContext, kind: RecordKind, graduate_id: UUID, form: Form, role: Role) -> UUID:
    now, life, model = ctx.clock.now(), LIVES[kind], KINDS[kind].model
    require_writer(ctx.actor, MODULE_OF[life.feature])
    if ctx.actor.role is not role:
        raise LevelTooLow(MODULE_OF[life.feature])
    graduate = await find_in_scope(Graduate, Rows.GRADUATE, graduate_id, ctx.actor)
    columns, is_own = form(graduate), role is Role.GRADUATE
    facts = await version_facts(kind, graduate, now)
    if is_own:
        check(life.guards[RecordMove.RESUBMIT], facts)
    else:
        check_begins(kind, facts)
    if await model.exists(graduate_id=graduate.id, status__in=OPEN if is_own else PENDING):
        raise RecordUnderWay
    copied = await copied_from_graduate(kind, graduate)
    status = first_status(life, copied["review_levels"]) if is_own else RecordStatus.APPROVED
    source = RecordSource.GRADUATE if is_own else RecordSource.SCHOOL
    record = model(created_at=now, status=status, source=source, is_change=False, **copied, **columns)
    async with one_transaction(ctx, now) as trail:
        await hold_graduate(graduate.id)
        await leave(await begin_version(kind, record, begun_as(kind, source), now), Begun(record.school_id, record.class_year, now), trail)
        return trail.returns(record.id)


@dataclass(frozen=True, slots=True)
class Begun:
    """Whose counters what was begun changes."""

    school_id: UUID
    class_year: int
    now: datetime


def read_texts(fields: tuple[TextField, ...], given: object) -> tuple[dict[str, str | None], list[InvalidInput]]:
    """Return the texts of a form trimmed, and what cannot be stored or is too long."""
    texts: dict[str, str | None] = {}
    problems: list[InvalidInput] = []
    for field in fields:
        try:
            texts[field.attribute] = optional_text(field.name, field.label, getattr(given, field.attribute), field.longest)
        except InvalidInput as problem:
            problems.append(problem)
            texts[field.attribute] = None
    return texts, problems
