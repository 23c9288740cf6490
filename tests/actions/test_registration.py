"""Registering other destinations: what it writes and reports, what yields to what, and every reason for a refusal."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import uuid4

import orjson
import pytest

from actions.agreement import move_agreement
from actions.record import move_record
from actions.registration import KIND, Said, resubmit_registration, submit_registration
from models import (
    ClassYear,
    DestinationInForce,
    DestinationSlot,
    FeatureSwitch,
    Graduate,
    Registration,
    RegistrationEvent,
    Report,
    SchoolSetup,
    SigningCounters,
    Upload,
)
from rules.agreement import Move, SlotState, Status
from rules.counters import category_column
from rules.errors import (
    BasicsUnconfirmed,
    ChangedMeanwhile,
    ClassYearClosed,
    FeatureClosed,
    InvalidInput,
    LevelTooLow,
    MoveNotAllowed,
    NotFound,
    NotSetUp,
    ReasonRequired,
    Refusals,
    RuleError,
    SlotTaken,
)
from rules.files import Purpose
from rules.gate import ClassYearState, ReviewLevels
from rules.record_terms import RecordMove, RecordStatus
from rules.registration_errors import CategoryNotAllowed
from rules.registration_fields import FIELDS, FORMS
from rules.roles import AccessLevel, Module, Role
from tests.actions.registering import PASSES, REASON, moved, registered, reported, said_of
from tests.actions.stage import Stage, another_graduation, assert_counted
from tests.registrations import filled
from tests.uploads import make_upload
from tests.world import OPEN_YEAR, make_agreement

VOIDING: Final = ((RecordMove.REQUEST_VOID, Role.GRADUATE), *PASSES)


async def counters(stage: Stage) -> SigningCounters:
    return await SigningCounters.get(school_id=stage.world.school.id, class_year=OPEN_YEAR)


async def slot_of(stage: Stage) -> tuple[str, object, str, str | None, object] | None:
    slot = await DestinationSlot.get_or_none(graduate_id=stage.world.graduate.id)
    return None if slot is None else (slot.holder_kind, slot.holder_id, str(slot.state), slot.category, slot.under_id)


@pytest.mark.parametrize("category", [form.category for form in FORMS])
async def test_a_destination_of_each_category_counts_once_the_school_has_approved_it_and_is_reported_whole(
    stage: Stage, category: str
) -> None:
    graduate, before = stage.world.graduate, await counters(stage)
    also = [field.name for field in FIELDS]
    waiting = await registered(stage, category, also=also)
    assert (waiting.status, waiting.version, waiting.review_levels) == (
        RecordStatus.PENDING_DEPARTMENT,
        1,
        ReviewLevels.DEPARTMENT_THEN_SCHOOL,
    )
    assert await slot_of(stage) == (KIND, waiting.id, SlotState.RESERVED, None, None)
    assert await reported(graduate) == []
    assert await DestinationInForce.all().count() == 0

    approved = await moved(stage, waiting.id, *PASSES)
    is_settled = category not in {"70", "71", "72"}
    held = SlotState.HELD if is_settled else SlotState.SUPERSEDABLE
    assert (approved.status, approved.version) == (RecordStatus.APPROVED, 3)
    assert await slot_of(stage) == (KIND, waiting.id, held, category, None)
    after = await counters(stage)
    column = category_column(category)
    assert (getattr(after, column) - getattr(before, column), after.registration_approved, after.registered) == (1, 1, 1)
    assert await reported(graduate) == [("UPSERT", KIND, waiting.id)]
    said = orjson.loads((await Report.get()).payload)
    values = filled(category, also=also)
    expected = {field.attribute: values.get(field.name) for field in FIELDS}
    assert said == {
        "category": category,
        "status": "APPROVED",
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in expected.items()},
    }
    assert (await DestinationInForce.get(id=graduate.id)).category == category
    assert await Upload.filter(record_kind=KIND, record_id=waiting.id, purpose=Purpose.PROOF).count() == int(is_settled)
    await assert_counted()


async def test_an_agreement_takes_the_place_of_what_was_there_until_it_and_the_withdrawal_is_told_first(stage: Stage) -> None:
    graduate = stage.world.graduate
    seeking = await registered(stage, "70", *PASSES)
    agreement = await make_agreement(stage.world)
    as_graduate = stage.as_role(Role.GRADUATE)
    await move_agreement(as_graduate, agreement.id, Move.ACCEPT, version=1)
    assert await slot_of(stage) == ("AGREEMENT", agreement.id, SlotState.RESERVED, "70", seeking.id)
    in_force = await DestinationInForce.get(id=graduate.id)
    assert (in_force.category, in_force.record_kind, in_force.record_id) == ("70", KIND, seeking.id)

    await move_agreement(stage.as_role(Role.DEPARTMENT), agreement.id, Move.FAIL, version=2, reason=REASON)
    assert await slot_of(stage) == (KIND, seeking.id, SlotState.SUPERSEDABLE, "70", None)
    assert await reported(graduate) == [("UPSERT", KIND, seeking.id)]

    second = await make_agreement(stage.world)
    await move_agreement(as_graduate, second.id, Move.ACCEPT, version=1)
    await move_agreement(stage.as_role(Role.DEPARTMENT), second.id, Move.PASS, version=2)
    await move_agreement(stage.as_role(Role.SCHOOL), second.id, Move.PASS, version=3)
    assert (await Registration.get(id=seeking.id)).status is RecordStatus.SUPERSEDED
    assert await slot_of(stage) == ("AGREEMENT", second.id, SlotState.HELD, "10", None)
    assert (await reported(graduate))[1:] == [("WITHDRAW", KIND, seeking.id), ("UPSERT", "AGREEMENT", second.id)]
    after = await counters(stage)
    assert (after.category_70, after.category_10, after.registration_superseded, after.registered) == (0, 1, 1, 1)
    event = await RegistrationEvent.filter(registration_id=seeking.id).order_by("-id").first()
    assert event is not None
    assert (event.role, event.action, event.status_after) == (Role.SCHOOL, "REGISTRATION_SUPERSEDE", RecordStatus.SUPERSEDED)
    await assert_counted()


async def test_a_settled_destination_takes_the_place_of_one_that_is_not_and_nothing_takes_its_own(stage: Stage) -> None:
    graduate = stage.world.graduate
    seeking = await registered(stage, "70", *PASSES)
    studying = await registered(stage, "80")
    assert await slot_of(stage) == (KIND, studying.id, SlotState.RESERVED, "70", seeking.id)
    await moved(stage, studying.id, *PASSES)
    assert (await Registration.get(id=seeking.id)).status is RecordStatus.SUPERSEDED
    assert await slot_of(stage) == (KIND, studying.id, SlotState.HELD, "80", None)
    assert await reported(graduate) == [("UPSERT", KIND, seeking.id), ("WITHDRAW", KIND, seeking.id), ("UPSERT", KIND, studying.id)]
    said = await said_of(stage, "70")
    async with stage.refuses(SlotTaken):
        await submit_registration(stage.as_role(Role.GRADUATE), graduate.id, said)
    invitation = await make_agreement(stage.world)
    async with stage.refuses(SlotTaken):
        await move_agreement(stage.as_role(Role.GRADUATE), invitation.id, Move.ACCEPT, version=1)
    await assert_counted()


async def test_what_lies_beneath_another_that_is_asked_for_can_be_voided_and_leaves_the_other_its_place(stage: Stage) -> None:
    graduate = stage.world.graduate
    seeking = await registered(stage, "72", *PASSES)
    studying = await registered(stage, "80")
    await moved(stage, seeking.id, *VOIDING)
    assert await slot_of(stage) == (KIND, studying.id, SlotState.RESERVED, None, None)
    assert await reported(graduate) == [("UPSERT", KIND, seeking.id), ("WITHDRAW", KIND, seeking.id)]
    await assert_counted()
    await moved(stage, studying.id, (RecordMove.CANCEL, Role.GRADUATE))
    assert await slot_of(stage) is None
    assert (await counters(stage)).registered == 0
    await assert_counted()


@pytest.mark.parametrize("status", [Status.EFFECTIVE, Status.PENDING_SCHOOL])
async def test_while_an_agreement_is_in_force_or_asked_for_no_other_destination_is_registered(stage: Stage, status: Status) -> None:
    await make_agreement(stage.world, status=status)
    for category in ("70", "80"):
        said = await said_of(stage, category)
        async with stage.refuses(SlotTaken):
            await submit_registration(stage.as_role(Role.GRADUATE), stage.world.graduate.id, said)


async def test_an_unanswered_invitation_hinders_nobody(stage: Stage) -> None:
    await make_agreement(stage.world)
    assert (await registered(stage, "80")).status is RecordStatus.PENDING_DEPARTMENT


async def test_a_request_to_void_is_reviewed_at_both_levels_counts_until_then_and_keeps_its_reason(stage: Stage) -> None:
    graduate = stage.world.graduate
    studying = await registered(stage, "80", *PASSES, (RecordMove.REQUEST_VOID, Role.GRADUATE))
    assert (studying.status, studying.status_reason) == (RecordStatus.VOID_PENDING_DEPARTMENT, REASON)
    assert (await counters(stage)).category_80 == 1
    ctx = stage.as_role(Role.DEPARTMENT)
    await move_record(ctx, KIND, studying.id, RecordMove.PASS, version=studying.version)
    await move_record(stage.as_role(Role.SCHOOL), KIND, studying.id, RecordMove.PASS, version=studying.version + 1)
    voided = await Registration.get(id=studying.id)
    assert (voided.status, voided.status_reason) == (RecordStatus.VOIDED, REASON)
    assert await slot_of(stage) is None
    assert await reported(graduate) == [("UPSERT", KIND, studying.id), ("WITHDRAW", KIND, studying.id)]
    assert (await counters(stage)).category_80 == 0
    await assert_counted()


async def test_a_request_to_void_can_be_taken_back_and_refused_and_nothing_is_reported_of_it(stage: Stage) -> None:
    studying = await registered(stage, "80", *PASSES, (RecordMove.REQUEST_VOID, Role.GRADUATE), (RecordMove.KEEP, Role.GRADUATE))
    assert (studying.status, studying.status_reason) == (RecordStatus.APPROVED, REASON)
    refused = await moved(stage, studying.id, (RecordMove.REQUEST_VOID, Role.GRADUATE), (RecordMove.FAIL, Role.DEPARTMENT))
    assert refused.status is RecordStatus.APPROVED
    assert await reported(stage.world.graduate) == [("UPSERT", KIND, studying.id)]
    await assert_counted()


async def test_a_school_voids_by_itself_and_where_it_alone_reviews_no_department_is_waited_for(stage: Stage) -> None:
    await SchoolSetup.filter(school_id=stage.world.school.id).update(registration_levels=ReviewLevels.SCHOOL_ONLY)
    working = await registered(stage, "11")
    assert (working.status, working.review_levels) == (RecordStatus.PENDING_SCHOOL, ReviewLevels.SCHOOL_ONLY)
    voided = await moved(stage, working.id, (RecordMove.PASS, Role.SCHOOL), (RecordMove.VOID, Role.SCHOOL))
    assert (voided.status, voided.status_reason) == (RecordStatus.VOIDED, REASON)
    await assert_counted()


async def test_what_was_rejected_is_changed_even_to_another_category_which_asks_for_its_own_proof(stage: Stage) -> None:
    rejected = await registered(stage, "80", (RecordMove.FAIL, Role.DEPARTMENT))
    assert (rejected.status, rejected.rejected_by, rejected.status_reason) == (RecordStatus.REJECTED, "DEPARTMENT", REASON)
    assert await slot_of(stage) is None
    ctx, without_proof = stage.as_role(Role.GRADUATE), replace(await said_of(stage, "11"), proofs=())
    async with stage.refuses(Refusals):
        await resubmit_registration(ctx, rejected.id, without_proof, version=2)
    same = Said(category="80", values=filled("80", "SECOND_BACHELOR"))
    await resubmit_registration(ctx, rejected.id, same, version=2)
    again = await moved(stage, rejected.id, (RecordMove.FAIL, Role.DEPARTMENT))
    assert (again.subtype, again.admitted_degree) == ("SECOND_BACHELOR", "25")
    await resubmit_registration(ctx, rejected.id, await said_of(stage, "11"), version=4)
    working = await moved(stage, rejected.id, *PASSES)
    assert (working.category, working.subtype, working.admitted_school_name, working.employer_name) == ("11", None, None, "测试测试公司")
    assert (await counters(stage)).category_11 == 1
    assert await Upload.filter(record_id=working.id).count() == 2
    await assert_counted()


async def refusal_of(stage: Stage, said: Said, graduate: Graduate | None = None, **levels: AccessLevel) -> RuleError:
    """Return why a registration is refused; it leaves no trace."""
    held = {**dict.fromkeys(Module, AccessLevel.READ_WRITE), **{Module(name): level for name, level in levels.items()}}
    async with stage.leaves_no_trace():
        with pytest.raises(RuleError) as refused:
            await submit_registration(stage.as_role(Role.GRADUATE, levels=held), (graduate or stage.world.graduate).id, said)
    return refused.value


async def test_every_reason_for_a_refusal_leaves_no_trace(stage: Stage) -> None:
    world, said = stage.world, await said_of(stage, "80")
    setups = SchoolSetup.filter(school_id=world.school.id, class_year=OPEN_YEAR)
    assert type(await refusal_of(stage, said, world.classmate)) is NotFound
    assert type(await refusal_of(stage, said, world.far_graduate)) is NotFound
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.CLOSED)
    assert type(await refusal_of(stage, said)) is ClassYearClosed
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.OPEN)
    await setups.update(allowed_categories="10 70")
    assert type(await refusal_of(stage, said)) is CategoryNotAllowed
    await setups.update(allowed_categories="70 80")
    assert type(await refusal_of(stage, replace(said, category="8x"))) is InvalidInput
    assert type(await refusal_of(stage, replace(said, proofs=[*said.proofs, *said.proofs]))) is InvalidInput
    assert type(await refusal_of(stage, replace(said, proofs=[uuid4()]))) is NotFound
    scan = await make_upload(world.accounts[Role.GRADUATE])
    assert type(await refusal_of(stage, replace(said, proofs=[scan.id]))) is NotFound
    strange = await make_upload(world.accounts[Role.EMPLOYER], purpose=Purpose.PROOF)
    assert type(await refusal_of(stage, replace(said, proofs=[*said.proofs, strange.id]))) is NotFound
    await Graduate.filter(id=world.graduate.id).update(confirmed_at=None)
    assert type(await refusal_of(stage, said)) is BasicsUnconfirmed
    far = stage.as_role(Role.GRADUATE, person_id=world.far_graduate.person_id)
    async with stage.refuses(FeatureClosed):
        await submit_registration(far, world.far_graduate.id, said)
    await FeatureSwitch.create(province_id="31", feature="DESTINATION")
    async with stage.refuses(NotSetUp):
        await submit_registration(far, world.far_graduate.id, said)
    school = stage.as_role(Role.SCHOOL, levels={**dict.fromkeys(Module, AccessLevel.READ_WRITE), Module.EMPLOYMENT: AccessLevel.READ_ONLY})
    async with stage.refuses(LevelTooLow):
        await submit_registration(school, world.graduate.id, said)


async def test_everything_at_fault_is_told_together_and_leaves_no_trace(stage: Stage) -> None:
    said = Said(category="11", values={"employerUscc": "x", "wish": "在家"})
    async with stage.refuses(Refusals) as refused:
        await submit_registration(stage.as_role(Role.GRADUATE), stage.world.graduate.id, said)
    fields = [problem.field for problem in refused.value.refusals]
    assert {"employerName", "employerUscc", "wish", "proofs"} < set(fields)
    assert len(fields) == len(set(fields)) == 10


async def test_a_move_that_is_not_ones_own_or_comes_too_late_or_without_its_reason_leaves_no_trace(stage: Stage) -> None:
    studying = await registered(stage, "80")
    neighbour = stage.as_role(Role.DEPARTMENT, department_id=stage.world.lower_department.id)
    refusals: list[tuple[type[RuleError], object, RecordMove, int, str | None]] = [
        (NotFound, neighbour, RecordMove.PASS, 1, None),
        (NotFound, stage.as_role(Role.EMPLOYER), RecordMove.PASS, 1, None),
        (MoveNotAllowed, stage.as_role(Role.PROVINCE), RecordMove.PASS, 1, None),
        (MoveNotAllowed, stage.as_role(Role.SCHOOL), RecordMove.PASS, 1, None),
        (MoveNotAllowed, stage.as_role(Role.GRADUATE), RecordMove.REQUEST_VOID, 1, REASON),
        (ReasonRequired, stage.as_role(Role.DEPARTMENT), RecordMove.FAIL, 1, " "),
        (ChangedMeanwhile, stage.as_role(Role.DEPARTMENT), RecordMove.PASS, 2, None),
    ]
    for refusal, ctx, move, version, reason in refusals:
        expected = LevelTooLow if ctx.actor.role is Role.PROVINCE else refusal  # type: ignore[attr-defined]
        async with stage.refuses(expected):
            await move_record(ctx, KIND, studying.id, move, version=version, reason=reason)  # type: ignore[arg-type]


async def test_of_a_registration_and_an_acceptance_at_once_one_has_the_destination(stage: Stage) -> None:
    for number in range(4):
        graduate = await another_graduation(stage.world.graduate, number)
        invitation, said = await make_agreement(stage.world, graduate=graduate), await said_of(stage, "80")
        ctx = stage.as_role(Role.GRADUATE)
        outcomes = await asyncio.gather(
            submit_registration(ctx, graduate.id, said),
            move_agreement(ctx, invitation.id, Move.ACCEPT, version=1),
            submit_registration(ctx, graduate.id, await said_of(stage, "70")),
            return_exceptions=True,
        )
        assert sorted(isinstance(outcome, SlotTaken) for outcome in outcomes) == [False, True, True], outcomes
        assert await DestinationSlot.filter(graduate_id=graduate.id).count() == 1
    await assert_counted()


async def test_two_that_ask_for_what_yields_at_once_are_one_that_has_it(stage: Stage) -> None:
    seeking = await registered(stage, "70", *PASSES)
    ctx, said = stage.as_role(Role.GRADUATE), [await said_of(stage, category) for category in ("80", "11")]
    outcomes = await asyncio.gather(
        *(submit_registration(ctx, stage.world.graduate.id, each) for each in said),
        move_record(ctx, KIND, seeking.id, RecordMove.REQUEST_VOID, version=seeking.version, reason=REASON),
        return_exceptions=True,
    )
    assert sorted(isinstance(outcome, SlotTaken) for outcome in outcomes) == [False, False, True], outcomes
    slot = await DestinationSlot.get(graduate_id=stage.world.graduate.id)
    assert (slot.state, slot.under_id, slot.category) == (SlotState.RESERVED, seeking.id, "70")
    await assert_counted()
