"""Counting again: what agrees is left alone, what drifted is found and set right."""

import pytest

from auth.seal import AuditSeal
from jobs.recount import Drift, recount
from models import Audit, Change, SigningCounters
from rules.agreement import STATUSES_OF, Initiator
from rules.counters import counter_column
from rules.roles import Role
from tests.actions.stage import Stage, another_graduation
from tests.world import CLOSED_YEAR, OPEN_YEAR, SEAL, make_agreement

EVERY_KIND = [(initiator, status) for initiator in Initiator for status in STATUSES_OF[initiator]]


async def counters_of(stage: Stage, class_year: int = OPEN_YEAR) -> SigningCounters:
    return await SigningCounters.get(school_id=stage.world.school.id, class_year=class_year)


async def one_of_every_kind(stage: Stage) -> None:
    for number, (initiator, status) in enumerate(EVERY_KIND):
        graduate = await another_graduation(stage.world.graduate, number)
        await make_agreement(stage.world, status=status, initiator=initiator, graduate=graduate)
    await make_agreement(stage.world, graduate=stage.world.neighbour_graduate)
    await make_agreement(stage.world, graduate=stage.world.former_graduate)


@pytest.mark.parametrize("fixed_under", [None, SEAL])
async def test_counters_that_agree_are_left_alone(stage: Stage, fixed_under: AuditSeal | None) -> None:
    await one_of_every_kind(stage)
    async with stage.leaves_no_trace():
        assert await recount(fixed_under=fixed_under) == []


async def test_every_column_that_drifted_is_reported_in_order_and_nothing_is_written(stage: Stage) -> None:
    await one_of_every_kind(stage)
    row = await counters_of(stage)
    await SigningCounters.filter(id=row.id).update(online_expired=7, offline_effective=0, graduates=1)
    async with stage.leaves_no_trace():
        drifts = await recount()
    school_id = stage.world.school.id
    assert drifts == [
        Drift(OPEN_YEAR, school_id, "graduates", 1, row.graduates),
        Drift(OPEN_YEAR, school_id, "offline_effective", 0, 1),
        Drift(OPEN_YEAR, school_id, "online_expired", 7, 1),
    ]


async def test_fixing_sets_what_was_counted_raises_the_version_and_leaves_a_trail(stage: Stage) -> None:
    await one_of_every_kind(stage)
    right = await counters_of(stage)
    await SigningCounters.filter(id=right.id).update(**{counter_column(initiator, status): 9 for initiator, status in EVERY_KIND})
    assert len(await recount(fixed_under=SEAL)) == len(EVERY_KIND)
    fixed = await counters_of(stage)
    assert {counter_column(*kind): getattr(fixed, counter_column(*kind)) for kind in EVERY_KIND} == {
        counter_column(*kind): getattr(right, counter_column(*kind)) for kind in EVERY_KIND
    }
    assert (fixed.version, fixed.graduates) == (right.version + 1, right.graduates)
    audit, change = await Audit.get(), await Change.get()
    assert (audit.action, audit.role, audit.record_id) == ("COUNTERS_SET", Role.SYSTEM, str(right.id))
    assert (change.record_id, change.school_id, change.class_year) == (str(right.id), stage.world.school.id, OPEN_YEAR)
    assert await recount() == []


async def test_counters_that_are_missing_are_made(stage: Stage) -> None:
    await one_of_every_kind(stage)
    before = await counters_of(stage, CLOSED_YEAR)
    await SigningCounters.filter(id=before.id).delete()
    drifts = await recount(fixed_under=SEAL)
    assert [(drift.column, drift.stored, drift.counted) for drift in drifts] == [("graduates", 0, 1), ("online_pending_graduate", 0, 1)]
    made = await counters_of(stage, CLOSED_YEAR)
    assert (made.graduates, made.online_pending_graduate, made.province_code) == (1, 1, "11")
    assert await recount() == []
