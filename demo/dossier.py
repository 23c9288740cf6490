"""What one graduate's records leave beside themselves: the audit, the reports and the slot, told in order once all of them are known."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from demo.chains import Chains
from demo.courses import Step
from demo.ids import named_id
from demo.record_rows import AuditRow, DestinationSlotRow
from demo.reporting import Told
from demo.rows import GraduateRow
from rules.acts import ActName, RecordKind
from rules.agreement import SlotState
from rules.reporting import Operation
from rules.roles import Role

Keys = Callable[[str, int], UUID]
"""What (the name of a table) and which one of the graduate's, from 0 -> its key."""
Reason = Callable[[Step], str | None]
"""A step -> why it was taken; None where nobody says why."""

COPIED: Final = ("school_id", "province_code", "department_id", "person_id", "class_year")
"""What every record copies of its graduate."""


@dataclass(frozen=True, slots=True)
class Actors:
    """The keys of the accounts that acted for a graduate. Where the demonstration has no such account, the key stands alone."""

    graduate: UUID
    school_code: str
    department: str
    employer: str = ""

    def account(self, role: Role) -> UUID | None:
        """Return the account of a role; None of the clock."""
        match role:
            case Role.GRADUATE:
                return self.graduate
            case Role.DEPARTMENT:
                return _account(f"{self.school_code}{self.department}")
            case Role.SCHOOL:
                return _account(self.school_code)
            case Role.EMPLOYER:
                return _account("employer" if self.employer == "测试测试公司" else self.employer)
        return None


_account = cache(lambda name: named_id("account", name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What became of a record, and when: `at` has the moment of each step."""

    kind: RecordKind
    began: tuple[ActName, Role]
    begun_at: datetime
    steps: Sequence[Step]
    at: Sequence[datetime]
    reason: Reason = lambda step: None
    first: str
    """Where it stood as it began."""
    why: str | None = None
    """The reason that was given as it began."""


@dataclass(slots=True)
class Holding:
    """How a record asked for the graduate's destination, and since when and until when it was in force; None = never, or still."""

    kind: RecordKind
    id: UUID
    category: str
    slot: SlotState | None
    """How it holds the slot in the end."""
    asked_at: datetime | None = None
    came_at: datetime | None = None
    went_at: datetime | None = None


@dataclass(slots=True)
class Dossier:
    """Collects one graduate's acts and reports."""

    graduate: GraduateRow
    actors: Actors
    keys: Keys
    told: list[Told] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)
    terminations: int = 0
    """How many there are so far: of one graduate each agreement may have its own."""
    _acts: list[tuple[datetime, AuditRow]] = field(default_factory=list)

    def act(
        self,
        name: ActName,
        kind: RecordKind,
        record_id: UUID,
        role: Role,
        at: datetime,
        *,
        actors: Actors | None = None,
        before: str | None = None,
        after: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Note that something was done to a record; it is numbered and sealed later."""
        school_id = self.graduate.school_id
        key, account = self.keys("audit", len(self._acts)), (actors or self.actors).account(role)
        where = (school_id, self.graduate.province_code, None, school_id, None, f"school:{school_id}", 0, "", "", at, at)
        self._acts.append((at, AuditRow(key, account, role, name, kind, str(record_id), before, after, reason, *where)))

    def follow(self, course: Course, record_id: UUID, actors: Actors | None = None) -> None:
        """Note every act of a record's course."""
        name, role = course.began
        self.act(name, course.kind, record_id, role, course.begun_at, actors=actors, after=course.first, reason=course.why)
        for step, at in zip(course.steps, course.at, strict=True):
            # What follows from an approval is done by whoever approves; only what expires, the clock does.
            by = Role.SCHOOL if step.role is Role.SYSTEM and step.move != "EXPIRE" else step.role
            self.act(
                ActName(f"{course.kind}_{step.move}"),
                course.kind,
                record_id,
                by,
                at,
                actors=actors,
                before=step.before,
                after=step.after,
                reason=course.reason(step),
            )

    def hold(self, course: Course, record: Any, category: str, said: Mapping[str, Any], rules: "Destinations") -> Holding:
        """Note how a record of a destination came into force and out of it, and report both; `said` is what it says beside its columns."""
        slot = rules.slot_of(course.steps[-1].after if course.steps else course.first, category)
        holding = Holding(course.kind, record.id, category, slot)
        statuses = [(course.begun_at, course.first), *((at, step.after) for step, at in zip(course.steps, course.at, strict=True))]
        for version, (at, status) in enumerate(statuses, start=1):
            if holding.asked_at is None and rules.slot_of(status, category) is not None:
                holding.asked_at = at
            came, is_in_force = holding.came_at is not None and holding.went_at is None, status in rules.in_force
            if is_in_force and not came:
                holding.came_at = at
                self.told.append(Told(at, Operation.UPSERT, course.kind, record, version, {"category": category, "status": status, **said}))
            elif came and not is_in_force:
                holding.went_at = at
                self.told.append(Told(at, Operation.WITHDRAW, course.kind, record, version, {"category": category, "status": status}))
        self.holdings.append(holding)
        return holding

    def slot(self) -> Iterator[DestinationSlotRow]:
        """Yield the graduate's slot, if one of its records asks for it or holds it."""
        asking = [holding for holding in self.holdings if holding.slot is not None]
        above = next((holding for holding in asking if holding.slot is not SlotState.SUPERSEDABLE), None)
        beneath = next((holding for holding in asking if holding.slot is SlotState.SUPERSEDABLE), None)
        holder = above or beneath
        if holder is None or holder.slot is None or holder.asked_at is None:
            return
        in_force = beneath if holder.slot is SlotState.RESERVED else holder
        # The row is that of what it was moved over, which is in force beneath or ended as this came into force.
        moved_over = next((one for one in self.holdings if one.came_at and holder.came_at and one.went_at == holder.came_at), beneath)
        yield DestinationSlotRow(
            self.graduate.id,
            holder.kind,
            holder.id,
            holder.slot,
            in_force.category if in_force else None,
            (moved_over and moved_over.asked_at) or holder.asked_at,
            holder.came_at or holder.asked_at,
            under_id=beneath.id if beneath and above else None,
        )

    def audit(self, chains: Chains) -> Iterator[AuditRow]:
        """Yield the entries, sealed, in order of time."""
        for _, entry in sorted(self._acts, key=lambda act: act[0]):
            yield chains.sealed(entry)


@dataclass(frozen=True, slots=True)
class Destinations:
    """How one kind of record holds its graduate's destination."""

    in_force: frozenset[str]
    slot_of: Callable[[str, str], SlotState | None]
    """Status and category -> how it holds the slot; None = not at all."""


def of_graduate(graduate: GraduateRow) -> dict[str, Any]:
    """Return what every record copies of its graduate, by column."""
    return {"graduate_id": graduate.id, **{column: getattr(graduate, column) for column in COPIED}}
