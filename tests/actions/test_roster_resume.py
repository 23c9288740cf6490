"""An import that is broken off goes on where it was, one that is cancelled stops where it may, and nobody gets in between."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from asyncpg import UniqueViolationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tortoise.exceptions import IntegrityError

from actions.context import Dirty
from actions.roster import enrol
from actions.roster_import import begin_import, cancel_import
from actions.roster_run import OPENING, ImportRun
from actions.upload import remove_unattached
from models import Account, Audit, ClassYear, Graduate, Person, RosterImport, RosterRow, Upload
from rules.errors import ClassYearClosed, LevelTooLow, NotFound, Refusals
from rules.files import KEPT_UNATTACHED
from rules.gate import ClassYearState
from rules.roles import AccessLevel, Module, Role
from rules.roster_errors import ImportBeingWritten, ImportOver, ImportUnderWay
from rules.roster_import import LEASE, ImportMode, ImportPhase, ImportState
from storage.blobs import Blobs
from tests.actions.importing import begun, carried_on, counts, held, imported, problems_of, running
from tests.actions.stage import HeardSignals, Stage, assert_counted
from tests.actions.test_roster_run import bad_rows, neighbour_account, roster_stored
from tests.rosters import ROW, changed, person, rows
from tests.uploads import make_upload
from tests.world import CLOSED_YEAR, NOW, OPEN_YEAR

MANY = 700
"""Rows that are more than one portion of any phase."""


@pytest.mark.parametrize("portions", range(1, 8))
async def test_whoever_takes_up_what_was_broken_off_goes_on_behind_the_last_portion(stage: Stage, blobs: Blobs, portions: int) -> None:
    given_rows = [*rows(MANY), *bad_rows()]
    job = await begun(stage, blobs, given_rows, mode=ImportMode.SKIP_BAD)
    await carried_on(stage, job, blobs, portions=portions)
    done = await carried_on(stage, job, blobs)
    assert (done.state, counts(done), done.row_total, done.row_count) == (ImportState.DONE, {"new": MANY, "bad": 4}, MANY + 4, MANY + 4)
    assert done.problem_count == 5
    assert len(await problems_of(done)) == 5
    assert await Graduate.filter(name="新毕业").count() == MANY
    assert await Audit.filter(action="GRADUATE_ENROL").count() == MANY
    await assert_counted()


async def test_a_holder_that_has_lost_the_import_writes_nothing_more(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(MANY))
    async with running(stage, await held(stage, job), blobs) as late:
        assert await late.advance()
        done = await carried_on(stage, job, blobs)
        before = await roster_stored()
        assert not await late.advance()
    assert (done.state, await roster_stored()) == (ImportState.DONE, before)
    await assert_counted()


async def test_two_who_both_think_they_hold_it_write_everything_once(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(MANY))
    first = await held(stage, job)

    async def run(run: ImportRun) -> None:
        async with run:
            while await run.advance():
                pass

    await asyncio.gather(run(running(stage, first, blobs)), run(running(stage, await held(stage, job), blobs)))
    assert (await RosterImport.get(id=job.id)).state is ImportState.DONE
    assert await Graduate.filter(name="新毕业").count() == MANY
    await assert_counted()


@pytest.mark.parametrize("mode", ImportMode)
async def test_what_is_cancelled_before_it_is_taken_up_is_over_at_once(stage: Stage, blobs: Blobs, mode: ImportMode) -> None:
    job = await begun(stage, blobs, rows(3), mode=mode)
    await cancel_import(stage.as_role(Role.SCHOOL), job.id)
    after = await RosterImport.get(id=job.id)
    assert (after.state, after.finished_at, after.upload_id) == (ImportState.CANCELLED, NOW, None)
    assert [audit.action for audit in await Audit.all().order_by("id")] == ["ROSTER_IMPORT", "ROSTER_IMPORT_CANCEL"]
    async with stage.refuses(ImportOver):
        await cancel_import(stage.as_role(Role.SCHOOL), job.id)


async def until(stage: Stage, job: RosterImport, blobs: Blobs, phase: ImportPhase) -> ImportRun:
    """Return the run of an import that has just come to a phase."""
    run = running(stage, await held(stage, job), blobs)
    while run.job.phase is not phase:
        assert await run.advance()
    return run


@pytest.mark.parametrize("phase", [ImportPhase.READING, ImportPhase.COMPARING])
async def test_what_is_cancelled_before_it_is_written_leaves_the_roster_as_it_was(stage: Stage, blobs: Blobs, phase: ImportPhase) -> None:
    before = await roster_stored()
    job = await begun(stage, blobs, rows(MANY))
    async with await until(stage, job, blobs, phase) as run:
        await cancel_import(stage.as_role(Role.SCHOOL), job.id)
        await cancel_import(stage.as_role(Role.SCHOOL), job.id)
        assert not await run.advance()
    assert (await RosterImport.get(id=job.id)).state is ImportState.CANCELLED
    assert await Audit.filter(action="ROSTER_IMPORT_CANCEL").count() == 1
    assert await roster_stored() == before


async def test_what_skips_bad_rows_may_be_cancelled_half_way_and_what_is_written_stays_and_is_counted(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(MANY), mode=ImportMode.SKIP_BAD)
    async with await until(stage, job, blobs, ImportPhase.WRITING) as run:
        assert await run.advance()
        await cancel_import(stage.as_role(Role.SCHOOL), job.id)
        assert not await run.advance()
    after = await RosterImport.get(id=job.id)
    assert (after.state, after.row_count) == (ImportState.CANCELLED, 500)
    assert await Graduate.filter(name="新毕业").count() == 500
    await assert_counted()


async def test_all_or_nothing_is_not_cancelled_half_way(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(MANY))
    async with await until(stage, job, blobs, ImportPhase.WRITING) as run:
        async with stage.refuses(ImportBeingWritten):
            await cancel_import(stage.as_role(Role.SCHOOL), job.id)
        while await run.advance():
            pass
    assert await Graduate.filter(name="新毕业").count() == MANY


async def test_while_a_roster_is_written_nobody_else_enrols_and_before_it_one_may(stage: Stage, blobs: Blobs) -> None:
    ctx, other = stage.as_role(Role.SCHOOL), rows(1, begin=950)
    job = await begun(stage, blobs, rows(MANY))
    async with await until(stage, job, blobs, ImportPhase.COMPARING) as run:
        await enrol(ctx, class_year=OPEN_YEAR, rows=other)
        while run.job.phase is ImportPhase.COMPARING:
            assert await run.advance()
        async with stage.refuses(ImportUnderWay):
            await enrol(ctx, class_year=OPEN_YEAR, rows=rows(1, begin=960))
        while await run.advance():
            pass
    await enrol(ctx, class_year=OPEN_YEAR, rows=rows(1, begin=960))
    await assert_counted()


async def test_whom_somebody_enrols_while_a_file_is_read_is_found_when_it_is_compared(stage: Stage, blobs: Blobs) -> None:
    same, taken = rows(2)
    job = await begun(stage, blobs, [same, taken], mode=ImportMode.SKIP_BAD)
    async with await until(stage, job, blobs, ImportPhase.COMPARING) as run:
        await enrol(
            stage.as_role(Role.SCHOOL),
            class_year=OPEN_YEAR,
            rows=[same, changed(ROW, **(person(500) | {"exam_number": taken["examNumber"]}))],
        )
        while await run.advance():
            pass
    after = await RosterImport.get(id=job.id)
    assert (counts(after), await problems_of(after)) == ({"same": 1, "bad": 1}, [(3, "idNumber")])


async def test_schools_that_import_the_same_new_people_at_once_share_them(stage: Stage, blobs: Blobs) -> None:
    account = await neighbour_account(stage)
    neighbour = {"school_id": stage.world.neighbour_school.id, "account_id": account.id}
    theirs = [changed(row, department="哲学系") for row in reversed(rows(MANY))]
    people = await Person.all().count()
    jobs = await asyncio.gather(imported(stage, blobs, rows(MANY)), imported(stage, blobs, theirs, scope=neighbour))
    assert [(job.state, counts(job)) for job in jobs] == [(ImportState.DONE, {"new": MANY})] * 2
    assert await Person.all().count() == people + MANY
    assert await Account.filter(display_name="新毕业").count() == MANY
    await assert_counted()


async def test_one_import_of_a_school_and_year_is_under_way_at_a_time(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(1))
    upload = await Upload.get(id=job.upload_id)
    async with stage.refuses(ImportUnderWay):
        await begin_import(stage.as_role(Role.SCHOOL), upload.id, class_year=OPEN_YEAR)
    await carried_on(stage, job, blobs)
    await imported(stage, blobs, rows(1))


async def test_only_a_school_that_writes_basic_data_imports_and_only_its_own_rosters(stage: Stage, blobs: Blobs) -> None:
    upload = (await begun(stage, blobs, rows(1))).upload_id
    assert upload is not None
    await RosterImport.all().delete()
    for level in (AccessLevel.NONE, AccessLevel.READ_ONLY):
        async with stage.refuses(LevelTooLow):
            await begin_import(stage.as_role(Role.SCHOOL, levels={Module.EMPLOYMENT: level}), upload, class_year=OPEN_YEAR)
    for role in set(Role) - {Role.SCHOOL, Role.SYSTEM}:
        async with stage.refuses(LevelTooLow):
            await begin_import(stage.as_role(role), upload, class_year=OPEN_YEAR)
    other = stage.as_role(Role.SCHOOL, account_id=(await neighbour_account(stage)).id, school_id=stage.world.neighbour_school.id)
    async with stage.refuses(NotFound):
        await begin_import(other, upload, class_year=OPEN_YEAR)
    scan = await make_upload(stage.world.accounts[Role.SCHOOL])
    async with stage.refuses(NotFound):
        await begin_import(stage.as_role(Role.SCHOOL), scan.id, class_year=OPEN_YEAR)
    for year in (CLOSED_YEAR, 1999):
        async with stage.refuses(ClassYearClosed):
            await begin_import(stage.as_role(Role.SCHOOL), upload, class_year=year)


async def test_only_its_own_school_cancels_an_import(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(1))
    other = stage.as_role(Role.SCHOOL, account_id=(await neighbour_account(stage)).id, school_id=stage.world.neighbour_school.id)
    async with stage.refuses(NotFound):
        await cancel_import(other, job.id)
    for role in set(Role) - {Role.SCHOOL, Role.SYSTEM}:
        async with stage.refuses(LevelTooLow):
            await cancel_import(stage.as_role(role), job.id)


@pytest.mark.parametrize("lost", [{"is_enabled": False}, {"employment_level": AccessLevel.READ_ONLY}])
async def test_who_may_not_write_any_more_has_nothing_imported(stage: Stage, blobs: Blobs, lost: dict[str, Any]) -> None:
    job = await begun(stage, blobs, rows(3))
    await Account.filter(id=job.account_id).update(**lost)
    before = await roster_stored()
    after = await carried_on(stage, job, blobs)
    assert (after.state, "账号" in str(after.refusal)) == (ImportState.REFUSED, True)
    assert await roster_stored() == before


async def test_in_a_year_that_was_closed_meanwhile_nothing_is_imported(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(3))
    await ClassYear.filter(year=OPEN_YEAR).update(state=ClassYearState.CLOSED)
    assert (await carried_on(stage, job, blobs)).state is ImportState.REFUSED
    assert not await Graduate.filter(name="新毕业").exists()


async def test_a_file_that_is_gone_is_told(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(3))
    upload = await Upload.get(id=job.upload_id)
    await blobs.remove(upload.content_id)
    after = await carried_on(stage, job, blobs)
    assert (after.state, "重新上传" in str(after.refusal)) == (ImportState.REFUSED, True)


@pytest.mark.parametrize("file", [b"PK\x03\x04broken", "考生号,姓名\n".encode(), b"\x00"])
async def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(stage: Stage, blobs: Blobs, file: bytes) -> None:
    after = await imported(stage, blobs, file)
    assert (after.state, "请" in str(after.refusal), counts(after)) == (ImportState.REFUSED, True, {})


async def test_a_file_that_an_import_names_is_not_tidied_away(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(1))
    later = NOW + KEPT_UNATTACHED + timedelta(seconds=1)
    assert await remove_unattached(later) == 0
    assert (await carried_on(stage, job, blobs)).state is ImportState.DONE


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_whatever_files_come_one_after_the_other_the_roster_is_as_the_last_word_on_each_graduate(
    stage: Stage, blobs: Blobs, data: st.DataObject
) -> None:
    """Files of a few people, right and wrong, whole and broken off: who is on the roster is counted, and stands there as last imported."""
    expected: dict[str, str] = {}
    await Graduate.filter(exam_number__startswith="231100000007").delete()
    for _ in range(data.draw(st.integers(1, 3))):
        people = data.draw(st.lists(st.integers(700, 709), unique=True, min_size=1, max_size=6))
        names = {order: data.draw(st.sampled_from(["甲", "乙", "丙 丁"])) for order in people}
        mode = data.draw(st.sampled_from(ImportMode))
        file = [changed(ROW, **person(order), name=names[order]) for order in people]
        job = await begun(stage, blobs, file, mode=mode)
        await carried_on(stage, job, blobs, portions=data.draw(st.integers(0, 4)))
        done = await RosterImport.get(id=job.id)
        if done.finished_at is None:
            done = await carried_on(stage, job, blobs)
        good = {str(person(order)["exam_number"]): name for order, name in names.items() if " " not in name}
        if mode is ImportMode.SKIP_BAD or len(good) == len(people):
            expected |= good
            assert done.state is ImportState.DONE
        else:
            assert done.state is ImportState.REFUSED
    stored = await Graduate.filter(exam_number__startswith="231100000007").values_list("exam_number", "name")
    assert dict(stored) == expected


async def test_what_no_import_could_make_right_is_refused_by_the_act_that_enrols_too(stage: Stage) -> None:
    """The import and the act read a row by the same table of fields."""
    async with stage.refuses(Refusals) as refused:
        await enrol(stage.as_role(Role.SCHOOL), class_year=OPEN_YEAR, rows=bad_rows()[:3])
    fields = [refusal.field for refusal in refused.value.refusals]
    assert fields == ["graduates.0.name", "graduates.1.idNumber", "graduates.1.mobile", "graduates.2.degreeCode"]


async def test_whoever_opens_a_file_holds_the_import_for_as_long_as_that_may_take(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(3))
    heard: list[datetime | None] = []

    class Watching(HeardSignals):
        def changed(self, dirty: Sequence[Dirty]) -> None:
            heard.append(run.job.lease_until)

    taken = await held(stage, job)
    assert taken.lease_holder is not None
    run = ImportRun(replace(stage.as_role(Role.SCHOOL), signals=Watching()), taken, taken.lease_holder, blobs)
    async with run:
        assert await run.advance()
    assert heard == [NOW + OPENING, NOW + LEASE, NOW + LEASE]


async def test_rows_of_a_portion_that_failed_are_read_again_by_the_same_run(stage: Stage, blobs: Blobs) -> None:
    job = await begun(stage, blobs, rows(MANY))
    async with running(stage, await held(stage, job), blobs) as run:
        assert await run.advance()
        # A row that stands in the way of one of the next portion, as a fault of the system would.
        blocking = await RosterRow.filter(roster_import_id=job.id).first()
        assert blocking is not None
        await RosterRow.filter(id=blocking.id).update(row_number=MANY)
        with pytest.raises((IntegrityError, UniqueViolationError)):
            await run.advance()
        await RosterRow.filter(id=blocking.id).update(row_number=blocking.row_number)
        while await run.advance():
            pass
    done = await RosterImport.get(id=job.id)
    assert (done.state, counts(done), done.row_count) == (ImportState.DONE, {"new": MANY}, MANY)
    await assert_counted()
