"""Registering paper agreements: what it writes and reports, and every reason for a refusal, which leaves no trace."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import orjson
import pytest

from actions.record import move_record
from actions.supplement import KIND, resubmit_supplement, submit_supplement
from models import ClassYear, DestinationSlot, FeatureSwitch, Graduate, Report, SchoolSetup, Supplement, Upload
from rules.agreement import SlotState, Status
from rules.errors import (
    BasicsUnconfirmed,
    ChangedMeanwhile,
    ClassYearClosed,
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
from rules.roles import AccessLevel, Module, Role
from tests.actions.ending import PASSES, REASON, paper, supplemented, uploaded
from tests.actions.stage import Stage, acts_on, assert_counted
from tests.world import make_agreement

TYPED: dict[str, Any] = {
    "employer_contact": "测试联系人",
    "employer_phone": "010-00000000",
    "position": "工程师",
    "monthly_pay": 9000,
    "work_address": "测试路2号",
    "start_date": date(2023, 7, 1),
}


async def slot_of(graduate: Graduate) -> tuple[str, object, SlotState, str | None] | None:
    slot = await DestinationSlot.get_or_none(graduate_id=graduate.id)
    return None if slot is None else (slot.holder_kind, slot.holder_id, slot.state, slot.category)


async def test_a_paper_agreement_counts_once_the_school_has_approved_it_and_is_reported_whole(stage: Stage) -> None:
    graduate, scan = stage.world.graduate, await uploaded(stage)
    key = await submit_supplement(stage.as_role(Role.GRADUATE), graduate.id, paper(" A-1 ", **TYPED), scan)
    waiting = await Supplement.get(id=key)
    assert (waiting.status, waiting.version, waiting.agreement_number) == (RecordStatus.PENDING_DEPARTMENT, 1, "A-1")
    assert await slot_of(graduate) == (KIND, key, SlotState.RESERVED, None)
    attached = await Upload.get(id=scan)
    assert (attached.record_kind, attached.record_id, attached.employer_id) == (KIND, key, None)
    assert await Report.all().count() == 0
    for move, role in PASSES:
        seen = await Supplement.get(id=key)
        await move_record(stage.as_role(role), KIND, key, move, version=seen.version)
    assert await slot_of(graduate) == (KIND, key, SlotState.HELD, "10")
    report = await Report.get()
    told = {**TYPED, "start_date": "2023-07-01", "agreement_number": "A-1", "employer_name": "线下签约单位"}
    assert orjson.loads(report.payload) == {"category": "10", "status": "APPROVED", "employer_uscc": "91110000MA00000077", **told}
    assert await acts_on(waiting) == [
        ("SUPPLEMENT_SUBMIT", None, "PENDING_DEPARTMENT"),
        ("SUPPLEMENT_PASS", "PENDING_DEPARTMENT", "PENDING_SCHOOL"),
        ("SUPPLEMENT_PASS", "PENDING_SCHOOL", "APPROVED"),
    ]
    await assert_counted()


async def test_only_the_school_voids_what_counts_and_the_graduate_may_sign_again(stage: Stage) -> None:
    approved = await supplemented(stage, *PASSES)
    for role in (Role.GRADUATE, Role.DEPARTMENT):
        async with stage.refuses(MoveNotAllowed):
            await move_record(stage.as_role(role), KIND, approved.id, RecordMove.VOID, version=3, reason=REASON)
    async with stage.refuses(ReasonRequired):
        await move_record(stage.as_role(Role.SCHOOL), KIND, approved.id, RecordMove.VOID, version=3)
    await move_record(stage.as_role(Role.SCHOOL), KIND, approved.id, RecordMove.VOID, version=3, reason=REASON)
    assert await slot_of(stage.world.graduate) is None
    assert [str(each.operation) for each in await Report.all().order_by("seq")] == ["UPSERT", "WITHDRAW"]
    await supplemented(stage)
    await assert_counted()


async def test_what_was_rejected_is_submitted_once_more_with_another_scan_beside_the_first(stage: Stage) -> None:
    rejected = await supplemented(stage, (RecordMove.FAIL, Role.DEPARTMENT))
    assert await slot_of(stage.world.graduate) is None
    graduate = stage.as_role(Role.GRADUATE)
    async with stage.refuses(ChangedMeanwhile):
        await resubmit_supplement(graduate, rejected.id, paper("B-2"), version=1)
    await resubmit_supplement(graduate, rejected.id, paper("B-2"), version=2, scan_id=await uploaded(stage))
    again = await Supplement.get(id=rejected.id)
    assert (again.status, again.agreement_number) == (RecordStatus.PENDING_DEPARTMENT, "B-2")
    assert not again.rejected_by
    assert await Upload.filter(record_kind=KIND, record_id=again.id).count() == 2
    assert await slot_of(stage.world.graduate) == (KIND, again.id, SlotState.RESERVED, None)
    await assert_counted()


async def test_who_reviews_a_supplement_is_set_up_apart_and_copied(stage: Stage) -> None:
    await SchoolSetup.filter(school_id=stage.world.school.id).update(supplement_levels=ReviewLevels.SCHOOL_ONLY)
    waiting = await supplemented(stage)
    assert waiting.status is RecordStatus.PENDING_SCHOOL
    async with stage.refuses(MoveNotAllowed):
        await move_record(stage.as_role(Role.DEPARTMENT), KIND, waiting.id, RecordMove.PASS, version=1)


async def _close_year(stage: Stage) -> None:
    await ClassYear.filter(year=stage.world.graduate.class_year).update(state=ClassYearState.CLOSED)


async def _unconfirm(stage: Stage) -> None:
    await Graduate.filter(id=stage.world.graduate.id).update(confirmed_at=None)


async def _sign(stage: Stage) -> None:
    await make_agreement(stage.world, status=Status.EFFECTIVE)


@pytest.mark.parametrize(
    ("hinder", "refusal"), [(_close_year, ClassYearClosed), (_unconfirm, BasicsUnconfirmed), (_sign, SlotTaken)], ids=str
)
async def test_what_hinders_a_supplement_leaves_no_trace(stage: Stage, hinder: Any, refusal: type[RuleError]) -> None:
    scan = await uploaded(stage)
    await hinder(stage)
    async with stage.refuses(refusal):
        await submit_supplement(stage.as_role(Role.GRADUATE), stage.world.graduate.id, paper(), scan)


async def test_a_school_that_is_not_set_up_takes_no_supplement(stage: Stage) -> None:
    await FeatureSwitch.create(province_id="31", feature="DESTINATION")
    far = stage.world.far_graduate
    await Graduate.filter(id=far.id).update(confirmed_at=stage.clock.now())
    scan = await uploaded(stage)
    async with stage.refuses(NotSetUp):
        await submit_supplement(stage.as_role(Role.GRADUATE, person_id=far.person_id), far.id, paper(), scan)


async def test_a_supplement_needs_its_own_scan(stage: Stage) -> None:
    graduate, of_other_purpose = stage.as_role(Role.GRADUATE), await uploaded(stage, Purpose.LETTER)
    for scan in (uuid4(), of_other_purpose):
        async with stage.refuses(NotFound):
            await submit_supplement(graduate, stage.world.graduate.id, paper(), scan)


async def test_everything_that_was_typed_wrongly_is_told_at_once(stage: Stage) -> None:
    scan = await uploaded(stage)
    wrong = paper("号" * 41, employer_uscc="x", employer_name=" ", monthly_pay=0, employer_phone="?")
    with pytest.raises(Refusals) as refused:
        await submit_supplement(stage.as_role(Role.GRADUATE), stage.world.graduate.id, wrong, scan)
    fields = {refusal.field for refusal in refused.value.refusals}
    assert fields == {"agreementNumber", "employerUscc", "employerName", "monthlyPay", "employerPhone"}
    assert await Supplement.all().count() == 0


async def test_nobody_else_submits_it_and_nobody_without_the_level(stage: Stage) -> None:
    scan, key = await uploaded(stage), stage.world.graduate.id
    reader = stage.as_actor(replace(stage.world.actor(Role.GRADUATE), levels={Module.EMPLOYMENT: AccessLevel.READ_ONLY}))
    async with stage.refuses(LevelTooLow):
        await submit_supplement(reader, key, paper(), scan)
    async with stage.refuses(NotFound):
        await submit_supplement(stage.as_role(Role.GRADUATE), stage.world.classmate.id, paper(), scan)
    async with stage.refuses(NotFound):
        await submit_supplement(stage.as_role(Role.EMPLOYER), key, paper(), scan)
