"""A graduate disputes what is registered of it, and its school answers; nothing else waits for that, and every refusal leaves no trace."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from actions.agreement import move_agreement
from actions.dispute import raise_dispute, resolve_dispute, withdraw_dispute
from actions.roster import remove_graduate
from auth.modules import Levels
from models import Agreement, Audit, Dispute, Graduate
from rules.agreement import Move, Status
from rules.dispute import TEXT_LIMIT, DisputeState, DisputeSubject
from rules.dispute_errors import DisputeOver, DisputeUnderWay, NotDisputable
from rules.errors import ChangedMeanwhile, ClassYearClosed, GraduateInUse, InvalidInput, LevelTooLow, NotFound
from rules.record_terms import RecordStatus
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import Stage, another_graduation, assert_counted
from tests.disputes import make_dispute
from tests.endings import make_supplement
from tests.registrations import make_registration
from tests.world import CLOSED_YEAR, NOW, make_agreement

BASICS, REASON, ANSWER = DisputeSubject.BASICS, "专业名称有误", "已核实并更正"
READ_ONLY: Levels = dict.fromkeys(Module, AccessLevel.READ_ONLY)


async def raised(stage: Stage, about: Graduate | None = None, **once: str) -> Dispute:
    ctx = stage.once(Role.GRADUATE, once["key"]) if once else stage.as_role(Role.GRADUATE)
    key = await raise_dispute(ctx, BASICS, (about or stage.world.graduate).id, reason=REASON)
    return await Dispute.get(id=key)


async def told(dispute: Dispute) -> list[tuple[Any, ...]]:
    """Return what the audit says of a dispute."""
    entries = await Audit.filter(record_kind="DISPUTE", record_id=str(dispute.id)).order_by("id")
    return [(each.action, each.role, each.status_before, each.status_after, each.reason, each.reader_school_id) for each in entries]


async def test_a_dispute_is_raised_and_answered_and_both_are_told(stage: Stage) -> None:
    graduate, school = stage.world.graduate, stage.world.school.id
    dispute = await raised(stage)
    assert (dispute.subject, dispute.record_id, dispute.graduate_id, dispute.school_id) == (BASICS, graduate.id, graduate.id, school)
    assert (dispute.state, dispute.reason, dispute.answer, dispute.closed_at) == (DisputeState.OPEN, REASON, None, None)
    assert await resolve_dispute(stage.as_role(Role.SCHOOL), dispute.id, version=1, answer=f" {ANSWER} ") == dispute.id
    await dispute.refresh_from_db()
    assert (dispute.state, dispute.answer, dispute.closed_at, dispute.version) == (DisputeState.RESOLVED, ANSWER, NOW, 2)
    assert await told(dispute) == [
        ("DISPUTE_RAISE", "GRADUATE", None, "OPEN", REASON, school),
        ("DISPUTE_RESOLVE", "SCHOOL", "OPEN", "RESOLVED", ANSWER, school),
    ]
    assert [dirty.record_kind for dirty in stage.signals.heard] == ["DISPUTE", "DISPUTE"]
    await assert_counted()


async def test_its_graduate_takes_it_back_and_may_raise_another(stage: Stage) -> None:
    dispute = await raised(stage)
    await withdraw_dispute(stage.as_role(Role.GRADUATE), dispute.id, version=1)
    await dispute.refresh_from_db()
    assert (dispute.state, dispute.answer, dispute.closed_at) == (DisputeState.WITHDRAWN, None, NOW)
    assert (await raised(stage)).id != dispute.id


async def test_every_record_that_counts_is_disputed_beside_the_basic_data_and_goes_on_as_if_it_were_not(stage: Stage) -> None:
    world, ctx = stage.world, stage.as_role(Role.GRADUATE)
    signed = await make_agreement(world, status=Status.EFFECTIVE)
    paper = await make_supplement(await another_graduation(world.graduate, 1), RecordStatus.APPROVED)
    other = await make_registration(await another_graduation(world.graduate, 2), "70", RecordStatus.VOID_PENDING_SCHOOL)
    for subject, record in ((DisputeSubject.AGREEMENT, signed), (DisputeSubject.SUPPLEMENT, paper), (DisputeSubject.REGISTRATION, other)):
        dispute = await Dispute.get(id=await raise_dispute(ctx, subject, record.id, reason="被要求签约"))
        assert (dispute.record_id, dispute.graduate_id, dispute.subject) == (record.id, record.graduate_id, subject)
    await raised(stage)
    await move_agreement(stage.as_role(Role.SCHOOL), signed.id, Move.VOID, version=signed.version, reason="核实有误")
    assert (await Agreement.get(id=signed.id)).status is Status.VOIDED
    assert await Dispute.filter(state=DisputeState.OPEN).count() == 4


async def test_what_does_not_count_or_is_another_s_is_not_disputed(stage: Stage) -> None:
    world, ctx = stage.world, stage.as_role(Role.GRADUATE)
    waiting = await make_agreement(world, status=Status.PENDING_SCHOOL)
    theirs = await make_agreement(world, graduate=world.classmate, status=Status.EFFECTIVE)
    over = await make_registration(await another_graduation(world.graduate, 1), "70", RecordStatus.CANCELLED)
    for subject, key in ((DisputeSubject.AGREEMENT, waiting.id), (DisputeSubject.REGISTRATION, over.id)):
        async with stage.refuses(NotDisputable):
            await raise_dispute(ctx, subject, key, reason=REASON)
    for subject, key in ((DisputeSubject.AGREEMENT, theirs.id), (BASICS, world.classmate.id), (DisputeSubject.SUPPLEMENT, uuid4())):
        async with stage.refuses(NotFound):
            await raise_dispute(ctx, subject, key, reason=REASON)


async def test_the_same_is_disputed_once_at_a_time_and_so_once_under_a_key(stage: Stage) -> None:
    dispute = await raised(stage, key="k")
    async with stage.leaves_no_trace():
        assert (await raised(stage, key="k")).id == dispute.id
    async with stage.refuses(DisputeUnderWay):
        await raised(stage)


@pytest.mark.parametrize("text", [" ", "异" * (TEXT_LIMIT + 1), "a\x00"])
async def test_reason_and_answer_are_said_in_at_most_500_characters(stage: Stage, text: str) -> None:
    dispute = await make_dispute(stage.world.classmate)
    async with stage.refuses(InvalidInput):
        await raise_dispute(stage.as_role(Role.GRADUATE), BASICS, stage.world.graduate.id, reason=text)
    async with stage.refuses(InvalidInput):
        await resolve_dispute(stage.as_role(Role.SCHOOL), dispute.id, version=1, answer=text)


async def test_only_its_graduate_and_its_school_with_write_access_move_a_dispute(stage: Stage) -> None:
    world, dispute = stage.world, await make_dispute(stage.world.graduate)
    for role in set(Role) - {Role.SYSTEM}:
        if role is not Role.GRADUATE:
            async with stage.refuses(LevelTooLow):
                await raise_dispute(stage.as_role(role), BASICS, world.classmate.id, reason=REASON)
            async with stage.refuses(LevelTooLow):
                await withdraw_dispute(stage.as_role(role), dispute.id, version=1)
        if role is not Role.SCHOOL:
            async with stage.refuses(LevelTooLow):
                await resolve_dispute(stage.as_role(role), dispute.id, version=1, answer=ANSWER)
    async with stage.refuses(LevelTooLow):
        await resolve_dispute(stage.as_role(Role.SCHOOL, levels=READ_ONLY), dispute.id, version=1, answer=ANSWER)
    async with stage.refuses(NotFound):
        neighbour = stage.as_role(Role.SCHOOL, school_id=world.neighbour_school.id)
        await resolve_dispute(neighbour, dispute.id, version=1, answer=ANSWER)
    async with stage.refuses(NotFound):
        await withdraw_dispute(stage.as_role(Role.GRADUATE, person_id=world.classmate.person_id), dispute.id, version=1)


async def test_what_is_over_or_has_changed_or_is_of_a_closed_year_is_not_moved(stage: Stage) -> None:
    graduate, school = stage.as_role(Role.GRADUATE), stage.as_role(Role.SCHOOL)
    dispute, over = await make_dispute(stage.world.graduate), await make_dispute(stage.world.graduate, DisputeState.RESOLVED)
    async with stage.refuses(DisputeOver):
        await resolve_dispute(school, over.id, version=2, answer=ANSWER)
    async with stage.refuses(DisputeOver):
        await withdraw_dispute(graduate, over.id, version=2)
    async with stage.refuses(ChangedMeanwhile):
        await resolve_dispute(school, dispute.id, version=2, answer=ANSWER)
    past = await another_graduation(stage.world.graduate, 1, class_year=CLOSED_YEAR)
    old = await make_dispute(past)
    async with stage.refuses(ClassYearClosed):
        await raise_dispute(graduate, BASICS, past.id, reason=REASON)
    async with stage.refuses(ClassYearClosed):
        await resolve_dispute(school, old.id, version=1, answer=ANSWER)


async def test_of_an_answer_and_a_withdrawal_at_once_one_is_done(stage: Stage) -> None:
    dispute = await raised(stage)
    acts = (
        resolve_dispute(stage.as_role(Role.SCHOOL), dispute.id, version=1, answer=ANSWER),
        withdraw_dispute(stage.as_role(Role.GRADUATE), dispute.id, version=1),
    )
    done = await asyncio.gather(*acts, return_exceptions=True)
    assert [each for each in done if not isinstance(each, Exception)] == [dispute.id]
    assert next(type(each) for each in done if isinstance(each, Exception)) in {ChangedMeanwhile, DisputeOver}
    assert len(await told(dispute)) == 2


async def test_who_has_disputed_something_stays_on_the_roster(stage: Stage) -> None:
    graduate = await another_graduation(stage.world.graduate, 1)
    await make_dispute(graduate, DisputeState.WITHDRAWN)
    async with stage.refuses(GraduateInUse):
        await remove_graduate(stage.as_role(Role.SCHOOL), graduate.id, version=graduate.version, reason="误登")
