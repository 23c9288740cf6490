"""The exact counters of a school and class year: the last statement of every transaction that moves a record counted there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tortoise.expressions import F

from actions.record_kinds import Counters
from actions.transaction import Inconsistent
from models import ArchiveCounters, Graduate, HukouCounters, School, SigningCounters
from rules.transfer import NEEDED

COUNTED: Final[tuple[Counters, ...]] = (SigningCounters, ArchiveCounters, HukouCounters)
"""The tables of counters in the order in which they are locked, so that nobody who needs two of them waits in a circle."""


@dataclass(frozen=True, slots=True)
class RosterShift:
    """How many more there are of a roster: graduates, and those whose archive or household registration is at the school."""

    graduates: int = 0
    archives: int = 0
    hukou: int = 0

    @classmethod
    def of(cls, graduates: Iterable[Graduate], sign: int = 1) -> "RosterShift":
        """Return what some graduates are, each counted as `sign`."""
        all_of_them = list(graduates)
        return cls(
            sign * len(all_of_them),
            sign * sum(bool(each.archive_in_school) for each in all_of_them),
            sign * sum(bool(each.hukou_in_school) for each in all_of_them),
        )


async def begin_counters(school: School, class_year: int) -> None:
    """Make the school's counters unless they are there. Set-ups and rosters do, so every agreement finds them.

    A roster makes them before it adds to them: whoever makes them at the same moment waits for it, and then has nothing to do, so
    nobody's count misses what another one adds.
    """
    of_year: dict[str, Any] = {"school_id": school.id, "class_year": class_year}
    roster, place = Graduate.filter(**of_year), {**of_year, "province_code": school.province_id}
    if not await SigningCounters.exists(**of_year):
        await SigningCounters.bulk_create([SigningCounters(**place, graduates=await roster.count())], ignore_conflicts=True)
    if not await ArchiveCounters.exists(**of_year):
        needed = await roster.filter(archive_in_school=True).count()
        await ArchiveCounters.bulk_create([ArchiveCounters(**place, needed=needed)], ignore_conflicts=True)
    if not await HukouCounters.exists(**of_year):
        needed = await roster.filter(hukou_in_school=True).count()
        await HukouCounters.bulk_create([HukouCounters(**place, needed=needed)], ignore_conflicts=True)


async def shift_roster(school_id: UUID, class_year: int, shift: RosterShift, now: datetime) -> None:
    """Add what a roster has more, where it has; call it last, as `shift_counters`, whose errors it raises."""
    changes = (("graduates", shift.graduates), (NEEDED, shift.archives), (NEEDED, shift.hukou))
    for table, (column, change) in zip(COUNTED, changes, strict=True):
        if change:
            await shift_counters(school_id, class_year, [{column: change}], now, table)


async def shift_counters(
    school_id: UUID, class_year: int, shifts: Iterable[Mapping[str, int]], now: datetime, table: Counters = SigningCounters
) -> None:
    """Add up `shifts` (column -> change, one for each record moved) and raise the counters' version, in one statement.

    Call it last: every writer of the school waits for this row, so it is held only until the commit, and nobody who holds it
    waits for anything else. Raises Inconsistent where the school has no counters; its set-up or its roster makes them.
    """
    total: Counter[str] = Counter()
    for shift in shifts:
        total.update(shift)
    changed = {column: F(column) + change for column, change in total.items()}
    counters = table.filter(school_id=school_id, class_year=class_year)
    if not await counters.update(version=F("version") + 1, updated_at=now, **changed):
        raise Inconsistent(f"school {school_id} has no {table._meta.db_table} of {class_year}")
