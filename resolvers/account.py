"""Managing accounts (账号管理), and activating one's own."""

from datetime import datetime

import strawberry

import actions.account
from actions.account import PlaceKey
from actions.activation import Issued, activate
from auth.modules import NO_LEVELS, Levels
from planner.ids import parse_id_of
from resolvers.acts import act
from resolvers.context import Info, key_of, located
from rules.inbound import SYSTEM_LIMIT
from rules.roles import AccessLevel, Module, Role
from schema.account import Account
from schema.errors import UserError
from schema.places import Department, Province, School

MANAGING = [Role.MINISTRY, Role.PROVINCE, Role.SCHOOL]


@strawberry.input(description="What a new account is called.")
class NewAccountInput:
    """The part that all new accounts share."""

    username: str = strawberry.field(description="The name it logs in with (用户名), in lower case; it begins with the code of its place.")
    display_name: str = strawberry.field(description="Name it is greeted by (名称), at most 60 characters.")


@strawberry.input(description="The levels of all three modules (模块管理权限); none has a default.")
class LevelsInput:
    """A whole row of the matrix."""

    employment: AccessLevel = strawberry.field(description="On basic and employment data (基本信息和就业信息).")
    archive: AccessLevel = strawberry.field(description="On archive data (档案信息).")
    hukou: AccessLevel = strawberry.field(description="On household data (户口信息).")

    @property
    def by_module(self) -> Levels:
        """The levels as the rules know them."""
        return {Module.EMPLOYMENT: self.employment, Module.ARCHIVE: self.archive, Module.HUKOU: self.hukou}


@strawberry.input(description="A new account of a province.")
class CreateProvinceAccountInput(NewAccountInput):
    """Input of createProvinceAccount."""

    province: strawberry.ID = strawberry.field(description="Whose (省份); the name is its code, jy and a number: 11jy20.")


@strawberry.input(description="A new account of a school, with its levels.")
class CreateSchoolAccountInput(NewAccountInput):
    """Input of createSchoolAccount."""

    school: strawberry.ID = strawberry.field(description="Whose (院校), one of your province; the name begins with its code: 10001da.")
    levels: LevelsInput = strawberry.field(description="What it may do (模块管理权限).")


@strawberry.input(description="A new account of a department, with its levels.")
class CreateDepartmentAccountInput(NewAccountInput):
    """Input of createDepartmentAccount."""

    department: strawberry.ID = strawberry.field(description="Whose (院系), one of your school; the name begins with the school's code.")
    levels: LevelsInput = strawberry.field(description="What it may do (模块管理权限); none higher than your own.")


@strawberry.input(description="An account as you saw it.")
class AccountInput:
    """The part that all acts on accounts share."""

    account: strawberry.ID = strawberry.field(description="Which account (账号).")
    version: int = strawberry.field(description="The version you saw; refused where it has changed since.")


@strawberry.input(description="An account as you saw it, and its new name.")
class RenameAccountInput(AccountInput):
    """Input of renameAccount."""

    display_name: str = strawberry.field(description="Name it is greeted by (名称), at most 60 characters.")


@strawberry.input(description="An account as you saw it, and the levels it is to have.")
class SetAccountLevelsInput(AccountInput):
    """Input of setAccountLevels."""

    levels: LevelsInput = strawberry.field(description="What it may do from now on (模块管理权限).")


@strawberry.input(description="An account as you saw it, and why you do this.")
class ExplainedAccountInput(AccountInput):
    """Input of acts on accounts that are explained."""

    reason: str = strawberry.field(description="Why (原因), at most 500 characters; the audit keeps it.")


@strawberry.input(description="An account, its one-time code, and the password it is to have.")
class ActivateAccountInput:
    """Input of activateAccount."""

    account: str = strawberry.field(description="The username (用户名), or a graduate's identity number (身份证号).")
    activation_code: str = strawberry.field(description="The activation code (激活码), in whatever case, with or without hyphens.")
    new_password: str = strawberry.field(description="The new password (新密码), 8 to 128 characters.")


@strawberry.input(description="An account of a province as you saw it, the province's own system that it is to speak for, and why.")
class SetSourceSystemInput(ExplainedAccountInput):
    """Input of setSourceSystem."""

    source_system: str | None = strawberry.field(
        description=f"The system's name (省级自建系统名称), at most {SYSTEM_LIMIT} characters; null = it speaks for none any more. "
        "What was imported is known by this name, so keep it."
    )


@strawberry.type(description="What became of an act on an account (账号).")
class AccountPayload:
    """Payload of acts on accounts."""

    account: Account | None = strawberry.field(default=None, description="The account as it is now; null where the act was refused.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="An account and the code that activates it (激活码).")
class ActivationCodePayload:
    """Payload of acts that issue a code."""

    account: Account | None = strawberry.field(default=None, description="The account as it is now; null where the act was refused.")
    activation_code: str | None = strawberry.field(
        default=None, description="The one-time code (激活码), shown this once: hand it to whoever the account is of."
    )
    code_expires_at: datetime | None = strawberry.field(default=None, description="From when on the code no longer holds (失效时间).")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it was refused; empty where it was done.")


@strawberry.type(description="What became of an activation (激活).")
class ActivateAccountPayload:
    """Payload of activateAccount."""

    account: str | None = strawberry.field(default=None, description="The username to log in with (用户名); null where it failed.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description="Why it failed; empty where it was done.")


def with_code(issued: Issued) -> ActivationCodePayload:
    """Return the payload of an account that got a code."""
    account = located(Account, issued.account_id)
    return ActivationCodePayload(account=account, activation_code=issued.code, code_expires_at=issued.expires_at)


async def created(info: Info, input: NewAccountInput, role: Role, place: PlaceKey, levels: Levels = NO_LEVELS) -> ActivationCodePayload:
    """Make an account. Raises RuleError."""
    context = info.context
    issued = await actions.account.create_account(
        context.acting, context.codes, role, place, username=input.username, display_name=input.display_name, levels=levels
    )
    return with_code(issued)


async def enabled(info: Info, input: ExplainedAccountInput, *, is_enabled: bool) -> AccountPayload:
    """Enable or disable an account. Raises RuleError, BadUserInput."""
    key = await actions.account.set_enabled(
        info.context.acting, key_of(Account, input.account), is_enabled=is_enabled, version=input.version, reason=input.reason
    )
    return AccountPayload(account=located(Account, key))


@strawberry.type
class AccountMutation:
    """Mutations of accounts that one manages, and the activation of one's own."""

    @act("Make an account of a province (新增省级账号); it has no password until its code is used.", roles=[Role.MINISTRY])
    async def create_province_account(self, info: Info, input: CreateProvinceAccountInput) -> ActivationCodePayload:
        code = str(parse_id_of(input.province, ["Province"], {"Province": Province.__entity__}))  # type: ignore[attr-defined]
        return await created(info, input, Role.PROVINCE, code)

    @act("Make an account of a school (新增学校账号); it has no password until its code is used.", roles=[Role.PROVINCE])
    async def create_school_account(self, info: Info, input: CreateSchoolAccountInput) -> ActivationCodePayload:
        return await created(info, input, Role.SCHOOL, key_of(School, input.school), input.levels.by_module)

    @act(
        "Make an account of a department (新增院系账号); it has no password until its code is used.",
        roles=[Role.SCHOOL],
        modules=[Module.EMPLOYMENT],
    )
    async def create_department_account(self, info: Info, input: CreateDepartmentAccountInput) -> ActivationCodePayload:
        return await created(info, input, Role.DEPARTMENT, key_of(Department, input.department), input.levels.by_module)

    @act("Change what an account below you is greeted by (修改名称).", roles=MANAGING)
    async def rename_account(self, info: Info, input: RenameAccountInput) -> AccountPayload:
        key = await actions.account.rename_account(
            info.context.acting, key_of(Account, input.account), version=input.version, display_name=input.display_name
        )
        return AccountPayload(account=located(Account, key))

    @act("Grant an account below you other levels (设置模块管理权限); they hold within a second.", roles=[Role.PROVINCE, Role.SCHOOL])
    async def set_account_levels(self, info: Info, input: SetAccountLevelsInput) -> AccountPayload:
        key = await actions.account.set_levels(
            info.context.acting, key_of(Account, input.account), input.levels.by_module, version=input.version
        )
        return AccountPayload(account=located(Account, key))

    @act(
        "Say that an account of a province speaks for the province's own system (设置自建系统接口账号): it imports what was approved "
        "there, and does nothing else any more; it holds within a second.",
        roles=[Role.MINISTRY],
    )
    async def set_source_system(self, info: Info, input: SetSourceSystemInput) -> AccountPayload:
        key = await actions.account.set_source_system(
            info.context.acting,
            key_of(Account, input.account),
            version=input.version,
            source_system=input.source_system,
            reason=input.reason,
        )
        return AccountPayload(account=located(Account, key))

    @act("Let an account below you log in again (启用).", roles=MANAGING)
    async def enable_account(self, info: Info, input: ExplainedAccountInput) -> AccountPayload:
        return await enabled(info, input, is_enabled=True)

    @act("End all sessions of an account below you, and let it in no more (停用).", roles=MANAGING)
    async def disable_account(self, info: Info, input: ExplainedAccountInput) -> AccountPayload:
        return await enabled(info, input, is_enabled=False)

    @act("End the password and all sessions of an account below you, and issue a code for a new password (重置密码).", roles=MANAGING)
    async def reset_password(self, info: Info, input: ExplainedAccountInput) -> ActivationCodePayload:
        context = info.context
        return with_code(
            await actions.account.reset_password(
                context.acting, context.codes, key_of(Account, input.account), version=input.version, reason=input.reason
            )
        )

    @act("Set the password of an account, against its one-time code (激活账号).", roles=[], public=True)
    async def activate_account(self, info: Info, input: ActivateAccountInput) -> ActivateAccountPayload:
        context = info.context
        username = await activate(
            context.visitor,
            login_name=input.account,
            code=input.activation_code,
            new_password=input.new_password,
            codes=context.codes,
            passwords=context.passwords,
            throttle=context.throttle,
        )
        return ActivateAccountPayload(account=username)
