"""Importing what a province's own system has approved (省级自建系统): each record in a transaction of its own, told what became of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID

from actions.access import find_in_scope, require_writer
from actions.context import ActionContext
from actions.facts import read_gate, scope_of
from actions.inbound_graduate import Named, find_graduate
from actions.inputs import required_text
from actions.record_kinds import KINDS
from actions.record_step import RecordStep, begin_in_force, hold_graduate
from actions.steps import Done, leave
from actions.transaction import one_transaction, whole_action_retried
from actions.transfer import Begun
from actions.unique import ONE_IMPORT_OF_SOURCE, TryAgain, refused_by
from actions.versions import begin_version as begin_transfer
from actions.versions import version_facts
from auth.throttle import Throttle, failures_counted
from models import Graduate, ImportedRecord
from models.base import new_id
from rules.acts import ActName, RecordKind
from rules.agreement import REASON_LIMIT
from rules.errors import InvalidInput, LevelTooLow, NotFound, Refusals, RuleError
from rules.gate import MODULE_OF, ReviewLevels, check_class_year
from rules.guards import check
from rules.inbound import (
    CONTENTS,
    ENDINGS,
    IN_FORCE,
    MOST_IMPORTED_AT_ONCE,
    NEXT_VERSION,
    STILL_ASKED,
    WITHDRAWAL,
    Ending,
    ImportOutcome,
    Known,
    envelope_problems,
    placed,
)
from rules.inbound_errors import SetUpHere, SourceVersionReused
from rules.lives import LIVES
from rules.record_life import next_record_status
from rules.record_terms import RecordMove
from rules.roles import Module
from rules.throttling import MISSED_BY_SYSTEM
from rules.transfer_errors import ArchiveDispatched
from rules.transfer_terms import RecordSource

Form = Callable[[Graduate], dict[str, Any]]
"""Returns what a form says, by column, for a graduate. Raises RuleError, or Refusals with all that is wrong with it."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a record counts no more, and why."""

    ending: Ending
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One version of one record, as a province's system hands it in."""

    source_id: str
    source_version: int
    graduate: Named | None
    """Whose it is; None where it is withdrawn."""
    contents: Mapping[str, Form]
    """What it says, by the name of its part (`rules.inbound.CONTENTS`): one, unless it is withdrawn."""
    withdrawal: Withdrawal | None = None
    said: object = None
    """All that was handed in but the graduate, as JSON has it: by this the same is known again."""

    @property
    def parts(self) -> list[str]:
        """Return the names of the parts that are given."""
        return [*self.contents, *([WITHDRAWAL] if self.withdrawal else [])]


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one record."""

    handed: Handed
    outcome: ImportOutcome
    version: int | None = None
    """Which version counts here now; None where none does."""
    kind: RecordKind | None = None
    record_id: UUID | None = None
    refusals: Sequence[RuleError] = ()


async def import_many(ctx: ActionContext, handed: Sequence[Handed], throttle: Throttle) -> list[Imported]:
    """Import records in the order given; return what became of each. What is refused leaves the others as they are.

    Raises LevelTooLow (the account is no system's), InvalidInput (none, or too many).
    """
    if ctx.actor.source_system is None:
        raise LevelTooLow(Module.EMPLOYMENT)
    if not 1 <= len(handed) <= MOST_IMPORTED_AT_ONCE:
        raise InvalidInput("records", f"每次须提交1至{MOST_IMPORTED_AT_ONCE}条记录")
    return [await _import(ctx, each, throttle) for each in handed]


async def _import(ctx: ActionContext, handed: Handed, throttle: Throttle) -> Imported:
    # An identity number that is refused and one that is not would tell the digits that its mask hides, so misses are counted.
    by_number = handed.graduate is not None and handed.graduate.id_number is not None
    misses = failures_counted(throttle, MISSED_BY_SYSTEM, str(ctx.actor.account_id), of=(NotFound, SourceVersionReused))
    try:
        async with misses if by_number else nullcontext():
            return await _import_one(ctx, handed)
    except RuleError as refusal:
        refusals: Sequence[RuleError] = [refusal]
    except Refusals as several:
        refusals = several.refusals
    known = await _known(ctx, handed)
    return Imported(handed, ImportOutcome.REFUSED, known.source_version if known else None, refusals=refusals)


@whole_action_retried
async def _import_one(ctx: ActionContext, handed: Handed) -> Imported:
    """Import one record, or say why there is nothing to import. Raises RuleError, Refusals."""
    problems = [*envelope_problems(handed.source_id, handed.source_version, handed.parts, names_graduate=handed.graduate is not None)]
    if problems:
        raise Refusals(problems)
    known, digest = await _known(ctx, handed), digest_of(ctx, handed)
    outcome = placed(Known(known.source_version, known.digest) if known else None, handed.source_version, digest)
    if outcome is not ImportOutcome.IMPORTED:
        assert known is not None
        return _told(handed, outcome, known)
    source = _Source(ctx, handed, known, digest, ctx.clock.now())
    return await (_withdraw(source) if handed.withdrawal else _bring(source, *next(iter(handed.contents.items()))))


def digest_of(ctx: ActionContext, handed: Handed) -> str:
    """Return the hex SHA-256 of what is handed in; the identity number goes into it by its keyed index alone."""
    said = [handed.said, handed.graduate and handed.graduate.without_number(ctx.vault)]
    # Half a surrogate pair, which is refused later, has a form here too.
    return sha256(dumps(said, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Source:
    """One version that is to be imported, over what was imported before it."""

    ctx: ActionContext
    handed: Handed
    known: ImportedRecord | None
    digest: str
    now: datetime

    @property
    def system(self) -> str:
        return str(self.ctx.actor.source_system)

    async def record(self) -> Any:
        """Return the record that it is here; None where there is none that counts."""
        if self.known is None or self.known.record_kind is None:
            return None
        kind = KINDS[RecordKind(self.known.record_kind)]
        record = await find_in_scope(kind.model, kind.rows, self.known.record_id, self.ctx.actor)
        return record if record.status in LIVES[RecordKind(self.known.record_kind)].in_force else None

    async def claim(self, kind: str | None, record_id: UUID | None) -> None:
        """Say that this version counts from now on: of two that come at once, the second looks again. Raises TryAgain."""
        handed = self.handed
        said: dict[str, Any] = {"source_version": handed.source_version, "digest": self.digest}
        said |= {"record_kind": kind, "record_id": record_id}
        meanwhile = TryAgain("another version of the record was imported at the same moment")
        if self.known is not None:
            unchanged = ImportedRecord.filter(id=self.known.id, source_version=self.known.source_version)
            if not await unchanged.update(**said, updated_at=self.now):
                raise meanwhile
            return
        of_source: dict[str, Any] = {"source_system": self.system, "source_id": handed.source_id, "created_at": self.now}
        with refused_by(ONE_IMPORT_OF_SOURCE, meanwhile):
            await ImportedRecord.create(province_code=self.ctx.actor.province_code, **of_source, **said)

    def told(self, kind: str | None, record_id: UUID | None) -> Imported:
        """Return that it was imported."""
        told_kind = RecordKind(kind) if kind else None
        return Imported(self.handed, ImportOutcome.IMPORTED, self.handed.source_version, told_kind, record_id)


async def _known(ctx: ActionContext, handed: Handed) -> ImportedRecord | None:
    of_system = ImportedRecord.filter(province_code=ctx.actor.province_code, source_system=ctx.actor.source_system)
    return await of_system.get_or_none(source_id=handed.source_id) if handed.source_id.isascii() and "\0" not in handed.source_id else None


def _told(handed: Handed, outcome: ImportOutcome, known: ImportedRecord) -> Imported:
    kind = RecordKind(known.record_kind) if known.record_kind else None
    return Imported(handed, outcome, known.source_version, kind, known.record_id)


async def _bring(source: _Source, part: str, form: Form) -> Imported:
    """Write what a version says: as a new record, or into the one that it is here. Raises RuleError, Refusals."""
    ctx, now, kind = source.ctx, source.now, CONTENTS[part]
    life, model = LIVES[kind], KINDS[kind].model
    require_writer(ctx.actor, MODULE_OF[life.feature])
    assert source.handed.graduate is not None
    graduate = await find_graduate(ctx, source.handed.graduate)
    record = await source.record()
    if record is not None and (record.graduate_id, source.known and source.known.record_kind) != (graduate.id, kind):
        raise InvalidInput("sourceId", "该记录编号已用于另一名毕业生或另一类记录，请先撤回原记录，或使用新的编号")
    facts = await version_facts(kind, graduate, now)
    check([guard for guard in life.guards[RecordMove.RESUBMIT] if guard in STILL_ASKED], facts)
    if facts.gate.set_up:
        raise SetUpHere(life.feature)
    columns = _filled(part, form, graduate)
    if record is not None and not life.has_versions:
        step = _step(kind, record, *NEXT_VERSION, now=now, changes=columns)
        return await _written(source, kind, record, step)
    approved = {"status": IN_FORCE, "review_levels": ReviewLevels.SCHOOL_ONLY, "created_at": now}
    where = {"source_system": source.system, "source_id": source.handed.source_id}
    version: dict[str, Any] = {"source": RecordSource.SCHOOL, "is_change": False} if life.has_versions else {}
    new = model(id=new_id(), **scope_of(graduate), **approved, **where, **version, **columns)
    return await _written(source, kind, new)


async def _withdraw(source: _Source) -> Imported:
    """End the record that it is here, where it still counts. Raises RuleError, Refusals."""
    assert source.handed.withdrawal is not None
    ending, now = source.handed.withdrawal.ending, source.now
    reason = required_text("withdrawal.reason", "撤回原因", source.handed.withdrawal.reason, REASON_LIMIT)
    record = await source.record()
    if record is None or source.known is None or source.known.record_kind is None:
        # It never came, or another record has taken its place: what is left is to let no older version of it in.
        kind, record_id = (source.known.record_kind, source.known.record_id) if source.known else (None, None)
        async with one_transaction(source.ctx, now):
            await source.claim(kind, record_id)
        return source.told(kind, record_id)
    kind = RecordKind(source.known.record_kind)
    require_writer(source.ctx.actor, MODULE_OF[LIVES[kind].feature])
    move = ENDINGS.get((kind, ending))
    if move is None:
        raise InvalidInput("withdrawal.ending", "该类记录只能作废，不能解约")
    gate = await read_gate(LIVES[kind].feature, record.class_year, record.school_id, record.province_code)
    check_class_year(gate)
    if gate.set_up:
        raise SetUpHere(LIVES[kind].feature)
    if kind is RecordKind.ARCHIVE and (await version_facts(kind, await Graduate.get(id=record.graduate_id), now)).archive_dispatched:
        raise ArchiveDispatched
    return await _written(source, kind, record, _step(kind, record, *move, now=now, reason=reason))


def _step(kind: RecordKind, record: Any, move: RecordMove, role: Any, *, now: datetime, **more: Any) -> RecordStep:
    after = next_record_status(LIVES[kind], record.status, move, role, levels=record.review_levels)
    return RecordStep(kind=kind, record=record, move=move, after=after, version=record.version, now=now, **more)


async def _written(source: _Source, kind: RecordKind, record: Any, step: RecordStep | None = None) -> Imported:
    """Write a step of a record, or the record as a new one, with everything that follows. Raises SlotTaken, TryAgain."""
    async with one_transaction(source.ctx, source.now) as trail:
        await source.claim(kind, record.id)
        left = await _begun(kind, record, source.now) if step is None else await step.take()
        if left is None:
            raise TryAgain("the record was moved meanwhile")
        await leave(left, Begun(record.school_id, record.class_year, source.now), trail)
    return source.told(kind, record.id)


async def _begun(kind: RecordKind, record: Any, now: datetime) -> list[Done]:
    name = ActName(f"{kind}_IMPORT")
    if not LIVES[kind].has_versions:
        return await begin_in_force(kind, record, name, now)
    await hold_graduate(record.graduate_id)
    return await begin_transfer(kind, record, name, now)


def _filled(part: str, form: Form, graduate: Graduate) -> dict[str, Any]:
    """Return the columns that a form fills; what is wrong with it is told by the path of its field."""
    try:
        return form(graduate)
    except Refusals as several:
        raise Refusals([_under(part, each) for each in several.refusals]) from None
    except RuleError as refusal:
        raise Refusals([_under(part, refusal)]) from None


def _under(part: str, refusal: RuleError) -> RuleError:
    return InvalidInput(f"{part}.{refusal.field}", refusal.problem) if isinstance(refusal, InvalidInput) else refusal
