"""Registering what becomes of archives and household registrations, whichever it is (guide section 6): by graduates, by their schools,
and with a destination that is approved. A new record stands beside the approved one until it is approved itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.context import ActionContext
from actions.facts import read_gate
from actions.in_force import Standing, settle
from actions.inputs import optional_text
from actions.once import done_once
from actions.record import copied_from_graduate, decide_record, dispatched, take_all
from actions.record_kinds import KINDS
from actions.record_step import hold_graduate, record_act, supersede_version
from actions.steps import Done, leave
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_OPEN_ARCHIVE, ONE_OPEN_HUKOU, Unique, refused_by
from auth.scope import Rows
from models import Graduate
from rules.acts import ActName, RecordKind
from rules.archive import TextField
from rules.errors import InvalidInput, LevelTooLow, RuleError
from rules.gate import MODULE_OF
from rules.guards import Facts, check
from rules.lives import LIVES
from rules.record_life import first_status
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role
from rules.transfer import OF_GRADUATES, OPEN, PENDING, counted_in, transfer_shift
from rules.transfer_errors import RecordUnderWay
from rules.transfer_terms import RecordSource

Columns = dict[str, Any]
Form = Callable[[Graduate], Columns]
"""Returns what a form says, by column, for a graduate. Raises Refusals with all that is wrong with it."""

_ONE_OPEN: Final[Mapping[RecordKind, Unique]] = {RecordKind.ARCHIVE: ONE_OPEN_ARCHIVE, RecordKind.HUKOU: ONE_OPEN_HUKOU}


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
    asked = [guard for guard in life.guards[RecordMove.RESUBMIT] if is_own or guard not in OF_GRADUATES]
    check(asked, await version_facts(kind, graduate, now))
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


async def carry(kind: RecordKind, graduate_id: UUID, columns: Columns, now: datetime) -> list[Done]:
    """Write a record that comes with a destination which is approved in the same transaction; the caller leaves what is returned.

    It is approved as it begins, by the same review. Nothing is written where it must not be: the class year or the feature is not
    open or not set up, nothing is at the school, or the archive is sent already. A destination is approved all the same.
    Raises TryAgain where the archive is sent at the same moment.
    """
    graduate, life = await Graduate.get(id=graduate_id), LIVES[kind]
    try:
        asked = [guard for guard in life.guards[RecordMove.RESUBMIT] if guard not in OF_GRADUATES]
        check(asked, await version_facts(kind, graduate, now))
    except RuleError:
        return []
    copied = await copied_from_graduate(kind, graduate)
    started = {"created_at": now, "status": RecordStatus.APPROVED, "source": RecordSource.DESTINATION, "is_change": False}
    await hold_graduate(graduate_id)
    return await begin_version(kind, KINDS[kind].model(**started, **copied, **columns), begun_as(kind, RecordSource.DESTINATION), now)


_BEGUN_AS: Final[Mapping[RecordSource, str]] = {
    RecordSource.GRADUATE: "SUBMIT",
    RecordSource.SCHOOL: "REGISTER",
    RecordSource.DESTINATION: "CARRY",
}


def begun_as(kind: RecordKind, source: RecordSource) -> ActName:
    """Return what the audit calls it that a record begins, by who says what it says."""
    return ActName(f"{kind}_{_BEGUN_AS[source]}")


async def begin_version(kind: RecordKind, record: Any, name: ActName, now: datetime) -> list[Done]:
    """Write a new record of a graduate whom the caller holds: beside the approved one, or, approved itself, in its place.

    Raises RecordUnderWay where another one is open, TryAgain.
    """
    done, life, of_kind = [], LIVES[kind], KINDS[kind]
    type_column = str(of_kind.type_column)
    others = of_kind.model.filter(graduate_id=record.graduate_id)
    if record.status is RecordStatus.APPROVED:
        done = await supersede_version(kind, record.graduate_id, now)
        waiting = 0
        for other in await others.filter(status__in=OPEN, is_change=False).select_for_update(no_key=True):
            # What waits is a change from here on, and its graduate is registered by what is approved.
            await others.filter(id=other.id).update(is_change=True)
            waiting += other.status in PENDING
        await record.save(force_create=True)
        in_force = Standing(is_in_force=True, said={"status": record.status})
        done += await settle(record, kind, life.feature, before=False, after=in_force, version=record.version, now=now)
        less = {"registered": -1} if waiting else {}
    else:
        record.is_change = await others.filter(status=RecordStatus.APPROVED).exists()
        with refused_by(_ONE_OPEN[kind], RecordUnderWay()):
            await record.save(force_create=True)
        less = {}
    said = {column: getattr(record, column) for column in record._meta.db_fields}
    shift = dict(transfer_shift((), counted_in(said, type_column)))
    shift = {column: shift.get(column, 0) + less.get(column, 0) for column in shift.keys() | less.keys()}
    return [*done, Done(record_act(kind, record, name, before=None, after=record.status), shift, of_kind.counters)]


async def version_facts(kind: RecordKind, graduate: Graduate, now: datetime) -> Facts:
    """Return what the guards ask about, whose slot does not matter here."""
    return Facts(
        now=now,
        gate=await read_gate(LIVES[kind].feature, graduate.class_year, graduate.school_id, graduate.province_code),
        slot_free=True,
        basics_confirmed=graduate.confirmed_at is not None,
        reason=None,
        archive_in_school=bool(graduate.archive_in_school),
        archive_dispatched=kind is RecordKind.ARCHIVE and graduate.id in await dispatched([graduate.id]),
        hukou_in_school=bool(graduate.hukou_in_school),
    )


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
