"""Archives (档案转递): registering where they go, and noting how they travel (guide section 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from actions import transfer
from actions.access import find_in_scope, require_writer
from actions.context import ActionContext
from actions.facts import read_gate
from actions.inputs import optional_text, required_text
from actions.once import done_once
from actions.record import take_all
from actions.record_step import counted_shift, record_act
from actions.reports import Reported, report
from actions.steps import Done, lock_order
from actions.transaction import one_transaction, whole_action_retried
from auth.scope import Rows
from models import ArchiveCounters, ArchiveRecord, Confirmation, Graduate
from rules.acts import ActName, RecordKind
from rules.archive import MOST_SENT_AT_ONCE, RECEIVER, ArchiveEntry, archive_problems, next_dispatch
from rules.confirmation import ConfirmationState
from rules.errors import ClassYearClosed, InvalidInput, LevelTooLow, ReasonRequired, Refusals, RuleError
from rules.gate import Feature, check_class_year
from rules.record_terms import RecordStatus
from rules.reporting import Operation
from rules.roles import Module, Role
from rules.transfer import PENDING
from rules.transfer_errors import DispatchNotAllowed, RecordUnderWay
from rules.transfer_terms import DispatchMode, DispatchMove, DispatchState


def archive_columns(entry: ArchiveEntry, graduate_name: str) -> dict[str, Any]:
    """Return the columns that a form fills. Raises Refusals with all that is wrong with it."""
    texts, problems = transfer.read_texts(RECEIVER, entry)
    read = replace(entry, **texts)  # type: ignore[arg-type]  # Every text may be None.
    named = {problem.field for problem in problems}
    problems += [problem for problem in archive_problems(read, graduate_name) if problem.field not in named]
    if problems:
        raise Refusals(problems)
    return asdict(read)


async def submit_archive(ctx: ActionContext, graduate_id: UUID, entry: ArchiveEntry) -> UUID:
    """Submit where the archive of one of the actor's graduations goes (登记档案转递信息); see `actions.transfer.submit`."""
    return await transfer.submit(ctx, RecordKind.ARCHIVE, graduate_id, lambda graduate: archive_columns(entry, graduate.name))


async def register_archive(ctx: ActionContext, graduate_id: UUID, entry: ArchiveEntry) -> UUID:
    """Register it for a graduate of the acting school; see `actions.transfer.register`."""
    return await transfer.register(ctx, RecordKind.ARCHIVE, graduate_id, lambda graduate: archive_columns(entry, graduate.name))


async def resubmit_archive(ctx: ActionContext, record_id: UUID, entry: ArchiveEntry, *, version: int) -> UUID:
    """Change what was rejected and submit it once more; see `actions.transfer.resubmit`."""

    def form(graduate: Graduate) -> dict[str, Any]:
        return archive_columns(entry, graduate.name)

    return await transfer.resubmit(ctx, RecordKind.ARCHIVE, record_id, form, version=version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One archive as it is sent, and the version of its record that whoever sends it saw."""

    id: UUID
    version: int
    mode: DispatchMode
    tracking_no: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchStep:
    """One decided step of an archive on its way; nothing of it is written yet."""

    record: ArchiveRecord
    move: DispatchMove
    after: DispatchState
    version: int
    now: datetime
    reason: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def school_id(self) -> UUID:
        """Return whose counters the step changes."""
        return self.record.school_id

    @property
    def class_year(self) -> int:
        """Return of which class year."""
        return self.record.class_year

    async def take(self) -> list[Done] | None:
        """Write it, as `actions.steps.Step` says; the employment system is told how far the archive has come."""
        record, kind = self.record, RecordKind.ARCHIVE
        changed = {"dispatch_state": self.after, **self.changes}
        unmoved = ArchiveRecord.filter(id=record.id, status=RecordStatus.APPROVED, version=self.version)
        if not await unmoved.update(version=self.version + 1, updated_at=self.now, **changed):
            return None
        said = {**changed, "status": record.status}
        told = Reported(kind=kind, feature=Feature.ARCHIVE, operation=Operation.UPSERT, version=self.version + 1, said=said)
        await report(record, told, self.now)
        act = record_act(kind, record, ActName(f"{kind}_{self.move}"), before=record.status, after=record.status, reason=self.reason)
        stood = replace(act, before=record.dispatch_state, after=self.after)
        return [Done(stood, counted_shift(kind, record, said), ArchiveCounters)]


@whole_action_retried
@done_once
async def send_archive(ctx: ActionContext, parcel: Parcel) -> UUID:
    """Note that an archive was sent (寄出), or sent again after it came back; return the record's id.

    Raises LevelTooLow, NotFound, InvalidInput, ClassYearClosed, DispatchNotAllowed, RecordUnderWay (a change of it waits for a review),
    ChangedMeanwhile.
    """
    return await _taken(ctx, await _sending(ctx, parcel))


@whole_action_retried
@done_once
async def send_archives(ctx: ActionContext, parcels: Sequence[Parcel]) -> list[UUID]:
    """Note that many archives of one class year were sent, all of them or none; return the ids in the order given.

    Raises LevelTooLow, ClassYearClosed, InvalidInput, ChangedMeanwhile, and Refusals: one for each that cannot be sent (`archives.N`).
    """
    require_writer(ctx.actor, Module.ARCHIVE)
    if not 1 <= len(parcels) <= MOST_SENT_AT_ONCE or len({each.id for each in parcels}) < len(parcels):
        raise InvalidInput("archives", f"每次须选择1至{MOST_SENT_AT_ONCE}份不同的档案")
    steps: list[DispatchStep] = []
    refusals: list[RuleError] = []
    for number, parcel in enumerate(parcels):
        try:
            steps.append(await _sending(ctx, parcel))
        except (LevelTooLow, ClassYearClosed):
            # These hold for all of them.
            raise
        except RuleError as refusal:
            refusals.append(InvalidInput(f"archives.{number}", f"第{number + 1}份档案：{refusal}"))
    if not refusals and len({step.class_year for step in steps}) > 1:
        raise InvalidInput("archives", "每次只能寄出同一届毕业生的档案")
    if refusals:
        raise Refusals(refusals)
    async with one_transaction(ctx, steps[0].now) as trail:
        await take_all([*sorted(steps, key=lambda step: lock_order(step.record))], trail)
        return trail.returns([parcel.id for parcel in parcels])


@whole_action_retried
@done_once
async def receive_archive(ctx: ActionContext, record_id: UUID, *, version: int) -> UUID:
    """Note that the receiver has an archive (签收); return the record's id. Raises what `send_archive` raises."""
    step = await _decide(ctx, record_id, DispatchMove.RECEIVE, version)
    return await _taken(ctx, replace(step, changes={"received_at": step.now}))


@whole_action_retried
@done_once
async def return_archive(ctx: ActionContext, record_id: UUID, *, version: int, reason: str) -> UUID:
    """Note that an archive came back (退回), and why; return the record's id. Raises what `send_archive` raises, ReasonRequired."""
    step, why = await _decide(ctx, record_id, DispatchMove.RETURN, version), optional_text("reason", "原因", reason, 500)
    if why is None:
        raise ReasonRequired
    return await _taken(ctx, replace(step, reason=why, changes={"return_reason": why}))


async def _sending(ctx: ActionContext, parcel: Parcel) -> DispatchStep:
    step = await _decide(ctx, parcel.id, DispatchMove.SEND, parcel.version)
    if parcel.mode is DispatchMode.SPECIAL_PERSON:
        number = optional_text("trackingNo", "转递单号", parcel.tracking_no, 40)
    else:
        number = required_text("trackingNo", "转递单号", parcel.tracking_no or "", 40)
    if await ArchiveRecord.exists(graduate_id=step.record.graduate_id, status__in=PENDING):
        raise RecordUnderWay
    confirmed = await Confirmation.get_or_none(graduate_id=step.record.graduate_id, state=ConfirmationState.CONFIRMED)
    sent = {
        "dispatch_mode": parcel.mode,
        "tracking_no": number,
        "transfer_no": confirmed.transfer_number if confirmed else None,
        "sent_at": step.now,
        "return_reason": None,
    }
    return replace(step, changes=sent)


async def _decide(ctx: ActionContext, record_id: UUID, move: DispatchMove, version: int) -> DispatchStep:
    now = ctx.clock.now()
    require_writer(ctx.actor, Module.ARCHIVE)
    if ctx.actor.role is not Role.SCHOOL:
        raise LevelTooLow(Module.ARCHIVE)
    record = await find_in_scope(ArchiveRecord, Rows.ARCHIVE_RECORD, record_id, ctx.actor)
    if record.status is not RecordStatus.APPROVED:
        raise DispatchNotAllowed(record.dispatch_state, move)
    after = next_dispatch(record.dispatch_state, move, record.transfer_type)
    check_class_year(await read_gate(Feature.ARCHIVE, record.class_year, record.school_id, record.province_code))
    return DispatchStep(record=record, move=move, after=after, version=version, now=now)


async def _taken(ctx: ActionContext, step: DispatchStep) -> UUID:
    async with one_transaction(ctx, step.now) as trail:
        await take_all([step], trail)
        return trail.returns(step.record.id)
