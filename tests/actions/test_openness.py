"""What is open for whom: what the province opened, what the school set up, whom the province approved."""

from typing import Any

import pytest

from actions.openness import open_features
from auth.actor import OPERATOR
from models import ClassYear, Employer, FeatureSwitch, SchoolSetup
from rules.employer import EmployerStatus
from rules.gate import ClassYearState, Feature, ReviewLevels
from rules.roles import Role
from tests.actions.stage import Stage
from tests.world import OPEN_YEAR, employer_standing

DESTINATION, ARCHIVE, HUKOU = Feature


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
