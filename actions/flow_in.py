"""What the form of a destination says of the archive and the household registration: kept with it, and registered once it is approved.

Guide section 5, domain 2.8: such data flow in where the modules are open; the destination is approved all the same where they are not.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from actions.facts import copied_from_graduate
from actions.record_kinds import KINDS
from actions.record_step import RecordStep
from actions.steps import Done
from actions.versions import begin_version, transfer_facts
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
"""Kinds of destinations whose forms say it."""


class OfGraduate(Protocol):
    """A destination's record, or another record of one graduate."""

    id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID


async def keep_blocks(record: OfGraduate, said: Mapping[RecordKind, Columns], now: datetime) -> None:
    """Keep what the form of a destination says, in place of what it said before; what it says no more is gone."""
    of = {name: getattr(record, name) for name in ("graduate_id", "school_id", "province_code", "department_id", "person_id")}
    for kind, model in BLOCKS.items():
        await model.filter(id=record.id).delete()
        if kind in said:
            await model.create(id=record.id, created_at=now, updated_at=now, **of, **said[kind])


async def carries_blocks(step: RecordStep) -> bool:
    """Return whether something has to be registered with a step: it brings into force a destination whose form says it."""
    in_force = step.life.in_force
    if step.kind not in CARRYING or step.after not in in_force or step.record.status in in_force:
        return False
    return any([await model.exists(id=step.record.id) for model in BLOCKS.values()])


async def flow_in(actor: Actor, record: OfGraduate, now: datetime) -> list[Done]:
    """Register what the form of a destination says that has come into force; the caller holds the graduate, and leaves what is returned.

    Whoever approved it and may review records of the module has reviewed them too. Otherwise (guide, table 1: 无法操作毕业生的档案信息)
    they wait for those who may. Raises TryAgain where the archive is sent at the same moment.
    """
    done: list[Done] = []
    for kind, model in BLOCKS.items():
        block = await model.get_or_none(id=record.id)
        if block is not None:
            columns = {column: getattr(block, column) for column in SAID[kind]}
            is_reviewed = actor.may(MODULE_OF[LIVES[kind].feature], AccessLevel.READ_WRITE)
            done += await carry(kind, record.graduate_id, columns, now, is_reviewed=is_reviewed)
    return done


async def carry(kind: RecordKind, graduate_id: UUID, columns: Columns, now: datetime, *, is_reviewed: bool) -> list[Done]:
    """Write one record of a graduate whom the caller holds: approved as it begins where it `is_reviewed`, else as if it were submitted.

    Nothing is written where it must not be: the class year or the feature is not open or not set up, nothing is at the school, the archive
    is sent already; or it would have to wait where another one is open.
    """
    graduate, life, of_kind = await Graduate.get(id=graduate_id), LIVES[kind], KINDS[kind]
    try:
        check_begins(kind, await transfer_facts(kind, graduate, now))
    except RuleError:
        return []
    if not is_reviewed and await of_kind.model.exists(graduate_id=graduate_id, status__in=OPEN):
        return []
    copied = await copied_from_graduate(kind, graduate)
    status = RecordStatus.APPROVED if is_reviewed else first_status(life, copied["review_levels"])
    started = {"created_at": now, "status": status, "source": RecordSource.DESTINATION, "is_change": False}
    return await begin_version(kind, of_kind.model(**started, **copied, **columns), now)


def check_begins(kind: RecordKind, facts: Facts) -> None:
    """Raise the refusal of the first thing that a new record misses, whoever begins it."""
    check([guard for guard in LIVES[kind].guards[RecordMove.RESUBMIT] if guard not in OF_GRADUATES], facts)
