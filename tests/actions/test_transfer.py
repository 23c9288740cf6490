"""Archives and household registrations: who registers them, versions beside each other, and what is refused without a trace."""

from typing import Any, Final

import pytest

from actions.archive import (
    Parcel,
    archive_columns,
    receive_archive,
    register_archive,
    resubmit_archive,
    return_archive,
    send_archive,
    send_archives,
    submit_archive,
)
from actions.flow_in import carry
from actions.hukou import hukou_columns, register_hukou, submit_hukou
from actions.record import move_record
from actions.record_step import hold_graduate
from actions.roster_correction import correct_graduate
from actions.steps import leave
from actions.transaction import one_transaction
from actions.transfer import Begun
from models import ArchiveCounters, ArchiveRecord, Audit, Graduate, HukouCounters, HukouRecord, Report, SigningCounters
from rules.acts import RecordKind
from rules.archive import ArchiveEntry
from rules.errors import (
    BasicsUnconfirmed,
    ChangedMeanwhile,
    FeatureClosed,
    LevelTooLow,
    MoveNotAllowed,
    NotFound,
    NotSetUp,
    ReasonRequired,
    Refusals,
)
from rules.gate import ReviewLevels
from rules.hukou import HukouEntry
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import AccessLevel, Module, Role
from rules.transfer_errors import ArchiveDispatched, ArchiveNotNeeded, DispatchNotAllowed, HukouNotNeeded, RecordUnderWay
from rules.transfer_terms import DispatchMode, DispatchState, MigrationReason, MigrationType, TransferType
from tests.actions.stage import Stage, assert_counted
from tests.transfers import ENTRY, MIGRATION, open_transfers
from tests.world import NOW

KEPT: Final = ArchiveEntry(transfer_type=TransferType.KEEP_AT_SCHOOL)
ARCHIVE: Final = RecordKind.ARCHIVE


async def submitted(stage: Stage, entry: ArchiveEntry = ENTRY) -> Any:
    return await submit_archive(stage.as_role(Role.GRADUATE), stage.world.graduate.id, entry)


async def passed(stage: Stage, key: Any) -> None:
    for role in (Role.DEPARTMENT, Role.SCHOOL):
        version = (await ArchiveRecord.get(id=key)).version
        await move_record(stage.as_role(role), ARCHIVE, key, RecordMove.PASS, version=version)


async def standing(graduate: Graduate) -> list[tuple[str, str, bool]]:
    """Return what stands where of a graduate, in order: status, type, whether it is a change."""
    return [
        (each.status, each.transfer_type, each.is_change) for each in await ArchiveRecord.filter(graduate_id=graduate.id).order_by("id")
    ]


async def counted(stage: Stage) -> dict[str, int]:
    row = await ArchiveCounters.get(school_id=stage.world.school.id, class_year=2023)
    return {name: value for name in row._meta.db_fields if isinstance(value := getattr(row, name), int) and value and name != "class_year"}


async def test_a_record_is_reviewed_twice_reported_and_counted_once(stage: Stage) -> None:
    await open_transfers(stage.world)
    signing = (await SigningCounters.get(school_id=stage.world.school.id, class_year=2023)).version
    key = await submitted(stage)
    assert (await counted(stage))["registered"] == 1
    await passed(stage, key)
    stored = await ArchiveRecord.get(id=key)
    assert (stored.status, stored.receiver_name, stored.version) == (RecordStatus.APPROVED, ENTRY.receiver_name, 3)
    assert await counted(stage) == {"version": 3, "needed": 3, "registered": 1, "approved": 1, "type_talent_agency": 1}
    assert [(each.record_kind, each.operation, each.record_version) for each in await Report.all()] == [("ARCHIVE", "UPSERT", 3)]
    # Who has no ARCHIVE sees not even a version rise.
    assert (await SigningCounters.get(school_id=stage.world.school.id, class_year=2023)).version == signing
    await assert_counted()


async def test_a_change_stands_beside_what_is_in_force_and_supersedes_it_when_it_is_approved(stage: Stage) -> None:
    await open_transfers(stage.world)
    first = await submitted(stage)
    await passed(stage, first)
    second = await submitted(stage, KEPT)
    assert await standing(stage.world.graduate) == [("APPROVED", "TALENT_AGENCY", False), ("PENDING_DEPARTMENT", "KEEP_AT_SCHOOL", True)]
    assert (await counted(stage))["registered"] == 1
    await passed(stage, second)
    assert await standing(stage.world.graduate) == [("SUPERSEDED", "TALENT_AGENCY", False), ("APPROVED", "KEEP_AT_SCHOOL", True)]
    reports = [(each.record_id, each.operation) for each in await Report.all().order_by("seq")]
    assert reports == [(first, "UPSERT"), (first, "WITHDRAW"), (second, "UPSERT")]
    assert [each.action for each in await Audit.filter(record_id=str(first)).order_by("chain_seq")][-1] == "ARCHIVE_SUPERSEDE"
    await assert_counted()


async def test_a_rejected_record_is_changed_or_cancelled_before_anything_new(stage: Stage) -> None:
    await open_transfers(stage.world)
    key = await submitted(stage)
    async with stage.refuses(RecordUnderWay):
        await submitted(stage)
    await move_record(stage.as_role(Role.DEPARTMENT), ARCHIVE, key, RecordMove.FAIL, version=1, reason="地址不详")
    assert "registered" not in await counted(stage)
    async with stage.refuses(RecordUnderWay):
        await submitted(stage)
    async with stage.refuses(ChangedMeanwhile):
        await resubmit_archive(stage.as_role(Role.GRADUATE), key, KEPT, version=1)
    await resubmit_archive(stage.as_role(Role.GRADUATE), key, KEPT, version=2)
    assert await standing(stage.world.graduate) == [("PENDING_DEPARTMENT", "KEEP_AT_SCHOOL", False)]
    await move_record(stage.as_role(Role.GRADUATE), ARCHIVE, key, RecordMove.CANCEL, version=3)
    await submitted(stage)
    await assert_counted()


async def test_a_school_registers_for_a_graduate_and_has_reviewed_it_thereby(stage: Stage) -> None:
    await open_transfers(stage.world)
    await Graduate.filter(id=stage.world.graduate.id).update(confirmed_at=None)
    async with stage.refuses(BasicsUnconfirmed):
        await submitted(stage)
    await register_archive(stage.as_role(Role.SCHOOL), stage.world.graduate.id, ENTRY)
    key = await register_archive(stage.as_role(Role.SCHOOL), stage.world.graduate.id, KEPT)
    assert await standing(stage.world.graduate) == [("SUPERSEDED", "TALENT_AGENCY", False), ("APPROVED", "KEEP_AT_SCHOOL", False)]
    act = await Audit.get(record_id=str(key))
    assert (act.action, act.role, act.status_after) == ("ARCHIVE_REGISTER", Role.SCHOOL, "APPROVED")
    await Graduate.filter(id=stage.world.graduate.id).update(confirmed_at=NOW)
    waiting = await submitted(stage)
    async with stage.refuses(RecordUnderWay):
        await register_archive(stage.as_role(Role.SCHOOL), stage.world.graduate.id, ENTRY)
    await move_record(stage.as_role(Role.DEPARTMENT), ARCHIVE, waiting, RecordMove.FAIL, version=1, reason="地址不详")
    await register_archive(stage.as_role(Role.SCHOOL), stage.world.graduate.id, ENTRY)
    assert (await standing(stage.world.graduate))[2:] == [("REJECTED", "TALENT_AGENCY", True), ("APPROVED", "TALENT_AGENCY", False)]
    await assert_counted()


async def test_what_comes_with_a_destination_is_approved_with_it_and_what_waits_becomes_a_change(stage: Stage) -> None:
    graduate, ctx = stage.world.graduate, stage.as_role(Role.SCHOOL)

    async def carried() -> int:
        async with one_transaction(ctx, NOW) as trail:
            await hold_graduate(graduate.id)
            done = await carry(ARCHIVE, graduate.id, archive_columns(ENTRY, graduate.name), NOW, is_reviewed=True)
            done += await carry(RecordKind.HUKOU, graduate.id, hukou_columns(MIGRATION), NOW, is_reviewed=True)
            if done:
                await leave(done, Begun(graduate.school_id, graduate.class_year, NOW), trail)
            return len(done)

    async with stage.leaves_no_trace():
        assert await carried() == 0
    await open_transfers(stage.world)
    waiting = await submitted(stage, KEPT)
    # Its household registration is not at the school, so nothing is registered of that.
    assert await carried() == 1
    assert await standing(graduate) == [("PENDING_DEPARTMENT", "KEEP_AT_SCHOOL", True), ("APPROVED", "TALENT_AGENCY", False)]
    assert (await counted(stage))["registered"] == 1
    await assert_counted()
    await passed(stage, waiting)
    await Graduate.filter(id=graduate.id).update(hukou_in_school=True)
    await HukouCounters.filter(school_id=graduate.school_id, class_year=2023).update(needed=1)
    assert await carried() == 3
    assert [each.source for each in await HukouRecord.all()] == ["DESTINATION"]
    await assert_counted()


async def test_nothing_is_registered_where_the_gate_the_roster_or_the_level_says_so(stage: Stage) -> None:
    world, graduate = stage.world, stage.as_role(Role.GRADUATE)
    async with stage.refuses(FeatureClosed):
        await submitted(stage)
    await open_transfers(world)
    async with stage.refuses(NotSetUp):
        person = stage.as_role(Role.GRADUATE, person_id=world.neighbour_graduate.person_id)
        await submit_archive(person, world.neighbour_graduate.id, ENTRY)
    async with stage.refuses(HukouNotNeeded):
        await submit_hukou(graduate, world.graduate.id, MIGRATION)
    async with stage.refuses(HukouNotNeeded):
        await register_hukou(stage.as_role(Role.SCHOOL), world.graduate.id, MIGRATION)
    async with stage.refuses(NotFound):
        await submit_archive(graduate, world.classmate.id, ENTRY)
    for role in (Role.SCHOOL, Role.DEPARTMENT):
        async with stage.refuses(LevelTooLow):
            await submit_archive(stage.as_role(role), world.graduate.id, ENTRY)
    async with stage.refuses(LevelTooLow):
        await register_archive(graduate, world.graduate.id, ENTRY)
    only_signing = {Module.EMPLOYMENT: AccessLevel.READ_WRITE, Module.ARCHIVE: AccessLevel.READ_ONLY, Module.HUKOU: AccessLevel.READ_WRITE}
    async with stage.refuses(LevelTooLow):
        await register_archive(stage.as_role(Role.SCHOOL, levels=only_signing), world.graduate.id, ENTRY)
    key = await submitted(stage)
    async with stage.refuses(LevelTooLow):
        await move_record(stage.as_role(Role.DEPARTMENT, levels=only_signing), ARCHIVE, key, RecordMove.PASS, version=1)
    async with stage.refuses(MoveNotAllowed):
        await move_record(stage.as_role(Role.SCHOOL), ARCHIVE, key, RecordMove.PASS, version=1)
    async with stage.refuses(ReasonRequired):
        await move_record(stage.as_role(Role.DEPARTMENT), ARCHIVE, key, RecordMove.FAIL, version=1)
    current = await Graduate.get(id=world.graduate.id)
    await correct_graduate(stage.as_role(Role.SCHOOL), current.id, version=current.version, changes={"archiveInSchool": "0"})
    assert (await counted(stage))["needed"] == 2
    async with stage.refuses(ArchiveNotNeeded):
        await move_record(stage.as_role(Role.DEPARTMENT), ARCHIVE, key, RecordMove.PASS, version=1)
    await assert_counted()


async def test_all_that_is_wrong_with_a_form_is_told_together(stage: Stage) -> None:
    await open_transfers(stage.world)
    wrong = ArchiveEntry(transfer_type=TransferType.EMPLOYER, receiver_division="99", receiver_person="花贞沈", receiver_phone="x")
    async with stage.refuses(Refusals) as refused:
        await submitted(stage, wrong)
    assert [each.field for each in refused.value.refusals] == [
        "receiverName",
        "receiverDivision",
        "receiverAddress",
        "receiverPerson",
        "receiverPhone",
    ]
    bare = HukouEntry(migration_type=MigrationType.TO_SCHOOL, migration_reason=MigrationReason.GRADUATION)
    async with stage.refuses(Refusals) as refused:
        await submit_hukou(stage.as_role(Role.GRADUATE), stage.world.graduate.id, bare)
    assert [each.field for each in refused.value.refusals] == [
        "migrationReason",
        "destinationDivision",
        "destinationAddress",
        "receivingUnit",
    ]


async def test_an_archive_is_sent_comes_back_is_sent_again_and_is_received(stage: Stage) -> None:
    await open_transfers(stage.world)
    school, graduate = stage.as_role(Role.SCHOOL), stage.world.graduate
    key = await register_archive(school, graduate.id, ENTRY)

    def parcel(version: int, **more: Any) -> Parcel:
        return Parcel(**{"id": key, "version": version, "mode": DispatchMode.EMS, "tracking_no": "EX1", **more})

    for role in (Role.DEPARTMENT, Role.GRADUATE):
        async with stage.refuses(LevelTooLow):
            await send_archive(stage.as_role(role), parcel(1))
    async with stage.refuses(DispatchNotAllowed):
        await receive_archive(school, key, version=1)
    async with stage.refuses(ChangedMeanwhile):
        await send_archive(school, parcel(7))
    await send_archive(school, parcel(1))
    assert (await counted(stage))["sent"] == 1
    async with stage.refuses(ArchiveDispatched):
        await submitted(stage)
    async with stage.refuses(ReasonRequired):
        await return_archive(school, key, version=2, reason=" ")
    await return_archive(school, key, version=2, reason="查无此人")
    change = await submitted(stage)
    async with stage.refuses(RecordUnderWay):
        await send_archive(school, parcel(3))
    await move_record(stage.as_role(Role.GRADUATE), ARCHIVE, change, RecordMove.CANCEL, version=1)
    await send_archive(school, parcel(3, mode=DispatchMode.SPECIAL_PERSON, tracking_no=None))
    await receive_archive(school, key, version=4)
    stored = await ArchiveRecord.get(id=key)
    assert (stored.dispatch_state, stored.return_reason, stored.received_at) == (DispatchState.RECEIVED, None, NOW)
    acts = [(each.action, each.status_before, each.status_after) for each in await Audit.filter(record_id=str(key)).order_by("chain_seq")]
    assert acts == [
        ("ARCHIVE_REGISTER", None, "APPROVED"),
        ("ARCHIVE_SEND", "NOT_SENT", "SENT"),
        ("ARCHIVE_RETURN", "SENT", "RETURNED"),
        ("ARCHIVE_SEND", "RETURNED", "SENT"),
        ("ARCHIVE_RECEIVE", "SENT", "RECEIVED"),
    ]
    assert [each.record_version for each in await Report.filter(record_id=key).order_by("seq")] == [1, 2, 3, 4, 5]
    await assert_counted()


async def test_many_archives_are_sent_together_or_none_is(stage: Stage) -> None:
    await open_transfers(stage.world)
    school = stage.as_role(Role.SCHOOL)
    keys = [await register_archive(school, each.id, ENTRY) for each in (stage.world.graduate, stage.world.classmate)]
    kept = await register_archive(school, stage.world.directed_graduate.id, KEPT)
    parcels = [Parcel(id=key, version=1, mode=DispatchMode.CONFIDENTIAL, tracking_no=f"J{at}") for at, key in enumerate([*keys, kept])]
    async with stage.refuses(Refusals) as refused:
        await send_archives(school, parcels)
    assert [each.field for each in refused.value.refusals] == ["archives.2"]
    assert await send_archives(school, parcels[:2]) == keys
    assert (await counted(stage))["sent"] == 2
    await assert_counted()


@pytest.mark.parametrize("levels", list(ReviewLevels))
async def test_a_household_registration_is_reviewed_as_the_school_has_set_up(stage: Stage, levels: ReviewLevels) -> None:
    await open_transfers(stage.world, levels)
    graduate = await Graduate.get(id=stage.world.graduate.id)
    await correct_graduate(stage.as_role(Role.SCHOOL), graduate.id, version=graduate.version, changes={"hukouInSchool": "1"})
    await Graduate.filter(id=graduate.id).update(confirmed_at=NOW)
    key = await submit_hukou(stage.as_role(Role.GRADUATE), graduate.id, MIGRATION)
    reviewers = [Role.DEPARTMENT, Role.SCHOOL] if levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL else [Role.SCHOOL]
    for version, role in enumerate(reviewers, start=1):
        await move_record(stage.as_role(role), RecordKind.HUKOU, key, RecordMove.PASS, version=version)
    row = await HukouCounters.get(school_id=graduate.school_id, class_year=2023)
    assert (row.needed, row.registered, row.approved, row.type_to_employer) == (1, 1, 1, 1)
    await assert_counted()
