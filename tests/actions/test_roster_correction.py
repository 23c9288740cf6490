"""Corrections of a roster: what is given changes and nothing else, and the audit names fields, never what they hold."""

from typing import Any

import pytest

from actions.roster_correction import correct_graduate
from models import Account, Agreement, Audit, Graduate
from rules.errors import ChangedMeanwhile, ClassYearClosed, LevelTooLow, NotFound, NothingToChange, Refusals
from rules.roles import Role
from tests.actions.stage import Stage, assert_counted
from tests.world import make_agreement


async def correct(
    stage: Stage, changes: dict[str, str | None], *, version: int = 1, graduate: Graduate | None = None, **scope: Any
) -> Graduate:
    graduate_id = (graduate or stage.world.graduate).id
    key = await correct_graduate(stage.as_role(Role.SCHOOL, **scope), graduate_id, version=version, changes=changes)
    return await Graduate.get(id=key)


async def test_what_is_given_changes_and_everything_else_stays(stage: Stage) -> None:
    world = stage.world
    before = await Graduate.get(id=world.graduate.id)
    changes = {
        "name": " 花贞审 ",
        "studentNumber": "A1",
        "department": "rr",
        "degreeCode": "11",
        "majorCode": "010101",
        "majorName": "哲学",
        "trainingMode": "3",
        "archiveInSchool": "否",
        "className": "2019级2班",
        "ethnicityCode": "回族",
    }
    after = await correct(stage, dict(changes))
    assert (after.name, after.student_number, after.department_id) == ("花贞审", "A1", world.lower_department.id)
    assert (after.degree_code, after.major_code, after.major_name, after.training_mode) == ("11", "010101", "哲学", "3")
    assert (after.archive_in_school, after.class_name, after.ethnicity_code, after.sex_code) == (False, "2019级2班", "03", "1")
    assert (after.version, after.exam_number, after.person_id) == (2, before.exam_number, before.person_id)
    after = await correct(stage, {"studentNumber": None}, version=2)
    assert (after.student_number, after.name, after.version) == (None, "花贞审", 3)
    await assert_counted()


async def test_the_audit_names_the_fields_and_not_what_they_hold(stage: Stage) -> None:
    await correct(stage, {"name": "花贞审", "majorName": "哲学类", "department": "rr"})
    [audit] = await Audit.all().values()
    assert (audit["action"], audit["reason"]) == ("GRADUATE_CORRECT", "更正：姓名、院系")
    assert "花贞审" not in str(audit)


async def test_the_account_that_the_school_made_is_greeted_by_the_new_name(stage: Stage) -> None:
    account = Account.filter(person_id=stage.world.graduate.person_id)
    await correct(stage, {"name": "花贞审"})
    assert (await account.get()).display_name == "huazhenshen"
    await account.update(school_id=stage.world.school.id)
    await correct(stage, {"name": "花贞沈沈"}, version=2)
    assert (await account.get()).display_name == "花贞沈沈"


async def test_what_began_before_a_correction_keeps_what_it_began_with(stage: Stage) -> None:
    agreement = await make_agreement(stage.world)
    await correct(stage, {"department": "rr", "name": "花贞审"})
    after = await Agreement.get(id=agreement.id)
    assert (after.department_id, after.invitee_name) == (stage.world.department.id, stage.world.graduate.name)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"name": " "},
        {"name": "花 贞"},
        {"name": "长" * 41},
        {"studentNumber": "1" * 33},
        {"department": "Rr"},
        {"department": "哲学系"},
        {"degreeCode": "99"},
        {"degreeCode": None},
        {"majorCode": "x"},
        {"majorName": "\x00"},
        {"trainingMode": "0"},
        {"sexCode": "2"},
        {"mobile": "1"},
        {"enrolledMonth": "202306"},
        {"archiveInSchool": "x"},
    ],
)
async def test_what_a_roster_may_not_say_is_refused_naming_the_field(stage: Stage, changes: dict[str, str | None]) -> None:
    async with stage.refuses(Refusals) as refused:
        await correct(stage, changes)
    assert [problem.field for problem in refused.value.refusals] == list(changes)


async def test_everything_that_is_wrong_with_a_correction_is_told_at_once(stage: Stage) -> None:
    async with stage.refuses(Refusals) as refused:
        await correct(stage, {"majorName": "", "trainingMode": "0", "name": "花贞审"})
    assert [problem.field for problem in refused.value.refusals] == ["majorName", "trainingMode"]


async def test_who_becomes_directed_names_the_unit_with_it(stage: Stage) -> None:
    async with stage.refuses(Refusals) as refused:
        await correct(stage, {"trainingMode": "4"})
    assert [problem.field for problem in refused.value.refusals] == ["directedUnit", "directedDivision"]
    after = await correct(stage, {"trainingMode": "4", "directedUnit": "测试测试中学", "directedDivision": "110108"})
    assert (after.training_mode, after.directed_unit, after.directed_division) == ("4", "测试测试中学", "110108")


async def test_what_contradicted_itself_before_does_not_keep_another_field_from_being_corrected(stage: Stage) -> None:
    """The directed graduate of the world is from before a roster asked for the unit."""
    after = await correct(stage, {"majorName": "哲学"}, graduate=stage.world.directed_graduate)
    assert after.major_name == "哲学"


@pytest.mark.parametrize("field", ["examNumber", "idNumber", "birthDate", "schoolCode"])
async def test_whom_a_row_is_about_is_never_corrected(stage: Stage, field: str) -> None:
    async with stage.refuses(Refusals):
        await correct(stage, {field: "23110000000999"})


async def test_a_correction_has_the_graduate_confirm_anew(stage: Stage) -> None:
    assert stage.world.graduate.confirmed_at is not None
    assert (await correct(stage, {"majorName": "哲学"})).confirmed_at is None


async def test_what_is_as_it_was_is_no_correction(stage: Stage) -> None:
    for changes in ({}, {"name": stage.world.graduate.name, "department": "RR", "studentNumber": None}):
        async with stage.refuses(NothingToChange):
            await correct(stage, dict(changes))


async def test_what_is_not_ones_own_or_was_changed_or_is_closed_is_not_corrected(stage: Stage) -> None:
    world, name = stage.world, {"name": "花贞审"}
    for graduate in (world.neighbour_graduate, world.far_graduate):
        async with stage.refuses(NotFound):
            await correct(stage, dict(name), graduate=graduate)
    async with stage.refuses(ChangedMeanwhile):
        await correct(stage, dict(name), version=2)
    async with stage.refuses(ClassYearClosed):
        await correct(stage, dict(name), graduate=world.former_graduate)
    for role in set(Role) - {Role.SCHOOL, Role.SYSTEM}:
        async with stage.refuses(LevelTooLow):
            await correct_graduate(stage.as_role(role), world.graduate.id, version=1, changes=dict(name))
