"""Counts again what the counters say, to show that they agree or to make them agree (guide section 7)."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from tortoise.expressions import F, Subquery
from tortoise.functions import Count
from tortoise.transactions import in_transaction

from actions.record_kinds import KINDS
from actions.trail import Act, Trail
from actions.transaction import whole_action_retried
from auth.actor import CLOCK_ACTOR
from auth.seal import AuditSeal
from models import Agreement, AuditChain, Confirmation, DestinationSlot, Graduate, School, SigningCounters
from rules.acts import ActName, RecordKind
from rules.confirmation import ConfirmationState
from rules.counters import CONFIRMED, COUNTER_COLUMNS, REGISTERED, STALE, category_column, counter_column, record_column

Of = tuple[UUID, int]
"""School and class year: what one row of counters is of."""

_GRADUATES: Final = "graduates"
"""The one column that counts the roster; all others count records, or who has one."""
_OF: Final = ("school_id", "class_year")


@dataclass(frozen=True, slots=True, order=True)
class Drift:
    """One counter that does not say what there is; a row that is missing says 0."""

    class_year: int
    school_id: UUID
    column: str
    stored: int
    counted: int


@whole_action_retried
async def recount(*, fixed_under: AuditSeal | None = None) -> list[Drift]:
    """Count everything again and return every counter that differs, in order; with a seal for the audit, set those to what was counted.

    It is one transaction that locks the counters first: a move in flight waits at its last statement, so it is either counted
    whole or adds to the corrected value. Writers wait as long as counting takes, about 0.1 s a million agreements.
    """
    async with in_transaction():
        if fixed_under is not None:
            # Whoever moves a record holds the end of its school's chain before its counters; what is put right is audited too.
            await AuditChain.all().order_by("chain").select_for_update()
        rows = await SigningCounters.all().order_by("id").select_for_update()
        stored = {(row.school_id, row.class_year): row for row in rows}
        counted = await _count()
        drifts = {of: drift for of in stored.keys() | counted.keys() if (drift := _compare(of, stored.get(of), counted[of]))}
        if fixed_under is not None:
            for (school_id, class_year), drift in drifts.items():
                await _set(school_id, class_year, {one.column: one.counted for one in drift}, fixed_under)
    return sorted(one for drift in drifts.values() for one in drift)


async def _count() -> defaultdict[Of, Counter[str]]:
    """Return (school, class year) -> column -> how many there are."""
    counted: defaultdict[Of, Counter[str]] = defaultdict(Counter)
    grouped = ("school_id", "class_year", "initiator", "status")
    for group in await Agreement.annotate(n=Count("id")).group_by(*grouped).values(*grouped, "n"):
        counted[group["school_id"], group["class_year"]][counter_column(group["initiator"], group["status"])] = group["n"]
    for kind, of_kind in KINDS.items():
        for group in await of_kind.model.annotate(n=Count("id")).group_by(*_OF, "status").values(*_OF, "status", "n"):
            counted[group["school_id"], group["class_year"]][record_column(kind, group["status"])] = group["n"]
    await _count_slots(counted)
    await _count_confirmed(counted)
    for group in await Graduate.annotate(n=Count("id")).group_by("school_id", "class_year").values("school_id", "class_year", "n"):
        counted[group["school_id"], group["class_year"]][_GRADUATES] = group["n"]
    return counted


async def _count_slots(counted: defaultdict[Of, Counter[str]]) -> None:
    of_graduate = ("graduate__school_id", "graduate__class_year", "category")
    for group in await DestinationSlot.annotate(n=Count("graduate_id")).group_by(*of_graduate).values(*of_graduate, "n"):
        columns = counted[group["graduate__school_id"], group["graduate__class_year"]]
        columns[REGISTERED] += group["n"]
        if group["category"] is not None:
            columns[category_column(group["category"])] += group["n"]


async def _count_confirmed(counted: defaultdict[Of, Counter[str]]) -> None:
    """Count who has confirmed; whose every confirmation is stale has to do so again."""
    held = Confirmation.filter(state=ConfirmationState.CONFIRMED)
    for group in await held.annotate(n=Count("id")).group_by(*_OF).values(*_OF, "n"):
        counted[group["school_id"], group["class_year"]][CONFIRMED] = group["n"]
    stale = Confirmation.exclude(graduate_id__in=Subquery(held.values("graduate_id")))
    for group in await stale.annotate(n=Count("graduate_id", distinct=True)).group_by(*_OF).values(*_OF, "n"):
        counted[group["school_id"], group["class_year"]][STALE] = group["n"]


def _compare(of: Of, row: SigningCounters | None, counted: Mapping[str, int]) -> list[Drift]:
    school_id, class_year = of
    columns = ((column, getattr(row, column, 0), counted[column]) for column in (_GRADUATES, *COUNTER_COLUMNS))
    return [Drift(class_year, school_id, column, stored, there_are) for column, stored, there_are in columns if stored != there_are]


async def _set(school_id: UUID, class_year: int, counted: Mapping[str, int], seal: AuditSeal) -> None:
    """Correct the columns in `counted`, making the row where it is missing; live views and the audit learn of it."""
    now = datetime.now(UTC)
    school = await School.get(id=school_id)
    row, _ = await SigningCounters.get_or_create(school_id=school_id, class_year=class_year, defaults={"province_code": school.province_id})
    await SigningCounters.filter(id=row.id).update(version=F("version") + 1, updated_at=now, **counted)
    act = Act(ActName.COUNTERS_SET, RecordKind.SIGNING_COUNTERS, row.id, row.province_code, school_id=school_id, class_year=class_year)
    await Trail(CLOCK_ACTOR, now, seal).record(act)
