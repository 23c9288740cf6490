"""The three-step gate: what a province and a school write, in which order, and what can never be undone."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from actions.agreement import invite
from actions.gate import open_feature, set_agreement_types, set_up_school
from models import AgreementTypeSetting, Audit, FeatureSwitch, SchoolSetup, SigningCounters
from rules.errors import (
    AgreementTypeInUse,
    AgreementTypeMissing,
    ClassYearClosed,
    FeatureAlreadyOpen,
    FeatureClosed,
    InvalidInput,
    LevelTooLow,
    NotFound,
)
from rules.gate import MODULE_OF, AgreementType, Feature, ReviewLevels
from rules.roles import AccessLevel, Module, Role
from rules.setup import SetupChoices
from tests.actions.stage import Stage, assert_counted
from tests.world import CLOSED_YEAR, OPEN_YEAR, make_agreement

TWO, THREE = AgreementType.TWO_PARTY, AgreementType.THREE_PARTY
SET_UP: dict[str, Any] = {
    "class_year": OPEN_YEAR,
    "review_levels": ReviewLevels.SCHOOL_ONLY,
    "reply_days": 7,
    "contact": "就业中心 010-00000000",
}


async def types_of(province_code: str, class_year: int = OPEN_YEAR) -> dict[UUID, AgreementType]:
    settings = await AgreementTypeSetting.filter(province_code=province_code, class_year=class_year)
    return {setting.school_id: setting.agreement_type for setting in settings}


async def test_opening_destination_sets_a_type_for_every_school_of_the_province(stage: Stage) -> None:
    far = stage.world.far_school
    shanghai = stage.as_role(Role.PROVINCE, province_code="31")
    switch_id = await open_feature(shanghai, Feature.DESTINATION, class_year=OPEN_YEAR, default_type=TWO, choices={far.id: THREE})
    switch = await FeatureSwitch.get(id=switch_id)
    assert (switch.province_id, switch.feature) == ("31", Feature.DESTINATION)
    assert await types_of("31") == {far.id: THREE}
    acts = await Audit.all().order_by("id").values_list("action", "status_before", "status_after", "school_id")
    assert acts == [("FEATURE_OPEN", None, "DESTINATION", None), ("AGREEMENT_TYPE_SET", None, "THREE_PARTY", far.id)]
    assert [(dirty.province_code, dirty.school_id) for dirty in stage.signals.heard] == [("31", None), ("31", far.id)]


async def test_opening_destination_gives_the_default_type_to_schools_that_were_not_chosen(stage: Stage) -> None:
    await open_feature(stage.as_role(Role.PROVINCE, province_code="31"), Feature.DESTINATION, class_year=OPEN_YEAR, default_type=TWO)
    assert await types_of("31") == {stage.world.far_school.id: TWO}


async def test_destination_does_not_open_while_a_school_has_no_type(stage: Stage) -> None:
    async with stage.refuses(AgreementTypeMissing):
        await open_feature(stage.as_role(Role.PROVINCE, province_code="31"), Feature.DESTINATION, class_year=OPEN_YEAR)


async def test_destination_opens_for_a_class_year_that_is_open(stage: Stage) -> None:
    shanghai = stage.as_role(Role.PROVINCE, province_code="31")
    async with stage.refuses(InvalidInput) as refused:
        await open_feature(shanghai, Feature.DESTINATION, default_type=TWO)
    assert refused.value.field == "classYear"
    for year in (CLOSED_YEAR, 1999):
        async with stage.refuses(ClassYearClosed):
            await open_feature(shanghai, Feature.DESTINATION, class_year=year, default_type=TWO)


@pytest.mark.parametrize("feature", [Feature.ARCHIVE, Feature.HUKOU])
async def test_the_three_features_open_each_by_itself(stage: Stage, feature: Feature) -> None:
    await open_feature(stage.as_role(Role.PROVINCE, province_code="31"), feature)
    assert [switch.feature for switch in await FeatureSwitch.filter(province_id="31")] == [feature]
    assert await types_of("31") == {}


@pytest.mark.parametrize("feature", Feature)
async def test_a_feature_opens_once(stage: Stage, feature: Feature) -> None:
    province = stage.as_role(Role.PROVINCE)
    if feature is not Feature.DESTINATION:
        await open_feature(province, feature)
    async with stage.refuses(FeatureAlreadyOpen):
        await open_feature(province, feature, class_year=OPEN_YEAR, default_type=TWO)


async def test_a_school_of_another_province_is_not_found(stage: Stage) -> None:
    province = stage.as_role(Role.PROVINCE)
    for school_id in (stage.world.far_school.id, uuid4()):
        async with stage.refuses(NotFound):
            await set_agreement_types(province, class_year=OPEN_YEAR, choices={school_id: TWO})
    async with stage.refuses(NotFound):
        shanghai = stage.as_role(Role.PROVINCE, province_code="31")
        choices = {stage.world.school.id: TWO, stage.world.far_school.id: TWO}
        await open_feature(shanghai, Feature.DESTINATION, class_year=OPEN_YEAR, choices=choices)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.PROVINCE, Role.SYSTEM)])
async def test_only_a_province_opens_features_and_sets_types(stage: Stage, role: Role) -> None:
    other = stage.as_role(role)
    for feature in Feature:
        async with stage.refuses(LevelTooLow) as refused:
            await open_feature(other, feature, class_year=OPEN_YEAR, default_type=TWO)
        assert refused.value.module is MODULE_OF[feature]
    async with stage.refuses(LevelTooLow):
        await set_agreement_types(other, class_year=OPEN_YEAR, choices={}, default_type=TWO)


async def test_a_type_may_change_while_its_school_has_no_agreement_of_the_year(stage: Stage) -> None:
    world = stage.world
    await make_agreement(world, graduate=world.neighbour_graduate)
    await make_agreement(world, graduate=world.former_graduate)
    changed = await set_agreement_types(stage.as_role(Role.PROVINCE), class_year=OPEN_YEAR, choices={world.school.id: TWO})
    assert await types_of("11") == {world.school.id: TWO, world.neighbour_school.id: TWO}
    assert changed == 1
    assert await Audit.all().values_list("status_before", "status_after") == [("THREE_PARTY", "TWO_PARTY")]


async def test_the_type_of_a_school_with_agreements_of_the_year_stands(stage: Stage) -> None:
    world = stage.world
    await make_agreement(world)
    choices = {world.school.id: TWO, world.neighbour_school.id: THREE}
    async with stage.refuses(AgreementTypeInUse):
        await set_agreement_types(stage.as_role(Role.PROVINCE), class_year=OPEN_YEAR, choices=choices)


async def test_choosing_the_type_a_school_has_already_changes_nothing(stage: Stage) -> None:
    await make_agreement(stage.world)
    async with stage.leaves_no_trace():
        chosen = await set_agreement_types(
            stage.as_role(Role.PROVINCE), class_year=OPEN_YEAR, choices={stage.world.school.id: THREE}, default_type=TWO
        )
    assert chosen == 0


async def test_types_need_an_open_feature_and_an_open_year(stage: Stage) -> None:
    async with stage.refuses(FeatureClosed):
        shanghai = stage.as_role(Role.PROVINCE, province_code="31")
        await set_agreement_types(shanghai, class_year=OPEN_YEAR, choices={stage.world.far_school.id: TWO})
    async with stage.refuses(ClassYearClosed):
        await set_agreement_types(stage.as_role(Role.PROVINCE), class_year=CLOSED_YEAR, choices={}, default_type=TWO)


async def test_a_set_up_is_written_and_may_be_edited(stage: Stage) -> None:
    school = stage.as_role(Role.SCHOOL)
    first = await set_up_school(school, feature=Feature.DESTINATION, **{**SET_UP, "contact": " 就业中心 "})
    setup = await SchoolSetup.get(id=first)
    assert (setup.review_levels, setup.reply_days, setup.contact) == (ReviewLevels.SCHOOL_ONLY, 7, "就业中心")
    assert await set_up_school(school, feature=Feature.DESTINATION, **{**SET_UP, "reply_days": 30}) == first
    assert (await SchoolSetup.get(id=first)).reply_days == 30
    assert await SchoolSetup.filter(school_id=stage.world.school.id).count() == 1
    acts = await Audit.all().order_by("id").values_list("action", "status_before", "status_after")
    assert acts == [
        ("SCHOOL_SET_UP", "DEPARTMENT_THEN_SCHOOL", "SCHOOL_ONLY"),
        ("SCHOOL_SET_UP", "SCHOOL_ONLY", "SCHOOL_ONLY"),
    ]


async def test_a_school_chooses_levels_for_each_kind_of_record_and_takes_them_back(stage: Stage) -> None:
    school = stage.as_role(Role.SCHOOL)
    chosen = SetupChoices(termination_levels=ReviewLevels.SCHOOL_ONLY, allowed_categories="11 12", confirm_from=date(2023, 6, 1))
    setup = await set_up_school(school, feature=Feature.DESTINATION, **SET_UP, choices=chosen)
    written = await SchoolSetup.get(id=setup)
    assert all(getattr(written, name) == value for name, value in asdict(chosen).items())
    await set_up_school(school, feature=Feature.DESTINATION, **SET_UP)
    written = await SchoolSetup.get(id=setup)
    assert all(getattr(written, name) is None for name in asdict(chosen))


async def test_archive_and_hukou_have_none_of_these_choices(stage: Stage) -> None:
    await open_feature(stage.as_role(Role.PROVINCE), Feature.ARCHIVE)
    async with stage.refuses(InvalidInput) as refused:
        choices = SetupChoices(supplement_levels=ReviewLevels.SCHOOL_ONLY)
        await set_up_school(stage.as_role(Role.SCHOOL), feature=Feature.ARCHIVE, **SET_UP, choices=choices)
    assert refused.value.field == "feature"


async def test_the_whole_gate_from_a_closed_province_to_an_invitation(stage: Stage) -> None:
    world = stage.world
    await SigningCounters.filter(school_id=world.far_school.id).delete()
    far = stage.as_role(Role.SCHOOL, school_id=world.far_school.id)
    async with stage.refuses(FeatureClosed):
        await set_up_school(far, feature=Feature.DESTINATION, **SET_UP)
    await open_feature(stage.as_role(Role.PROVINCE, province_code="31"), Feature.DESTINATION, class_year=OPEN_YEAR, default_type=TWO)
    await set_up_school(far, feature=Feature.DESTINATION, **SET_UP)
    graduate = world.far_graduate
    await invite(
        stage.as_role(Role.EMPLOYER),
        school_id=graduate.school_id,
        class_year=OPEN_YEAR,
        name=graduate.name,
        id_number=world.id_number(graduate),
    )
    counters = await SigningCounters.get(school_id=world.far_school.id, class_year=OPEN_YEAR)
    assert (counters.graduates, counters.online_pending_graduate) == (1, 1)


async def test_destination_is_not_set_up_before_the_school_has_a_type(stage: Stage) -> None:
    await AgreementTypeSetting.filter(school_id=stage.world.school.id).delete()
    async with stage.refuses(AgreementTypeMissing):
        await set_up_school(stage.as_role(Role.SCHOOL), feature=Feature.DESTINATION, **SET_UP)


async def test_archive_and_hukou_are_set_up_without_a_type(stage: Stage) -> None:
    await AgreementTypeSetting.filter(school_id=stage.world.school.id).delete()
    for feature in (Feature.ARCHIVE, Feature.HUKOU):
        await open_feature(stage.as_role(Role.PROVINCE), feature)
        await set_up_school(stage.as_role(Role.SCHOOL), feature=feature, **SET_UP)
    await assert_counted()


async def test_nothing_is_set_up_in_a_closed_class_year(stage: Stage) -> None:
    async with stage.refuses(ClassYearClosed):
        await set_up_school(stage.as_role(Role.SCHOOL), feature=Feature.DESTINATION, **{**SET_UP, "class_year": CLOSED_YEAR})


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("replyDays", {"reply_days": 0}),
        ("replyDays", {"reply_days": 31}),
        ("contact", {"contact": " "}),
        ("contact", {"contact": "话" * 101}),
        ("confirmUntil", {"choices": SetupChoices(confirm_from=date(2023, 6, 2), confirm_until=date(2023, 6, 1))}),
    ],
)
async def test_a_set_up_that_is_typed_wrongly_is_refused_by_its_field(stage: Stage, field: str, typed: dict[str, Any]) -> None:
    async with stage.refuses(InvalidInput) as refused:
        await set_up_school(stage.as_role(Role.SCHOOL), feature=Feature.DESTINATION, **{**SET_UP, **typed})
    assert refused.value.field == field


@pytest.mark.parametrize("feature", Feature)
async def test_a_set_up_needs_read_write_on_the_module_of_its_feature(stage: Stage, feature: Feature) -> None:
    if feature is not Feature.DESTINATION:
        await open_feature(stage.as_role(Role.PROVINCE), feature)
    only_others = {module: AccessLevel.READ_WRITE for module in Module if module is not MODULE_OF[feature]}
    for levels in (only_others, {**only_others, MODULE_OF[feature]: AccessLevel.READ_ONLY}):
        async with stage.refuses(LevelTooLow) as refused:
            await set_up_school(stage.as_role(Role.SCHOOL, levels=levels), feature=feature, **SET_UP)
        assert refused.value.module is MODULE_OF[feature]
    await set_up_school(stage.as_role(Role.SCHOOL, levels={MODULE_OF[feature]: AccessLevel.READ_WRITE}), feature=feature, **SET_UP)


@pytest.mark.parametrize("role", [Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER, Role.PROVINCE, Role.MINISTRY])
async def test_only_a_school_sets_up(stage: Stage, role: Role) -> None:
    async with stage.refuses(LevelTooLow):
        await set_up_school(stage.as_role(role), feature=Feature.DESTINATION, **SET_UP)
