"""Moving an agreement: what each move writes, and every reason for which one is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest

from actions.agreement import move_agreement
from actions.transaction import Inconsistent
from actions.unique import TryAgain
from models import Agreement, Audit, Change, ClassYear, DestinationSlot, IssuedNumber, Review, SigningCounters
from rules.agreement import (
    REVIEWING_LEVEL,
    SLOT_AFTER,
    STATUSES_OF,
    TRANSITIONS,
    Initiator,
    Move,
    ReviewLevel,
    Status,
    Step,
)
from rules.agreement_number import BEARS_NUMBER
from rules.errors import (
    ChangedMeanwhile,
    ClassYearClosed,
    DeadlinePassed,
    DirectedGraduate,
    FeatureClosed,
    InvalidInput,
    LevelTooLow,
    MoveNotAllowed,
    NotFound,
    NotSetUp,
    ReasonRequired,
    RuleError,
    SlotTaken,
)
from rules.gate import ClassYearState, ReviewLevels
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted, text_of
from tests.world import OPEN_YEAR, make_agreement

PEOPLES_STEPS = [step for step in TRANSITIONS if step[3] is not Role.SYSTEM]
REASON = "签章不清晰"


@pytest.mark.parametrize("step", PEOPLES_STEPS, ids=lambda step: f"{step[1]}-{step[2]}")
async def test_a_move_writes_status_slot_review_number_audit_change_and_counters_together(stage: Stage, step: Step) -> None:
    initiator, status, move, role = step
    agreement = await make_agreement(stage.world, status=status, initiator=initiator, employer=stage.world.employer)
    counters = await SigningCounters.get(school_id=agreement.school_id, class_year=agreement.class_year)
    assert await move_agreement(stage.as_role(role), agreement.id, move, version=1, reason=REASON) == agreement.id

    after = await Agreement.get(id=agreement.id)
    assert (after.status, after.version, after.status_reason) == (TRANSITIONS[step], 2, REASON)
    assert after.updated_at == stage.clock.now()
    bears = after.status in BEARS_NUMBER[initiator] or (after.status is Status.CANCELLED and status in BEARS_NUMBER[initiator])
    assert (after.number is not None) == bears
    assert {kept.number for kept in await IssuedNumber.all()} == {agreement.number, after.number} - {None}
    slot = await DestinationSlot.get_or_none(graduate_id=agreement.graduate_id)
    assert (slot and slot.state) == SLOT_AFTER[after.status]
    reviews = [(review.level, review.is_passed, review.reason) for review in await Review.filter(agreement_id=agreement.id)]
    assert reviews == ([(REVIEWING_LEVEL[status], move is Move.PASS, REASON)] if move in (Move.PASS, Move.FAIL) else [])
    assert await acts_on(after) == [(f"AGREEMENT_{move}", status, after.status)]
    assert [change.record_id for change in await Change.all()] == [str(agreement.id)]
    assert [(dirty.record_id, dirty.school_id, dirty.class_year) for dirty in stage.signals.heard] == [
        (str(agreement.id), agreement.school_id, OPEN_YEAR)
    ]
    await assert_counted()
    assert (await SigningCounters.get(id=counters.id)).version == counters.version + 1


async def test_the_audit_says_who_did_it_from_where_and_why(stage: Stage) -> None:
    agreement = await make_agreement(stage.world, status=Status.EFFECTIVE)
    school = stage.as_role(Role.SCHOOL)
    await move_agreement(school, agreement.id, Move.VOID, version=1, reason=REASON)
    audit = await Audit.get()
    assert (audit.account_id, audit.role, audit.address) == (school.actor.account_id, Role.SCHOOL, "192.0.2.1")
    assert (audit.reason, audit.school_id, audit.province_code, audit.created_at) == (REASON, agreement.school_id, "11", stage.clock.now())


async def test_a_school_that_reviews_alone_gets_an_accepted_invitation_at_once(stage: Stage) -> None:
    graduate = stage.world.neighbour_graduate
    agreement = await make_agreement(stage.world, graduate=graduate)
    await move_agreement(stage.as_role(Role.GRADUATE, person_id=graduate.person_id), agreement.id, Move.ACCEPT, version=1)
    assert (await Agreement.get(id=agreement.id)).status is Status.PENDING_SCHOOL


async def test_a_later_change_of_set_up_does_not_reach_an_agreement_that_has_begun(stage: Stage) -> None:
    agreement = await make_agreement(stage.world, review_levels=ReviewLevels.SCHOOL_ONLY)
    await move_agreement(stage.as_role(Role.GRADUATE), agreement.id, Move.ACCEPT, version=1)
    assert (await Agreement.get(id=agreement.id)).status is Status.PENDING_SCHOOL


async def test_the_employer_learns_who_the_graduate_is_from_acceptance_on(stage: Stage) -> None:
    accepted = await make_agreement(stage.world)
    rejected = await make_agreement(stage.world, employer=stage.world.other_employer)
    await move_agreement(stage.as_role(Role.GRADUATE), accepted.id, Move.ACCEPT, version=1)
    await move_agreement(stage.as_role(Role.GRADUATE), rejected.id, Move.REJECT, version=1)
    assert (await Agreement.get(id=accepted.id)).is_graduate_disclosed
    assert not (await Agreement.get(id=rejected.id)).is_graduate_disclosed


@pytest.mark.parametrize(("role", "status"), [(Role.DEPARTMENT, Status.PENDING_DEPARTMENT), (Role.SCHOOL, Status.PENDING_SCHOOL)])
async def test_a_failed_review_says_which_level_failed_it_and_frees_the_slot(stage: Stage, role: Role, status: Status) -> None:
    agreement = await make_agreement(stage.world, status=status)
    await move_agreement(stage.as_role(role), agreement.id, Move.FAIL, version=1, reason=REASON)
    assert (await Agreement.get(id=agreement.id)).rejected_by is ReviewLevel(role.value)
    again = await make_agreement(stage.world, employer=stage.world.other_employer)
    await move_agreement(stage.as_role(Role.GRADUATE), again.id, Move.ACCEPT, version=1)


async def test_the_number_says_year_initiator_school_and_degree_and_stays_after_voiding(stage: Stage) -> None:
    agreement = await make_agreement(stage.world, status=Status.PENDING_SCHOOL, graduate=stage.world.classmate)
    await move_agreement(stage.as_role(Role.SCHOOL), agreement.id, Move.PASS, version=1)
    number = (await Agreement.get(id=agreement.id)).number
    assert number is not None
    assert number.startswith("20234100011")
    assert len(number) == 19
    await move_agreement(stage.as_role(Role.SCHOOL), agreement.id, Move.VOID, version=2, reason=REASON)
    assert (await Agreement.get(id=agreement.id)).number == number


async def test_a_number_that_is_taken_is_drawn_again(stage: Stage) -> None:
    taken = await make_agreement(stage.world, status=Status.VOIDED, number="2023410001300000007")
    agreement = await make_agreement(stage.world, status=Status.PENDING_SCHOOL)
    drawn = iter(["00000007", "00000008"])
    await move_agreement(stage.as_actor(stage.world.actor(Role.SCHOOL), lambda: next(drawn)), agreement.id, Move.PASS, version=1)
    assert (await Agreement.get(id=agreement.id)).number == "2023410001300000008"
    assert (await Agreement.get(id=taken.id)).number == "2023410001300000007"
    assert len(await acts_on(agreement)) == 1
    await assert_counted()


async def test_a_number_that_is_always_taken_is_a_fault_after_three_tries_and_leaves_no_trace(stage: Stage) -> None:
    await make_agreement(stage.world, status=Status.VOIDED, number="2023410001300000007")
    agreement = await make_agreement(stage.world, status=Status.PENDING_SCHOOL)
    drawn = iter(["00000007"] * 3)
    async with stage.refuses(TryAgain):
        await move_agreement(stage.as_actor(stage.world.actor(Role.SCHOOL), lambda: next(drawn)), agreement.id, Move.PASS, version=1)
    assert next(drawn, None) is None


@pytest.mark.parametrize("initiator", Initiator)
async def test_every_move_without_a_row_in_the_table_is_refused_and_leaves_no_trace(stage: Stage, initiator: Initiator) -> None:
    refused = 0
    for number, status in enumerate(STATUSES_OF[initiator]):
        graduate = await another_graduation(stage.world.graduate, number)
        agreement = await make_agreement(stage.world, status=status, initiator=initiator, graduate=graduate)
        for role in (Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER):
            for move in Move:
                if (initiator, status, move, role) not in TRANSITIONS and (initiator, role) != (Initiator.GRADUATE, Role.EMPLOYER):
                    with pytest.raises(MoveNotAllowed) as refusal:
                        await move_agreement(stage.as_role(role), agreement.id, move, version=1, reason=REASON)
                    assert (refusal.value.now, refusal.value.move, refusal.value.role) == (status, move, role)
                    refused += 1
    assert refused > 200
    assert await Audit.all().count() + await Change.all().count() + await Review.all().count() == 0
    assert await Agreement.exclude(version=1).count() == 0
    await assert_counted()


@pytest.mark.parametrize(("role", "move"), [(Role.GRADUATE, Move.ACCEPT), (Role.GRADUATE, Move.REJECT), (Role.EMPLOYER, Move.WITHDRAW)])
async def test_an_invitation_answered_after_its_deadline_is_refused_and_leaves_no_trace(stage: Stage, role: Role, move: Move) -> None:
    invited = await make_agreement(stage.world)
    stage.clock.move_to(invited.reply_deadline)
    async with stage.refuses(DeadlinePassed):
        await move_agreement(stage.as_role(role), invited.id, move, version=1)
    stage.clock.advance(-timedelta(microseconds=1))
    await move_agreement(stage.as_role(role), invited.id, move, version=1)


@pytest.mark.parametrize("step", PEOPLES_STEPS, ids=lambda step: f"{step[1]}-{step[2]}")
async def test_no_move_is_made_in_a_class_year_that_is_closed(stage: Stage, step: Step) -> None:
    initiator, status, move, role = step
    agreement = await make_agreement(stage.world, status=status, initiator=initiator, employer=stage.world.employer)
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.CLOSED)
    async with stage.refuses(ClassYearClosed) as refused:
        await move_agreement(stage.as_role(role), agreement.id, move, version=1, reason=REASON)
    assert refused.value.year == OPEN_YEAR


async def test_an_invitation_is_not_accepted_where_the_feature_is_closed(stage: Stage) -> None:
    graduate = stage.world.far_graduate
    agreement = await make_agreement(stage.world, graduate=graduate)
    async with stage.refuses(FeatureClosed):
        await move_agreement(stage.as_role(Role.GRADUATE, person_id=graduate.person_id), agreement.id, Move.ACCEPT, version=1)


async def test_an_invitation_is_not_accepted_where_the_school_has_not_set_up(stage: Stage) -> None:
    await ClassYear.filter(year=2022).update(state=ClassYearState.OPEN)
    graduate = stage.world.former_graduate
    agreement = await make_agreement(stage.world, graduate=graduate)
    async with stage.refuses(NotSetUp):
        await move_agreement(stage.as_role(Role.GRADUATE, person_id=graduate.person_id), agreement.id, Move.ACCEPT, version=1)


async def test_a_directed_graduate_may_reject_an_invitation_but_not_accept_it(stage: Stage) -> None:
    graduate = stage.world.directed_graduate
    directed = stage.as_role(Role.GRADUATE, person_id=graduate.person_id)
    agreement = await make_agreement(stage.world, graduate=graduate)
    async with stage.refuses(DirectedGraduate):
        await move_agreement(directed, agreement.id, Move.ACCEPT, version=1)
    await move_agreement(directed, agreement.id, Move.REJECT, version=1)


@pytest.mark.parametrize("status", [Status.PENDING_DEPARTMENT, Status.PENDING_SCHOOL, Status.EFFECTIVE])
async def test_a_graduate_who_asks_for_or_holds_a_destination_accepts_no_other(stage: Stage, status: Status) -> None:
    await make_agreement(stage.world, status=status)
    other = await make_agreement(stage.world, employer=stage.world.other_employer)
    async with stage.refuses(SlotTaken):
        await move_agreement(stage.as_role(Role.GRADUATE), other.id, Move.ACCEPT, version=1)
    await move_agreement(stage.as_role(Role.GRADUATE), other.id, Move.REJECT, version=1)


@pytest.mark.parametrize(
    ("role", "status", "move"), [(Role.SCHOOL, Status.PENDING_SCHOOL, Move.FAIL), (Role.SCHOOL, Status.EFFECTIVE, Move.VOID)]
)
@pytest.mark.parametrize(
    ("reason", "refusal"),
    [(None, ReasonRequired), (" \u3000\n", ReasonRequired), ("长" * 501, InvalidInput), ("a\x00b", InvalidInput), ("\ud83d", InvalidInput)],
)
async def test_a_refusing_move_needs_a_reason_that_can_be_kept(
    stage: Stage, role: Role, status: Status, move: Move, reason: str | None, refusal: type[RuleError]
) -> None:
    agreement = await make_agreement(stage.world, status=status)
    async with stage.refuses(refusal) as refused:
        await move_agreement(stage.as_role(role), agreement.id, move, version=1, reason=reason)
    assert refused.value.field == "reason"


async def test_a_reason_of_500_characters_is_kept_trimmed(stage: Stage) -> None:
    agreement = await make_agreement(stage.world, status=Status.EFFECTIVE)
    await move_agreement(stage.as_role(Role.SCHOOL), agreement.id, Move.VOID, version=1, reason=f" {'长' * 500}\n")
    assert (await Agreement.get(id=agreement.id)).status_reason == "长" * 500


@pytest.mark.parametrize("version", [0, 2])
async def test_a_move_decided_on_another_version_is_refused_and_leaves_no_trace(stage: Stage, version: int) -> None:
    agreement = await make_agreement(stage.world)
    async with stage.refuses(ChangedMeanwhile):
        await move_agreement(stage.as_role(Role.GRADUATE), agreement.id, Move.ACCEPT, version=version)


async def test_a_record_out_of_scope_looks_exactly_like_one_that_does_not_exist(stage: Stage) -> None:
    world = stage.world
    agreement = await make_agreement(world)
    strangers = [
        stage.as_role(Role.GRADUATE, person_id=world.classmate.person_id),
        stage.as_role(Role.EMPLOYER, employer_id=world.other_employer.id),
        stage.as_role(Role.DEPARTMENT, department_id=world.lower_department.id),
        stage.as_role(Role.SCHOOL, school_id=world.neighbour_school.id),
    ]
    for stranger in strangers:
        for move in Move:
            async with stage.refuses(NotFound) as hidden:
                await move_agreement(stranger, agreement.id, move, version=1, reason=REASON)
            async with stage.refuses(NotFound) as absent:
                await move_agreement(stranger, uuid4(), move, version=1, reason=REASON)
            assert text_of(hidden.value) == text_of(absent.value)


async def test_an_employer_does_not_reach_an_agreement_with_an_unregistered_one(stage: Stage) -> None:
    offline = await make_agreement(stage.world, status=Status.EFFECTIVE, initiator=Initiator.GRADUATE)
    async with stage.refuses(NotFound):
        await move_agreement(stage.as_role(Role.EMPLOYER), offline.id, Move.WITHDRAW, version=1)


@pytest.mark.parametrize("level", [AccessLevel.NONE, AccessLevel.READ_ONLY])
@pytest.mark.parametrize(("role", "status"), [(Role.SCHOOL, Status.PENDING_SCHOOL), (Role.DEPARTMENT, Status.PENDING_DEPARTMENT)])
async def test_a_review_needs_read_write_on_employment(stage: Stage, role: Role, status: Status, level: AccessLevel) -> None:
    agreement = await make_agreement(stage.world, status=status)
    levels = {Module.EMPLOYMENT: level, Module.ARCHIVE: AccessLevel.READ_WRITE, Module.HUKOU: AccessLevel.READ_WRITE}
    async with stage.refuses(LevelTooLow) as refused:
        await move_agreement(stage.as_role(role, levels=levels), agreement.id, Move.PASS, version=1)
    assert refused.value.module is Module.EMPLOYMENT


@pytest.mark.parametrize("role", [Role.PROVINCE, Role.MINISTRY])
async def test_province_and_ministry_never_move_an_agreement(stage: Stage, role: Role) -> None:
    agreement = await make_agreement(stage.world, status=Status.PENDING_SCHOOL)
    for move in Move:
        async with stage.refuses(LevelTooLow):
            await move_agreement(stage.as_role(role), agreement.id, move, version=1, reason=REASON)


async def test_a_move_that_cannot_be_counted_is_a_fault_and_leaves_no_trace(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    await SigningCounters.filter(school_id=agreement.school_id).delete()
    async with stage.refuses(Inconsistent):
        await move_agreement(stage.as_role(Role.GRADUATE), agreement.id, Move.ACCEPT, version=1)


async def test_an_agreement_that_does_not_hold_its_slot_is_a_fault_and_leaves_no_trace(stage: Stage) -> None:
    agreement = await make_agreement(stage.world, status=Status.PENDING_SCHOOL)
    await DestinationSlot.all().delete()
    async with stage.refuses(Inconsistent):
        await move_agreement(stage.as_role(Role.SCHOOL), agreement.id, Move.PASS, version=1)
