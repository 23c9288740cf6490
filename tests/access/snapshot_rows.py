"""Snapshots of every province on the stage, as the ministry takes them."""

from typing import Any

from actions.context import ActionContext, NoSignals, SystemClock
from actions.snapshot import take_snapshot
from models import SchoolSnapshot, SigningCounters, StatisticsSnapshot
from rules.roles import Role
from tests.access.oracle import Row
from tests.world import OPEN_YEAR, SEAL, VAULT, World


async def write_snapshots(world: World) -> None:
    """Take one of every province, named, with something counted in every column that is a share of something."""
    filled: dict[str, Any] = {"online_expired": 1, "registered": 1}
    before = await SigningCounters.all().values("id", *filled)
    await SigningCounters.all().update(**filled)
    ctx = ActionContext(world.actor(Role.MINISTRY), SystemClock(), NoSignals(), VAULT, SEAL)
    await take_snapshot(ctx, class_year=OPEN_YEAR, label="9月1日报告")
    for row in before:
        await SigningCounters.filter(id=row.pop("id")).update(**row)


async def snapshot_rows() -> list[Row]:
    """Return every snapshot, and every school's figures in each."""
    return [
        *(Row("Snapshot", each.id, each.province_code, class_year=each.class_year) for each in await StatisticsSnapshot.all()),
        *(
            Row(
                "SchoolSnapshot",
                each.id,
                each.province_code,
                each.school_id,
                class_year=each.class_year,
                snapshot=each.snapshot_id,
                counters=each.counters_id,
            )
            for each in await SchoolSnapshot.all()
        ),
    ]
