"""What the form of a destination says of archive and household registration: kept, changed, dropped, and registered once it is approved."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from typing import Any, Final
from uuid import UUID

import pytest

from actions.agreement import accept, move_agreement
from actions.application import apply, upload_scan
from actions.application import resubmit as resubmit_agreement
from actions.archive import Parcel, register_archive, send_archive, submit_archive
from actions.blocks import Blocks
from actions.bulk_review import Seen, review_many
from actions.employer_terms import Terms
from actions.record import move_record
from actions.registration import Said, resubmit_registration, submit_registration
from actions.roster_correction import correct_graduate
from actions.supplement import resubmit_supplement, submit_supplement
from models import (
    Agreement,
    ArchiveBlock,
    ArchiveRecord,
    Audit,
    FeatureSwitch,
    Graduate,
    HukouBlock,
    HukouRecord,
    Registration,
    Report,
    Supplement,
)
from rules.acts import RecordKind
from rules.agreement import Move
from rules.archive import ArchiveEntry
from rules.errors import Code, LevelTooLow, Refusals
from rules.gate import Feature
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import AccessLevel, Module, Role
from rules.transfer_terms import DispatchMode, TransferType
from tests.actions.ending import TERMS as TYPED
from tests.actions.ending import paper, uploaded
from tests.actions.registering import said_of
from tests.actions.stage import Stage, assert_counted
from tests.transfers import ENTRY, MIGRATION, open_transfers
from tests.world import NOW, make_agreement

TERMS: Final = Terms(**TYPED)
KEPT: Final = ArchiveEntry(transfer_type=TransferType.KEEP_AT_SCHOOL)
BOTH: Final = Blocks(archive=ENTRY, hukou=MIGRATION)
ARCHIVE_ALONE: Final = Blocks(archive=KEPT)
NOT_ARCHIVES: Final = {
    Module.EMPLOYMENT: AccessLevel.READ_WRITE,
    Module.ARCHIVE: AccessLevel.READ_ONLY,
    Module.HUKOU: AccessLevel.READ_WRITE,
}
"""Reviews destinations and household registrations, and reads archives."""
MODELS: Final = {RecordKind.REGISTRATION: Registration, RecordKind.SUPPLEMENT: Supplement}
Submit = Callable[[], Awaitable[UUID]]


async def asked(kind: RecordKind, stage: Stage, blocks: Blocks) -> Submit:
    """Return what submits a destination; its files are uploaded before."""
    ctx, graduate = stage.as_role(Role.GRADUATE), stage.world.graduate.id
    if kind is RecordKind.REGISTRATION:
        said = replace(await said_of(stage, "80"), beside=blocks)
        return lambda: submit_registration(ctx, graduate, said)
    scan = await uploaded(stage)
    return lambda: submit_supplement(ctx, graduate, replace(paper(), beside=blocks), scan)


async def submit(kind: RecordKind, stage: Stage, blocks: Blocks) -> UUID:
    return await (await asked(kind, stage, blocks))()


async def refusals_of(kind: RecordKind, stage: Stage, blocks: Blocks) -> list[tuple[Code, str | None]]:
    """Return what a destination is refused for, which leaves no trace."""
    submitting = await asked(kind, stage, blocks)
    async with stage.refuses(Refusals) as refused:
        await submitting()
    return [(each.code, each.field) for each in refused.value.refusals]


async def resubmit(kind: RecordKind, stage: Stage, key: UUID, blocks: Blocks) -> UUID:
    ctx, version = stage.as_role(Role.GRADUATE), (await MODELS[kind].get(id=key)).version
    if kind is RecordKind.REGISTRATION:
        return await resubmit_registration(ctx, key, replace(await said_of(stage, "80"), beside=blocks), version=version)
    return await resubmit_supplement(ctx, key, replace(paper(), beside=blocks), version=version)


async def move(kind: RecordKind, stage: Stage, key: UUID, which: RecordMove, role: Role, **acting: Any) -> None:
    seen = await MODELS[kind].get(id=key)
    await move_record(stage.as_role(role, **acting), kind, key, which, version=seen.version, reason="填写有误")


async def approve(kind: RecordKind, stage: Stage, key: UUID, **acting: Any) -> None:
    await move(kind, stage, key, RecordMove.PASS, Role.DEPARTMENT)
    await move(kind, stage, key, RecordMove.PASS, Role.SCHOOL, **acting)


async def open_all(stage: Stage) -> Graduate:
    """Open both modules, and let the graduate's registration be at the school."""
    await open_transfers(stage.world)
    graduate = await Graduate.get(id=stage.world.graduate.id)
    await correct_graduate(stage.as_role(Role.SCHOOL), graduate.id, version=graduate.version, changes={"hukouInSchool": "1"})
    await Graduate.filter(id=graduate.id).update(confirmed_at=NOW)
    return graduate


async def kept(key: UUID) -> tuple[bool, bool]:
    """Return which of the two are kept with a destination."""
    return await ArchiveBlock.exists(id=key), await HukouBlock.exists(id=key)


both_kinds = pytest.mark.parametrize("kind", list(MODELS))


@both_kinds
async def test_what_is_said_beside_a_destination_is_registered_and_reported_once_the_school_approves_it(
    stage: Stage, kind: RecordKind
) -> None:
    await open_all(stage)
    key = await submit(kind, stage, BOTH)
    assert await kept(key) == (True, True)
    assert (await ArchiveRecord.all().count(), await HukouRecord.all().count(), await Report.all().count()) == (0, 0, 0)
    await approve(kind, stage, key)
    archive, hukou = await ArchiveRecord.get(), await HukouRecord.get()
    for record, entry in ((archive, ENTRY), (hukou, MIGRATION)):
        assert (record.status, record.source, record.version) == (RecordStatus.APPROVED, "DESTINATION", 1)
        assert {name: getattr(record, name) for name in asdict(entry)} == asdict(entry)
    reports = [(each.seq, each.record_kind, each.operation) for each in await Report.all().order_by("seq")]
    assert reports == [(1, kind, "UPSERT"), (2, "ARCHIVE", "UPSERT"), (3, "HUKOU", "UPSERT")]
    carried = await Audit.filter(record_id__in=[str(archive.id), str(hukou.id)]).order_by("chain_seq")
    assert [(each.action, each.role) for each in carried] == [("ARCHIVE_CARRY", Role.SCHOOL), ("HUKOU_CARRY", Role.SCHOOL)]
    await assert_counted()


@both_kinds
async def test_what_is_changed_or_dropped_when_a_destination_is_submitted_again_is_what_counts(stage: Stage, kind: RecordKind) -> None:
    await open_all(stage)
    key = await submit(kind, stage, BOTH)
    await move(kind, stage, key, RecordMove.FAIL, Role.DEPARTMENT)
    await resubmit(kind, stage, key, ARCHIVE_ALONE)
    assert await kept(key) == (True, False)
    assert (await ArchiveBlock.get(id=key)).transfer_type is TransferType.KEEP_AT_SCHOOL
    await approve(kind, stage, key)
    assert [(each.transfer_type, each.receiver_name) for each in await ArchiveRecord.all()] == [("KEEP_AT_SCHOOL", None)]
    assert await HukouRecord.all().count() == 0
    await assert_counted()


@both_kinds
async def test_a_destination_that_is_rejected_or_cancelled_registers_nothing(stage: Stage, kind: RecordKind) -> None:
    await open_all(stage)
    key = await submit(kind, stage, BOTH)
    await move(kind, stage, key, RecordMove.PASS, Role.DEPARTMENT)
    await move(kind, stage, key, RecordMove.FAIL, Role.SCHOOL)
    await move(kind, stage, key, RecordMove.CANCEL, Role.GRADUATE)
    assert (await ArchiveRecord.all().count(), await HukouRecord.all().count(), await Report.all().count()) == (0, 0, 0)
    await assert_counted()


@both_kinds
async def test_a_reviewer_who_may_not_write_archives_leaves_them_to_those_who_may(stage: Stage, kind: RecordKind) -> None:
    await open_all(stage)
    key = await submit(kind, stage, BOTH)
    await approve(kind, stage, key, levels=NOT_ARCHIVES)
    waiting = await ArchiveRecord.get()
    assert (waiting.status, waiting.source, waiting.receiver_name) == ("PENDING_DEPARTMENT", "DESTINATION", ENTRY.receiver_name)
    assert (await HukouRecord.get()).status is RecordStatus.APPROVED
    assert [each.record_kind for each in await Report.all().order_by("seq")] == [kind, "HUKOU"]
    for role in (Role.DEPARTMENT, Role.SCHOOL):
        version = (await ArchiveRecord.get()).version
        await move_record(stage.as_role(role), RecordKind.ARCHIVE, waiting.id, RecordMove.PASS, version=version)
    assert [each.record_kind for each in await Report.all().order_by("seq")] == [kind, "HUKOU", "ARCHIVE"]
    await assert_counted()


@both_kinds
async def test_what_is_said_beside_a_destination_flows_in_where_many_are_approved_at_once(stage: Stage, kind: RecordKind) -> None:
    await open_all(stage)
    key = await submit(kind, stage, BOTH)
    for role, version in ((Role.DEPARTMENT, 1), (Role.SCHOOL, 2)):
        [reviewed] = await review_many(stage.as_role(role), kind, [Seen(key, version)], RecordMove.PASS, None)
        assert reviewed.refusal is None
    assert (await ArchiveRecord.get()).status is (await HukouRecord.get()).status is RecordStatus.APPROVED
    await assert_counted()


async def test_what_was_approved_before_is_superseded_and_withdrawn_first(stage: Stage) -> None:
    graduate = await open_all(stage)
    before = await register_archive(stage.as_role(Role.SCHOOL), graduate.id, ENTRY)
    key = await submit(RecordKind.REGISTRATION, stage, ARCHIVE_ALONE)
    await approve(RecordKind.REGISTRATION, stage, key)
    assert [each.status for each in await ArchiveRecord.all().order_by("id")] == ["SUPERSEDED", "APPROVED"]
    reports = [(each.record_kind, each.operation) for each in await Report.all().order_by("seq")]
    assert reports == [("ARCHIVE", "UPSERT"), ("REGISTRATION", "UPSERT"), ("ARCHIVE", "WITHDRAW"), ("ARCHIVE", "UPSERT")]
    assert (await ArchiveRecord.get(id=before)).status is RecordStatus.SUPERSEDED
    await assert_counted()


async def test_what_must_not_be_written_any_more_is_left_out_and_the_destination_is_approved(stage: Stage) -> None:
    graduate, school = await open_all(stage), stage.as_role(Role.SCHOOL)
    archive = await register_archive(school, graduate.id, ENTRY)
    key = await submit(RecordKind.REGISTRATION, stage, BOTH)
    await send_archive(school, Parcel(id=archive, version=1, mode=DispatchMode.EMS, tracking_no="EX1"))
    current = await Graduate.get(id=graduate.id)
    await correct_graduate(school, graduate.id, version=current.version, changes={"hukouInSchool": "0"})
    await approve(RecordKind.REGISTRATION, stage, key)
    assert (await Registration.get(id=key)).status is RecordStatus.APPROVED
    assert [each.id for each in await ArchiveRecord.all()] == [archive]
    assert await HukouRecord.all().count() == 0
    await assert_counted()


async def test_what_waits_by_itself_is_left_alone_by_a_reviewer_who_may_not_write_archives(stage: Stage) -> None:
    graduate = await open_all(stage)
    key = await submit(RecordKind.REGISTRATION, stage, ARCHIVE_ALONE)
    own = await submit_archive(stage.as_role(Role.GRADUATE), graduate.id, ENTRY)
    await approve(RecordKind.REGISTRATION, stage, key, levels=NOT_ARCHIVES)
    assert [(each.id, each.status) for each in await ArchiveRecord.all()] == [(own, "PENDING_DEPARTMENT")]
    await assert_counted()


@both_kinds
async def test_nothing_is_taken_beside_a_destination_that_could_not_be_submitted_by_itself(stage: Stage, kind: RecordKind) -> None:
    assert await refusals_of(kind, stage, BOTH) == [(Code.FEATURE_CLOSED, "archive"), (Code.FEATURE_CLOSED, "hukou")]
    await FeatureSwitch.create(province_id="11", feature=Feature.HUKOU)
    assert await refusals_of(kind, stage, BOTH) == [(Code.FEATURE_CLOSED, "archive"), (Code.NOT_SET_UP, "hukou")]
    await open_transfers(stage.world)
    # Its household registration is not at the school.
    assert await refusals_of(kind, stage, BOTH) == [(Code.HUKOU_NOT_NEEDED, "hukou")]
    own = await submit_archive(stage.as_role(Role.GRADUATE), stage.world.graduate.id, ENTRY)
    assert await refusals_of(kind, stage, ARCHIVE_ALONE) == [(Code.RECORD_UNDER_WAY, "archive")]
    await move_record(stage.as_role(Role.GRADUATE), RecordKind.ARCHIVE, own, RecordMove.CANCEL, version=1)
    assert await kept(await submit(kind, stage, ARCHIVE_ALONE)) == (True, False)


async def test_all_that_is_wrong_with_a_destination_and_beside_it_is_told_together_by_where_it_is(stage: Stage) -> None:
    graduate = await open_all(stage)
    ctx = stage.as_role(Role.GRADUATE)
    wrong = Blocks(archive=replace(ENTRY, receiver_name=None, receiver_phone="x"), hukou=replace(MIGRATION, receiving_unit=None))
    scan = await uploaded(stage)
    said = Said(category="46", values={}, beside=wrong)
    typed = replace(paper(" ", employer_name=""), beside=wrong)
    beside = ["archive.receiverName", "archive.receiverPhone", "hukou.receivingUnit"]
    async with stage.refuses(Refusals) as refused:
        await submit_registration(ctx, graduate.id, said)
    assert [each.field for each in refused.value.refusals] == ["division", "proofs", *beside]
    async with stage.refuses(Refusals) as refused:
        await submit_supplement(ctx, graduate.id, typed, scan)
    assert [each.field for each in refused.value.refusals] == ["employerName", "agreementNumber", *beside]


async def test_who_may_not_write_a_module_says_nothing_of_it_beside_a_destination(stage: Stage) -> None:
    await open_all(stage)
    said = replace(await said_of(stage, "80"), beside=ARCHIVE_ALONE)
    async with stage.refuses(LevelTooLow):
        await submit_registration(stage.as_role(Role.SCHOOL, levels=NOT_ARCHIVES), stage.world.graduate.id, said)


async def move_signing(stage: Stage, key: UUID, which: Move, role: Role, reason: str | None = None) -> None:
    await move_agreement(stage.as_role(role), key, which, version=(await Agreement.get(id=key)).version, reason=reason)


@pytest.mark.parametrize("at_once", [False, True])
async def test_what_a_graduate_says_when_it_accepts_is_registered_once_the_agreement_is_in_force(stage: Stage, at_once: bool) -> None:
    await open_all(stage)
    invitation = await make_agreement(stage.world)
    await accept(stage.as_role(Role.GRADUATE), invitation.id, BOTH, version=1)
    assert await kept(invitation.id) == (True, True)
    await move_signing(stage, invitation.id, Move.PASS, Role.DEPARTMENT)
    assert await ArchiveRecord.all().count() == 0
    if at_once:
        await review_many(stage.as_role(Role.SCHOOL), RecordKind.AGREEMENT, [Seen(invitation.id, 3)], RecordMove.PASS, None)
    else:
        await move_signing(stage, invitation.id, Move.PASS, Role.SCHOOL)
    assert (await ArchiveRecord.get()).status is (await HukouRecord.get()).status is RecordStatus.APPROVED
    assert [each.record_kind for each in await Report.all().order_by("seq")] == ["AGREEMENT", "ARCHIVE", "HUKOU"]
    await assert_counted()


async def test_an_invitation_is_not_accepted_with_what_cannot_be_registered(stage: Stage) -> None:
    invitation = await make_agreement(stage.world)
    async with stage.refuses(Refusals) as refused:
        await accept(stage.as_role(Role.GRADUATE), invitation.id, ARCHIVE_ALONE, version=1)
    assert [(each.code, each.field) for each in refused.value.refusals] == [(Code.FEATURE_CLOSED, "archive")]
    await accept(stage.as_role(Role.GRADUATE), invitation.id, Blocks(), version=1)
    assert await kept(invitation.id) == (False, False)


async def test_what_an_application_says_last_is_registered_when_the_stamped_form_is_approved(stage: Stage) -> None:
    graduate, ctx = await open_all(stage), stage.as_role(Role.GRADUATE)
    bad = replace(TERMS, employer_name="")
    async with stage.refuses(Refusals) as refused:
        await apply(ctx, graduate.id, bad, Blocks(archive=replace(ENTRY, receiver_person=graduate.name)))
    assert [each.field for each in refused.value.refusals] == ["employerName", "archive.receiverPerson"]
    key = await apply(ctx, graduate.id, TERMS, BOTH)
    await move_signing(stage, key, Move.FAIL, Role.DEPARTMENT, "签约信息有误")
    await resubmit_agreement(ctx, key, TERMS, ARCHIVE_ALONE, version=2)
    assert await kept(key) == (True, False)
    for role in (Role.DEPARTMENT, Role.SCHOOL):
        await move_signing(stage, key, Move.PASS, role)
    assert await ArchiveRecord.all().count() == 0
    await upload_scan(ctx, key, await uploaded(stage), version=(await Agreement.get(id=key)).version)
    for role in (Role.DEPARTMENT, Role.SCHOOL):
        await move_signing(stage, key, Move.PASS, role)
    assert [(each.status, each.transfer_type) for each in await ArchiveRecord.all()] == [("APPROVED", "KEEP_AT_SCHOOL")]
    assert await HukouRecord.all().count() == 0
    await assert_counted()
