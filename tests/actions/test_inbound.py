"""What a province's own system has approved counts here as what is approved here, and each version of it once."""

import asyncio
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.archive import Parcel, return_archive, send_archive
from actions.inbound import Form, Handed, import_many
from auth.throttle import LimitsThrottle
from models import (
    ArchiveRecord,
    Audit,
    DestinationSlot,
    Graduate,
    HukouRecord,
    ImportedRecord,
    Registration,
    SigningCounters,
    Supplement,
)
from models.database import close_database, open_database
from rules.errors import ClassYearClosed, InvalidInput, LevelTooLow, NotFound, SlotTaken
from rules.inbound import Ending, ImportOutcome
from rules.inbound_errors import SourceVersionReused
from rules.login_errors import TooManyAttempts
from rules.record_terms import RecordStatus
from rules.registration import CATEGORIES
from rules.roles import Role
from rules.throttling import MISSED_BY_SYSTEM
from rules.transfer_errors import ArchiveDispatched, ArchiveNotNeeded, HukouNotNeeded
from rules.transfer_terms import DispatchMode, TransferType
from tests.actions.bringing import (
    SYSTEM,
    THROTTLE,
    archive,
    bring,
    destination,
    handed,
    hukou,
    named,
    paper,
    refused,
    system_of,
    taken,
    withdrawn,
)
from tests.actions.registering import reported
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted
from tests.engines import Engine, everything_stored
from tests.sessions import SECRET
from tests.transfers import ENTRY, MIGRATION
from tests.world import build_world

IMPORTED, AGAIN, STALE, REFUSED = ImportOutcome


async def test_every_category_counts_is_reported_and_says_where_it_is_from(stage: Stage) -> None:
    far = stage.world.far_graduate
    for number, category in enumerate(CATEGORIES):
        graduate = await another_graduation(far, number)
        [key] = await taken(stage, handed(f"DJ-{category}", 1, named(graduate), destination(category)))
        record = await Registration.get(id=key)
        assert (record.status, record.category, record.source_system, record.source_id) == ("APPROVED", category, SYSTEM, f"DJ-{category}")
        assert (await DestinationSlot.get(graduate_id=graduate.id)).category == category
        assert await reported(graduate) == [("UPSERT", "REGISTRATION", key)]
        assert await acts_on(record) == [("REGISTRATION_IMPORT", None, "APPROVED")]
    entry = await Audit.filter(action="REGISTRATION_IMPORT").first()
    assert entry is not None
    assert (entry.role, entry.reader_school_id) == (Role.PROVINCE, far.school_id)
    await assert_counted()


async def test_an_agreement_takes_the_slot_from_what_was_not_settled_and_frees_it_when_it_ends(stage: Stage) -> None:
    far = stage.world.far_graduate
    waiting, agreement = await taken(
        stage, handed("a", 1, named(far), destination("70")), handed("b", 1, named(far), paper(position="工程师"))
    )
    assert (await Registration.get(id=waiting)).status == "SUPERSEDED"
    assert (await Supplement.get(id=agreement)).position == "工程师"
    assert isinstance((await refused(stage, handed("c", 1, named(far), destination("80"))))[0], SlotTaken)
    await taken(stage, withdrawn("b", 2, Ending.TERMINATED, "双方解约"), handed("c", 1, named(far), destination("80")))
    ended = await Supplement.get(id=agreement)
    assert (ended.status, ended.status_reason) == ("TERMINATED", "双方解约")
    # The one that was superseded is over already: there is nothing left to withdraw.
    await taken(stage, withdrawn("a", 2))
    told = [(operation, kind) for operation, kind, _ in await reported(far)]
    assert told == [
        ("UPSERT", "REGISTRATION"),
        ("WITHDRAW", "REGISTRATION"),
        ("UPSERT", "SUPPLEMENT"),
        ("WITHDRAW", "SUPPLEMENT"),
        ("UPSERT", "REGISTRATION"),
    ]
    counters = await SigningCounters.get(school_id=far.school_id, class_year=far.class_year)
    assert (counters.registered, counters.category_80, counters.supplement_terminated) == (1, 1, 1)
    await assert_counted()


async def test_a_newer_version_changes_the_record_and_an_older_one_changes_nothing(stage: Stage) -> None:
    far = stage.world.far_graduate
    first = handed("a", 3, named(far), destination("70"), "first")
    [key] = await taken(stage, first)
    async with stage.leaves_no_trace():
        results = await bring(stage, first, handed("a", 2, named(far), destination("80"), "older"))
    assert [(each.outcome, each.version, each.record_id) for each in results] == [(AGAIN, 3, key), (STALE, 3, key)]
    assert isinstance((await refused(stage, replace(first, said="other")))[0], SourceVersionReused)
    for version, category in ((5, "11"), (6, "80"), (7, "71")):
        assert await taken(stage, handed("a", version, named(far), destination(category))) == [key]
        slot = await DestinationSlot.get(graduate_id=far.id)
        assert (slot.category, slot.holder_id) == (category, key)
        await assert_counted()
    record = await Registration.get(id=key)
    assert (record.category, record.employer_name, record.version) == ("71", None, 4)
    assert await reported(far) == [("UPSERT", "REGISTRATION", key)] * 4
    assert [act for act, _, _ in await acts_on(record)] == ["REGISTRATION_IMPORT", *["REGISTRATION_AMEND"] * 3]


async def test_a_withdrawal_keeps_older_versions_out_and_a_newer_one_begins_anew(stage: Stage) -> None:
    far = stage.world.far_graduate
    # Withdrawn before it ever came: what was sent first and arrives last stays out.
    [nothing] = await taken(stage, withdrawn("late", 2))
    assert nothing is None
    async with stage.leaves_no_trace():
        [late] = await bring(stage, handed("late", 1, named(far), destination("80")))
    assert (late.outcome, late.version) == (STALE, 2)
    [key] = await taken(stage, handed("a", 1, named(far), destination("80")))
    assert await taken(stage, withdrawn("a", 2)) == [key]
    assert (await Registration.get(id=key)).status == "VOIDED"
    assert not await DestinationSlot.exists(graduate_id=far.id)
    [again] = await taken(stage, handed("a", 3, named(far), destination("11")))
    assert again != key
    assert [operation for operation, _, _ in await reported(far)] == ["UPSERT", "WITHDRAW", "UPSERT"]
    await assert_counted()


async def test_archives_and_household_registrations_supersede_their_versions_and_are_withdrawn(stage: Stage) -> None:
    far = await another_graduation(stage.world.far_graduate, 1, archive_in_school=True, hukou_in_school=True)
    first, place = await taken(stage, handed("da", 1, named(far), archive(ENTRY)), handed("hk", 1, named(far), hukou(MIGRATION)))
    kept = replace(ENTRY, transfer_type=TransferType.ORIGIN)
    [second] = await taken(stage, handed("da", 2, named(far), archive(kept)))
    assert (await ArchiveRecord.get(id=first)).status == "SUPERSEDED"
    record = await ArchiveRecord.get(id=second)
    assert (record.status, record.source_system, record.transfer_type) == ("APPROVED", SYSTEM, "ORIGIN")
    # How it travels, the school notes here: an approved archive is on a second axis.
    school = stage.as_role(Role.SCHOOL, school_id=far.school_id, province_code="31")
    await send_archive(school, Parcel(id=second, version=1, mode=DispatchMode.EMS, tracking_no="EA1"))
    for refusal in (await refused(stage, withdrawn("da", 3)), await refused(stage, handed("da", 3, named(far), archive(ENTRY)))):
        assert isinstance(refusal[0], ArchiveDispatched)
    await return_archive(school, second, version=2, reason="地址不详")
    await taken(stage, withdrawn("da", 3), withdrawn("hk", 2))
    assert (await HukouRecord.get(id=place)).status == "SUPERSEDED"
    assert [(operation, kind) for operation, kind, _ in await reported(far)] == [
        ("UPSERT", "ARCHIVE"),
        ("UPSERT", "HUKOU"),
        ("WITHDRAW", "ARCHIVE"),
        *[("UPSERT", "ARCHIVE")] * 3,
        ("WITHDRAW", "ARCHIVE"),
        ("WITHDRAW", "HUKOU"),
    ]
    await assert_counted()
    await Graduate.filter(id=far.id).update(archive_in_school=False, hukou_in_school=False)
    assert isinstance((await refused(stage, handed("x", 1, named(far), archive(ENTRY))))[0], ArchiveNotNeeded)
    assert isinstance((await refused(stage, handed("x", 1, named(far), hukou(MIGRATION))))[0], HukouNotNeeded)


async def test_nobody_of_another_province_is_found_and_nobody_whose_name_differs(stage: Stage) -> None:
    world, form = stage.world, destination("80")
    far, number = world.far_graduate, world.id_number(world.far_graduate)
    near = named(world.graduate, "10001")
    strangers = [
        near,
        replace(near, exam_number=None, id_number=world.id_number(world.graduate)),
        named(far, name="远方"),
        named(far, exam_number="无此号"),
        named(far, school_code="10003"),
        named(far, class_year=2022),
        named(far, id_number=world.id_number(world.graduate)),
    ]
    texts = {str((await refused(stage, handed("a", 1, of, form)))[0]) for of in strangers}
    assert texts == {str(NotFound())}
    await taken(stage, handed("a", 1, named(far, exam_number=None, id_number=number.lower()), form))
    # An identity number may be of two graduations: which, the exam number says.
    await another_graduation(far, 1)
    [unclear] = await refused(stage, handed("b", 1, named(far, exam_number=None, id_number=number), form))
    assert unclear.field == "graduate.examNumber"


async def test_everything_at_fault_is_told_with_its_path(stage: Stage) -> None:
    far = await another_graduation(stage.world.far_graduate, 1, archive_in_school=True, hukou_in_school=True)
    of = named(far)
    wrong = {"registration": destination("11", employerUscc="x", division="99")["registration"]}
    paths: dict[tuple[str, ...], Handed] = {
        ("registration.employerUscc", "registration.division"): handed("a", 1, of, wrong),
        ("registration.category",): handed("a", 1, of, destination("80") | {"registration": _unknown_category}),
        ("paperAgreement.employerUscc", "paperAgreement.agreementNumber"): handed("a", 1, of, paper(" ", employer_uscc="x")),
        ("archive.receiverPerson",): handed("a", 1, of, archive(replace(ENTRY, receiver_person=far.name))),
        ("hukou.receivingUnit",): handed("a", 1, of, hukou(replace(MIGRATION, receiving_unit=None))),
        ("sourceId", "sourceVersion", ""): handed("", 0, of, {}),
        ("graduate",): handed("a", 1, None, destination("80")),
        ("graduate.schoolCode", "graduate.name"): handed("a", 1, named(far, " ", name="名" * 41), destination("80")),
        ("graduate.examNumber",): handed("a", 1, named(far, exam_number=" "), destination("80")),
        ("withdrawal.reason",): withdrawn("a", 1, reason=" "),
    }
    for fields, record in paths.items():
        assert tuple(str(each.field) for each in await refused(stage, record)) == fields
    await taken(stage, handed("a", 1, of, destination("80")))
    assert [each.field for each in await refused(stage, withdrawn("a", 2, Ending.TERMINATED))] == ["withdrawal.ending"]
    another = await another_graduation(far, 2)
    for record in (handed("a", 2, named(another), destination("80")), handed("a", 2, of, paper())):
        assert [each.field for each in await refused(stage, record)] == ["sourceId"]


def _unknown_category(_: Graduate) -> dict[str, Any]:
    raise InvalidInput("category", "去向类别代码不在代码表中")


async def test_a_closed_class_year_takes_nothing(stage: Stage) -> None:
    former = await another_graduation(stage.world.far_graduate, 1, class_year=2022)
    assert isinstance((await refused(stage, handed("a", 1, named(former), destination("80"))))[0], ClassYearClosed)


async def test_one_refused_record_leaves_the_others_as_they_are(stage: Stage) -> None:
    far, other = stage.world.far_graduate, await another_graduation(stage.world.far_graduate, 1)
    records = [
        handed("a", 1, named(far), destination("80")),
        handed("b", 1, named(stage.world.graduate, "10001"), destination("80")),
        handed("c", 1, named(other), destination("70")),
        handed("a", 2, named(far), destination("11")),
    ]
    assert [each.outcome for each in await bring(stage, *records)] == [IMPORTED, REFUSED, IMPORTED, IMPORTED]
    async with stage.leaves_no_trace():
        results = await bring(stage, *records)
    assert [each.outcome for each in results] == [STALE, REFUSED, AGAIN, AGAIN]
    assert await ImportedRecord.all().count() == 2
    await assert_counted()


@pytest.mark.parametrize("count", [0, 101])
async def test_a_batch_is_not_empty_and_not_too_long(stage: Stage, count: int) -> None:
    async with stage.refuses(InvalidInput):
        await bring(stage, *[withdrawn(str(number), 1) for number in range(count)])


async def test_no_account_of_a_province_imports_but_its_systems(stage: Stage) -> None:
    async with stage.refuses(LevelTooLow):
        await import_many(stage.as_role(Role.PROVINCE, province_code="31"), [withdrawn("a", 1)], THROTTLE)
    # Each system has numbers of its own.
    await taken(stage, withdrawn("a", 5))
    [other] = await import_many(system_of(stage, name="上海新系统"), [withdrawn("a", 1)], THROTTLE)
    assert other.outcome is IMPORTED


async def test_a_masked_number_is_not_found_out_by_naming_graduates_by_all_that_it_may_be(stage: Stage) -> None:
    throttle = LimitsThrottle(SECRET.encode())
    graduate = stage.world.far_graduate
    right = replace(named(graduate), id_number=stage.world.id_number(graduate))
    wrong = replace(right, id_number="11000020000101001X")
    nothing: dict[str, Form] = destination("80")
    [first] = await bring(stage, handed("a", 1, right, destination("80", subtype="SECOND_BACHELOR")), throttle=throttle)
    assert first.outcome is IMPORTED
    before = await everything_stored()
    misses = [handed(str(number), 1, wrong, nothing) for number in range(MISSED_BY_SYSTEM.times - 1)]
    # The same record with another number is told from the same with the same one: that is a guess too.
    for told in await bring(stage, *misses, handed("a", 1, wrong, nothing), throttle=throttle):
        assert {type(each) for each in told.refusals} <= {NotFound, SourceVersionReused}
    for guess in (wrong, right):
        [refused_now] = await bring(stage, handed("b", 1, guess, nothing), throttle=throttle)
        assert [type(each) for each in refused_now.refusals] == [TooManyAttempts]
    assert await everything_stored() == before
    # Whoever names graduates by their exam numbers goes on.
    [by_exam] = await bring(stage, handed("a", 2, named(graduate), destination("80", subtype="SECOND_BACHELOR")), throttle=throttle)
    assert by_exam.outcome is IMPORTED


async def test_of_the_same_handed_in_many_times_at_once_one_is_imported_and_all_are_told_so(stage: Stage) -> None:
    far = stage.world.far_graduate
    record = handed("a", 1, named(far), destination("80"))
    results = [result for [result] in await asyncio.gather(*(bring(stage, record) for _ in range(8)))]
    assert Counter(each.outcome for each in results) == {IMPORTED: 1, AGAIN: 7}
    assert len({each.record_id for each in results}) == await Registration.all().count() == 1
    newer = [handed("a", version, named(far), destination("11")) for version in (2, 3, 4)]
    told = Counter(result.outcome for [result] in await asyncio.gather(*(bring(stage, each) for each in newer)))
    assert set(told) <= {IMPORTED, STALE}
    assert (await ImportedRecord.get()).source_version == 4
    assert (await Registration.get()).version == 1 + told[IMPORTED]
    await assert_counted()


SENT = st.tuples(st.sampled_from("ab"), st.integers(1, 6), st.sampled_from(["70", "80", "11", "paper", "gone"]))


@settings(max_examples=6, deadline=None)
@given(sent=st.lists(SENT, min_size=4, max_size=10))
async def test_whatever_comes_in_whatever_order_one_destination_counts_and_the_newest_version_stands(
    sent: list[tuple[str, int, str]], engine: Engine
) -> None:
    async with engine.fresh() as url:
        await open_database(url)
        try:
            stage = Stage(await build_world())
            far, newest = stage.world.far_graduate, dict[str, int]()
            for source_id, version, what in sent:
                said = paper() if what == "paper" else destination(what) if what != "gone" else {}
                record = handed(source_id, version, named(far), said, what) if said else withdrawn(source_id, version)
                [result] = await bring(stage, record)
                if result.outcome is IMPORTED:
                    assert version > newest.get(source_id, 0)
                    newest[source_id] = version
                assert result.version == newest.get(source_id)
            in_force: list[Any] = []
            for model in (Registration, Supplement):
                in_force += await model.filter(graduate_id=far.id, status=RecordStatus.APPROVED)
            slot = await DestinationSlot.get_or_none(graduate_id=far.id)
            assert [each.id for each in in_force] == ([slot.holder_id] if slot else [])
            counting = [key for operation, _, key in await reported(far) if operation == "UPSERT"]
            assert {each.id for each in in_force} <= set(counting)
            await assert_counted()
        finally:
            await close_database()
