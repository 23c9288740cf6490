"""The exact counters of a school and class year: the last statement of every transaction that moves a record counted there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import F

from actions.transaction import Inconsistent
from models import Graduate, School, SigningCounters


async def begin_counters(school: School, class_year: int) -> None:
    """Make the school's counters unless they are there. Set-ups and rosters do, so every agreement finds them.

    A roster makes them before it adds to them: whoever makes them at the same moment waits for it, and then has nothing to do, so
    nobody's count misses what another one adds.
    """
    of_year: dict[str, Any] = {"school_id": school.id, "class_year": class_year}
    if await SigningCounters.exists(**of_year):
        return
    counters = SigningCounters(**of_year, province_code=school.province_id, graduates=await Graduate.filter(**of_year).count())
    await SigningCounters.bulk_create([counters], ignore_conflicts=True)


async def shift_counters(school_id: UUID, class_year: int, shifts: Iterable[Mapping[str, int]], now: datetime) -> None:
    """Add up `shifts` (column -> change, one for each record moved) and raise the counters' version, in one statement.

    Call it last: every writer of the school waits for this row, so it is held only until the commit, and nobody who holds it
    waits for anything else. Raises Inconsistent where the school has no counters; its set-up or its roster makes them.
    """
    total: Counter[str] = Counter()
    for shift in shifts:
        total.update(shift)
    changed = {column: F(column) + change for column, change in total.items()}
    counters = SigningCounters.filter(school_id=school_id, class_year=class_year)
    if not await counters.update(version=F("version") + 1, updated_at=now, **changed):
        raise Inconsistent(f"school {school_id} has no counters of {class_year}")
