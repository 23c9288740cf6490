"""What a graduate has by now of every kind, told without a database: the tables of all lives, walked beside the product."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from models import Graduate
from rules.acts import RecordKind
from rules.agreement import Guard, Initiator, SlotState, Status
from rules.archive import DISPATCHES
from rules.confirmation_errors import ArchiveMissing, ChangesEnded, DestinationConfirmed, DestinationMissing, DestinationPending
from rules.counters import counter_column, record_column
from rules.errors import (
    BasicsUnconfirmed,
    ChangedMeanwhile,
    MoveNotAllowed,
    RuleError,
    SlotTaken,
    TerminationElsewhere,
    TerminationUnderWay,
)
from rules.gate import Feature, ReviewLevels
from rules.lives import LIVES
from rules.record_life import SUBMITTING
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role
from rules.termination import TerminationKind
from rules.transfer_errors import ArchiveDispatched, ArchiveNotNeeded, DispatchNotAllowed, HukouNotNeeded, RecordUnderWay
from rules.transfer_terms import DispatchMove, DispatchState
from tests.actions.whole_record import GONE, OPEN, REVIEWED, TRANSFERS, WAITING, AnyMove, AnyStatus, Rec, Refusal


@dataclass(frozen=True)
class Told:
    """A report that should be there."""

    operation: str
    kind: RecordKind
    key: UUID
    version: int


@dataclass(eq=False)
class Granted:
    """An authorisation as it should be."""

    key: UUID
    number: str
    shows: frozenset[Feature]
    expires_at: datetime
    is_active: bool = True


@dataclass(kw_only=True)
class Whole:
    """Everything of one graduate."""

    graduate: Graduate
    levels: ReviewLevels
    now: datetime
    in_season: bool = True
    basics_confirmed: bool = True
    archive_at_school: bool = True
    hukou_at_school: bool = True
    records: list[Rec] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    confirmed: UUID | None = None
    stale: list[UUID] = field(default_factory=list)
    grants: list[Granted] = field(default_factory=list)

    def of(self, *kinds: RecordKind) -> list[Rec]:
        """Return the records of some kinds, the newest first."""
        return [rec for rec in reversed(self.records) if rec.kind in kinds]

    def in_force(self, feature: Feature) -> Rec | None:
        """Return what counts of one of the three; raise ValueError where two things would."""
        found = [rec for rec in self.records if rec.is_in_force and LIVES_FEATURE[rec.kind] is feature]
        settled = [rec for rec in found if not rec.yields] or found
        if not settled:
            return None
        [rec] = settled
        return rec

    def hindered(self, but: Rec | None = None) -> bool:
        """Return whether something else has the destination that does not yield."""
        return any((rec.is_in_force or rec.is_asked_for) and not rec.yields for rec in self._destinations if rec is not but)

    @property
    def _destinations(self) -> Iterator[Rec]:
        return (rec for rec in self.records if rec.is_destination)

    @property
    def slot(self) -> tuple[UUID, SlotState, str | None, UUID | None] | None:
        """What the slot should be: at most one thing that yields is in force, and at most one other holds or asks."""
        beneath = only(rec for rec in self._destinations if rec.yields)
        other = only(rec for rec in self._destinations if (rec.is_in_force or rec.is_asked_for) and not rec.yields)
        if other is None:
            return None if beneath is None else (beneath.key, SlotState.SUPERSEDABLE, beneath.category, None)
        if other.is_in_force:
            return other.key, SlotState.HELD, other.category, None
        return other.key, SlotState.RESERVED, *((None, None) if beneath is None else (beneath.category, beneath.key))

    def unmet(self, guard: Guard, rec: Rec | None = None) -> Refusal | None:
        """Return what is refused where a guard does not hold."""
        gone = any(other.status == RecordStatus.APPROVED and other.dispatch in GONE for other in self.of(RecordKind.ARCHIVE))
        refusals: Mapping[Guard, tuple[bool, Refusal]] = {
            Guard.IN_SEASON: (self.in_season, ChangesEnded),
            Guard.BASICS_CONFIRMED: (self.basics_confirmed, BasicsUnconfirmed),
            Guard.SLOT_FREE: (not self.hindered(rec), SlotTaken),
            Guard.ARCHIVE_IN_SCHOOL: (self.archive_at_school, ArchiveNotNeeded),
            Guard.ARCHIVE_NOT_DISPATCHED: (not gone, ArchiveDispatched),
            Guard.HUKOU_IN_SCHOOL: (self.hukou_at_school, HukouNotNeeded),
        }
        holds, refusal = refusals.get(guard, (True, RuleError))
        return None if holds else refusal

    def outcome(self, rec: Rec, move: AnyMove, role: Role, seen: int) -> AnyStatus | Refusal:
        """Return the status that should follow a move, or the refusal."""
        after = rec.after(move, role, self.levels)
        if after is None:
            return MoveNotAllowed
        refused = next((refusal for guard in rec.guards[move] if (refusal := self.unmet(guard, rec))), None)
        return refused or (ChangedMeanwhile if seen != rec.version else after)

    def refuses_destination(self) -> Refusal | None:
        """Return why no destination can be asked for."""
        return next((refusal for guard in SUBMITTING if (refusal := self.unmet(guard))), None)

    def refuses_transfer(self, kind: RecordKind, role: Role) -> Refusal | None:
        """Return why nothing can be registered of archive or household registration."""
        spared = () if role is Role.GRADUATE else (Guard.IN_SEASON, Guard.BASICS_CONFIRMED)
        asked = [guard for guard in LIVES[kind].guards[RecordMove.RESUBMIT] if guard not in spared]
        refused = next((refusal for guard in asked if (refusal := self.unmet(guard))), None)
        hinders = REVIEWED | ({"REJECTED"} if role is Role.GRADUATE else frozenset())
        return refused or (RecordUnderWay if any(rec.status in hinders for rec in self.of(kind)) else None)

    def refuses_ending(self, ended: Rec, kind: TerminationKind, role: Role) -> Refusal | None:
        """Return why nobody can ask to end something so."""
        online = ended.initiator is Initiator.EMPLOYER
        if online is not (kind is TerminationKind.ONLINE) or (role is Role.EMPLOYER and not online):
            return TerminationElsewhere
        if not ended.is_in_force:
            return MoveNotAllowed
        is_ending = any(rec.ends is ended and rec.status in OPEN for rec in self.records)
        return self.unmet(Guard.IN_SEASON) or (TerminationUnderWay if is_ending else None)

    def refuses_confirmation(self) -> Refusal | None:
        """Return why the graduate cannot confirm."""
        is_asked_for = any(rec.is_asked_for for rec in self._destinations)
        waits = any(rec.status in WAITING for rec in self.records if rec.kind is not RecordKind.AGREEMENT)
        missing = self.archive_at_school and self.in_force(Feature.ARCHIVE) is None
        reasons: tuple[tuple[bool, Refusal], ...] = (
            (not self.basics_confirmed, BasicsUnconfirmed),
            (self.in_force(Feature.DESTINATION) is None, DestinationMissing),
            (is_asked_for or waits, DestinationPending),
            (missing, ArchiveMissing),
            (self.confirmed is not None, DestinationConfirmed),
        )
        return next((refusal for hinders, refusal in reasons if hinders), None)

    def dispatched(self, rec: Rec, move: DispatchMove) -> DispatchState | Refusal:
        """Return how far an archive comes by a move, or the refusal."""
        after = DISPATCHES.get((rec.dispatch, move))
        if rec.status != RecordStatus.APPROVED or after is None or rec.is_kept:
            return DispatchNotAllowed
        waits = any(other.status in REVIEWED for other in self.of(RecordKind.ARCHIVE))
        return RecordUnderWay if move is DispatchMove.SEND and waits else after

    def begin(self, rec: Rec) -> Rec:
        """Let a new record be there; an approved one is in force at once."""
        self.records.append(rec)
        if rec.is_in_force:
            rec.is_change = False
            for other in self.of(rec.kind):
                other.is_change |= other.status in {*REVIEWED, "REJECTED"}
            self._came(rec)
        elif not rec.is_destination and rec.ends is None:
            rec.is_change = any(other.status == RecordStatus.APPROVED for other in self.of(rec.kind))
        return rec

    def move(self, rec: Rec, after: AnyStatus) -> None:
        """Let a record stand so, with all that follows from it."""
        was = rec.is_in_force
        rec.status, rec.version = after, rec.version + 1
        if rec.is_in_force and not was:
            self._came(rec)
        elif was and not rec.is_in_force:
            for other in self.of(RecordKind.TERMINATION):
                if other.ends is rec and other.status in OPEN:
                    other.status, other.version = RecordStatus.LAPSED, other.version + 1
            self._tell("WITHDRAW", rec)
        if rec.ends is not None and after is RecordStatus.APPROVED:
            self.move(rec.ends, Status.TERMINATED if isinstance(rec.ends.status, Status) else RecordStatus.TERMINATED)

    def follows(self, rec: Rec, after: AnyStatus) -> tuple[list[tuple[Rec, AnyStatus, str]], bool]:
        """Return what else would come to stand otherwise (where it stands now, and then), and whether it is told. Nothing is changed."""
        kept = [(each, each.status, each.version) for each in self.records]
        told, confirmed, stale = len(self.told), self.confirmed, len(self.stale)
        active = [each.is_active for each in self.grants]
        self.move(rec, after)
        moved = [(each, status, str(each.status)) for each, status, _ in kept if each is not rec and each.status != status]
        for each, status, version in kept:
            each.status, each.version = status, version
        for grant, is_active in zip(self.grants, active, strict=True):
            grant.is_active = is_active
        self.confirmed, is_told = confirmed, len(self.told) > told
        del self.told[told:], self.stale[stale:]
        return moved, is_told

    def _came(self, rec: Rec) -> None:
        """Let a record be in force: what it supersedes is withdrawn first."""
        for other in self.records:
            replaced = other.yields if rec.is_destination else other.kind is rec.kind and other.is_in_force
            if replaced and other is not rec:
                other.status, other.version = RecordStatus.SUPERSEDED, other.version + 1
                self._tell("WITHDRAW", other)
        self._tell("UPSERT", rec)

    def _tell(self, operation: str, rec: Rec) -> None:
        self.told.append(Told(operation, rec.kind, rec.key, rec.version))
        if self.confirmed is not None:
            self.stale.append(self.confirmed)
            self.confirmed = None
            for grant in self.grants:
                grant.is_active = False

    def travel(self, rec: Rec, after: DispatchState) -> None:
        """Let an archive come so far: it is told, and what the graduate confirmed is still what it was."""
        rec.dispatch, rec.version = after, rec.version + 1
        self.told.append(Told("UPSERT", rec.kind, rec.key, rec.version))

    @property
    def confirmations(self) -> list[UUID]:
        """Every confirmation, the newest last."""
        return [*self.stale, *([] if self.confirmed is None else [self.confirmed])]

    @property
    def counted(self) -> Counter[str]:
        """What the counters should say of this graduate alone, by table and column."""
        counted = Counter[str]()
        for rec in self.records:
            if isinstance(rec.status, Status):
                counted[f"signing {counter_column(cast(Initiator, rec.initiator), rec.status)}"] += 1
            elif rec.kind in TRANSFERS:
                counted.update(f"{rec.kind.lower()} {column}" for column in rec.columns)
            else:
                counted[f"signing {record_column(rec.kind, rec.status)}"] += 1
        if (slot := self.slot) is not None:
            counted["signing registered"] += 1
            counted.update([f"signing category_{slot[2]}"] if slot[2] else [])
        counted.update(["signing confirmed"] if self.confirmed else ["signing stale"] if self.stale else [])
        counted.update(["archive needed"] if self.archive_at_school else [])
        counted.update(["hukou needed"] if self.hukou_at_school else [])
        return counted

    @property
    def shown(self) -> dict[str, frozenset[Feature] | None]:
        """What each number of an authorisation shows; None where it shows nothing to anybody."""
        return {each.number: each.shows if each.is_active and each.expires_at > self.now else None for each in self.grants}


LIVES_FEATURE: Final = {RecordKind.AGREEMENT: Feature.DESTINATION, **{kind: life.feature for kind, life in LIVES.items()}}


def only(found: Iterator[Rec]) -> Rec | None:
    """Return the only one, of which there may be none. Raises ValueError where there are more."""
    records = list(found)
    if not records:
        return None
    [rec] = records
    return rec
