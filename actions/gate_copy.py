"""Copying what was set for one class year to another: a province its schools' agreement types, a school its own set-ups.

Switches are for ever and hold for every class year, so there is nothing of them to copy (guide section 4).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from actions.access import require_writer
from actions.context import ActionContext
from actions.counters import begin_counters
from actions.facts import read_gate
from actions.gate import own_province, plan_types, write_setup, write_types
from actions.once import done_once
from actions.transaction import one_transaction, whole_action_retried
from models import AgreementTypeSetting, ClassYear, FeatureSwitch, School, SchoolSetup
from rules.errors import FeatureClosed, InvalidInput, LevelTooLow
from rules.gate import MODULE_OF, Feature, check_set_up_allowed, check_two_class_years
from rules.names import FEATURE_NAMES
from rules.roles import Role


@whole_action_retried
@done_once
async def copy_agreement_types(ctx: ActionContext, *, from_year: int, to_year: int) -> int:
    """Give each school of the acting province without an agreement type in `to_year` the one of `from_year`; return how many got one.

    Raises LevelTooLow (the actor is no province), InvalidInput, FeatureClosed, ClassYearClosed (`to_year`; `from_year` may be closed).
    """
    now = ctx.clock.now()
    province_code = own_province(ctx.actor, Feature.DESTINATION)
    await _check_years(from_year, to_year)
    if not await FeatureSwitch.exists(province_id=province_code, feature=Feature.DESTINATION):
        raise FeatureClosed(Feature.DESTINATION)
    had = await AgreementTypeSetting.filter(province_code=province_code, class_year=from_year)
    has = {setting.school_id for setting in await AgreementTypeSetting.filter(province_code=province_code, class_year=to_year)}
    choices = {setting.school_id: setting.agreement_type for setting in had if setting.school_id not in has}
    change = await plan_types(province_code, to_year, choices, None)
    async with one_transaction(ctx, now) as trail:
        if change.after:
            await write_types(change, trail, now)
        return trail.returns(len(change.after))


async def schools_without_type(province_code: str | None, class_year: int) -> int:
    """Return how many schools of a province have no agreement type of a class year."""
    typed = AgreementTypeSetting.filter(province_code=province_code, class_year=class_year)
    return await School.filter(province_id=province_code).count() - await typed.count()


@whole_action_retried
@done_once
async def copy_setups(ctx: ActionContext, *, from_year: int, to_year: int, features: Sequence[Feature]) -> list[UUID]:
    """Set up features of the acting school for `to_year` as they were for `from_year`; return the set-ups that were written.

    A feature that is set up in `to_year` is left as it is. Days of the calendar move by as many years. All of the features or none.
    Raises LevelTooLow (no 读写 on a feature's module, or the actor is no school), InvalidInput (nothing to copy from), ClassYearClosed,
    FeatureClosed, AgreementTypeMissing.
    """
    now = ctx.clock.now()
    if not features:
        raise InvalidInput("features", "请选择要复制的功能")
    for feature in features:
        require_writer(ctx.actor, MODULE_OF[feature])
        if ctx.actor.role is not Role.SCHOOL:
            raise LevelTooLow(MODULE_OF[feature])
    await _check_years(from_year, to_year)
    school = await School.get(id=ctx.actor.school_id)
    had = {setup.feature: setup for setup in await SchoolSetup.filter(school_id=school.id, class_year=from_year)}
    has = {setup.feature for setup in await SchoolSetup.filter(school_id=school.id, class_year=to_year)}
    for feature in features:
        check_set_up_allowed(await read_gate(feature, to_year, school.id, school.province_id))
        if feature not in had:
            raise InvalidInput("features", f"{from_year}届没有“{FEATURE_NAMES[feature]}”的设置，无法复制")
    copies = [_copied(had[feature], to_year) for feature in dict.fromkeys(features) if feature not in has]
    async with one_transaction(ctx, now) as trail:
        written = [await write_setup(copy, trail) for copy in copies]
        if any(copy.feature is Feature.DESTINATION for copy in copies):
            await begin_counters(school, to_year)
        return trail.returns(written)


async def _check_years(from_year: int, to_year: int) -> None:
    """Raise InvalidInput unless there are two years to copy between; whether the second takes writes, the gate says."""
    check_two_class_years(from_year, to_year)
    if not await ClassYear.exists(year=from_year):
        raise InvalidInput("fromYear", "来源届别不存在")


def _copied(setup: SchoolSetup, class_year: int) -> SchoolSetup:
    """Return all that a set-up says, for another class year."""
    kept: dict[str, Any] = {name: getattr(setup, name) for name in SchoolSetup._meta.fields_db_projection}
    moved = {name: _in_year(day, class_year - setup.class_year) for name, day in kept.items() if type(day) is date}
    for own in ("id", "created_at", "updated_at"):
        del kept[own]
    return SchoolSetup(**{**kept, **moved, "class_year": class_year})


def _in_year(day: date, later: int) -> date:
    """Return the same day so many years later; of a 29 February the day before, where that year has none."""
    try:
        return day.replace(year=day.year + later)
    except ValueError:
        return day.replace(year=day.year + later, day=28)
