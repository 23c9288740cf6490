"""The three-step gate: a province opens a feature and sets agreement types, then a school sets up (guide section 4)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from actions.access import require_writer
from actions.context import ActionContext
from actions.counters import begin_counters
from actions.facts import read_gate
from actions.inputs import required_text
from actions.once import done_once
from actions.trail import Act, Trail
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_SWITCH, refused_by
from auth.actor import Actor
from models import Agreement, AgreementTypeSetting, ClassYear, FeatureSwitch, School, SchoolSetup
from rules.acts import ActName, RecordKind
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
from rules.gate import MODULE_OF, AgreementType, ClassYearState, Feature, ReviewLevels, check_reply_days, check_set_up_allowed
from rules.roles import Role
from rules.setup import NO_CHOICES, SetupChoices, check_choices

Types = Mapping[UUID, AgreementType]
"""School -> the type of its electronic agreements."""

NO_TYPES: Final[Types] = MappingProxyType({})


@whole_action_retried
@done_once
async def open_feature(
    ctx: ActionContext,
    feature: Feature,
    *,
    class_year: int | None = None,
    default_type: AgreementType | None = None,
    choices: Types = NO_TYPES,
) -> UUID:
    """Open a feature of the acting province, for ever (一旦开启,不可再关闭); return the switch's id.

    Opening DESTINATION is setting the agreement type of every school of the province for `class_year`: its own in `choices`,
    else `default_type`. The other features have no agreements and look at none of the three.
    Raises LevelTooLow (the actor is no province), InvalidInput, ClassYearClosed, NotFound (a school of elsewhere),
    AgreementTypeMissing, FeatureAlreadyOpen.
    """
    now = ctx.clock.now()
    province_code = own_province(ctx.actor, feature)
    change = None
    if feature is Feature.DESTINATION:
        if class_year is None:
            raise InvalidInput("classYear", "请选择届别")
        change = await plan_types(province_code, class_year, choices, default_type)
        if change.schools_without:
            raise AgreementTypeMissing
    switch = FeatureSwitch(province_id=province_code, feature=feature, created_at=now)
    async with one_transaction(ctx, now) as trail:
        with refused_by(ONE_SWITCH, FeatureAlreadyOpen(feature)):
            await switch.save(force_create=True)
        await trail.record(Act(ActName.FEATURE_OPEN, RecordKind.FEATURE_SWITCH, switch.id, province_code, after=feature))
        if change is not None:
            await write_types(change, trail, now)
        return trail.returns(switch.id)


@whole_action_retried
@done_once
async def set_agreement_types(ctx: ActionContext, *, class_year: int, choices: Types, default_type: AgreementType | None = None) -> int:
    """Set agreement types of schools of the acting province for a class year; return how many changed.

    `choices` are set as they say; `default_type` goes to every other school that has no type of that year yet.
    Raises LevelTooLow (the actor is no province), FeatureClosed, ClassYearClosed, NotFound (a school of elsewhere),
    AgreementTypeInUse (a school whose type would change has agreements of the year).
    """
    now = ctx.clock.now()
    province_code = own_province(ctx.actor, Feature.DESTINATION)
    if not await FeatureSwitch.exists(province_id=province_code, feature=Feature.DESTINATION):
        raise FeatureClosed(Feature.DESTINATION)
    change = await plan_types(province_code, class_year, choices, default_type)
    async with one_transaction(ctx, now) as trail:
        if change.after:
            await write_types(change, trail, now)
        return trail.returns(len(change.after))


@whole_action_retried
@done_once
async def set_up_school(
    ctx: ActionContext,
    *,
    class_year: int,
    feature: Feature,
    review_levels: ReviewLevels,
    reply_days: int,
    contact: str,
    choices: SetupChoices = NO_CHOICES,
) -> UUID:
    """Set up (签约设置 or 登记设置) the acting school's use of a feature in a class year, or edit that set-up; return its id.

    What is edited reaches what begins afterwards: agreements keep the review levels and the deadline they began with.
    Raises LevelTooLow (no 读写 on the feature's module, or the actor is no school), InvalidInput, ClassYearClosed, FeatureClosed,
    AgreementTypeMissing.
    """
    now = ctx.clock.now()
    require_writer(ctx.actor, MODULE_OF[feature])
    if ctx.actor.role is not Role.SCHOOL:
        raise LevelTooLow(MODULE_OF[feature])
    check_reply_days(reply_days)
    check_choices(feature, choices)
    contact = required_text("contact", "联系方式", contact, 100)
    school = await School.get(id=ctx.actor.school_id)
    check_set_up_allowed(await read_gate(feature, class_year, school.id, school.province_id))
    setup = SchoolSetup(
        created_at=now,
        school_id=school.id,
        province_code=school.province_id,
        class_year=class_year,
        feature=feature,
        review_levels=review_levels,
        reply_days=reply_days,
        contact=contact,
        **asdict(choices),
    )
    async with one_transaction(ctx, now) as trail:
        setup_id = await write_setup(setup, trail)
        if feature is Feature.DESTINATION:
            await begin_counters(school, class_year)
        return trail.returns(setup_id)


def own_province(actor: Actor, feature: Feature) -> str:
    """Return the acting province's code: it alone switches features, by its role, since it holds 读写 on no module."""
    if actor.role is not Role.PROVINCE or actor.province_code is None:
        raise LevelTooLow(MODULE_OF[feature])
    return actor.province_code


@dataclass(frozen=True, slots=True)
class TypeChange:
    """What is to become of the agreement types of a province's schools in one class year."""

    province_code: str
    class_year: int
    before: Mapping[UUID, AgreementType | None]
    """Every school of the province and its type as it is set; None where none is."""
    after: Types
    """The schools whose type changes, and what to."""

    @property
    def schools_without(self) -> bool:
        """Tell whether a school would still have no type afterwards."""
        return any(was is None and school not in self.after for school, was in self.before.items())


async def plan_types(province_code: str, class_year: int, choices: Types, default_type: AgreementType | None) -> TypeChange:
    """Work out what changes; a school that has the chosen type already does not. Raises ClassYearClosed, NotFound."""
    if not await ClassYear.exists(year=class_year, state=ClassYearState.OPEN):
        raise ClassYearClosed(class_year)
    schools = await School.filter(province_id=province_code)
    settings = await AgreementTypeSetting.filter(province_code=province_code, class_year=class_year)
    as_set = {setting.school_id: setting.agreement_type for setting in settings}
    before = {school.id: as_set.get(school.id) for school in schools}
    if not choices.keys() <= before.keys():
        raise NotFound
    wanted = {school: choices.get(school, was or default_type) for school, was in before.items()}
    after = {school: kind for school, kind in wanted.items() if kind is not None and kind is not before[school]}
    return TypeChange(province_code, class_year, before, after)


async def write_types(change: TypeChange, trail: Trail, now: datetime) -> None:
    """Write the settings that change. Raises AgreementTypeInUse."""
    schools = list(change.after)
    # An invitation holds a share of its school's row from its insert on. Locking the rows waits for those that are being
    # written, and holds back new ones until they can see what is written here.
    await School.filter(id__in=schools).order_by("id").select_for_update()
    if await Agreement.exists(school_id__in=schools, class_year=change.class_year):
        raise AgreementTypeInUse
    await AgreementTypeSetting.bulk_create(
        [
            AgreementTypeSetting(
                created_at=now, school_id=school, province_code=change.province_code, class_year=change.class_year, agreement_type=kind
            )
            for school, kind in change.after.items()
        ],
        on_conflict=("school_id", "class_year"),
        update_fields=("agreement_type", "updated_at"),
    )
    written = await AgreementTypeSetting.filter(school_id__in=schools, class_year=change.class_year)
    await trail.record(*(_type_act(setting, change.before[setting.school_id]) for setting in written))


def _type_act(setting: AgreementTypeSetting, before: AgreementType | None) -> Act:
    return Act(
        ActName.AGREEMENT_TYPE_SET,
        RecordKind.AGREEMENT_TYPE_SETTING,
        setting.id,
        setting.province_code,
        school_id=setting.school_id,
        class_year=setting.class_year,
        before=before,
        after=setting.agreement_type,
    )


async def write_setup(setup: SchoolSetup, trail: Trail) -> UUID:
    """Write the set-up, or change the one of that school, year and feature into it; return the id of the row that is."""
    same = SchoolSetup.filter(school_id=setup.school_id, class_year=setup.class_year, feature=setup.feature)
    was = await same.get_or_none()
    edited = ("review_levels", "reply_days", "contact", *(field.name for field in fields(SetupChoices)), "updated_at")
    await SchoolSetup.bulk_create([setup], on_conflict=("school_id", "class_year", "feature"), update_fields=edited)
    written = await same.get()
    act = Act(
        ActName.SCHOOL_SET_UP,
        RecordKind.SCHOOL_SETUP,
        written.id,
        written.province_code,
        school_id=written.school_id,
        class_year=written.class_year,
        before=was.review_levels if was else None,
        after=written.review_levels,
    )
    await trail.record(act)
    return written.id
