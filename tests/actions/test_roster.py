"""Rosters: a school's own, whole or not at all, counted, and silent about whom the nation knew before."""

import asyncio
from datetime import date
from typing import Any, Final
from uuid import UUID

import pytest

from actions.agreement import invite
from actions.roster import enrol, remove_graduate
from auth.accounts import find_account
from models import (
    Account,
    ActivationCode,
    Agreement,
    Audit,
    Change,
    ClassYear,
    Department,
    Graduate,
    Person,
    School,
    SchoolNaming,
    Session,
    SigningCounters,
)
from rules.errors import ChangedMeanwhile, ClassYearClosed, GraduateInUse, InvalidInput, LevelTooLow, NotFound, Refusals
from rules.gate import ClassYearState
from rules.identity import mask_id_number
from rules.roles import AccessLevel, Module, Role
from rules.sessions import LoginMethod
from tests.actions.stage import CODES, Stage, assert_counted
from tests.engines import everything_stored
from tests.rosters import ROW, Typed, changed, of_year, rows
from tests.world import CLOSED_YEAR, NOW, OPEN_YEAR, VAULT, make_agreement

NEW_YEAR: Final = 2024


async def put(stage: Stage, *typed: Typed, class_year: int = OPEN_YEAR, new_departments: tuple[str, ...] = (), **scope: Any) -> list[UUID]:
    ctx = stage.as_role(Role.SCHOOL, **scope)
    return await enrol(ctx, class_year=class_year, rows=typed, new_departments=new_departments)


async def refused_fields(stage: Stage, *typed: Typed, **given: Any) -> list[str | None]:
    """Return the fields at fault; nothing may have been written."""
    async with stage.refuses(Refusals) as refused:
        await put(stage, *typed, **given)
    assert all("第" in str(refusal) for refusal in refused.value.refusals)
    return [refusal.field for refusal in refused.value.refusals]


async def test_a_graduate_on_the_roster_is_a_person_with_a_graduation_and_an_account_to_activate(stage: Stage) -> None:
    world = stage.world
    [graduate_id] = await put(stage, changed(ROW, name=" 新毕业 ", student_number=" "))
    graduate = await Graduate.get(id=graduate_id).select_related("person")
    assert (graduate.school_id, graduate.department_id, graduate.province_code) == (world.school.id, world.department.id, "11")
    assert (graduate.name, graduate.student_number, graduate.class_year, graduate.version) == ("新毕业", None, OPEN_YEAR, 1)
    person = graduate.person
    assert graduate.id_number_masked == person.id_number_masked == mask_id_number(str(ROW["idNumber"]))
    assert VAULT.open(person.identity_cipher) == str(ROW["idNumber"])
    account = await Account.get(person_id=person.id)
    assert (account.role, account.is_activated, account.is_enabled, account.school_id) == (Role.GRADUATE, False, True, world.school.id)
    assert account.province_code is None
    assert len(account.username) == 12
    assert account.username.isdigit()
    assert await find_account(str(ROW["idNumber"]), VAULT) == account
    [audit] = await Audit.all()
    assert (audit.action, audit.record_id, audit.school_id) == ("GRADUATE_ENROL", str(graduate_id), world.school.id)
    assert [(change.record_kind, change.class_year) for change in await Change.all()] == [("GRADUATE", OPEN_YEAR)]
    assert [dirty.class_year for dirty in stage.signals.heard] == [OPEN_YEAR]
    await assert_counted()


async def test_an_identity_number_stands_nowhere_in_the_clear(stage: Stage) -> None:
    await put(stage, ROW)
    await refused_fields(stage, changed(ROW, name="", exam_number="x"))
    assert str(ROW["idNumber"]) not in str(await everything_stored())


async def test_a_hundred_are_written_in_the_order_given_and_counted_once(stage: Stage) -> None:
    before = await SigningCounters.get(school=stage.world.school, class_year=OPEN_YEAR)
    keys = await put(stage, *rows(100))
    assert [(await Graduate.get(id=key)).exam_number for key in keys] == [row["examNumber"] for row in rows(100)]
    after = await SigningCounters.get(school=stage.world.school, class_year=OPEN_YEAR)
    assert (after.graduates - before.graduates, after.version - before.version) == (100, 1)
    assert await Audit.all().count() == 100
    await assert_counted()


@pytest.mark.parametrize("number", [0, 101])
async def test_an_act_takes_one_to_a_hundred(stage: Stage, number: int) -> None:
    async with stage.refuses(InvalidInput):
        await put(stage, *rows(number))


async def test_everything_at_fault_is_told_by_row_and_field_and_nothing_is_written(stage: Stage) -> None:
    bad = changed(
        ROW, name="", id_number="1", exam_number="长" * 21, department=" ", degree_code="99", major_name="\x00", training_mode="9"
    )
    fields = ["examNumber", "name", "idNumber", "department", "degreeCode", "majorName", "trainingMode"]
    assert await refused_fields(stage, *rows(1), bad) == [f"graduates.1.{field}" for field in fields]


async def test_what_is_typed_twice_is_told_for_both(stage: Stage) -> None:
    twin, namesake = changed(ROW, exam_number="1"), changed(rows(1, begin=300)[0], exam_number=ROW["examNumber"])
    fields = await refused_fields(stage, ROW, twin, namesake)
    assert fields == ["graduates.0.idNumber", "graduates.0.examNumber", "graduates.1.idNumber", "graduates.2.examNumber"]


async def test_whom_or_what_the_schools_roster_of_the_year_has_already_is_refused(stage: Stage) -> None:
    known = changed(ROW, id_number=stage.world.id_number(stage.world.graduate))
    taken = changed(rows(1, begin=300)[0], exam_number=stage.world.classmate.exam_number)
    assert await refused_fields(stage, known, taken) == ["graduates.0.idNumber", "graduates.1.examNumber"]


async def test_a_department_is_known_by_its_exact_name_and_made_only_where_it_is_named(stage: Stage) -> None:
    strange = changed(ROW, department="Rr")
    assert await refused_fields(stage, strange) == ["graduates.0.department"]
    assert await refused_fields(stage, strange, new_departments=("rR",)) == ["graduates.0.department"]
    assert await refused_fields(stage, changed(ROW, department="哲学系")) == ["graduates.0.department"]  # the neighbour's
    [graduate] = await put(stage, strange, new_departments=("Rr", " Rr ", "RR"))
    made = await Department.get(school=stage.world.school, name="Rr")
    assert (await Graduate.get(id=graduate)).department_id == made.id
    assert made.province_code == "11"
    assert await Department.filter(school=stage.world.school).count() == 3


async def test_only_a_school_that_writes_basic_data_has_a_roster(stage: Stage) -> None:
    for level in (AccessLevel.NONE, AccessLevel.READ_ONLY):
        levels = {Module.EMPLOYMENT: level, Module.ARCHIVE: AccessLevel.READ_WRITE, Module.HUKOU: AccessLevel.READ_WRITE}
        async with stage.refuses(LevelTooLow):
            await put(stage, ROW, levels=levels)
    for role in set(Role) - {Role.SCHOOL, Role.SYSTEM}:
        async with stage.refuses(LevelTooLow):
            await enrol(stage.as_role(role), class_year=OPEN_YEAR, rows=[ROW])


@pytest.mark.parametrize("year", [CLOSED_YEAR, 1999])
async def test_a_class_year_that_takes_no_writes_has_no_new_graduates(stage: Stage, year: int) -> None:
    async with stage.refuses(ClassYearClosed):
        await put(stage, ROW, class_year=year)


async def test_a_person_whom_another_school_knows_keeps_its_account_and_the_answer_is_that_for_a_new_one(stage: Stage) -> None:
    """A bachelor of one school is a master of another: one person, one account, two graduations."""
    world = stage.world
    await put(stage, ROW)
    account = await Account.get(school_id=world.school.id, role=Role.GRADUATE, display_name="新毕业")
    known, new = changed(ROW, department="哲学系", name="改名者"), changed(rows(1, begin=300)[0], department="哲学系")
    answers = [await put(stage, row, school_id=world.neighbour_school.id) for row in (known, new)]
    assert [len(answer) for answer in answers] == [1, 1]
    seen = [await Graduate.get(id=answer[0]) for answer in answers]
    assert [graduate.id_number_masked for graduate in seen] == [mask_id_number(str(row["idNumber"])) for row in (known, new)]
    assert seen[0].person_id == account.person_id
    after = await Account.get(person_id=account.person_id)
    assert (after.username, after.school_id, after.display_name) == (account.username, world.school.id, "新毕业")
    await assert_counted()


async def test_a_roster_may_begin_before_the_school_is_set_up_and_is_counted_from_then_on(stage: Stage) -> None:
    await ClassYear.create(year=NEW_YEAR, state=ClassYearState.OPEN)
    await put(stage, *rows(2, of=of_year(ROW, NEW_YEAR)), class_year=NEW_YEAR)
    await put(stage, *rows(1, begin=300, of=of_year(ROW, NEW_YEAR)), class_year=NEW_YEAR)
    counters = await SigningCounters.get(school=stage.world.school, class_year=NEW_YEAR)
    assert (counters.graduates, counters.version) == (3, 2)
    await assert_counted()


async def test_schools_that_enrol_the_same_new_people_at_once_share_them(stage: Stage) -> None:
    neighbour = [changed(row, department="哲学系") for row in rows(20)]
    await asyncio.gather(
        put(stage, *rows(20)),
        put(stage, *reversed(neighbour), school_id=stage.world.neighbour_school.id),
    )
    indexes = [VAULT.index(str(row["idNumber"])) for row in rows(20)]
    people = [person.id for person in await Person.filter(identity_index__in=indexes)]
    assert len(people) == 20
    assert await Graduate.filter(person_id__in=people).count() == 40
    assert await Account.filter(person_id__in=people).count() == 20
    await assert_counted()


async def test_of_many_who_enrol_one_person_at_one_school_at_once_one_does(stage: Stage) -> None:
    typed = [changed(ROW, exam_number=str(number)) for number in range(8)]
    outcomes = await asyncio.gather(*(put(stage, row) for row in typed), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes if isinstance(outcome, BaseException)] == [Refusals] * 7
    assert await Graduate.filter(name="新毕业").count() == 1
    await assert_counted()


async def test_a_roster_that_begins_at_many_places_at_once_is_counted_exactly(stage: Stage) -> None:
    await ClassYear.create(year=NEW_YEAR, state=ClassYearState.OPEN)
    school = await School.create(province_id="11", identifier="4111010004", code="10004", name="北京交通大学")
    await SchoolNaming.create(school=school, code="10004", name=school.name, valid_from=date(2000, 1, 1))
    given: dict[str, Any] = {"class_year": NEW_YEAR, "new_departments": ("RR",), "school_id": school.id}
    await asyncio.gather(*(put(stage, *rows(3, begin=100 + 10 * number, of=of_year(ROW, NEW_YEAR)), **given) for number in range(6)))
    assert await Department.filter(school_id=school.id).count() == 1
    assert (await SigningCounters.get(school_id=school.id)).graduates == 18
    await assert_counted()


async def remove(stage: Stage, graduate_id: UUID, *, version: int = 1, reason: str = "误登记", **scope: Any) -> None:
    await remove_graduate(stage.as_role(Role.SCHOOL, **scope), graduate_id, version=version, reason=reason)


async def test_a_slip_is_taken_off_the_roster_with_the_person_it_made(stage: Stage) -> None:
    before = await everything_stored()
    [graduate] = await put(stage, ROW)
    account = await Account.get(display_name="新毕业")
    await ActivationCode.create(account=account, digest=CODES.digest(account.id, "x"), expires_at=NOW)
    await remove(stage, graduate)
    after = await everything_stored()
    for table in ("graduate", "person", "account", "activation_code"):
        assert after[table] == before[table], table
    [_, audit] = await Audit.all().order_by("id")
    assert (audit.action, audit.record_id, audit.reason) == ("GRADUATE_REMOVE", str(graduate), "误登记")
    await assert_counted()


@pytest.mark.parametrize("used", ["activated", "logged in", "enrolled elsewhere"])
async def test_a_person_of_whom_more_is_known_stays(stage: Stage, used: str) -> None:
    [graduate] = await put(stage, ROW)
    account = await Account.get(display_name="新毕业")
    if used == "activated":
        await Account.filter(id=account.id).update(password_hash="h")
    elif used == "logged in":
        moments = dict.fromkeys(("refreshed_at", "expires_at", "ends_at"), NOW)
        await Session.create(account=account, epoch=1, method=LoginMethod.PROVIDER, **moments)  # type: ignore[arg-type]  # moments
    else:
        await put(stage, changed(ROW, department="哲学系"), school_id=stage.world.neighbour_school.id)
    await remove(stage, graduate)
    assert not await Graduate.exists(id=graduate)
    assert await Account.exists(id=account.id)
    assert await Person.exists(id=account.person_id)
    await assert_counted()


async def test_a_graduate_with_agreements_stays_on_the_roster(stage: Stage) -> None:
    await make_agreement(stage.world)
    async with stage.refuses(GraduateInUse):
        await remove(stage, stage.world.graduate.id)


async def test_of_an_invitation_and_a_removal_at_once_one_is_done(stage: Stage) -> None:
    world = stage.world
    for graduate in (world.graduate, world.classmate, world.directed_graduate):
        person = world.id_number(graduate)
        invitation = invite(
            stage.as_role(Role.EMPLOYER), school_id=world.school.id, class_year=OPEN_YEAR, name=graduate.name, id_number=person
        )
        await asyncio.gather(invitation, remove(stage, graduate.id), return_exceptions=True)
        assert await Agreement.exists(graduate_id=graduate.id) is await Graduate.exists(id=graduate.id)
    await assert_counted()


async def test_what_is_not_ones_own_or_was_changed_or_is_not_explained_is_not_removed(stage: Stage) -> None:
    world = stage.world
    async with stage.refuses(NotFound):
        await remove(stage, world.neighbour_graduate.id)
    async with stage.refuses(ChangedMeanwhile):
        await remove(stage, world.graduate.id, version=2)
    async with stage.refuses(InvalidInput):
        await remove(stage, world.graduate.id, reason=" ")
    async with stage.refuses(ClassYearClosed):
        await remove(stage, world.former_graduate.id)
    async with stage.refuses(LevelTooLow):
        await remove_graduate(stage.as_role(Role.DEPARTMENT), world.graduate.id, version=1, reason="误登记")
