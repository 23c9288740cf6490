"""Employers' registration (单位注册): registering, submitting, reviewing, disabling."""

from dataclasses import fields
from enum import Enum

import strawberry

from actions.employer import Login, move_employer, register_employer
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from rules.employer import EmployerContact, EmployerDetails, EmployerMove
from rules.roles import Module, Role
from schema.employer import EmployerRegistration
from schema.errors import UserError


@strawberry.input(description="How an employer is reached, and what it takes over (联系方式).")
class EmployerContactInput:
    """The fields of a registration that an employer keeps right by itself."""

    address: str = strawberry.field(description="Its address (单位地址), at most 100 characters.")
    postcode: str | None = strawberry.field(default=None, description="Its postcode (邮政编码), six digits.")
    contact_name: str = strawberry.field(description="Whom to ask (联系人).")
    contact_phone: str = strawberry.field(description="How to reach that person (联系电话).")
    contact_email: str | None = strawberry.field(default=None, description="And in writing (电子邮箱).")
    accepts_archive: bool = strawberry.field(description="Whether it takes graduates' archives (是否接收档案).")
    solves_hukou: bool = strawberry.field(description="Whether it settles their household registration (是否解决户口).")

    @property
    def contact(self) -> EmployerContact:
        """The fields as actions take them."""
        return EmployerContact(**{field.name: getattr(self, field.name) for field in fields(EmployerContact)})


@strawberry.input(description="What an employer says of itself (单位信息).")
class EmployerDetailsInput(EmployerContactInput):
    """The fields of a registration that may be corrected until it is approved."""

    name: str = strawberry.field(description="As on its seal (单位名称), at most 60 characters.")
    nature: str = strawberry.field(description="Code of what it is (单位性质), e.g. 39.")
    industry: str = strawberry.field(description="Code of its industry (单位行业), e.g. 34.")
    division: str = strawberry.field(description="Where it sits (单位所在地), a code of six digits.")
    superior: str | None = strawberry.field(default=None, description="Who stands above it (上级主管部门).")

    @property
    def details(self) -> EmployerDetails:
        """The details as actions take them."""
        return EmployerDetails(**{field.name: getattr(self, field.name) for field in fields(EmployerDetails)})


@strawberry.input(description="An employer that registers, and the account it will log in with.")
class RegisterEmployerInput:
    """Input of registerEmployer."""

    uscc: str = strawberry.field(description="Unified social credit code (统一社会信用代码), 18 characters; it cannot be corrected later.")
    details: EmployerDetailsInput = strawberry.field(description="What it says of itself (单位信息).")
    username: str = strawberry.field(description="The name to log in with (用户名): 6 to 32 lower-case letters, digits or _.")
    password: str = strawberry.field(description="The password (密码), 8 to 128 characters.")


@strawberry.input(description="A registration as you saw it.")
class EmployerInput:
    """The part that all acts on registrations share."""

    employer: strawberry.ID = strawberry.field(description="Which registration (单位注册信息).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="Your registration as you saw it, with corrections where there are any.")
class SubmitEmployerInput(EmployerInput):
    """Input of submitEmployer."""

    details: EmployerDetailsInput | None = strawberry.field(default=None, description="What it says from now on (单位信息).")


@strawberry.input(description="Your registration as you saw it, and how you are reached from now on.")
class UpdateEmployerInput(EmployerInput):
    """Input of updateEmployer."""

    contact: EmployerContactInput = strawberry.field(description="All of it, also what stays as it was (联系方式).")


@strawberry.enum(description="What a province decides on a registration (审核结果).")
class EmployerDecision(Enum):
    """Decisions on a registration."""

    APPROVE = strawberry.enum_value("APPROVE", description="It may invite from now on (审核通过).")
    REJECT = strawberry.enum_value("REJECT", description="It may correct itself and submit again (审核不通过).")


MOVES = {EmployerDecision.APPROVE: EmployerMove.APPROVE, EmployerDecision.REJECT: EmployerMove.REJECT}


@strawberry.input(description="A review of a registration as you saw it.")
class ReviewEmployerInput(EmployerInput):
    """Input of reviewEmployer."""

    decision: EmployerDecision = strawberry.field(description="What you decide (审核结果).")
    reason: str | None = strawberry.field(default=None, description="Why (原因), at most 500 characters; needed where it is rejected.")


@strawberry.input(description="A registration as you saw it, and why you do this.")
class ExplainedEmployerInput(EmployerInput):
    """Input of acts on registrations that are explained."""

    reason: str = strawberry.field(description="Why (原因), at most 500 characters.")


@strawberry.type(description="What became of registerEmployer.")
class RegisterEmployerPayload:
    """Payload of registerEmployer."""

    account: str | None = strawberry.field(default=None, description="The username to log in with (用户名); null where it was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Everything at fault; empty where it was done.")


@strawberry.type(description="What became of an act on a registration (单位注册信息).")
class EmployerPayload:
    """Payload of acts on registrations."""

    registration: EmployerRegistration | None = strawberry.field(
        default=None, description="The registration as it is now; null where the act was refused."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


async def moved(
    info: Info, input: EmployerInput, move: EmployerMove, *, reason: str | None = None, details: EmployerContact | None = None
) -> EmployerPayload:
    """Take one step in a registration's life. Raises RuleError, Refusals, BadUserInput."""
    key = key_of(EmployerRegistration, input.employer)
    done = await move_employer(info.context.acting, key, move, version=input.version, reason=reason, details=details)
    return EmployerPayload(registration=located(EmployerRegistration, done))


@strawberry.type
class EmployerMutation:
    """Mutations of employers' registrations."""

    @act("Register an employer and its account (单位注册); then log in and submit it for review.", roles=[], public=True)
    async def register_employer(self, info: Info, input: RegisterEmployerInput) -> RegisterEmployerPayload:
        context = info.context
        username = await register_employer(
            context.visitor,
            uscc=input.uscc,
            details=input.details.details,
            login=Login(username=input.username, password=input.password),
            passwords=context.passwords,
            throttle=context.throttle,
        )
        return RegisterEmployerPayload(account=username)

    @act(
        "Submit your registration for review, or once more after a rejection (提交审核).",
        roles=[Role.EMPLOYER],
        modules=[Module.EMPLOYMENT],
    )
    async def submit_employer(self, info: Info, input: SubmitEmployerInput) -> EmployerPayload:
        details = input.details.details if input.details is not None else None
        return await moved(info, input, EmployerMove.SUBMIT, details=details)

    @act(
        "Change how you are reached and what you take over (修改联系方式), once you are approved; what was reviewed stays.",
        roles=[Role.EMPLOYER],
        modules=[Module.EMPLOYMENT],
    )
    async def update_employer(self, info: Info, input: UpdateEmployerInput) -> EmployerPayload:
        return await moved(info, input, EmployerMove.UPDATE, details=input.contact.contact)

    @act("Review a registration that waits in your province (审核单位注册).", roles=[Role.PROVINCE])
    async def review_employer(self, info: Info, input: ReviewEmployerInput) -> EmployerPayload:
        return await moved(info, input, MOVES[input.decision], reason=input.reason)

    @act("Stop an employer from inviting (停用单位); what is signed stays signed.", roles=[Role.PROVINCE])
    async def disable_employer(self, info: Info, input: ExplainedEmployerInput) -> EmployerPayload:
        return await moved(info, input, EmployerMove.DISABLE, reason=input.reason)

    @act("Let a disabled employer invite again (启用单位).", roles=[Role.PROVINCE])
    async def enable_employer(self, info: Info, input: ExplainedEmployerInput) -> EmployerPayload:
        return await moved(info, input, EmployerMove.ENABLE, reason=input.reason)
