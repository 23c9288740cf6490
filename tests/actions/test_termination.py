"""Ending what is in force: who asks, who answers, what its approval writes in one transaction, and what hinders it without a trace."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from actions.agreement import move_agreement
from actions.record import move_record
from actions.termination import KIND, request_termination, review_termination, submit_termination
from models import Agreement, ClassYear, DestinationSlot, IssuedNumber, Report, SchoolSetup, Supplement, Termination, Upload
from rules.acts import RecordKind
from rules.agreement import Initiator, Move, Status
from rules.confirmation_errors import ChangesEnded
from rules.errors import (
    ChangedMeanwhile,
    ClassYearClosed,
    InvalidInput,
    LevelTooLow,
    MoveNotAllowed,
    NotFound,
    ReasonRequired,
    TerminationElsewhere,
    TerminationUnderWay,
)
from rules.files import Purpose
from rules.gate import ClassYearState, ReviewLevels
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import AccessLevel, Module, Role
from rules.termination import TerminationKind
from tests.actions.ending import PASSES, REASON, move_termination, supplemented, uploaded
from tests.actions.stage import Stage, acts_on, assert_counted
from tests.endings import make_supplement, make_termination
from tests.world import NOW, OPEN_YEAR, make_agreement

WHY = "另有更合适的去向"
PARTIES = (Role.GRADUATE, Role.EMPLOYER)
OTHER = {Role.GRADUATE: Role.EMPLOYER, Role.EMPLOYER: Role.GRADUATE}


async def effective(stage: Stage, initiator: Initiator = Initiator.EMPLOYER) -> Agreement:
    return await make_agreement(stage.world, status=Status.EFFECTIVE, initiator=initiator)


async def asked(stage: Stage, agreement: Agreement, role: Role = Role.GRADUATE) -> Termination:
    key = await request_termination(stage.as_role(role), agreement.id, version=agreement.version, reason=f" {WHY} ")
    return await Termination.get(id=key)


async def reported() -> list[tuple[str, str, UUID]]:
    return [(str(each.operation), each.record_kind, each.record_id) for each in await Report.all().order_by("seq")]


@pytest.mark.parametrize("role", PARTIES)
async def test_an_online_agreement_ends_once_the_other_party_agrees_and_the_reviews_pass(stage: Stage, role: Role) -> None:
    agreement = await effective(stage)
    termination = await asked(stage, agreement, role)
    told = (termination.status, termination.kind, termination.initiator, termination.reason, termination.employer_id)
    assert told == (RecordStatus.PENDING_COUNTERPARTY, TerminationKind.ONLINE, role.value, WHY, agreement.employer_id)
    await move_termination(stage, termination.id, RecordMove.AGREE, OTHER[role])
    await move_termination(stage, termination.id, *PASSES[0])
    assert (await Agreement.get(id=agreement.id)).status is Status.EFFECTIVE
    assert await reported() == []
    ended = await move_termination(stage, termination.id, *PASSES[1])
    assert ended.status is RecordStatus.APPROVED
    after = await Agreement.get(id=agreement.id)
    assert (after.status, after.number, after.version) == (Status.TERMINATED, agreement.number, agreement.version + 1)
    assert await DestinationSlot.all().count() == 0
    assert await IssuedNumber.filter(number=agreement.number).exists()
    assert await reported() == [("WITHDRAW", RecordKind.AGREEMENT, agreement.id)]
    assert await acts_on(termination) == [
        ("TERMINATION_SUBMIT", None, "PENDING_COUNTERPARTY"),
        ("TERMINATION_AGREE", "PENDING_COUNTERPARTY", "PENDING_DEPARTMENT"),
        ("TERMINATION_PASS", "PENDING_DEPARTMENT", "PENDING_SCHOOL"),
        ("TERMINATION_PASS", "PENDING_SCHOOL", "APPROVED"),
    ]
    assert await acts_on(agreement) == [("AGREEMENT_TERMINATE", "EFFECTIVE", "TERMINATED")]
    await supplemented(stage)
    await assert_counted()


@pytest.mark.parametrize("move", [RecordMove.REFUSE, RecordMove.WITHDRAW])
async def test_what_is_refused_or_taken_back_leaves_the_agreement_in_force_and_can_be_asked_for_again(
    stage: Stage, move: RecordMove
) -> None:
    agreement = await effective(stage)
    termination = await asked(stage, agreement)
    async with stage.refuses(TerminationUnderWay):
        await asked(stage, agreement, Role.EMPLOYER)
    await move_termination(stage, termination.id, move, Role.EMPLOYER if move is RecordMove.REFUSE else Role.GRADUATE)
    assert (await Agreement.get(id=agreement.id)).status is Status.EFFECTIVE
    await asked(stage, agreement, Role.EMPLOYER)
    await assert_counted()


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.SCHOOL])
async def test_a_termination_that_a_level_fails_leaves_the_agreement_in_force(stage: Stage, role: Role) -> None:
    agreement = await effective(stage)
    status = RecordStatus.PENDING_DEPARTMENT if role is Role.DEPARTMENT else RecordStatus.PENDING_SCHOOL
    termination = await make_termination(agreement, status)
    async with stage.refuses(ReasonRequired):
        await review_termination(stage.as_role(role), termination.id, RecordMove.FAIL, version=1)
    failed = await move_termination(stage, termination.id, RecordMove.FAIL, role)
    assert (failed.status, failed.rejected_by, failed.status_reason) == (RecordStatus.REJECTED, role.value, REASON)
    assert (await Agreement.get(id=agreement.id)).status is Status.EFFECTIVE
    assert await reported() == []
    await asked(stage, agreement)
    await assert_counted()


async def test_what_was_signed_offline_ends_by_the_employers_letter(stage: Stage) -> None:
    agreement, letter = await effective(stage, Initiator.GRADUATE), await uploaded(stage, Purpose.LETTER)
    graduate = stage.as_role(Role.GRADUATE)
    key = await submit_termination(graduate, RecordKind.AGREEMENT, agreement.id, letter, version=agreement.version, reason=WHY)
    termination = await Termination.get(id=key)
    assert (termination.status, termination.kind) == (RecordStatus.PENDING_DEPARTMENT, TerminationKind.OFFLINE)
    attached = await Upload.get(id=letter)
    assert (attached.record_kind, attached.record_id, attached.employer_id) == (KIND, key, agreement.employer_id)
    for step in PASSES:
        await move_termination(stage, key, *step)
    assert (await Agreement.get(id=agreement.id)).status is Status.TERMINATED
    await assert_counted()


async def test_a_supplement_ends_by_a_letter_and_the_graduate_may_sign_again(stage: Stage) -> None:
    supplement, letter = await supplemented(stage, *PASSES), await uploaded(stage, Purpose.LETTER)
    graduate = stage.as_role(Role.GRADUATE)
    key = await submit_termination(graduate, RecordKind.SUPPLEMENT, supplement.id, letter, version=3, reason=WHY)
    for step in PASSES:
        await move_termination(stage, key, *step)
    assert (await Supplement.get(id=supplement.id)).status is RecordStatus.TERMINATED
    assert [operation for operation, _, _ in await reported()] == ["UPSERT", "WITHDRAW"]
    assert await DestinationSlot.all().count() == 0
    invitation = await make_agreement(stage.world)
    await move_agreement(stage.as_role(Role.GRADUATE), invitation.id, Move.ACCEPT, version=1)
    await assert_counted()


async def test_who_reviews_a_termination_is_set_up_apart(stage: Stage) -> None:
    await SchoolSetup.filter(school_id=stage.world.school.id).update(termination_levels=ReviewLevels.SCHOOL_ONLY)
    termination = await asked(stage, await effective(stage))
    agreed = await move_termination(stage, termination.id, RecordMove.AGREE, Role.EMPLOYER)
    assert agreed.status is RecordStatus.PENDING_SCHOOL


async def test_to_void_an_agreement_or_a_supplement_ends_what_is_asked_about_it(stage: Stage) -> None:
    agreement, supplement = await effective(stage), await make_supplement(stage.world.classmate, RecordStatus.APPROVED)
    of_agreement = await asked(stage, agreement)
    of_supplement = await make_termination(supplement, RecordStatus.PENDING_SCHOOL)
    school = stage.as_role(Role.SCHOOL)
    await move_agreement(school, agreement.id, Move.VOID, version=agreement.version, reason=REASON)
    await move_record(school, RecordKind.SUPPLEMENT, supplement.id, RecordMove.VOID, version=1, reason=REASON)
    for termination in (of_agreement, of_supplement):
        assert (await Termination.get(id=termination.id)).status is RecordStatus.LAPSED
        assert (await acts_on(termination))[-1][0] == "TERMINATION_LAPSE"
    async with stage.refuses(MoveNotAllowed):
        await move_termination(stage, of_supplement.id, *PASSES[1])
    await assert_counted()


async def test_a_termination_is_asked_for_as_the_agreement_was_signed(stage: Stage) -> None:
    online, letter = await effective(stage), await uploaded(stage, Purpose.LETTER)
    offline = await make_agreement(stage.world, status=Status.EFFECTIVE, initiator=Initiator.GRADUATE, graduate=stage.world.classmate)
    graduate, classmate = stage.as_role(Role.GRADUATE), stage.as_role(Role.GRADUATE, person_id=stage.world.classmate.person_id)
    async with stage.refuses(TerminationElsewhere):
        await submit_termination(graduate, RecordKind.AGREEMENT, online.id, letter, version=online.version, reason=WHY)
    async with stage.refuses(TerminationElsewhere):
        await request_termination(classmate, offline.id, version=offline.version, reason=WHY)


async def test_what_hinders_asking_leaves_no_trace(stage: Stage) -> None:
    agreement, graduate = await effective(stage), stage.as_role(Role.GRADUATE)
    waiting = await make_agreement(stage.world, graduate=stage.world.classmate, status=Status.PENDING_SCHOOL)
    async with stage.refuses(MoveNotAllowed):
        await request_termination(stage.as_role(Role.EMPLOYER), waiting.id, version=waiting.version, reason=WHY)
    async with stage.refuses(ReasonRequired):
        await request_termination(graduate, agreement.id, version=agreement.version, reason=" ")
    async with stage.refuses(InvalidInput):
        await request_termination(graduate, agreement.id, version=agreement.version, reason="长" * 501)
    async with stage.refuses(ChangedMeanwhile):
        await request_termination(graduate, agreement.id, version=agreement.version + 1, reason=WHY)
    async with stage.refuses(NotFound):
        await request_termination(stage.as_role(Role.EMPLOYER, employer_id=uuid4()), agreement.id, version=agreement.version, reason=WHY)
    reader = stage.as_actor(replace(stage.world.actor(Role.GRADUATE), levels={Module.EMPLOYMENT: AccessLevel.READ_ONLY}))
    async with stage.refuses(LevelTooLow):
        await request_termination(reader, agreement.id, version=agreement.version, reason=WHY)
    await ClassYear.filter(year=agreement.class_year).update(state=ClassYearState.CLOSED)
    async with stage.refuses(ClassYearClosed):
        await request_termination(graduate, agreement.id, version=agreement.version, reason=WHY)


async def test_after_31_august_neither_party_asks_or_agrees_and_what_was_agreed_before_is_reviewed(stage: Stage) -> None:
    agreement = await effective(stage)
    termination = await asked(stage, agreement)
    signed = await make_agreement(stage.world, graduate=stage.world.classmate, status=Status.EFFECTIVE)
    on_paper = await make_supplement(stage.world.directed_graduate, RecordStatus.APPROVED)
    letter = (await make_termination(on_paper, RecordStatus.PENDING_DEPARTMENT)).id
    await ClassYear.filter(year=OPEN_YEAR).update(changes_until=NOW)
    classmate = stage.as_role(Role.GRADUATE, person_id=stage.world.classmate.person_id)
    for party in (classmate, stage.as_role(Role.EMPLOYER)):
        async with stage.refuses(ChangesEnded):
            await request_termination(party, signed.id, version=signed.version, reason=WHY)
    offline = await make_agreement(
        stage.world, graduate=stage.world.neighbour_graduate, status=Status.EFFECTIVE, initiator=Initiator.GRADUATE
    )
    neighbour = stage.as_role(Role.GRADUATE, person_id=stage.world.neighbour_graduate.person_id)
    paper = await uploaded(stage, Purpose.LETTER)
    async with stage.refuses(ChangesEnded):
        await submit_termination(neighbour, RecordKind.AGREEMENT, offline.id, paper, version=offline.version, reason=WHY)
    async with stage.refuses(ChangesEnded):
        await move_termination(stage, termination.id, RecordMove.AGREE, Role.EMPLOYER)
    assert (await move_termination(stage, termination.id, RecordMove.REFUSE, Role.EMPLOYER)).status is RecordStatus.COUNTERPARTY_REFUSED
    for move, role in PASSES:
        await move_termination(stage, letter, move, role)
    assert (await Supplement.get(id=on_paper.id)).status is RecordStatus.TERMINATED
    await assert_counted()


async def test_nobody_answers_for_the_other_party_or_out_of_turn(stage: Stage) -> None:
    termination = await asked(stage, await effective(stage))
    tries = [
        (RecordMove.AGREE, Role.GRADUATE),
        (RecordMove.REFUSE, Role.GRADUATE),
        (RecordMove.WITHDRAW, Role.EMPLOYER),
        *PASSES,
        (RecordMove.LAPSE, Role.SCHOOL),
    ]
    for move, role in tries:
        async with stage.refuses(MoveNotAllowed):
            await move_termination(stage, termination.id, move, role)
    async with stage.refuses(ReasonRequired):
        await move_record(stage.as_role(Role.EMPLOYER), KIND, termination.id, RecordMove.REFUSE, version=1)
    async with stage.refuses(ChangedMeanwhile):
        await move_termination(stage, termination.id, RecordMove.AGREE, Role.EMPLOYER, version=7)


async def test_of_both_parties_who_ask_at_once_one_does(stage: Stage) -> None:
    agreement = await effective(stage)
    outcomes = await asyncio.gather(*(asked(stage, agreement, role) for role in PARTIES * 4), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == sorted(["Termination", *["TerminationUnderWay"] * 7])
    await assert_counted()


@pytest.mark.parametrize("attempt", range(3))
async def test_of_voiding_and_approving_at_once_one_decides_and_nothing_is_half(stage: Stage, attempt: int) -> None:
    agreement = await effective(stage)
    termination = await make_termination(agreement, RecordStatus.PENDING_SCHOOL)
    school = stage.as_role(Role.SCHOOL)
    voiding = move_agreement(school, agreement.id, Move.VOID, version=agreement.version, reason=REASON)
    approving = move_termination(stage, termination.id, *PASSES[1], version=1)
    tries = [voiding, approving] if attempt % 2 else [approving, voiding]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    refused = [type(outcome) for outcome in outcomes if isinstance(outcome, BaseException)]
    assert len(refused) == 1
    assert refused[0] in {ChangedMeanwhile, MoveNotAllowed}
    stands = (await Agreement.get(id=agreement.id)).status, (await Termination.get(id=termination.id)).status
    assert stands in {(Status.VOIDED, RecordStatus.LAPSED), (Status.TERMINATED, RecordStatus.APPROVED)}
    assert await DestinationSlot.all().count() == 0
    assert await reported() == [("WITHDRAW", RecordKind.AGREEMENT, agreement.id)]
    await assert_counted()


async def test_a_termination_lasts_however_long_it_waits(stage: Stage) -> None:
    termination = await asked(stage, await effective(stage))
    stage.clock.move_to(stage.clock.now() + timedelta(days=30))
    assert (await move_termination(stage, termination.id, RecordMove.AGREE, Role.EMPLOYER)).status is RecordStatus.PENDING_DEPARTMENT
