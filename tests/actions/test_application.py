"""Signing offline: what applying and resubmitting write, what becomes of numbers, and every reason for a refusal."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import uuid4

import pytest

from actions.agreement import move_agreement
from actions.application import apply, resubmit, upload_scan
from actions.employer_terms import Terms
from models import Agreement, AgreementTypeSetting, Audit, ClassYear, DestinationSlot, Employer, IssuedNumber, SigningCounters, Upload
from rules.agreement import Initiator, Move, SlotState, Status
from rules.confirmation_errors import ChangesEnded
from rules.employer import EmployerStatus
from rules.errors import (
    AgreementTypeMissing,
    ChangedMeanwhile,
    ClassYearClosed,
    FeatureClosed,
    LevelTooLow,
    MoveNotAllowed,
    NotFound,
    Refusals,
    RuleError,
    SlotTaken,
)
from rules.gate import AgreementType, ClassYearState, ReviewLevels
from rules.roles import Role
from tests.actions.stage import Stage, acts_on, assert_counted
from tests.uploads import make_upload
from tests.world import NOW, OPEN_YEAR, make_agreement

USCC: Final = "91110000MA00000077"
TERMS: Final = Terms(
    employer_name=" 北京科邦网络信息服务有限公司 ",
    employer_uscc=USCC.lower(),
    employer_contact="测试联系人",
    employer_phone="010-00000000",
    position="工程师",
    monthly_pay=9000,
    work_address="测试路2号",
    start_date=date(2023, 7, 1),
)
REASON: Final = "签章不清晰"


async def applied(stage: Stage, terms: Terms = TERMS) -> Agreement:
    """Return the application of the world's graduate, just made."""
    return await Agreement.get(id=await apply(stage.as_role(Role.GRADUATE), stage.world.graduate.id, terms))


async def moved(stage: Stage, agreement: Agreement, *moves: tuple[Move, Role]) -> Agreement:
    """Return an agreement after moves."""
    for move, role in moves:
        seen = await Agreement.get(id=agreement.id)
        await move_agreement(stage.as_role(role), agreement.id, move, version=seen.version, reason=REASON)
    return await Agreement.get(id=agreement.id)


ISSUE: Final = ((Move.PASS, Role.DEPARTMENT), (Move.PASS, Role.SCHOOL))
RETURN: Final = ((Move.UPLOAD_SCAN, Role.GRADUATE), *ISSUE)


async def test_an_application_waits_for_its_review_and_asks_for_the_destination(stage: Stage) -> None:
    before = await SigningCounters.get(school_id=stage.world.school.id, class_year=OPEN_YEAR)
    agreement = await applied(stage)
    graduate = stage.world.graduate
    assert (agreement.initiator, agreement.status, agreement.version) == (Initiator.GRADUATE, Status.PROTOCOL_PENDING_DEPARTMENT, 1)
    assert (agreement.agreement_type, agreement.review_levels) == (AgreementType.THREE_PARTY, ReviewLevels.DEPARTMENT_THEN_SCHOOL)
    assert (agreement.employer_id, agreement.employer_name, agreement.employer_uscc) == (None, TERMS.employer_name.strip(), USCC)
    assert (agreement.employer_contact, agreement.employer_phone) == (TERMS.employer_contact, TERMS.employer_phone)
    assert (agreement.position, agreement.monthly_pay) == (TERMS.position, TERMS.monthly_pay)
    assert (agreement.work_address, agreement.start_date) == (TERMS.work_address, TERMS.start_date)
    assert (agreement.invitee_name, agreement.invitee_id_last4) == (graduate.name, graduate.id_number_masked[-4:])
    assert (agreement.number, agreement.reply_deadline, agreement.is_graduate_disclosed) == (None, None, True)
    slot = await DestinationSlot.get()
    assert (slot.graduate_id, slot.holder_id, slot.state) == (graduate.id, agreement.id, SlotState.RESERVED)
    assert await acts_on(agreement) == [("AGREEMENT_APPLY", None, Status.PROTOCOL_PENDING_DEPARTMENT)]
    assert [dirty.record_id for dirty in stage.signals.heard] == [str(agreement.id)]
    after = await SigningCounters.get(id=before.id)
    assert (after.version, after.offline_protocol_pending_department) == (before.version + 1, 1)
    await assert_counted()


async def test_an_application_goes_straight_to_a_school_that_reviews_alone(stage: Stage) -> None:
    graduate = stage.world.neighbour_graduate
    key = await apply(stage.as_role(Role.GRADUATE, person_id=graduate.person_id), graduate.id, TERMS)
    assert (await Agreement.get(id=key)).status is Status.PROTOCOL_PENDING_SCHOOL
    await assert_counted()


async def test_an_employer_that_is_approved_is_named_as_registered_and_sees_it_and_no_other_is(stage: Stage) -> None:
    employer = stage.world.employer
    for status, expected in ((EmployerStatus.APPROVED, employer.id), (EmployerStatus.DISABLED, None)):
        reason = "虚假招聘" if status is EmployerStatus.DISABLED else None
        await Employer.filter(id=employer.id).update(uscc=USCC, status=status, status_reason=reason)
        agreement = await applied(stage)
        assert agreement.employer_id == expected
        assert (agreement.employer_name == employer.name) is (expected is not None)
        await moved(stage, agreement, (Move.CANCEL, Role.GRADUATE))


async def test_a_form_is_numbered_when_it_is_issued_and_keeps_its_number_into_force_and_after(stage: Stage) -> None:
    agreement = await applied(stage)
    issued = await moved(stage, agreement, *ISSUE)
    assert issued.status is Status.PROTOCOL_ISSUED
    assert issued.number is not None
    assert issued.number.startswith("2023110001")
    effective = await moved(stage, agreement, *RETURN)
    assert (effective.status, effective.number) == (Status.EFFECTIVE, issued.number)
    assert (await DestinationSlot.get()).state is SlotState.HELD
    voided = await moved(stage, agreement, (Move.VOID, Role.SCHOOL))
    assert (voided.status, voided.number) == (Status.VOIDED, issued.number)
    assert await DestinationSlot.all().count() == 0
    await assert_counted()


async def test_a_form_that_comes_back_badly_is_handed_in_again_under_its_number(stage: Stage) -> None:
    agreement = await applied(stage)
    rejected = await moved(stage, agreement, *ISSUE, *RETURN[:2], (Move.FAIL, Role.SCHOOL))
    assert rejected.status is Status.SIGN_REJECTED
    assert await DestinationSlot.all().count() == 0
    again = await moved(stage, agreement, (Move.UPLOAD_SCAN, Role.GRADUATE))
    assert (again.status, again.number) == (Status.SIGN_PENDING_DEPARTMENT, rejected.number)
    assert not await Agreement.exclude(rejected_by=None).exists()
    assert (await DestinationSlot.get()).state is SlotState.RESERVED
    await assert_counted()


async def test_what_is_changed_after_issue_loses_its_number_and_is_issued_under_another_and_both_are_remembered(stage: Stage) -> None:
    agreement = await applied(stage)
    rejected = await moved(stage, agreement, *ISSUE, (Move.UPLOAD_SCAN, Role.GRADUATE), (Move.FAIL, Role.DEPARTMENT))
    changed = replace(TERMS, position="高级工程师", employer_contact=None)
    await resubmit(stage.as_role(Role.GRADUATE), agreement.id, changed, version=rejected.version)
    waiting = await Agreement.get(id=agreement.id)
    assert (waiting.status, waiting.number) == (Status.PROTOCOL_PENDING_DEPARTMENT, None)
    assert (waiting.position, waiting.employer_contact) == ("高级工程师", None)
    issued = await moved(stage, agreement, *ISSUE)
    assert issued.number not in {None, rejected.number}
    kept = await IssuedNumber.all().order_by("created_at")
    assert {each.number for each in kept} == {rejected.number, issued.number}
    assert {(each.agreement_id, each.school_id, each.department_id, each.person_id, each.employer_id) for each in kept} == {
        (issued.id, issued.school_id, issued.department_id, issued.person_id, None)
    }
    await assert_counted()


async def test_a_number_that_was_ever_used_is_not_drawn_again(stage: Stage) -> None:
    agreement = await applied(stage)
    rejected = await moved(stage, agreement, *ISSUE, (Move.UPLOAD_SCAN, Role.GRADUATE), (Move.FAIL, Role.DEPARTMENT))
    await resubmit(stage.as_role(Role.GRADUATE), agreement.id, TERMS, version=rejected.version)
    waiting = await moved(stage, agreement, (Move.PASS, Role.DEPARTMENT))
    drawn = iter([str(rejected.number)[-8:], "00000042"])
    school = stage.as_actor(stage.as_role(Role.SCHOOL).actor, draw_digits=lambda: next(drawn))
    await move_agreement(school, agreement.id, Move.PASS, version=waiting.version)
    assert str((await Agreement.get(id=agreement.id)).number)[-8:] == "00000042"


@pytest.mark.parametrize(("moves", "kept"), [((), False), (ISSUE, True)], ids=["before issue", "after issue"])
async def test_who_cancels_frees_the_destination_and_a_number_that_was_issued_stays(
    stage: Stage, moves: tuple[tuple[Move, Role], ...], kept: bool
) -> None:
    agreement = await moved(stage, await applied(stage), *moves)
    cancelled = await moved(stage, agreement, (Move.CANCEL, Role.GRADUATE))
    assert (cancelled.status, cancelled.number is not None) == (Status.CANCELLED, kept)
    assert await DestinationSlot.all().count() == 0
    await applied(stage)
    await assert_counted()


async def test_a_graduate_asks_for_one_destination_at_a_time_online_or_offline(stage: Stage) -> None:
    invitation = await make_agreement(stage.world)
    await applied(stage)
    async with stage.refuses(SlotTaken):
        await apply(stage.as_role(Role.GRADUATE), stage.world.graduate.id, TERMS)
    async with stage.refuses(SlotTaken):
        await move_agreement(stage.as_role(Role.GRADUATE), invitation.id, Move.ACCEPT, version=1)


async def test_what_was_rejected_is_taken_up_again_only_while_nothing_else_is_asked_for(stage: Stage) -> None:
    first = await moved(stage, await applied(stage), (Move.FAIL, Role.DEPARTMENT))
    await applied(stage)
    async with stage.refuses(SlotTaken):
        await resubmit(stage.as_role(Role.GRADUATE), first.id, TERMS, version=first.version)


async def test_of_sixteen_applications_at_once_one_is_made(stage: Stage) -> None:
    graduate = stage.as_role(Role.GRADUATE)
    outcomes = await asyncio.gather(*(apply(graduate, stage.world.graduate.id, TERMS) for _ in range(16)), return_exceptions=True)
    refusals = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert len(refusals) == 15
    assert {type(refusal) for refusal in refusals} == {SlotTaken}
    assert await Agreement.all().count() == await Audit.all().count() == await DestinationSlot.all().count() == 1
    await assert_counted()


async def test_of_resubmitting_and_cancelling_at_once_one_is_done(stage: Stage) -> None:
    rejected = await moved(stage, await applied(stage), (Move.FAIL, Role.DEPARTMENT))
    graduate = stage.as_role(Role.GRADUATE)
    outcomes = await asyncio.gather(
        *(resubmit(graduate, rejected.id, TERMS, version=rejected.version) for _ in range(4)),
        *(move_agreement(graduate, rejected.id, Move.CANCEL, version=rejected.version) for _ in range(4)),
        return_exceptions=True,
    )
    refusals = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert len(refusals) == len(outcomes) - 1
    assert {type(refusal) for refusal in refusals} <= {ChangedMeanwhile, MoveNotAllowed, SlotTaken}
    await assert_counted()


async def test_a_stamped_form_is_handed_in_by_the_graduate_or_the_employer_and_stays_with_the_agreement(stage: Stage) -> None:
    await Employer.filter(id=stage.world.employer.id).update(uscc=USCC)
    for role in (Role.GRADUATE, Role.EMPLOYER):
        issued = await moved(stage, await applied(stage), *ISSUE)
        scan = await make_upload(stage.world.accounts[role])
        await upload_scan(stage.as_role(role), issued.id, scan.id, version=issued.version)
        returned = await Agreement.get(id=issued.id)
        assert (returned.status, returned.number) == (Status.SIGN_PENDING_DEPARTMENT, issued.number)
        assert [each.id for each in await Upload.filter(record_id=issued.id)] == [scan.id]
        assert (await acts_on(returned))[-1][0] == "AGREEMENT_UPLOAD_SCAN"
        await moved(stage, returned, (Move.CANCEL, Role.GRADUATE))
    await assert_counted()


async def test_a_scan_is_used_once_and_is_ones_own_and_one_that_is_refused_stays_free(stage: Stage) -> None:
    issued = await moved(stage, await applied(stage), *ISSUE)
    graduate, own = stage.as_role(Role.GRADUATE), await make_upload(stage.world.accounts[Role.GRADUATE])
    used = await make_upload(stage.world.accounts[Role.GRADUATE], issued)
    others = await make_upload(stage.world.accounts[Role.EMPLOYER])
    for upload_id in (used.id, others.id, uuid4()):
        async with stage.refuses(NotFound):
            await upload_scan(graduate, issued.id, upload_id, version=issued.version)
    async with stage.refuses(ChangedMeanwhile):
        await upload_scan(graduate, issued.id, own.id, version=issued.version - 1)
    for role in (Role.SCHOOL, Role.DEPARTMENT):
        async with stage.refuses(MoveNotAllowed):
            await upload_scan(stage.as_role(role), issued.id, own.id, version=issued.version)
    async with stage.refuses(NotFound):
        await upload_scan(stage.as_role(Role.EMPLOYER), issued.id, others.id, version=issued.version)
    await upload_scan(graduate, issued.id, own.id, version=issued.version)


async def test_of_handing_in_several_times_at_once_one_is_done(stage: Stage) -> None:
    issued = await moved(stage, await applied(stage), *ISSUE)
    scans = [await make_upload(stage.world.accounts[Role.GRADUATE]) for _ in range(4)]
    graduate = stage.as_role(Role.GRADUATE)
    outcomes = await asyncio.gather(
        *(upload_scan(graduate, issued.id, scan.id, version=issued.version) for scan in scans * 2), return_exceptions=True
    )
    refusals = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert len(refusals) == 7
    assert {type(refusal) for refusal in refusals} <= {ChangedMeanwhile, MoveNotAllowed, NotFound}
    assert await Upload.exclude(record_id=None).count() == 1
    await assert_counted()


@pytest.mark.parametrize("head_start", range(8))
async def test_of_resubmitting_for_another_employer_and_handing_in_at_once_one_is_done(stage: Stage, head_start: int) -> None:
    rejected = await make_agreement(
        stage.world, initiator=Initiator.GRADUATE, status=Status.SIGN_REJECTED, employer=stage.world.other_employer
    )
    graduate, account = stage.as_role(Role.GRADUATE), stage.world.accounts[Role.GRADUATE]

    async def hand_in(scan: Upload) -> object:
        await asyncio.sleep(head_start / 1000)
        return await upload_scan(graduate, rejected.id, scan.id, version=1)

    scans = [hand_in(await make_upload(account)) for _ in range(8)]
    outcomes = await asyncio.gather(resubmit(graduate, rejected.id, TERMS, version=1), *scans, return_exceptions=True)
    refusals = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert len(refusals) == 8
    assert {type(refusal) for refusal in refusals} <= {ChangedMeanwhile, MoveNotAllowed, SlotTaken}
    assert await Audit.all().count() == await DestinationSlot.all().count() == 1
    await assert_counted()


WRONG: Final[list[tuple[dict[str, Any], str]]] = [
    ({"employer_name": " "}, "employerName"),
    ({"employer_name": "长" * 61}, "employerName"),
    ({"employer_uscc": "91110000MA0000007X"}, "employerUscc"),
    ({"employer_contact": "长" * 41}, "employerContact"),
    ({"employer_phone": "电话"}, "employerPhone"),
    ({"position": "长" * 61}, "position"),
    ({"monthly_pay": 0}, "monthlyPay"),
    ({"work_address": "长" * 121}, "workAddress"),
]


@pytest.mark.parametrize(("change", "field"), WRONG, ids=lambda each: each if isinstance(each, str) else "")
async def test_terms_that_cannot_be_are_refused_naming_the_field(stage: Stage, change: dict[str, Any], field: str) -> None:
    async with stage.refuses(Refusals) as refused:
        await apply(stage.as_role(Role.GRADUATE), stage.world.graduate.id, replace(TERMS, **change))
    assert [refusal.field for refusal in refused.value.refusals] == [field]


async def test_everything_at_fault_is_told_at_once(stage: Stage) -> None:
    changes = {key: value for change, _ in WRONG[1:] for key, value in change.items()}
    async with stage.refuses(Refusals) as refused:
        await apply(stage.as_role(Role.GRADUATE), stage.world.graduate.id, replace(TERMS, **changes))
    assert len(refused.value.refusals) == len(changes)


async def test_a_graduate_applies_for_its_own_graduations_alone(stage: Stage) -> None:
    for graduate_id in (stage.world.classmate.id, uuid4()):
        async with stage.refuses(NotFound):
            await apply(stage.as_role(Role.GRADUATE), graduate_id, TERMS)
    agreement = await moved(stage, await applied(stage), (Move.FAIL, Role.DEPARTMENT))
    stranger = stage.as_role(Role.GRADUATE, person_id=stage.world.classmate.person_id)
    async with stage.refuses(NotFound):
        await resubmit(stranger, agreement.id, TERMS, version=agreement.version)


async def test_nobody_else_resubmits_and_nobody_what_is_not_rejected_or_was_moved_meanwhile(stage: Stage) -> None:
    agreement = await applied(stage)
    async with stage.refuses(MoveNotAllowed):
        await resubmit(stage.as_role(Role.GRADUATE), agreement.id, TERMS, version=1)
    rejected = await moved(stage, agreement, (Move.FAIL, Role.DEPARTMENT))
    async with stage.refuses(ChangedMeanwhile):
        await resubmit(stage.as_role(Role.GRADUATE), agreement.id, TERMS, version=rejected.version - 1)
    for role in (Role.SCHOOL, Role.DEPARTMENT):
        async with stage.refuses(MoveNotAllowed):
            await resubmit(stage.as_role(role), agreement.id, TERMS, version=rejected.version)
    async with stage.refuses(LevelTooLow):
        await resubmit(stage.as_role(Role.PROVINCE), agreement.id, TERMS, version=rejected.version)


@pytest.mark.parametrize("refusal", [ClassYearClosed, AgreementTypeMissing, FeatureClosed, ChangesEnded])
async def test_nobody_applies_where_the_gate_is_closed(stage: Stage, refusal: type[RuleError]) -> None:
    graduate = stage.world.far_graduate if refusal is FeatureClosed else stage.world.graduate
    if refusal is ClassYearClosed:
        await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.CLOSED)
    elif refusal is ChangesEnded:
        await ClassYear.filter(year=OPEN_YEAR).update(changes_until=NOW)
    elif refusal is AgreementTypeMissing:
        await AgreementTypeSetting.filter(school_id=graduate.school_id).delete()
    async with stage.refuses(refusal):
        await apply(stage.as_role(Role.GRADUATE, person_id=graduate.person_id), graduate.id, TERMS)


async def test_nothing_is_resubmitted_where_the_gate_is_closed(stage: Stage) -> None:
    graduate = stage.world.far_graduate
    agreement = await make_agreement(stage.world, graduate=graduate, initiator=Initiator.GRADUATE, status=Status.PROTOCOL_REJECTED)
    async with stage.refuses(FeatureClosed):
        await resubmit(stage.as_role(Role.GRADUATE, person_id=graduate.person_id), agreement.id, TERMS, version=1)
