"""What the database refuses of snapshots: one is there, of one school."""

from typing import Any, Final

from actions.snapshot import TAKEN
from models import SchoolSnapshot, StatisticsSnapshot
from tests.world import OPEN_YEAR, World

_TABLES: Final = ("statistics_snapshot", "school_snapshot")

OF_SNAPSHOTS: Final[dict[str, list[str]]] = {
    "statistics_snapshot_of_schools": [
        "INSERT INTO statistics_snapshot (id, province_code, class_year, schools, created_at, updated_at) "
        "SELECT '00000000-0000-7000-8000-000000000001', province_code, class_year, 0, created_at, updated_at FROM statistics_snapshot"
    ],
    **{f"{table}_kept": [f"UPDATE {table} SET class_year = 2022", f"DELETE FROM {table}"] for table in _TABLES},
}
"""Rule -> statements that break it."""


async def begin_snapshots(world: World) -> None:
    """Make a snapshot of one school, which no audit tells of."""
    of: dict[str, Any] = {"province_code": "11", "class_year": OPEN_YEAR}
    snapshot = await StatisticsSnapshot.create(**of, schools=1)
    counters = await world.school.signing_counters.filter(class_year=OPEN_YEAR).get()  # type: ignore[attr-defined]
    figures: dict[str, Any] = dict.fromkeys(TAKEN, 0)
    await SchoolSnapshot.create(**of, **figures, snapshot=snapshot, school=world.school, counters_id=counters.id)
