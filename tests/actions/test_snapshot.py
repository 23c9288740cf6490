"""Snapshots keep every figure of every school as it stood, by a province of its own and by the ministry of all, and are never changed."""

import pytest
from tortoise.exceptions import BaseORMException

from actions.snapshot import TAKEN, take_snapshot
from auth.actor import CLOCK_ACTOR
from models import Audit, SchoolSnapshot, SigningCounters, StatisticsSnapshot
from rules.counters import COUNTER_COLUMNS
from rules.errors import InvalidInput, LevelTooLow, NotFound
from rules.roles import Role
from tests.actions.stage import Stage
from tests.world import NOW, OPEN_YEAR, make_agreement


async def stored() -> list[dict[str, object]]:
    return await SigningCounters.filter(class_year=OPEN_YEAR).order_by("school_id").values("school_id", *TAKEN)


async def test_a_province_keeps_the_figures_of_its_schools_and_later_moves_change_none_of_them(stage: Stage) -> None:
    await make_agreement(stage.world)
    before = [each for each in await stored() if each["school_id"] != stage.world.far_school.id]
    [key] = await take_snapshot(stage.as_role(Role.PROVINCE), class_year=OPEN_YEAR, label=" 9月1日报告 ")
    snapshot = await StatisticsSnapshot.get()
    assert (snapshot.id, snapshot.province_code, snapshot.class_year, snapshot.label) == (key, "11", OPEN_YEAR, "9月1日报告")
    assert (snapshot.schools, snapshot.created_at) == (len(before), NOW)
    audit = await Audit.get()
    assert (audit.action, audit.record_id, audit.chain) == ("STATISTICS_SNAPSHOT_TAKE", str(key), "province:11")
    await make_agreement(stage.world, graduate=stage.world.classmate)
    assert await SchoolSnapshot.all().order_by("school_id").values("school_id", *TAKEN) == before
    assert [each for each in await stored() if each["school_id"] != stage.world.far_school.id] != before


@pytest.mark.parametrize("by_clock", [False, True])
async def test_the_ministry_and_the_clock_keep_those_of_every_province_at_one_moment(stage: Stage, by_clock: bool) -> None:
    ctx = stage.as_actor(CLOCK_ACTOR) if by_clock else stage.as_role(Role.MINISTRY)
    keys = await take_snapshot(ctx, class_year=OPEN_YEAR)
    snapshots = await StatisticsSnapshot.all().order_by("province_code")
    assert [(each.id, each.province_code) for each in snapshots] == list(zip(keys, ("11", "31"), strict=True))
    assert {each.created_at for each in (*snapshots, *await SchoolSnapshot.all())} == {NOW}
    assert await SchoolSnapshot.all().order_by("school_id").values("school_id", *TAKEN) == await stored()


async def test_whoever_has_no_whole_schools_takes_none_and_of_nothing_there_is_none(stage: Stage) -> None:
    for role in (Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER):
        async with stage.refuses(LevelTooLow):
            await take_snapshot(stage.as_role(role), class_year=OPEN_YEAR)
    async with stage.refuses(NotFound):
        await take_snapshot(stage.as_role(Role.MINISTRY), class_year=1999)
    async with stage.refuses(InvalidInput):
        await take_snapshot(stage.as_role(Role.MINISTRY), class_year=OPEN_YEAR, label="长" * 41)


async def test_nothing_changes_a_snapshot(stage: Stage) -> None:
    await take_snapshot(stage.as_role(Role.PROVINCE), class_year=OPEN_YEAR)
    for model in (SchoolSnapshot, StatisticsSnapshot):
        async with stage.leaves_no_trace():
            with pytest.raises(BaseORMException):
                await model.all().update(class_year=OPEN_YEAR)
            with pytest.raises(BaseORMException):
                await model.all().delete()


def test_a_snapshot_has_every_column_that_is_counted() -> None:
    assert {"version", "graduates", *COUNTER_COLUMNS} == set(TAKEN)
    assert set(TAKEN) <= set(SchoolSnapshot._meta.fields_map)
