"""Class years: opened, closed and opened again by the ministry alone, told to the audit, and refused without a trace."""

import asyncio
from datetime import UTC, datetime

import pytest

from actions.class_year import close_class_year, open_class_year, reopen_class_year, set_changes_until
from actions.expiry import expire_due
from models import Agreement, ArchiveCounters, Audit, ClassYear, HukouCounters, OpenWork
from rules.agreement import Initiator, Status
from rules.class_year_errors import ClassYearAlreadyClosed, ClassYearAlreadyOpen
from rules.dispute import DisputeState
from rules.errors import ClassYearClosed, InvalidInput, LevelTooLow, NotFound
from rules.gate import ClassYearState
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.waiting import OpenWorkKind
from tests.actions.stage import Stage, another_graduation
from tests.disputes import make_dispute
from tests.endings import make_supplement, make_termination
from tests.registrations import make_registration
from tests.world import CLOSED_YEAR, NOW, OPEN_YEAR, make_agreement

OPEN, CLOSED = ClassYearState.OPEN, ClassYearState.CLOSED


async def test_a_class_year_is_opened_closed_and_opened_again(stage: Stage) -> None:
    ministry = stage.as_role(Role.MINISTRY)
    assert await open_class_year(ministry, 2024) == 2024
    year = await ClassYear.get(year=2024)
    assert (year.state, year.created_at, year.closed_at, year.status_reason) == (OPEN, NOW, None, None)
    assert await close_class_year(ministry, 2024, " 本届工作已结束 ") == 2024
    year = await ClassYear.get(year=2024)
    assert (year.state, year.created_at, year.closed_at, year.status_reason) == (CLOSED, NOW, NOW, "本届工作已结束")
    assert await reopen_class_year(ministry, 2024, "个别学校补报") == 2024
    year = await ClassYear.get(year=2024)
    assert (year.state, year.created_at, year.closed_at, year.status_reason) == (OPEN, NOW, None, "个别学校补报")
    entries = await Audit.filter(record_kind="CLASS_YEAR", record_id="2024").order_by("id")
    assert [(each.action, each.status_before, each.status_after, each.reason) for each in entries] == [
        ("CLASS_YEAR_OPEN", None, "OPEN", None),
        ("CLASS_YEAR_CLOSE", "OPEN", "CLOSED", "本届工作已结束"),
        ("CLASS_YEAR_REOPEN", "CLOSED", "OPEN", "个别学校补报"),
    ]
    # The ministry's alone to read.
    assert {(each.chain, each.reader_school_id, each.reader_province_code) for each in entries} == {("nation", None, None)}
    assert [(dirty.record_kind, dirty.record_id, dirty.class_year) for dirty in stage.signals.heard] == [("CLASS_YEAR", "2024", 2024)] * 3


async def test_graduates_act_by_themselves_until_the_end_of_august_or_until_the_ministry_says(stage: Stage) -> None:
    ministry = stage.as_role(Role.MINISTRY)
    await open_class_year(ministry, 2024)
    assert (await ClassYear.get(year=2024)).changes_until == datetime(2024, 8, 31, 16, tzinfo=UTC)
    later = datetime(2024, 9, 15, 16, tzinfo=UTC)
    await set_changes_until(ministry, 2024, later, "汛情影响")
    assert (await ClassYear.get(year=2024)).changes_until == later
    await set_changes_until(ministry, 2024, None, "另行通知")
    assert (await ClassYear.get(year=2024)).changes_until is None
    async with stage.refuses(ClassYearAlreadyClosed):
        await set_changes_until(ministry, CLOSED_YEAR, later, "更正")
    async with stage.refuses(NotFound):
        await set_changes_until(ministry, 2099, later, "更正")
    async with stage.refuses(LevelTooLow):
        await set_changes_until(stage.as_role(Role.PROVINCE), 2024, later, "更正")


async def test_a_class_year_is_opened_once_and_a_closed_one_by_another_act(stage: Stage) -> None:
    ministry = stage.as_role(Role.MINISTRY)
    async with stage.refuses(ClassYearAlreadyOpen):
        await open_class_year(ministry, OPEN_YEAR)
    async with stage.refuses(ClassYearAlreadyClosed):
        await open_class_year(ministry, CLOSED_YEAR)
    async with stage.refuses(ClassYearAlreadyOpen):
        await reopen_class_year(ministry, OPEN_YEAR, "更正")
    async with stage.refuses(ClassYearAlreadyClosed):
        await close_class_year(ministry, CLOSED_YEAR, "结束")


@pytest.mark.parametrize("year", [2019, 2101, 0, -1])
async def test_a_class_year_out_of_range_is_not_opened(stage: Stage, year: int) -> None:
    async with stage.refuses(InvalidInput) as refused:
        await open_class_year(stage.as_role(Role.MINISTRY), year)
    assert refused.value.field == "year"


async def test_the_first_and_the_last_class_year_can_be_opened(stage: Stage) -> None:
    assert [await open_class_year(stage.as_role(Role.MINISTRY), year) for year in (2020, 2100)] == [2020, 2100]


async def test_a_class_year_that_there_has_not_been_is_neither_closed_nor_opened_again(stage: Stage) -> None:
    for act in (close_class_year, reopen_class_year):
        async with stage.refuses(NotFound):
            await act(stage.as_role(Role.MINISTRY), 2050, "更正")


@pytest.mark.parametrize("reason", [" ", "因" * 501])
async def test_closing_and_opening_again_are_explained(stage: Stage, reason: str) -> None:
    for act, year in ((close_class_year, OPEN_YEAR), (reopen_class_year, CLOSED_YEAR)):
        async with stage.refuses(InvalidInput) as refused:
            await act(stage.as_role(Role.MINISTRY), year, reason)
        assert refused.value.field == "reason"


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MINISTRY, Role.SYSTEM)])
async def test_only_the_ministry_opens_and_closes_class_years(stage: Stage, role: Role) -> None:
    async with stage.refuses(LevelTooLow):
        await open_class_year(stage.as_role(role), 2024)
    for act in (close_class_year, reopen_class_year):
        async with stage.refuses(LevelTooLow):
            await act(stage.as_role(role), OPEN_YEAR, "更正")


async def test_of_two_who_close_at_once_one_does_and_the_other_is_told(stage: Stage) -> None:
    ministry = stage.as_role(Role.MINISTRY)
    done = await asyncio.gather(*(close_class_year(ministry, OPEN_YEAR, "结束") for _ in range(2)), return_exceptions=True)
    assert sorted(map(str, done)) == sorted(["2023", str(ClassYearAlreadyClosed(OPEN_YEAR))])
    done = await asyncio.gather(*(open_class_year(ministry, 2024) for _ in range(2)), return_exceptions=True)
    assert sorted(map(str, done)) == sorted(["2024", str(ClassYearAlreadyOpen(2024))])
    assert await Audit.filter(record_kind="CLASS_YEAR").count() == 2


async def test_under_a_key_a_class_year_is_opened_once_and_told_again(stage: Stage) -> None:
    first = await open_class_year(stage.once(Role.MINISTRY, "k", 2024), 2024)
    async with stage.leaves_no_trace():
        assert await open_class_year(stage.once(Role.MINISTRY, "k", 2024), 2024) == first == 2024


async def waiting(year: int) -> dict[str, int]:
    """Return what waits in a class year, by kind."""
    return {each.kind: each.waiting for each in await OpenWork.filter(class_year=year)}


async def test_what_still_waits_is_counted_whether_the_year_is_open_or_closed(stage: Stage) -> None:
    world, ministry = stage.world, stage.as_role(Role.MINISTRY)
    nothing = dict.fromkeys(OpenWorkKind, 0)
    before = await waiting(OPEN_YEAR)
    assert {**before, "BASICS": 0} == nothing
    assert await waiting(2024) == {}
    await make_agreement(world)
    await make_agreement(world, graduate=world.classmate, employer=world.other_employer, status=Status.PENDING_DEPARTMENT)
    await make_agreement(world, graduate=world.neighbour_graduate, initiator=Initiator.GRADUATE, status=Status.PROTOCOL_ISSUED)
    await make_agreement(world, graduate=world.directed_graduate, initiator=Initiator.GRADUATE, status=Status.SIGN_PENDING_SCHOOL)
    away = [await another_graduation(world.graduate, number) for number in range(5)]
    signed = await make_agreement(world, graduate=away[4], status=Status.EFFECTIVE)
    await make_termination(signed, RecordStatus.PENDING_COUNTERPARTY)
    await make_dispute(signed)
    await make_supplement(away[0], RecordStatus.REJECTED)
    for graduate, status in zip(away[1:3], (RecordStatus.PENDING_DEPARTMENT, RecordStatus.VOID_PENDING_SCHOOL), strict=True):
        await make_registration(graduate, "70", status)
    for counters, column in ((ArchiveCounters, "pending_school"), (HukouCounters, "rejected")):
        assert await counters.filter(school_id=world.school.id, class_year=OPEN_YEAR).update(**{column: 1})
    # What has ended waits for nobody.
    await make_dispute(world.graduate, DisputeState.RESOLVED)
    await make_supplement(away[3], RecordStatus.CANCELLED)
    await make_agreement(world, graduate=world.far_graduate, status=Status.EXPIRED)
    await world.graduate.filter(id=world.graduate.id).update(confirmed_at=None)
    kinds = ("INVITATIONS", "FORMS", "SUPPLEMENTS", "TERMINATIONS", "ARCHIVES", "HUKOU", "DISPUTES")
    expected = {**before, "BASICS": before["BASICS"] + 1, **dict.fromkeys(kinds, 1), "REVIEWS": 2, "DESTINATIONS": 2}
    assert await waiting(OPEN_YEAR) == expected
    await close_class_year(ministry, OPEN_YEAR, "结束")
    assert await waiting(OPEN_YEAR) == expected


async def test_the_clock_leaves_a_closed_year_alone_and_goes_on_where_it_is_opened_again(stage: Stage) -> None:
    ministry, invitation = stage.as_role(Role.MINISTRY), await make_agreement(stage.world)
    await close_class_year(ministry, OPEN_YEAR, "结束")
    assert invitation.reply_deadline is not None
    stage.clock.move_to(invitation.reply_deadline)
    async with stage.leaves_no_trace():
        assert await expire_due(stage.as_role(Role.MINISTRY)) == 0
    await reopen_class_year(ministry, OPEN_YEAR, "补报")
    assert await expire_due(stage.as_role(Role.MINISTRY)) == 1
    assert (await Agreement.get(id=invitation.id)).status is Status.EXPIRED


def test_what_is_refused_in_a_closed_year_says_which() -> None:
    assert "2022届" in str(ClassYearClosed(2022))
    assert "重新开启" in str(ClassYearAlreadyClosed(2022))
