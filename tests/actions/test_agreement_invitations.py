"""Inviting: who may, whom, when again, and what the refusals do not tell."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from actions.agreement import invite, move_agreement
from actions.context import ActionContext
from auth.actor import CLOCK_ACTOR
from models import Agreement, AgreementTypeSetting, Change, ClassYear, Employer, Graduate, SchoolSetup, SigningCounters
from rules.agreement import Initiator, Move, Status, reply_deadline
from rules.employer import EmployerStatus
from rules.errors import (
    AgreementTypeMissing,
    ClassYearClosed,
    DuplicateInvitation,
    EmployerNotApproved,
    FeatureClosed,
    InvalidInput,
    InviteeNotFound,
    LevelTooLow,
    NotFound,
    NotSetUp,
    RuleError,
)
from rules.gate import AgreementType, ClassYearState, ReviewLevels
from rules.identity import make_id_number
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import Stage, acts_on, assert_counted, text_of
from tests.engines import everything_stored
from tests.world import CLOSED_YEAR, OPEN_YEAR, employer_standing, make_agreement


def invitation_of(stage: Stage, graduate: Graduate, **typed: Any) -> dict[str, Any]:
    """Return what an employer types to invite the graduate."""
    number = stage.world.id_number(graduate)
    return {"school_id": graduate.school_id, "class_year": graduate.class_year, "name": graduate.name, "id_number": number, **typed}


async def test_an_invitation_copies_the_set_up_of_its_moment_and_is_counted(stage: Stage) -> None:
    world = stage.world
    employer = stage.as_role(Role.EMPLOYER)
    agreement_id = await invite(employer, **invitation_of(stage, world.classmate, position=" 教师 ", monthly_pay=9000))

    invited = await Agreement.get(id=agreement_id)
    assert (invited.status, invited.initiator, invited.version, invited.number) == (Status.PENDING_GRADUATE, Initiator.EMPLOYER, 1, None)
    assert (invited.graduate_id, invited.department_id) == (world.classmate.id, world.lower_department.id)
    assert (invited.person_id, invited.school_id) == (world.classmate.person_id, world.school.id)
    assert (invited.employer_id, invited.employer_name) == (world.employer.id, world.employer.name)
    assert (invited.agreement_type, invited.review_levels) == (AgreementType.THREE_PARTY, ReviewLevels.DEPARTMENT_THEN_SCHOOL)
    assert (invited.position, invited.monthly_pay) == ("教师", 9000)
    assert (invited.invitee_name, invited.invitee_id_last4) == ("姜培", world.id_number(world.classmate)[-4:])
    assert (invited.created_at, invited.reply_deadline) == (stage.clock.now(), reply_deadline(stage.clock.now(), 5))
    assert not invited.is_graduate_disclosed
    assert await acts_on(invited) == [("AGREEMENT_INVITE", None, "PENDING_GRADUATE")]
    assert [dirty.record_id for dirty in stage.signals.heard] == [str(agreement_id)] == [row.record_id for row in await Change.all()]
    counters = await SigningCounters.get(school_id=world.school.id, class_year=OPEN_YEAR)
    assert (counters.online_pending_graduate, counters.version) == (1, 1)
    await assert_counted()


async def test_the_identity_number_is_found_as_people_type_it_and_stored_nowhere(stage: Stage) -> None:
    number = stage.world.id_number(stage.world.graduate)
    typed = f" {number[:6]} {number[6:14]} {number[14:].lower()}"
    await invite(stage.as_role(Role.EMPLOYER), **invitation_of(stage, stage.world.graduate, id_number=typed))
    stored = await everything_stored()
    del stored["person"]
    assert number not in str(stored)


@pytest.mark.parametrize("wrong", ["name", "number", "year", "school", "person"])
async def test_a_wrong_name_number_school_or_year_gets_one_and_the_same_answer(stage: Stage, wrong: str) -> None:
    world = stage.world
    await ClassYear.filter(year=CLOSED_YEAR).update(state=ClassYearState.OPEN)
    await _set_up(world.school.id, CLOSED_YEAR)
    typed = {
        "name": invitation_of(stage, world.graduate, name="花贞"),
        "number": invitation_of(stage, world.graduate, id_number=world.id_number(world.classmate)),
        "year": invitation_of(stage, world.graduate, class_year=CLOSED_YEAR),
        "school": invitation_of(stage, world.graduate, school_id=world.neighbour_school.id),
        "person": invitation_of(stage, world.graduate, id_number=make_id_number("110000", date(1999, 1, 1), 1)),
    }
    async with stage.refuses(InviteeNotFound) as refused:
        await invite(stage.as_role(Role.EMPLOYER), **typed[wrong])
    assert text_of(refused.value) == text_of(InviteeNotFound())


async def _set_up(school_id: UUID, class_year: int) -> None:
    for model in (AgreementTypeSetting, SchoolSetup):
        rows = await model.filter(school_id=school_id).values()
        await model.create(**{**rows[0], "id": uuid4(), "class_year": class_year})


@pytest.mark.parametrize("status", list(Status))
async def test_what_other_agreements_a_graduate_has_is_never_told_to_who_invites(stage: Stage, status: Status) -> None:
    offline = {Initiator.GRADUATE} if status.startswith(("PROTOCOL", "SIGN", "CANCELLED")) else {Initiator.EMPLOYER}
    await make_agreement(stage.world, status=status, initiator=offline.pop(), employer=stage.world.other_employer)
    await invite(stage.as_role(Role.EMPLOYER), **invitation_of(stage, stage.world.graduate))
    await assert_counted()


async def test_directed_graduates_are_invited_like_others_so_that_inviting_does_not_reveal_them(stage: Stage) -> None:
    await invite(stage.as_role(Role.EMPLOYER), **invitation_of(stage, stage.world.directed_graduate))


async def test_an_invitation_in_its_validity_is_not_sent_again(stage: Stage) -> None:
    employer = stage.as_role(Role.EMPLOYER)
    first = await Agreement.get(id=await invite(employer, **invitation_of(stage, stage.world.graduate)))
    stage.clock.move_to(first.reply_deadline)
    stage.clock.advance(-timedelta(microseconds=1))
    async with stage.refuses(DuplicateInvitation):
        await invite(employer, **invitation_of(stage, stage.world.graduate))


async def test_at_the_deadline_instant_the_employer_may_invite_again_and_the_old_invitation_expires(stage: Stage) -> None:
    employer = stage.as_role(Role.EMPLOYER)
    first = await Agreement.get(id=await invite(employer, **invitation_of(stage, stage.world.graduate)))
    stage.clock.move_to(first.reply_deadline)
    second = await invite(employer, **invitation_of(stage, stage.world.graduate))
    assert (await Agreement.get(id=first.id)).status is Status.EXPIRED
    assert (await Agreement.get(id=second)).status is Status.PENDING_GRADUATE
    assert (await acts_on(first))[-1] == ("AGREEMENT_EXPIRE", "PENDING_GRADUATE", "EXPIRED")
    await assert_counted()


@pytest.mark.parametrize(("role", "move"), [(Role.GRADUATE, Move.REJECT), (Role.EMPLOYER, Move.WITHDRAW)])
async def test_after_rejection_or_withdrawal_the_employer_may_invite_again(stage: Stage, role: Role, move: Move) -> None:
    first = await invite(stage.as_role(Role.EMPLOYER), **invitation_of(stage, stage.world.graduate))
    await move_agreement(stage.as_role(role), first, move, version=1)
    await invite(stage.as_role(Role.EMPLOYER), **invitation_of(stage, stage.world.graduate))
    await assert_counted()


async def test_two_employers_may_invite_the_same_graduate(stage: Stage) -> None:
    for employer in (stage.world.employer, stage.world.other_employer):
        await invite(stage.as_role(Role.EMPLOYER, employer_id=employer.id), **invitation_of(stage, stage.world.graduate))
    assert await Agreement.all().count() == 2


@pytest.mark.parametrize("status", [status for status in EmployerStatus if status is not EmployerStatus.APPROVED])
async def test_an_employer_that_is_not_approved_does_not_invite(stage: Stage, status: EmployerStatus) -> None:
    await Employer.filter(id=stage.world.employer.id).update(**employer_standing(status))
    async with stage.refuses(EmployerNotApproved):
        await invite(stage.as_role(Role.EMPLOYER), **invitation_of(stage, stage.world.graduate))


async def test_nobody_is_invited_before_the_three_steps_of_the_gate_are_done(stage: Stage) -> None:
    world = stage.world
    employer = stage.as_role(Role.EMPLOYER)
    async with stage.refuses(ClassYearClosed):
        await invite(employer, **invitation_of(stage, world.former_graduate))
    async with stage.refuses(ClassYearClosed):
        await invite(employer, **invitation_of(stage, world.graduate, class_year=1999))
    async with stage.refuses(FeatureClosed):
        await invite(employer, **invitation_of(stage, world.far_graduate))
    await ClassYear.filter(year=CLOSED_YEAR).update(state=ClassYearState.OPEN)
    async with stage.refuses(AgreementTypeMissing):
        await invite(employer, **invitation_of(stage, world.former_graduate))
    await AgreementTypeSetting.create(
        school=world.school, province_code="11", class_year=CLOSED_YEAR, agreement_type=AgreementType.THREE_PARTY
    )
    async with stage.refuses(NotSetUp):
        await invite(employer, **invitation_of(stage, world.former_graduate))


async def test_a_school_that_does_not_exist_is_not_found(stage: Stage) -> None:
    async with stage.refuses(NotFound):
        await invite(stage.as_role(Role.EMPLOYER), **invitation_of(stage, stage.world.graduate, school_id=uuid4()))


@pytest.mark.parametrize("role", [Role.GRADUATE, Role.SCHOOL, Role.DEPARTMENT])
async def test_only_an_employer_invites(stage: Stage, role: Role) -> None:
    async with stage.refuses(NotFound):
        await invite(stage.as_role(role), **invitation_of(stage, stage.world.graduate))


async def test_the_clock_does_not_invite(stage: Stage) -> None:
    async with stage.refuses(NotFound):
        await invite(stage.as_actor(CLOCK_ACTOR), **invitation_of(stage, stage.world.graduate))


async def test_inviting_needs_read_write_on_employment(stage: Stage) -> None:
    actor = replace(stage.world.actor(Role.EMPLOYER), levels={Module.EMPLOYMENT: AccessLevel.READ_ONLY})
    async with stage.refuses(LevelTooLow):
        await invite(stage.as_actor(actor), **invitation_of(stage, stage.world.graduate))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "名" * 41}),
        ("name", {"name": "花\x00贞沈"}),
        ("name", {"name": "花\udc00"}),
        ("idNumber", {"id_number": "110000200102030018"}),
        ("idNumber", {"id_number": ""}),
        ("position", {"position": "岗" * 61}),
        ("monthlyPay", {"monthly_pay": 0}),
        ("monthlyPay", {"monthly_pay": -1}),
    ],
)
async def test_what_is_typed_wrongly_is_refused_by_its_field(stage: Stage, field: str, typed: dict[str, Any]) -> None:
    async with stage.refuses(InvalidInput) as refused:
        await invite(stage.as_role(Role.EMPLOYER), **invitation_of(stage, stage.world.graduate, **typed))
    assert refused.value.field == field


async def test_no_refusal_repeats_the_identity_number(stage: Stage) -> None:
    number = make_id_number("110000", date(1999, 1, 1), 1)

    async def refusal_of(ctx: ActionContext, typed: str) -> RuleError:
        with pytest.raises(RuleError) as refused:
            await invite(ctx, **invitation_of(stage, stage.world.graduate, id_number=typed))
        return refused.value

    for typed in (number, number[:-1] + ("1" if number[-1] == "0" else "0")):
        refusal = await refusal_of(stage.as_role(Role.EMPLOYER), typed)
        assert typed not in str(refusal)
        assert typed not in repr(refusal)
