"""One decided step in the life of a reviewed record, and how one begins: the same statements in the same order for every kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tortoise.queryset import QuerySet

from actions.counters import shift_counters
from actions.in_force import Standing, settle
from actions.record_kinds import KINDS
from actions.slot import Holder, SlotMoved, move_slot, say_category
from actions.steps import Done
from actions.trail import Act, Trail
from actions.transaction import Inconsistent
from actions.unique import TryAgain
from models import Graduate
from models.record import ReviewedRecord
from rules.acts import ActName, RecordKind
from rules.agreement_terms import SlotState
from rules.archive import ON_ITS_WAY
from rules.counters import record_shift
from rules.lives import LIVES
from rules.record_life import Life, rejected_by
from rules.record_terms import RecordMove, RecordStatus
from rules.registration import SIGNED, held_as
from rules.termination import OPEN
from rules.transfer import counted_in, transfer_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStep:
    """What the rules decided about a record as it was read; nothing of it is written yet."""

    kind: RecordKind
    record: ReviewedRecord
    move: RecordMove
    after: RecordStatus
    version: int
    """The version that whoever decided saw."""
    now: datetime
    reason: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    """What else of the record changes with the step, by column."""

    @property
    def record_id(self) -> UUID:
        """Return what is moved."""
        return self.record.id

    @property
    def school_id(self) -> UUID:
        """Return whose counters the step changes."""
        return self.record.school_id

    @property
    def class_year(self) -> int:
        """Return of which class year."""
        return self.record.class_year

    @property
    def life(self) -> Life:
        """Return the tables of its kind."""
        return LIVES[self.kind]

    @property
    def _status_reason(self) -> str | None:
        """Why it stands so: a request to void, which is passed on or granted without a word, keeps its own reason."""
        is_granted = self.move is RecordMove.PASS and self.record.status in self.life.in_force
        return self.record.status_reason if self.reason is None and is_granted else self.reason

    async def take(self) -> list[Done] | None:
        """Write it, as `actions.steps.Step` says: status, slot, what comes into force, and what that supersedes."""
        record, life = self.record, self.life
        unmoved = type(record).filter(id=record.id, status=record.status, version=self.version)
        superseded: list[Done] = []
        if life.has_versions:
            unmoved = unmoved.filter(is_change=record.is_change)  # type: ignore[attr-defined]  # Such records say it.
            if self.after in life.in_force and not await self._hold(unmoved):
                return None
            superseded = await supersede_version(self.kind, record.graduate_id, self.now) if self.after in life.in_force else []
        moved = await unmoved.update(
            status=self.after,
            version=self.version + 1,
            updated_at=self.now,
            rejected_by=rejected_by(record.status, self.after),
            status_reason=self._status_reason,
            **self.changes,
        )
        if not moved:
            return None
        slot = await self._move_slot()
        superseded += [] if slot.superseded is None else await supersede(slot.superseded, self.now)
        is_over = record.status in life.in_force and self.after not in life.in_force
        lapsed = await lapse_terminations(self.kind, record.id, self.now) if is_over else []
        said = {**self.changes, "status": self.after, "category": self.changes.get("category", category_of(record))}
        settled = await settle(
            record,
            self.kind,
            life.feature,
            before=record.status in life.in_force,
            after=Standing(is_in_force=self.after in life.in_force, said=said),
            version=self.version + 1,
            now=self.now,
            says_more=self.move is RecordMove.AMEND,
        )
        act = record_act(self.kind, record, ActName(f"{self.kind}_{self.move}"), before=record.status, after=self.after, reason=self.reason)
        shift = counted_shift(self.kind, record, said)
        return [Done(act, {**shift, **slot.shift}, KINDS[self.kind].counters), *superseded, *lapsed, *settled]

    async def _hold(self, unmoved: QuerySet[ReviewedRecord]) -> bool:
        """Hold the graduate and then the record, in the order in which whoever writes another version of it does."""
        await hold_graduate(self.record.graduate_id)
        return bool(await unmoved.select_for_update(no_key=True))

    async def _move_slot(self) -> SlotMoved:
        """Move the slot, which what supersedes a record has moved already."""
        if self.move is RecordMove.SUPERSEDE:
            return SlotMoved()
        asks = holder(self.kind, self.record, self.changes.get("category"))
        before = slot_of(self.kind, self.record.status, category_of(self.record))
        after = slot_of(self.kind, self.after, asks.category)
        if before is not None and before is after and asks.category != category_of(self.record):
            return await say_category(asks, before, self.now)
        return await move_slot(asks, before, after, self.now)


def category_of(record: ReviewedRecord) -> str:
    """Return which kind of destination a record is (毕业去向类别): its own, or a signed agreement's where it has no category of its own."""
    return str(getattr(record, "category", SIGNED))


def holder(kind: RecordKind, record: ReviewedRecord, category: str | None = None) -> Holder:
    """Return a record as the slot knows it."""
    return Holder(kind=kind, id=record.id, graduate_id=record.graduate_id, category=category or category_of(record))


def slot_of(kind: RecordKind, status: RecordStatus, category: str) -> SlotState | None:
    """Return how a record in this status holds its graduate's destination."""
    return held_as(LIVES[kind].slot_after.get(status), category)


def record_act(
    kind: RecordKind, record: ReviewedRecord, name: ActName, *, before: RecordStatus | None, after: RecordStatus, reason: str | None = None
) -> Act:
    """Return what the trail says of something done to a record."""
    return Act(
        name=name,
        kind=kind,
        record_id=record.id,
        school_id=record.school_id,
        province_code=record.province_code,
        class_year=record.class_year,
        before=before,
        after=after,
        reason=reason,
    )


async def begin_record(kind: RecordKind, record: ReviewedRecord, now: datetime, reason: str | None = None) -> Done:
    """Write a new record with its slot; the caller leaves what is returned (`actions.steps.leave`). Raises SlotTaken."""
    await record.save(force_create=True)
    slot = await move_slot(holder(kind, record), None, slot_of(kind, record.status, category_of(record)), now)
    act = record_act(kind, record, ActName(f"{kind}_SUBMIT"), before=None, after=record.status, reason=reason)
    return Done(act, {**record_shift(kind, None, record.status), **slot.shift})


async def begin_in_force(kind: RecordKind, record: ReviewedRecord, name: ActName, now: datetime) -> list[Done]:
    """Write a new destination that counts from the start, since it was approved elsewhere; the caller leaves what is returned.

    It takes its graduate's slot, is reported, ends a confirmation, and takes the place of what was not settled. Raises SlotTaken.
    """
    await record.save(force_create=True)
    category = category_of(record)
    slot = await move_slot(holder(kind, record), None, slot_of(kind, record.status, category), now)
    superseded = [] if slot.superseded is None else await supersede(slot.superseded, now)
    stands = Standing(is_in_force=True, said={"status": record.status, "category": category})
    settled = await settle(record, kind, LIVES[kind].feature, before=False, after=stands, version=record.version, now=now)
    act = record_act(kind, record, name, before=None, after=record.status, reason=None)
    return [Done(act, {**record_shift(kind, None, record.status), **slot.shift}), *superseded, *settled]


async def hold_graduate(graduate_id: UUID) -> None:
    """Let nobody else write versions of the graduate's records until the transaction ends."""
    await Graduate.filter(id=graduate_id).select_for_update(no_key=True)


def counted_shift(kind: RecordKind, record: ReviewedRecord, said: Mapping[str, Any]) -> Mapping[str, int]:
    """Return column -> change of the kind's counters for a record that says something else from now on."""
    type_column = KINDS[kind].type_column
    if type_column is None:
        return record_shift(kind, record.status, said["status"])
    before = {column: getattr(record, column) for column in record._meta.db_fields}
    return transfer_shift(counted_in(before, type_column), counted_in({**before, **said}, type_column))


async def supersede_version(kind: RecordKind, graduate_id: UUID, now: datetime) -> list[Done]:
    """End the approved record of a graduate whom the caller holds, as a newer version comes into force. Raises TryAgain.

    It comes before the newer one does: the database has one that is approved.
    """
    approved = KINDS[kind].model.filter(graduate_id=graduate_id, status=RecordStatus.APPROVED)
    record = await approved.select_for_update(no_key=True).first()
    if record is None:
        return []
    if getattr(record, "dispatch_state", None) in ON_ITS_WAY:
        raise TryAgain("the archive was sent meanwhile")
    step = RecordStep(kind=kind, record=record, move=RecordMove.SUPERSEDE, after=RecordStatus.SUPERSEDED, version=record.version, now=now)
    return await step.take() or []


async def begun(done: Done, record: ReviewedRecord, trail: Trail, now: datetime) -> None:
    """Write what a new record left behind: the trail, then the counters, and nothing after them."""
    await trail.record(done.act)
    await shift_counters(record.school_id, record.class_year, [done.shift], now)


async def supersede(registration_id: UUID, now: datetime) -> list[Done]:
    """End a registration that was in force, as another record has come into force in its place. Raises Inconsistent."""
    kind = RecordKind.REGISTRATION
    record = await KINDS[kind].model.select_for_update().get(id=registration_id)
    step = RecordStep(kind=kind, record=record, move=RecordMove.SUPERSEDE, after=RecordStatus.SUPERSEDED, version=record.version, now=now)
    done = await step.take()
    if done is None:
        raise Inconsistent(f"registration {registration_id} is held and moved at once")
    return done


ENDED_BY: Final[Mapping[RecordKind, str]] = {RecordKind.AGREEMENT: "agreement_id", RecordKind.SUPPLEMENT: "supplement_id"}
"""Kind of record that a termination can be of -> the column that says of which one."""


async def lapse_terminations(kind: RecordKind, record_id: UUID, now: datetime) -> list[Done]:
    """End what is asked for about a record that is over: an open termination of it has nothing left to end. Raises Inconsistent.

    The one that is approved is no longer open when its record ends. Whoever moves one waits here for the record, or is waited for.
    """
    if kind not in ENDED_BY:
        return []
    of_record = KINDS[RecordKind.TERMINATION].model.filter(**{ENDED_BY[kind]: record_id, "status__in": OPEN})
    left: list[Done] = []
    for record in await of_record.select_for_update():
        step = RecordStep(
            kind=RecordKind.TERMINATION,
            record=record,
            move=RecordMove.LAPSE,
            after=RecordStatus.LAPSED,
            version=record.version,
            now=now,
        )
        done = await step.take()
        if done is None:
            raise Inconsistent(f"termination {record.id} is held and moved at once")
        left += done
    return left
