"""What is open for whom: what the province opened, what the school set up, whom the province approved."""

from typing import Any

import pytest

from actions.openness import openings
from auth.actor import OPERATOR, Actor
from models import Account, ClassYear, Employer, FeatureSwitch, SchoolSetup
from rules.employer import EmployerStatus
from rules.gate import ClassYearState, Feature, ReviewLevels
from rules.roles import AccessLevel, Role
from tests.actions.stage import Stage
from tests.world import OPEN_YEAR, employer_standing

DESTINATION, ARCHIVE, HUKOU = Feature
NO_LEVELS: dict[str, Any] = dict.fromkeys(("employment_level", "archive_level", "hukou_level"), AccessLevel.NONE)


async def open_features(actor: Actor) -> set[Feature]:
    return {feature for feature, opening in (await openings(actor)).items() if opening.is_open}


async def test_a_province_and_its_schools_have_open_what_the_province_opened(stage: Stage) -> None:
    world = stage.world
    await FeatureSwitch.create(province_id="31", feature=HUKOU)
    for role in (Role.PROVINCE, Role.SCHOOL):
        assert await open_features(world.actor(role)) == {DESTINATION}
        assert await open_features(world.actor(role, province_code="31")) == {HUKOU}
        assert await open_features(world.actor(role, province_code="12")) == frozenset()


async def test_a_department_and_a_graduate_have_open_what_their_school_has_set_up(stage: Stage) -> None:
    world = stage.world
    await FeatureSwitch.create(province_id="11", feature=ARCHIVE)
    department, graduate = world.actor(Role.DEPARTMENT), world.actor(Role.GRADUATE)
    for actor in (department, graduate):
        assert await open_features(actor) == {DESTINATION}
    place: dict[str, Any] = {"school": world.school, "province_code": "11", "class_year": OPEN_YEAR, "contact": "x"}
    await SchoolSetup.create(**place, feature=ARCHIVE, review_levels=ReviewLevels.SCHOOL_ONLY)
    for actor in (department, graduate):
        assert await open_features(actor) == {DESTINATION, ARCHIVE}
    far = world.actor(Role.GRADUATE, person_id=world.far_graduate.person_id)
    assert await open_features(far) == frozenset()
    assert await open_features(world.actor(Role.DEPARTMENT, school_id=world.far_school.id)) == frozenset()


async def test_a_year_that_takes_no_writes_has_nothing_open_for_a_graduate_or_a_department(stage: Stage) -> None:
    await ClassYear.all().update(state=ClassYearState.CLOSED)
    for role in (Role.DEPARTMENT, Role.GRADUATE):
        assert await open_features(stage.world.actor(role)) == frozenset()


@pytest.mark.parametrize("status", EmployerStatus)
async def test_an_employer_may_sign_once_it_is_approved(stage: Stage, status: EmployerStatus) -> None:
    world = stage.world
    await Employer.filter(id=world.employer.id).update(**employer_standing(status))
    expected = {DESTINATION} if status is EmployerStatus.APPROVED else frozenset[Feature]()
    assert await open_features(world.actor(Role.EMPLOYER)) == expected


async def test_the_ministry_looks_at_everything_and_an_operator_at_nothing(stage: Stage) -> None:
    assert await open_features(stage.world.actor(Role.MINISTRY)) == set(Feature)
    assert await open_features(OPERATOR) == frozenset()


async def test_since_when_it_is_open_is_the_provinces_word_and_the_schools(stage: Stage) -> None:
    world = stage.world
    switch, setup = await FeatureSwitch.get(province_id="11"), await SchoolSetup.get(school_id=world.school.id)
    told = {role: (await openings(world.actor(role)))[DESTINATION] for role in (Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE)}
    assert {role: (opening.opened_at, opening.set_up_at) for role, opening in told.items()} == {
        Role.PROVINCE: (switch.created_at, None),
        Role.SCHOOL: (switch.created_at, setup.created_at),
        Role.DEPARTMENT: (switch.created_at, setup.created_at),
        Role.GRADUATE: (switch.created_at, setup.created_at),
    }
    await ClassYear.all().update(state=ClassYearState.CLOSED)
    opening = (await openings(world.actor(Role.SCHOOL)))[DESTINATION]
    assert (opening.is_open, opening.opened_at, opening.set_up_at) == (True, switch.created_at, None)


async def test_whoever_is_of_no_one_province_is_told_no_moment(stage: Stage) -> None:
    for role in (Role.MINISTRY, Role.EMPLOYER):
        assert {(opening.opened_at, opening.set_up_at) for opening in (await openings(stage.world.actor(role))).values()} == {(None, None)}


async def test_where_the_province_has_a_system_of_its_own_what_was_imported_can_be_looked_at(stage: Stage) -> None:
    world, everything = stage.world, set(Feature)
    await Account.create(
        username="31jy01", display_name="上海市", role=Role.PROVINCE, province_code="31", source_system="上海就业系统", **NO_LEVELS
    )
    far = world.actor(Role.GRADUATE, person_id=world.far_graduate.person_id)
    places: dict[str, Any] = {"province_code": "31", "school_id": world.far_school.id}
    for actor in (far, *(world.actor(role, **places) for role in (Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT))):
        assert await open_features(actor) == everything
    assert await open_features(world.actor(Role.GRADUATE)) == {DESTINATION}
    # An account that no longer logs in imports nothing.
    await Account.filter(username="31jy01").update(is_enabled=False)
    assert await open_features(far) == frozenset()
