"""Opening features, setting agreement types, setting up a school (功能设置, 签约设置, 登记设置)."""

from datetime import date
from uuid import UUID

import strawberry

import actions.gate
import actions.gate_copy
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from rules.gate import AgreementType, Feature, ReviewLevels
from rules.roles import Module, Role
from rules.setup import SetupChoices, allowed_categories
from schema.errors import UserError
from schema.gate import FeatureSwitch, SchoolSetup
from schema.places import School


@strawberry.input(description="A school's own agreement type, where it differs from the others'.")
class SchoolAgreementTypeInput:
    """One school's choice."""

    school: strawberry.ID = strawberry.field(description="Which school (院校).")
    agreement_type: AgreementType = strawberry.field(description="Two or three parties (协议类型).")


@strawberry.input(description="Which feature to open. DESTINATION needs an agreement type for every school.")
class OpenFeatureInput:
    """Input of openFeature."""

    feature: Feature = strawberry.field(description="What to open, for ever (功能).")
    class_year: int | None = strawberry.field(default=None, description="With DESTINATION: the class year the types are for (届).")
    agreement_type: AgreementType | None = strawberry.field(
        default=None, description="With DESTINATION: the type (协议类型) of every school not in `choices`."
    )
    choices: list[SchoolAgreementTypeInput] = strawberry.field(default_factory=list, description="Schools with a type of their own.")


@strawberry.input(description="Agreement types of one class year.")
class SetAgreementTypesInput:
    """Input of setAgreementTypes."""

    class_year: int = strawberry.field(description="Class year (届).")
    agreement_type: AgreementType | None = strawberry.field(
        default=None, description="For every school without a type (协议类型) that is not in `choices`."
    )
    choices: list[SchoolAgreementTypeInput] = strawberry.field(default_factory=list, description="Schools with a type of their own.")


@strawberry.input(description="A school's set-up of one feature for one class year.")
class SetUpSchoolInput:
    """Input of setUpSchool."""

    class_year: int = strawberry.field(description="Class year (届).")
    feature: Feature = strawberry.field(description="Of what (功能).")
    review_levels: ReviewLevels = strawberry.field(description="Who reviews, in order (审核级别).")
    reply_days: int = strawberry.field(default=5, description="Days an invited graduate has to answer, 1 to 30 (应约期限).")
    contact: str = strawberry.field(description="Whom graduates and employers ask, at most 100 characters (联系人).")
    supplement_levels: ReviewLevels | None = strawberry.field(
        default=None, description="With DESTINATION: who reviews supplementary registrations (补登审核级别); null = as `reviewLevels`."
    )
    termination_levels: ReviewLevels | None = strawberry.field(
        default=None, description="With DESTINATION: who reviews terminations (解约审核级别); null = as `reviewLevels`."
    )
    registration_levels: ReviewLevels | None = strawberry.field(
        default=None, description="With DESTINATION: who reviews other destinations (去向登记审核级别); null = as `reviewLevels`."
    )
    allowed_categories: list[str] | None = strawberry.field(
        default=None, description="With DESTINATION: codes of the destinations that graduates may register (可登记的去向类别); null = all."
    )
    confirm_from: date | None = strawberry.field(
        default=None, description="With DESTINATION: first day in China to confirm a destination (确认开始日期); null = no first day."
    )
    confirm_until: date | None = strawberry.field(
        default=None, description="With DESTINATION: last day in China to confirm it, itself included (确认结束日期); null = no last day."
    )

    @property
    def choices(self) -> SetupChoices:
        """What the action is given. Raises InvalidInput."""
        return SetupChoices(
            supplement_levels=self.supplement_levels,
            termination_levels=self.termination_levels,
            registration_levels=self.registration_levels,
            allowed_categories=allowed_categories(self.allowed_categories),
            confirm_from=self.confirm_from,
            confirm_until=self.confirm_until,
        )


@strawberry.input(description="Which agreement types to copy.")
class CopyAgreementTypesInput:
    """Input of copyAgreementTypes."""

    from_year: int = strawberry.field(description="The class year they were set for (来源届别); it may be closed.")
    to_year: int = strawberry.field(description="The class year they are copied to (目标届别), which takes writes.")


@strawberry.input(description="Which set-ups to copy.")
class CopySetupsInput:
    """Input of copySetups."""

    from_year: int = strawberry.field(description="The class year they were made for (来源届别); it may be closed.")
    to_year: int = strawberry.field(description="The class year they are copied to (目标届别), which takes writes.")
    features: list[Feature] = strawberry.field(description="Of what (功能), one at least: all of them are copied, or none.")


@strawberry.type(description="What became of openFeature (功能设置).")
class FeatureSwitchPayload:
    """Payload of openFeature."""

    feature_switch: FeatureSwitch | None = strawberry.field(default=None, description="What is open now; null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of setAgreementTypes (电子就业协议书类型).")
class AgreementTypesPayload:
    """Payload of setAgreementTypes."""

    changed: int = strawberry.field(default=0, description="How many schools' types were set or changed.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of setUpSchool (签约设置, 登记设置).")
class SchoolSetupPayload:
    """Payload of setUpSchool."""

    setup: SchoolSetup | None = strawberry.field(default=None, description="The set-up as it is now; null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of copyAgreementTypes (复制电子就业协议书类型).")
class CopyAgreementTypesPayload:
    """Payload of copyAgreementTypes."""

    copied: int = strawberry.field(default=0, description="How many schools got the type they had.")
    remaining: int = strawberry.field(
        default=0, description="How many schools have no type in that class year now: they had none before either. Set them."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of copySetups (复制签约设置, 登记设置).")
class CopySetupsPayload:
    """Payload of copySetups."""

    setups: list[SchoolSetup] | None = strawberry.field(
        default_factory=list, description="The set-ups that were made; what was set up already is not among them."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


def by_school(choices: list[SchoolAgreementTypeInput]) -> dict[UUID, AgreementType]:
    """Return the choices by the schools' keys. Raises BadUserInput."""
    return {key_of(School, choice.school): choice.agreement_type for choice in choices}


@strawberry.type
class GateMutation:
    """Mutations of the three-step gate."""

    @act("Open a feature for your province, for ever (开启功能; 一旦开启，不可再关闭).", roles=[Role.PROVINCE])
    async def open_feature(self, info: Info, input: OpenFeatureInput) -> FeatureSwitchPayload:
        key = await actions.gate.open_feature(
            info.context.acting,
            input.feature,
            class_year=input.class_year,
            default_type=input.agreement_type,
            choices=by_school(input.choices),
        )
        return FeatureSwitchPayload(feature_switch=located(FeatureSwitch, key))

    @act("Set schools' agreement types of a class year (设置电子就业协议书类型).", roles=[Role.PROVINCE])
    async def set_agreement_types(self, info: Info, input: SetAgreementTypesInput) -> AgreementTypesPayload:
        changed = await actions.gate.set_agreement_types(
            info.context.acting, class_year=input.class_year, choices=by_school(input.choices), default_type=input.agreement_type
        )
        return AgreementTypesPayload(changed=changed)

    @act("Set up a feature for your school (签约设置, 登记设置); it may be edited later.", roles=[Role.SCHOOL], modules=list(Module))
    async def set_up_school(self, info: Info, input: SetUpSchoolInput) -> SchoolSetupPayload:
        key = await actions.gate.set_up_school(
            info.context.acting,
            class_year=input.class_year,
            feature=input.feature,
            review_levels=input.review_levels,
            reply_days=input.reply_days,
            contact=input.contact,
            choices=input.choices,
        )
        return SchoolSetupPayload(setup=located(SchoolSetup, key))

    @act("Give your schools without a type in a class year the one they had in another (复制电子就业协议书类型).", roles=[Role.PROVINCE])
    async def copy_agreement_types(self, info: Info, input: CopyAgreementTypesInput) -> CopyAgreementTypesPayload:
        acting = info.context.acting
        copied = await actions.gate_copy.copy_agreement_types(acting, from_year=input.from_year, to_year=input.to_year)
        remaining = await actions.gate_copy.schools_without_type(acting.actor.province_code, input.to_year)
        return CopyAgreementTypesPayload(copied=copied, remaining=remaining)

    @act("Set up features as they were for another class year (复制签约设置, 登记设置).", roles=[Role.SCHOOL], modules=list(Module))
    async def copy_setups(self, info: Info, input: CopySetupsInput) -> CopySetupsPayload:
        keys = await actions.gate_copy.copy_setups(
            info.context.acting, from_year=input.from_year, to_year=input.to_year, features=input.features
        )
        return CopySetupsPayload(setups=[located(SchoolSetup, key) for key in keys])
