"""What the form of a destination says of the archive and the household registration: kept with it, and registered once it is approved.

Guide section 5, domain 2.8: such data flow in where the modules are open; the destination is approved all the same where they are not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from actions.facts import copied_from_graduate
from actions.record_kinds import KINDS
from actions.record_step import RecordStep, hold_graduate
from actions.reports import OfGraduate
from actions.steps import Done, Step
from actions.versions import begin_version, begun_as, version_facts
from auth.actor import Actor
from models import ArchiveBlock, Graduate, HukouBlock
from rules.acts import RecordKind
from rules.archive import ArchiveEntry
from rules.errors import RuleError
from rules.gate import MODULE_OF
from rules.guards import Facts, check
from rules.hukou import HukouEntry
from rules.lives import LIVES
from rules.record_life import first_status
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import AccessLevel
from rules.transfer import OF_GRADUATES, OPEN
from rules.transfer_terms import RecordSource

Columns = Mapping[str, Any]

BLOCKS: Final[Mapping[RecordKind, type[ArchiveBlock] | type[HukouBlock]]] = {
    RecordKind.ARCHIVE: ArchiveBlock,
    RecordKind.HUKOU: HukouBlock,
}
"""Kind of record that flows in -> where it is kept until then, in the order in which they are registered."""

SAID: Final[Mapping[RecordKind, tuple[str, ...]]] = {
    RecordKind.ARCHIVE: tuple(each.name for each in fields(ArchiveEntry)),
    RecordKind.HUKOU: tuple(each.name for each in fields(HukouEntry)),
}
"""Its columns that a form fills."""
CARRYING: Final = frozenset({RecordKind.REGISTRATION, RecordKind.SUPPLEMENT})
"""Kinds of destinations whose forms say it, agreements apart."""


async def keep_blocks(record: OfGraduate, said: Mapping[RecordKind, Columns], now: datetime) -> None:
    """Keep what the form of a destination says, in place of what it said before; what it says no more is gone."""
    of = {name: getattr(record, name) for name in ("graduate_id", "school_id", "province_code", "department_id", "person_id")}
    for kind, model in BLOCKS.items():
        await model.filter(id=record.id).delete()
        if kind in said:
            await model.create(id=record.id, created_at=now, updated_at=now, **of, **said[kind])


class Approval(Step, Protocol):
    """The step by which a destination comes into force."""

    @property
    def record_id(self) -> UUID: ...


@dataclass(frozen=True, slots=True)
class FlowingStep:
    """The approval of a destination: what its form says of archive and household registration is registered with it."""

    step: Approval
    graduate_id: UUID
    actor: Actor
    """Who approves it."""

    @property
    def record_id(self) -> UUID:
        """Return which destination is approved."""
        return self.step.record_id

    @property
    def school_id(self) -> UUID:
        """Return whose counters the step changes."""
        return self.step.school_id

    @property
    def class_year(self) -> int:
        """Return of which class year."""
        return self.step.class_year

    @property
    def now(self) -> datetime:
        """Return when."""
        return self.step.now

    async def take(self) -> list[Done] | None:
        """Write it, as `actions.steps.Step` says, and then what flows in.

        What the form says changes with the version of its record alone, so it is what whoever approves it saw, or the step finds no row.
        The graduate is held first, as whoever writes its other records holds it. Raises TryAgain where the archive is sent meanwhile.
        """
        said = [(kind, block) for kind, model in BLOCKS.items() if (block := await model.get_or_none(id=self.record_id)) is not None]
        if said:
            await hold_graduate(self.graduate_id)
        left = await self.step.take()
        if left is None:
            return None
        for kind, block in said:
            left += await self._register(kind, {column: getattr(block, column) for column in SAID[kind]})
        return left

    async def _register(self, kind: RecordKind, columns: Columns) -> list[Done]:
        """Register one: approved by whoever may review the module. Otherwise (guide, table 1) it waits for those who may."""
        is_reviewed = self.actor.may(MODULE_OF[LIVES[kind].feature], AccessLevel.READ_WRITE)
        return await carry(kind, self.graduate_id, columns, self.now, is_reviewed=is_reviewed)


def flowing(actor: Actor, step: RecordStep) -> RecordStep | FlowingStep:
    """Return a step with what flows in: of a destination that comes into force, what its form says; of any other the step itself."""
    in_force = step.life.in_force
    comes = step.kind in CARRYING and step.after in in_force and step.record.status not in in_force
    return FlowingStep(step, step.record.graduate_id, actor) if comes else step


async def carry(kind: RecordKind, graduate_id: UUID, columns: Columns, now: datetime, *, is_reviewed: bool) -> list[Done]:
    """Write one record of a graduate whom the caller holds: approved as it begins where it `is_reviewed`, else as if it were submitted.

    Nothing is written where it must not be: the class year or the feature is not open or not set up, nothing is at the school, the archive
    is sent already; or it would have to wait where another one is open.
    """
    graduate, life, of_kind = await Graduate.get(id=graduate_id), LIVES[kind], KINDS[kind]
    try:
        check_begins(kind, await version_facts(kind, graduate, now))
    except RuleError:
        return []
    if not is_reviewed and await of_kind.model.exists(graduate_id=graduate_id, status__in=OPEN):
        return []
    copied = await copied_from_graduate(kind, graduate)
    status = RecordStatus.APPROVED if is_reviewed else first_status(life, copied["review_levels"])
    started = {"created_at": now, "status": status, "source": RecordSource.DESTINATION, "is_change": False}
    return await begin_version(kind, of_kind.model(**started, **copied, **columns), begun_as(kind, RecordSource.DESTINATION), now)


def check_begins(kind: RecordKind, facts: Facts) -> None:
    """Raise the refusal of the first thing that a new record misses, whoever begins it."""
    check([guard for guard in LIVES[kind].guards[RecordMove.RESUBMIT] if guard not in OF_GRADUATES], facts)
