"""Every kind of record is reviewed many at once as agreements are: each by itself, and all that goes with a single review with it."""

import asyncio
from uuid import UUID, uuid4

import pytest

from actions.agreement import move_agreement
from actions.bulk_kinds import SUBJECTS
from actions.bulk_review import Seen, review_many
from actions.record_kinds import KINDS
from models import Agreement, ArchiveRecord, Audit, Confirmation, DestinationSlot, Graduate, Report, Termination
from rules.acts import RecordKind
from rules.agreement import MOST_REVIEWED_AT_ONCE, Move, SlotState, Status
from rules.confirmation import ConfirmationState
from rules.errors import ChangedMeanwhile, InvalidInput, LevelTooLow, MoveNotAllowed, NotFound, ReasonRequired
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import AccessLevel, Module, Role
from rules.transfer_errors import ArchiveDispatched, ArchiveNotNeeded
from tests.access.transfer_rows import RECEIVER, SENT, make_transfer
from tests.actions.reviewing import MAKES, open_and_counted, told, waiting_of
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted
from tests.confirmations import make_confirmation
from tests.registrations import make_registration
from tests.world import READ_WRITE

SLOTS = {RecordKind.SUPPLEMENT: SlotState.HELD, RecordKind.REGISTRATION: SlotState.HELD}
"""Kind of record -> how it holds its graduate's destination once it is approved; the others leave it alone, or free it."""
OPERATIONS = {RecordKind.TERMINATION: "WITHDRAW"}


@pytest.mark.parametrize("kind", MAKES)
async def test_each_is_decided_by_itself_in_the_order_given_and_told_again_under_its_key(stage: Stage, kind: RecordKind) -> None:
    world, model = stage.world, KINDS[kind].model
    first, second, stale = await waiting_of(stage, kind, 3)
    neighbours = await MAKES[kind](world, world.neighbour_graduate, RecordStatus.PENDING_SCHOOL)
    early = await MAKES[kind](world, world.classmate, RecordStatus.PENDING_DEPARTMENT)
    await open_and_counted(stage)
    audited = await Audit.all().count()
    refused = [Seen(neighbours.id, 1), Seen(stale.id, 7), Seen(early.id, 1), Seen(uuid4(), 1)]
    why = [NotFound, ChangedMeanwhile, MoveNotAllowed, NotFound]
    school = stage.once(Role.SCHOOL, "k")
    async with stage.leaves_no_trace():
        assert told(await review_many(school, kind, refused, RecordMove.PASS, None)) == why
        assert told(await review_many(school, kind, [first, second], RecordMove.FAIL, " ")) == [ReasonRequired] * 2

    given = [second, *refused, first]
    outcomes = await review_many(school, kind, given, RecordMove.PASS, None)
    assert [each.id for each in outcomes] == [each.id for each in given]
    assert told(outcomes) == [None, *why, None]
    passed = {(each.status, each.version) for each in await model.filter(id__in=[first.id, second.id])}
    assert passed == {(RecordStatus.APPROVED, 2)}
    assert {each.version for each in await model.filter(id__in=[stale.id, neighbours.id, early.id])} == {1}
    # All that goes with a single review: what it did, whom it told, and how the graduates' destinations are held.
    assert await acts_on(await model.get(id=first.id)) == [(f"{kind}_PASS", "PENDING_SCHOOL", "APPROVED")]
    reports = await Report.all()
    graduates = [each.graduate_id for each in await model.filter(id__in=[first.id, second.id])]
    assert {each.graduate_id for each in reports} == set(graduates)
    assert {each.operation for each in reports} == {OPERATIONS.get(kind, "UPSERT")}
    assert len(reports) == 2
    assert await Audit.all().count() - audited == (4 if kind is RecordKind.TERMINATION else 2)
    slots = await DestinationSlot.filter(graduate_id__in=graduates)
    assert [each.state for each in slots] == ([SLOTS[kind]] * 2 if kind in SLOTS else [])
    await assert_counted()
    async with stage.leaves_no_trace():
        assert told(await review_many(school, kind, given, RecordMove.PASS, None)) == [None, *why, None]


async def test_a_bulk_review_is_of_one_to_five_hundred_and_needs_to_write_in_the_module(stage: Stage) -> None:
    too_many = [Seen(UUID(int=each), 1) for each in range(MOST_REVIEWED_AT_ONCE + 1)]
    async with stage.leaves_no_trace():
        for kind, subject in SUBJECTS.items():
            for given in ([], too_many, too_many[:1] * 2):
                with pytest.raises(InvalidInput) as refused:
                    await review_many(stage.as_role(Role.SCHOOL), kind, given, RecordMove.PASS, None)
                assert (refused.value.field, refused.value.problem) == (subject.given, f"每次须选择1至500{subject.named}")
            levels = {**READ_WRITE, subject.module: AccessLevel.READ_ONLY}
            with pytest.raises(LevelTooLow):
                await review_many(stage.as_role(Role.SCHOOL, levels=levels), kind, too_many[:1], RecordMove.PASS, None)
    assert {kind: subject.module for kind, subject in SUBJECTS.items() if subject.module is not Module.EMPLOYMENT} == {
        RecordKind.ARCHIVE: Module.ARCHIVE,
        RecordKind.HUKOU: Module.HUKOU,
    }


async def test_registrations_and_requests_to_void_are_passed_together(stage: Stage) -> None:
    world, school = stage.world, stage.as_role(Role.SCHOOL)
    [new] = await waiting_of(stage, RecordKind.REGISTRATION, 1)
    voiding = await make_registration(world.graduate, "80", RecordStatus.VOID_PENDING_SCHOOL)
    beneath = await make_registration(world.directed_graduate, "70", RecordStatus.VOID_PENDING_SCHOOL)
    seen = [Seen(voiding.id, 1), new, Seen(beneath.id, 1)]
    assert told(await review_many(school, RecordKind.REGISTRATION, seen, RecordMove.PASS, None)) == [None] * 3
    model = KINDS[RecordKind.REGISTRATION].model
    assert [(await model.get(id=each.id)).status for each in seen] == [RecordStatus.VOIDED, RecordStatus.APPROVED, RecordStatus.VOIDED]
    # The reason of whoever asked stays.
    assert (await model.get(id=voiding.id)).status_reason == voiding.status_reason
    assert sorted(each.operation for each in await Report.all()) == ["UPSERT", "WITHDRAW", "WITHDRAW"]
    await assert_counted()


async def test_an_archive_that_is_not_there_or_has_left_is_refused_and_the_others_are_approved(stage: Stage) -> None:
    seen, school = await waiting_of(stage, RecordKind.ARCHIVE, 3), stage.as_role(Role.SCHOOL)
    owners = [(await ArchiveRecord.get(id=each.id)).graduate_id for each in seen]
    await Graduate.filter(id=owners[0]).update(archive_in_school=False)
    graduate, other = [await Graduate.get(id=each) for each in owners[1:]]
    older = await make_transfer(ArchiveRecord, graduate, RecordStatus.APPROVED, **RECEIVER)
    await make_transfer(ArchiveRecord, other, RecordStatus.APPROVED, **RECEIVER, **SENT)
    await ArchiveRecord.filter(id__in=[each.id for each in seen[1:]]).update(is_change=True)
    await open_and_counted(stage)
    outcomes = await review_many(school, RecordKind.ARCHIVE, seen, RecordMove.PASS, None)
    assert told(outcomes) == [ArchiveNotNeeded, None, ArchiveDispatched]
    assert (await ArchiveRecord.get(id=older.id)).status is RecordStatus.SUPERSEDED
    assert [each.operation for each in await Report.filter(graduate_id=graduate.id).order_by("seq")] == ["WITHDRAW", "UPSERT"]
    assert await Report.exclude(graduate_id=graduate.id).count() == 0
    await assert_counted()


async def test_a_termination_ends_what_is_in_force_with_its_confirmation_and_of_what_is_over_leaves_no_trace(stage: Stage) -> None:
    [seen], school = await waiting_of(stage, RecordKind.TERMINATION, 1), stage.as_role(Role.SCHOOL)
    of = (await Termination.get(id=seen.id)).agreement_id
    confirmation, _, _ = await make_confirmation(await Agreement.get(id=of))
    await Agreement.filter(id=of).update(status=Status.VOIDED, status_reason="失误")
    async with stage.leaves_no_trace():
        assert told(await review_many(school, RecordKind.TERMINATION, [seen], RecordMove.PASS, None)) == [ChangedMeanwhile]
    await Agreement.filter(id=of).update(status=Status.EFFECTIVE, status_reason=None)
    assert told(await review_many(school, RecordKind.TERMINATION, [seen], RecordMove.PASS, None)) == [None]
    assert (await Agreement.get(id=of)).status is Status.TERMINATED
    assert (await Confirmation.get(id=confirmation.id)).state is ConfirmationState.STALE
    await assert_counted()


async def test_of_bulk_reviews_and_voids_at_once_each_agreement_ends_once(stage: Stage) -> None:
    seen, school = await waiting_of(stage, RecordKind.TERMINATION, 6), stage.as_role(Role.SCHOOL)
    agreements = await Agreement.all()
    voids = [move_agreement(school, each.id, Move.VOID, version=each.version, reason="失误") for each in agreements]
    decisions = [(seen, RecordMove.PASS), (seen[::-1], RecordMove.FAIL)] * 2
    reviews = [review_many(school, RecordKind.TERMINATION, given, move, "材料不全") for given, move in decisions]
    *outcomes, _, _, _, _ = await asyncio.gather(*voids, *reviews, return_exceptions=True)
    assert {type(each) for each in outcomes if not isinstance(each, UUID)} <= {MoveNotAllowed, ChangedMeanwhile}
    ended = {each.id: each.status for each in await Agreement.all()}
    assert set(ended.values()) <= {Status.VOIDED, Status.TERMINATED}
    for each in await Termination.all():
        assert (each.status is RecordStatus.APPROVED) == (ended[UUID(str(each.agreement_id))] is Status.TERMINATED)
    assert await Report.all().count() == len(seen)
    await assert_counted()


async def test_departments_review_many_of_their_own(stage: Stage) -> None:
    [own] = await waiting_of(stage, RecordKind.HUKOU, 1, RecordStatus.PENDING_DEPARTMENT)
    other = await another_graduation(stage.world.classmate, 9, hukou_in_school=True)
    others = await MAKES[RecordKind.HUKOU](stage.world, other, RecordStatus.PENDING_DEPARTMENT)
    await open_and_counted(stage)
    department = stage.as_role(Role.DEPARTMENT)
    assert told(await review_many(department, RecordKind.HUKOU, [Seen(others.id, 1), own], RecordMove.PASS, None)) == [NotFound, None]
    assert (await type(others).get(id=own.id)).status is RecordStatus.PENDING_SCHOOL
    await assert_counted()
