"""What was set for one class year is copied to another by an explicit act: only what is not there yet, and all of it or nothing."""

from datetime import date
from typing import Any

import pytest

from actions.class_year import open_class_year
from actions.gate import open_feature, set_agreement_types
from actions.gate_copy import copy_agreement_types, copy_setups, schools_without_type
from models import AgreementTypeSetting, Audit, SchoolEnablement, SchoolSetup, SigningCounters
from rules.errors import AgreementTypeMissing, ClassYearClosed, FeatureClosed, InvalidInput, LevelTooLow
from rules.gate import AgreementType, Enablement, Feature
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import Stage
from tests.world import CLOSED_YEAR, OPEN_YEAR

NEW: int = 2024
DESTINATION, ARCHIVE, HUKOU = Feature
TWO, THREE = AgreementType.TWO_PARTY, AgreementType.THREE_PARTY
YEARS: dict[str, int] = {"from_year": OPEN_YEAR, "to_year": NEW}


@pytest.fixture
async def opened(stage: Stage) -> Stage:
    await open_class_year(stage.as_role(Role.MINISTRY), NEW)
    return stage


async def types(class_year: int) -> dict[Any, AgreementType]:
    return {each.school_id: each.agreement_type for each in await AgreementTypeSetting.filter(class_year=class_year)}


async def test_schools_without_a_type_get_the_one_they_had(opened: Stage) -> None:
    world, province = opened.world, opened.as_role(Role.PROVINCE)
    assert await copy_agreement_types(province, **YEARS) == 2
    assert await types(NEW) == await types(OPEN_YEAR) == {world.school.id: THREE, world.neighbour_school.id: TWO}
    acts = await Audit.filter(action="AGREEMENT_TYPE_SET", school_id=world.school.id).values_list("status_before", "status_after")
    assert acts == [(None, "THREE_PARTY")]
    async with opened.leaves_no_trace():
        assert await copy_agreement_types(province, **YEARS) == 0


async def test_a_type_that_is_set_stays_and_a_school_that_had_none_gets_none(opened: Stage) -> None:
    world, province = opened.world, opened.as_role(Role.PROVINCE)
    await AgreementTypeSetting.filter(school_id=world.neighbour_school.id).delete()
    await set_agreement_types(province, class_year=NEW, choices={world.school.id: TWO})
    async with opened.leaves_no_trace():
        assert await copy_agreement_types(province, **YEARS) == 0
    assert await types(NEW) == {world.school.id: TWO}
    assert await schools_without_type("11", NEW) == 1


async def test_types_are_copied_from_a_closed_year_and_to_none(opened: Stage) -> None:
    world, province = opened.world, opened.as_role(Role.PROVINCE)
    of: dict[str, Any] = {"school": world.school, "province_code": "11", "class_year": CLOSED_YEAR}
    await AgreementTypeSetting.create(**of, agreement_type=TWO)
    assert await copy_agreement_types(province, from_year=CLOSED_YEAR, to_year=NEW) == 1
    async with opened.refuses(ClassYearClosed):
        await copy_agreement_types(province, from_year=OPEN_YEAR, to_year=CLOSED_YEAR)
    async with opened.refuses(ClassYearClosed):
        await copy_agreement_types(province, from_year=OPEN_YEAR, to_year=2050)


@pytest.mark.parametrize(("years", "field"), [((NEW, NEW), "toYear"), ((2050, NEW), "fromYear")])
async def test_two_years_are_needed_to_copy_between(opened: Stage, years: tuple[int, int], field: str) -> None:
    given = {"from_year": years[0], "to_year": years[1]}
    async with opened.refuses(InvalidInput) as refused:
        await copy_agreement_types(opened.as_role(Role.PROVINCE), **given)
    assert refused.value.field == field
    async with opened.refuses(InvalidInput) as refused:
        await copy_setups(opened.as_role(Role.SCHOOL), **given, features=[DESTINATION])
    assert refused.value.field == field


async def test_a_province_copies_types_once_it_has_opened_the_feature_and_nobody_else_does(opened: Stage) -> None:
    async with opened.refuses(FeatureClosed):
        await copy_agreement_types(opened.as_role(Role.PROVINCE, province_code="31"), **YEARS)
    for role in (Role.MINISTRY, Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER):
        async with opened.refuses(LevelTooLow):
            await copy_agreement_types(opened.as_role(role), **YEARS)


async def test_a_set_up_is_copied_whole_its_days_moved_by_the_years_between(opened: Stage) -> None:
    world, school = opened.world, opened.as_role(Role.SCHOOL)
    await copy_agreement_types(opened.as_role(Role.PROVINCE), **YEARS)
    days = {"confirm_from": date(2023, 5, 1), "confirm_until": date(2024, 2, 29)}
    await SchoolSetup.filter(school_id=world.school.id).update(reply_days=7, allowed_categories="10 11", **days)
    [copied] = await copy_setups(school, **YEARS, features=[DESTINATION])
    was, is_now = await SchoolSetup.get(school_id=world.school.id, class_year=OPEN_YEAR), await SchoolSetup.get(id=copied)
    differing = {name for name in SchoolSetup._meta.fields_db_projection if getattr(was, name) != getattr(is_now, name)}
    assert differing - {"created_at", "updated_at"} == {"id", "class_year", "confirm_from", "confirm_until"}
    assert (is_now.confirm_from, is_now.confirm_until) == (date(2024, 5, 1), date(2025, 2, 28))
    assert (await SigningCounters.get(school_id=world.school.id, class_year=NEW)).graduates == 0
    assert await Audit.filter(action="SCHOOL_SET_UP", record_id=str(copied)).count() == 1
    async with opened.leaves_no_trace():
        assert await copy_setups(school, **YEARS, features=[DESTINATION]) == []


async def test_a_set_up_is_copied_once_the_gate_is_open_and_where_there_was_one(opened: Stage) -> None:
    school = opened.as_role(Role.SCHOOL)
    async with opened.refuses(AgreementTypeMissing):
        await copy_setups(school, **YEARS, features=[DESTINATION])
    async with opened.refuses(FeatureClosed):
        await copy_setups(school, **YEARS, features=[ARCHIVE])
    await open_feature(opened.as_role(Role.PROVINCE), ARCHIVE)
    await copy_agreement_types(opened.as_role(Role.PROVINCE), **YEARS)
    async with opened.refuses(InvalidInput) as refused:
        await copy_setups(school, **YEARS, features=[DESTINATION, ARCHIVE])
    assert refused.value.field == "features"
    async with opened.refuses(InvalidInput):
        await copy_setups(school, **YEARS, features=[])
    async with opened.refuses(ClassYearClosed):
        await copy_setups(school, from_year=OPEN_YEAR, to_year=CLOSED_YEAR, features=[DESTINATION])


async def test_each_feature_needs_read_write_on_its_module(opened: Stage) -> None:
    levels = {Module.EMPLOYMENT: AccessLevel.READ_WRITE, Module.ARCHIVE: AccessLevel.READ_ONLY}
    async with opened.refuses(LevelTooLow) as refused:
        await copy_setups(opened.as_role(Role.SCHOOL, levels=levels), **YEARS, features=[DESTINATION, ARCHIVE])
    assert refused.value.module is Module.ARCHIVE
    for role in (Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER, Role.PROVINCE, Role.MINISTRY):
        async with opened.refuses(LevelTooLow):
            await copy_setups(opened.as_role(role), **YEARS, features=[DESTINATION])


async def test_how_far_a_school_has_come_goes_step_by_step(opened: Stage) -> None:
    world = opened.world

    async def stands() -> tuple[Enablement, AgreementType | None, bool, bool]:
        row = await SchoolEnablement.get(school_id=world.far_school.id, class_year=OPEN_YEAR)
        assert (row.enablement, row.cohort, row.school_name) == (f"{world.far_school.id}/2023", "2023", "复旦大学")
        assert {row.archive, row.hukou} == {Enablement.NOT_OPENED}
        return row.destination, row.agreement_type, row.destination_opened_at is not None, row.destination_set_up_at is not None

    assert await stands() == (Enablement.NOT_OPENED, None, False, False)
    await open_feature(opened.as_role(Role.PROVINCE, province_code="31"), DESTINATION, class_year=NEW, default_type=TWO)
    assert await stands() == (Enablement.NO_AGREEMENT_TYPE, None, True, False)
    far: dict[str, Any] = {"school": world.far_school, "province_code": "31", "class_year": OPEN_YEAR}
    await AgreementTypeSetting.create(**far, agreement_type=THREE)
    assert await stands() == (Enablement.NOT_SET_UP, THREE, True, False)
    await SchoolSetup.create(**far, feature=DESTINATION, review_levels="SCHOOL_ONLY", contact="x")
    assert await stands() == (Enablement.SET_UP, THREE, True, True)
