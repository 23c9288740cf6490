"""Counts again what the counters say, to show that they agree or to make them agree (guide section 7)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from tortoise.expressions import F, Subquery
from tortoise.functions import Count
from tortoise.models import Model
from tortoise.transactions import in_transaction

from actions.counters import COUNTED
from actions.record_kinds import KINDS, Counters, Kind
from actions.trail import Act, Trail
from actions.transaction import whole_action_retried
from auth.actor import CLOCK_ACTOR
from auth.seal import AuditSeal
from models import (
    Agreement,
    ArchiveCounters,
    AuditChain,
    Confirmation,
    DestinationSlot,
    Graduate,
    HukouCounters,
    School,
    SigningCounters,
)
from rules.acts import ActName, RecordKind
from rules.archive import ARCHIVE_COLUMNS
from rules.confirmation import ConfirmationState
from rules.counters import CONFIRMED, COUNTER_COLUMNS, REGISTERED, STALE, category_column, counter_column, record_column
from rules.hukou import HUKOU_COLUMNS
from rules.transfer import NEEDED, counted_in
from rules.transfer_terms import DispatchState

Of = tuple[UUID, int]
"""School and class year: what one row of counters is of."""
Counted = defaultdict[Of, Counter[str]]
"""Column -> how many there are."""

_GRADUATES: Final = "graduates"
"""The one column that counts the roster; all others count records, or who has one."""
_OF: Final = ("school_id", "class_year")
_COLUMNS: Final[Mapping[Counters, tuple[str, ...]]] = {
    SigningCounters: (_GRADUATES, *COUNTER_COLUMNS),
    ArchiveCounters: ARCHIVE_COLUMNS,
    HukouCounters: HUKOU_COLUMNS,
}
_KINDS: Final[Mapping[Counters, RecordKind]] = {
    SigningCounters: RecordKind.SIGNING_COUNTERS,
    ArchiveCounters: RecordKind.ARCHIVE_COUNTERS,
    HukouCounters: RecordKind.HUKOU_COUNTERS,
}


@dataclass(frozen=True, slots=True, order=True)
class Drift:
    """One counter that does not say what there is; a row that is missing says 0."""

    class_year: int
    school_id: UUID
    column: str
    stored: int
    counted: int
    table: str = "signing_counters"


@whole_action_retried
async def recount(*, fixed_under: AuditSeal | None = None) -> list[Drift]:
    """Count everything again and return every counter that differs, in order; with a seal for the audit, set those to what was counted.

    It is one transaction that locks the counters first: a move in flight waits at its last statement, so it is either counted
    whole or adds to the corrected value. Writers wait as long as counting takes, about 0.1 s a million agreements.
    """
    found: list[Drift] = []
    async with in_transaction():
        if fixed_under is not None:
            # Whoever moves a record holds the end of its school's chain before its counters; what is put right is audited too.
            await AuditChain.all().order_by("chain").select_for_update()
        stored = {table: await _stored(table) for table in COUNTED}
        for table, counted in (await _count()).items():
            every = stored[table].keys() | counted.keys()
            drifts = {of: drift for of in every if (drift := _compare(table, of, stored[table].get(of), counted[of]))}
            if fixed_under is not None:
                for of, drift in drifts.items():
                    await _set(table, of, {one.column: one.counted for one in drift}, fixed_under)
            found += [one for drift in drifts.values() for one in drift]
    return sorted(found)


async def _stored(table: Counters) -> dict[Of, Model]:
    """Return the rows of a table of counters, locked."""
    return {(row.school_id, row.class_year): row for row in await table.all().order_by("id").select_for_update()}


async def _count() -> dict[Counters, Counted]:
    """Return the table -> (school, class year) -> column -> how many there are."""
    found: dict[Counters, Counted] = {table: defaultdict(Counter) for table in COUNTED}
    counted = found[SigningCounters]
    for group in await _groups(Agreement, "initiator", "status"):
        counted[_of(group)][counter_column(group["initiator"], group["status"])] = group["n"]
    for kind, of_kind in KINDS.items():
        if of_kind.type_column is not None:
            await _count_transfers(of_kind, found[of_kind.counters])
            continue
        for group in await _groups(of_kind.model, "status"):
            counted[_of(group)][record_column(kind, group["status"])] = group["n"]
    await _count_slots(counted)
    await _count_confirmed(counted)
    for group in await _groups(Graduate):
        counted[_of(group)][_GRADUATES] = group["n"]
    for table, column in ((ArchiveCounters, "archive_in_school"), (HukouCounters, "hukou_in_school")):
        for group in await _groups(Graduate, column):
            if group[column]:
                found[table][_of(group)][NEEDED] = group["n"]
    return found


async def _count_transfers(kind: Kind, counted: Counted) -> None:
    type_column = str(kind.type_column)
    said = ("status", "is_change", type_column, *(["dispatch_state"] if "dispatch_state" in kind.model._meta.fields_map else []))
    for group in await _groups(kind.model, *said):
        state = DispatchState(group.get("dispatch_state", DispatchState.NOT_SENT))
        for column in counted_in({**group, "dispatch_state": state}, type_column):
            counted[_of(group)][column] += group["n"]


async def _groups(model: type[Model], *columns: str) -> list[dict[str, Any]]:
    grouped = (*_OF, *columns)
    return await model.annotate(n=Count("id")).group_by(*grouped).values(*grouped, "n")


def _of(group: Mapping[str, Any]) -> Of:
    return group["school_id"], group["class_year"]


async def _count_slots(counted: Counted) -> None:
    of_graduate = ("graduate__school_id", "graduate__class_year", "category")
    for group in await DestinationSlot.annotate(n=Count("graduate_id")).group_by(*of_graduate).values(*of_graduate, "n"):
        columns = counted[group["graduate__school_id"], group["graduate__class_year"]]
        columns[REGISTERED] += group["n"]
        if group["category"] is not None:
            columns[category_column(group["category"])] += group["n"]


async def _count_confirmed(counted: Counted) -> None:
    """Count who has confirmed; whose every confirmation is stale has to do so again."""
    held = Confirmation.filter(state=ConfirmationState.CONFIRMED)
    for group in await held.annotate(n=Count("id")).group_by(*_OF).values(*_OF, "n"):
        counted[group["school_id"], group["class_year"]][CONFIRMED] = group["n"]
    stale = Confirmation.exclude(graduate_id__in=Subquery(held.values("graduate_id")))
    for group in await stale.annotate(n=Count("graduate_id", distinct=True)).group_by(*_OF).values(*_OF, "n"):
        counted[group["school_id"], group["class_year"]][STALE] = group["n"]


def _compare(table: Counters, of: Of, row: Model | None, counted: Mapping[str, int]) -> list[Drift]:
    school_id, class_year = of
    columns = ((column, getattr(row, column, 0), counted[column]) for column in _COLUMNS[table])
    name = table._meta.db_table
    return [Drift(class_year, school_id, column, stored, there_are, name) for column, stored, there_are in columns if stored != there_are]


async def _set(table: Counters, of: Of, counted: Mapping[str, int], seal: AuditSeal) -> None:
    """Correct the columns in `counted`, making the row where it is missing; live views and the audit learn of it."""
    now, (school_id, class_year) = datetime.now(UTC), of
    school = await School.get(id=school_id)
    row, _ = await table.get_or_create(school_id=school_id, class_year=class_year, defaults={"province_code": school.province_id})
    await table.filter(id=row.id).update(version=F("version") + 1, updated_at=now, **counted)
    act = Act(ActName.COUNTERS_SET, _KINDS[table], row.id, row.province_code, school_id=school_id, class_year=class_year)
    await Trail(CLOCK_ACTOR, now, seal).record(act)
