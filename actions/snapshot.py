"""Dated snapshots of statistics (统计快照): the figures of every school of a province as they stand at one moment, kept for ever."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from actions.context import ActionContext
from actions.inputs import required_text
from actions.once import done_once
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from models import SchoolSnapshot, SigningCounters, StatisticsSnapshot
from models.base import new_id
from rules.acts import ActName, RecordKind
from rules.counters import COUNTER_COLUMNS
from rules.errors import LevelTooLow, NotFound
from rules.roles import Module, Role
from rules.statistics import GRADUATES

LABEL_LIMIT = 40
"""The longest label, in characters."""
TAKEN = ("version", GRADUATES, *COUNTER_COLUMNS)
"""What is taken of a school's counters."""


@whole_action_retried
@done_once
async def take_snapshot(ctx: ActionContext, *, class_year: int, label: str | None = None) -> list[UUID]:
    """Keep the figures of a class year as they stand: a province those of its schools, the ministry and the clock those of all.

    Return the snapshots, one a province, by province. All are of one moment: one statement reads every school's counters, which are
    exact whenever they are read. It changes no record of a school, so a province may; a closed class year has figures too.
    Raises LevelTooLow (whoever has no whole schools), InvalidInput, NotFound (nothing is counted in that class year).
    """
    now = ctx.clock.now()
    if ctx.actor.role not in {Role.PROVINCE, Role.MINISTRY, Role.SYSTEM}:
        raise LevelTooLow(Module.EMPLOYMENT)
    label = None if label is None else required_text("label", "快照名称", label, LABEL_LIMIT)
    of_province = {"province_code": ctx.actor.province_code} if ctx.actor.role is Role.PROVINCE else {}
    async with one_transaction(ctx, now) as trail:
        counted = await SigningCounters.filter(class_year=class_year, **of_province).order_by("province_code", "school_id")
        if not counted:
            raise NotFound
        by_province: defaultdict[str, list[SigningCounters]] = defaultdict(list)
        for counters in counted:
            by_province[counters.province_code].append(counters)
        snapshots = [
            StatisticsSnapshot(
                id=new_id(),
                created_at=now,
                province_code=province,
                class_year=class_year,
                label=label,
                schools=len(schools),
            )
            for province, schools in by_province.items()
        ]
        await StatisticsSnapshot.bulk_create(snapshots)
        of = {snapshot.province_code: snapshot for snapshot in snapshots}
        await SchoolSnapshot.bulk_create([_taken(of[each.province_code], each, now) for each in counted])
        await trail.record(*(_act(snapshot) for snapshot in snapshots))
        return trail.returns([snapshot.id for snapshot in snapshots])


def _taken(snapshot: StatisticsSnapshot, counters: SigningCounters, now: datetime) -> SchoolSnapshot:
    """Return a school's figures as they are read."""
    return SchoolSnapshot(
        id=new_id(),
        created_at=now,
        snapshot_id=snapshot.id,
        counters_id=counters.id,
        label=snapshot.label,
        school_id=counters.school_id,
        province_code=counters.province_code,
        class_year=counters.class_year,
        **{column: getattr(counters, column) for column in TAKEN},
    )


def _act(snapshot: StatisticsSnapshot) -> Act:
    return Act(
        ActName.STATISTICS_SNAPSHOT_TAKE,
        RecordKind.STATISTICS_SNAPSHOT,
        snapshot.id,
        snapshot.province_code,
        class_year=snapshot.class_year,
    )
