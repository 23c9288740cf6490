"""The clock: what is due expires, oldest first, exactly once; nothing else does."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from actions.expiry import expire, expire_due
from models import Agreement, Audit, ClassYear, SigningCounters
from rules.agreement import STATUSES_OF, Initiator, Status
from rules.errors import MoveNotAllowed
from rules.gate import ClassYearState
from rules.roles import Role
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted
from tests.world import CLOSED_YEAR, OPEN_YEAR, make_agreement


async def invitations(stage: Stage, count: int) -> list[Agreement]:
    """Write invitations whose deadlines are a minute apart, the first one first."""
    made = []
    for number in range(count):
        graduate = await another_graduation(stage.world.graduate, number)
        deadline = stage.clock.now() + timedelta(minutes=number)
        made.append(await make_agreement(stage.world, graduate=graduate, reply_deadline=deadline))
    return made


async def statuses(agreements: Sequence[Agreement]) -> list[Status]:
    return [(await Agreement.get(id=agreement.id)).status for agreement in agreements]


async def test_an_invitation_expires_at_its_deadline_instant_and_not_before(stage: Stage) -> None:
    invited = await make_agreement(stage.world)
    stage.clock.move_to(invited.reply_deadline)
    stage.clock.advance(-timedelta(microseconds=1))
    async with stage.leaves_no_trace():
        assert await expire_due(stage.as_role(Role.SCHOOL)) == 0
    stage.clock.move_to(invited.reply_deadline)
    assert await expire_due(stage.as_role(Role.SCHOOL)) == 1
    assert await expire_due(stage.as_role(Role.SCHOOL)) == 0

    assert await acts_on(invited) == [("AGREEMENT_EXPIRE", "PENDING_GRADUATE", "EXPIRED")]
    assert (await Agreement.get(id=invited.id)).version == 2
    assert [dirty.record_id for dirty in stage.signals.heard] == [str(invited.id)]
    await assert_counted()


async def test_the_audit_says_that_the_clock_did_it_whoever_asked(stage: Stage) -> None:
    invited = await make_agreement(stage.world)
    stage.clock.move_to(invited.reply_deadline)
    await expire_due(stage.as_role(Role.SCHOOL))
    audit = await Audit.get()
    assert (audit.account_id, audit.role, audit.address) == (None, Role.SYSTEM, None)


async def test_the_oldest_expire_first_where_there_are_more_than_one_round_takes(stage: Stage) -> None:
    made = await invitations(stage, 5)
    stage.clock.move_to(made[-1].reply_deadline)
    assert await expire_due(stage.as_role(Role.SCHOOL), limit=2) == 2
    assert await statuses(made) == [Status.EXPIRED] * 2 + [Status.PENDING_GRADUATE] * 3


async def test_the_invitations_of_a_school_are_one_transaction_that_is_counted_once(stage: Stage) -> None:
    await invitations(stage, 5)
    neighbours = await make_agreement(stage.world, graduate=stage.world.neighbour_graduate)
    before = await SigningCounters.get(school_id=stage.world.school.id, class_year=OPEN_YEAR)
    stage.clock.move_to(neighbours.reply_deadline)
    assert await expire_due(stage.as_role(Role.SCHOOL)) == 6
    after = await SigningCounters.get(id=before.id)
    assert (after.version, after.online_expired) == (before.version + 1, 5)
    await assert_counted()


@pytest.mark.parametrize("status", [status for status in STATUSES_OF[Initiator.EMPLOYER] if status is not Status.PENDING_GRADUATE])
async def test_only_unanswered_invitations_expire(stage: Stage, status: Status) -> None:
    answered = await make_agreement(stage.world, status=status)
    stage.clock.move_to(answered.reply_deadline)
    async with stage.leaves_no_trace():
        assert await expire_due(stage.as_role(Role.SCHOOL)) == 0


async def test_invitations_of_a_closed_class_year_stay_as_they_are(stage: Stage) -> None:
    await ClassYear.filter(year=CLOSED_YEAR).update(state=ClassYearState.OPEN)
    invited = await make_agreement(stage.world, graduate=stage.world.former_graduate)
    await ClassYear.filter(year=CLOSED_YEAR).update(state=ClassYearState.CLOSED)
    stage.clock.move_to(invited.reply_deadline)
    async with stage.leaves_no_trace():
        assert await expire_due(stage.as_role(Role.SCHOOL)) == 0


async def test_what_somebody_moved_after_it_was_read_is_left_alone(stage: Stage) -> None:
    made = await invitations(stage, 2)
    await Agreement.filter(id=made[0].id).update(version=7)
    stage.clock.move_to(made[-1].reply_deadline)
    assert await expire(stage.as_role(Role.SCHOOL), made, stage.clock.now()) == 1
    assert await statuses(made) == [Status.PENDING_GRADUATE, Status.EXPIRED]
    await assert_counted()


async def test_an_invitation_that_is_not_due_is_refused_even_where_it_is_named(stage: Stage) -> None:
    made = await invitations(stage, 2)
    async with stage.refuses(MoveNotAllowed):
        await expire(stage.as_role(Role.SCHOOL), made, stage.clock.now())


async def test_a_school_whose_data_are_inconsistent_does_not_hold_up_the_others(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    made = await invitations(stage, 2)
    neighbours = await make_agreement(stage.world, graduate=stage.world.neighbour_graduate)
    await SigningCounters.filter(school_id=stage.world.school.id).delete()
    stage.clock.move_to(neighbours.reply_deadline)
    assert await expire_due(stage.as_role(Role.SCHOOL)) == 1
    assert await statuses([*made, neighbours]) == [Status.PENDING_GRADUATE] * 2 + [Status.EXPIRED]
    assert str(stage.world.school.id) in caplog.text
