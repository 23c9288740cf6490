"""Managing accounts: each level makes, grants, enables, disables and resets those of the level below it (guide section 3)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import randbelow
from typing import Any, Final
from uuid import UUID

from tortoise.expressions import F

from actions.access import find_in_scope, require_writer
from actions.activation import Issued, account_act, issue_codes
from actions.context import ActionContext
from actions.inputs import optional_text, required_text
from actions.once import done_once
from actions.session import end_sessions_of
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_USERNAME, ONE_USERNAME_IN_ANY_CASE, refused_by
from auth.activation import ActivationCodes
from auth.actor import Actor
from auth.modules import NO_LEVELS, Levels, held_levels
from auth.revocation import concerned_by
from auth.scope import Rows
from models import Account, Department, IdentityLink, Province, School
from rules.accounts import MATRIX_ROLES, AccountAct, check_manages, check_username, check_within, levels_text
from rules.acts import ActName
from rules.errors import ChangedMeanwhile, NotFound, NothingToChange, UsernameTaken
from rules.inbound import SYSTEM_LIMIT
from rules.roles import AccessLevel, Module, Role
from rules.sessions import EndReason

REASON_LIMIT: Final = 500
"""The longest reason, in characters."""


@dataclass(frozen=True, slots=True)
class Place:
    """Of whom a new account is: the columns its role has, and the code its name begins with."""

    code: str = ""
    province_code: str | None = None
    school_id: UUID | None = None
    department_id: UUID | None = None


PlaceKey = str | UUID | None
"""Whose a new account is: a province's code, the id of a school or a department, None for the ministry's."""


async def _place_of(actor: Actor, role: Role, key: PlaceKey) -> Place:
    """Return the place of a new account of a role. Raises NotFound where there is none, or it is not in the actor's hands.

    A province's is the ministry's to give, a school's its own province's, a department's its own school's; operators reach all.
    """
    everywhere = actor.role is Role.SYSTEM
    match role:
        case Role.MINISTRY:
            return Place()
        case Role.PROVINCE if isinstance(key, str) and await Province.exists(code=key):
            return Place(key, key)
        case Role.SCHOOL if isinstance(key, UUID):
            school = await School.get_or_none(id=key)
            if school is not None and (everywhere or school.province_id == actor.province_code):
                return Place(school.code, school.province_id, school.id)
        case Role.DEPARTMENT if isinstance(key, UUID):
            department = await Department.get_or_none(id=key).select_related("school")
            if department is not None and (everywhere or department.school_id == actor.school_id):
                return Place(department.school.code, department.province_code, department.school_id, department.id)
    raise NotFound


@whole_action_retried
@done_once
async def create_account(
    ctx: ActionContext,
    codes: ActivationCodes,
    role: Role,
    place_key: PlaceKey,
    *,
    username: str,
    display_name: str,
    levels: Levels = NO_LEVELS,
) -> Issued:
    """Make an account without a password, and a code for whoever is to have it.

    `levels` are granted where the role has any of its own, all three of them (guide section 3: no default).
    Raises NotBelow, LevelTooLow, LevelAboveOwn, NotFound (the place, or it is not in the actor's hands), InvalidInput, UsernameTaken.
    """
    now = ctx.clock.now()
    check_manages(ctx.actor.role, AccountAct.CREATE, role)
    _check_authority(ctx.actor, levels if role is Role.DEPARTMENT else NO_LEVELS)
    place = await _place_of(ctx.actor, role, place_key)
    check_username(role, username, place=place.code)
    granted = levels if role in MATRIX_ROLES else held_levels(role, NO_LEVELS, NO_LEVELS)
    account = Account(
        created_at=now,
        username=username,
        display_name=required_text("displayName", "名称", display_name, 60),
        role=role,
        is_enabled=True,
        province_code=place.province_code,
        school_id=place.school_id,
        department_id=place.department_id,
        **level_columns(granted),
    )
    async with one_transaction(ctx, now) as trail:
        with refused_by_username():
            await account.save(force_create=True)
        [issued] = await issue_codes(codes, [account], now)
        await trail.record(account_act(account, ActName.ACCOUNT_CREATE, after=levels_text(granted)))
        await trail.revoke(accounts=await concerned_by(account))
        return trail.shows(issued)


@whole_action_retried
@done_once
async def rename_account(ctx: ActionContext, account_id: UUID, *, version: int, display_name: str) -> UUID:
    """Change what the account is greeted by; return its id. `version` is the one the client saw.

    Raises NotFound, NotBelow, LevelTooLow, LevelAboveOwn, ChangedMeanwhile, InvalidInput, NothingToChange.
    """
    account = await _managed(ctx.actor, account_id, AccountAct.RENAME, version)
    name = required_text("displayName", "名称", display_name, 60)
    if name == account.display_name:
        raise NothingToChange
    return await _write(ctx, account, ActName.ACCOUNT_RENAME, {"display_name": name}, before=account.display_name[:27], after=name[:27])


@whole_action_retried
@done_once
async def set_levels(ctx: ActionContext, account_id: UUID, levels: Levels, *, version: int) -> UUID:
    """Grant an account other levels, all three of them; return its id.

    Raises NotFound, NotBelow, LevelTooLow, LevelAboveOwn (also for one that was granted more than the actor holds),
    ChangedMeanwhile, NothingToChange.
    """
    account = await _managed(ctx.actor, account_id, AccountAct.SET_LEVELS, version)
    if account.role is Role.DEPARTMENT:
        _check_authority(ctx.actor, levels)
    before = stored_levels(account)
    if before == levels:
        raise NothingToChange
    return await _write(
        ctx, account, ActName.ACCOUNT_SET_LEVELS, level_columns(levels), before=levels_text(before), after=levels_text(levels)
    )


@whole_action_retried
@done_once
async def set_source_system(ctx: ActionContext, account_id: UUID, *, version: int, source_system: str | None, reason: str) -> UUID:
    """Say for which system of its province an account speaks (省级自建系统), or with None that it speaks for none; return its id.

    From then on it does nothing else than hand in what was approved there (`actions.inbound`).
    Raises NotFound, NotBelow, ChangedMeanwhile, InvalidInput, NothingToChange.
    """
    account = await _managed(ctx.actor, account_id, AccountAct.SET_SYSTEM, version)
    name = optional_text("sourceSystem", "系统名称", source_system, SYSTEM_LIMIT)
    reason = required_text("reason", "原因", reason, REASON_LIMIT)
    if name == account.source_system:
        raise NothingToChange
    said = {"before": account.source_system, "after": name, "reason": reason}
    return await _write(ctx, account, ActName.ACCOUNT_SET_SYSTEM, {"source_system": name}, **said)


@whole_action_retried
@done_once
async def set_enabled(ctx: ActionContext, account_id: UUID, *, is_enabled: bool, version: int, reason: str) -> UUID:
    """Let an account log in again, or end all it has and let it in no more; return its id.

    Raises NotFound, NotBelow, LevelTooLow, LevelAboveOwn, ChangedMeanwhile, InvalidInput, NothingToChange.
    """
    act = AccountAct.ENABLE if is_enabled else AccountAct.DISABLE
    account = await _managed(ctx.actor, account_id, act, version)
    reason = required_text("reason", "原因", reason, REASON_LIMIT)
    if account.is_enabled is is_enabled:
        raise NothingToChange
    # A new epoch, or sessions that were ended by disabling would live again once it is enabled.
    columns = {"is_enabled": is_enabled, "epoch": F("epoch") + int(not is_enabled)}
    return await _write(ctx, account, ActName.ACCOUNT_ENABLE if is_enabled else ActName.ACCOUNT_DISABLE, columns, reason=reason)


@whole_action_retried
@done_once
async def reset_password(ctx: ActionContext, codes: ActivationCodes, account_id: UUID, *, version: int, reason: str) -> Issued:
    """End an account's password, sessions and links to providers; return the code that lets its owner set another password.

    Nobody else chooses one.

    Raises NotFound, NotBelow, LevelTooLow, LevelAboveOwn, ChangedMeanwhile, InvalidInput.
    """
    now = ctx.clock.now()
    account = await _managed(ctx.actor, account_id, AccountAct.RESET, version)
    reason = required_text("reason", "原因", reason, REASON_LIMIT)
    async with one_transaction(ctx, now) as trail:
        await _compare_and_set(account, {"password_hash": None, "epoch": F("epoch") + 1}, now)
        # Whoever had it may be known to a provider: a reset ends every way in but the new code.
        await IdentityLink.filter(account_id=account.id).delete()
        [issued] = await issue_codes(codes, [account], now)
        await end_sessions_of(account.id, EndReason.ACCOUNT, now)
        await trail.record(account_act(account, ActName.ACCOUNT_RESET, reason=reason))
        await trail.revoke(accounts=[account.id])
        return trail.shows(issued)


async def _managed(actor: Actor, account_id: UUID, act: AccountAct, version: int) -> Account:
    """Return an account that the actor may see, manage for this act, and has seen as it is."""
    account = await find_in_scope(Account, Rows.ACCOUNT, account_id, actor)
    check_manages(actor.role, act, account.role)
    _check_authority(actor, stored_levels(account) if account.role is Role.DEPARTMENT else NO_LEVELS)
    if account.version != version:
        raise ChangedMeanwhile
    return account


def _check_authority(actor: Actor, levels: Levels) -> None:
    """Check what a school's account needs to manage: 读写 on the basic data, and no less than the account in hand was granted.

    Otherwise a clerk of the archive could reset a reviewer's account and review in its place. Raises LevelTooLow, LevelAboveOwn.
    """
    if actor.role is Role.SCHOOL:
        require_writer(actor, Module.EMPLOYMENT)
        check_within(levels, actor.levels)


async def _write(ctx: ActionContext, account: Account, act: ActName, columns: Mapping[str, Any], **said: str | None) -> UUID:
    """Change columns of an account as it was read, in a transaction of its own. Raises ChangedMeanwhile."""
    now = ctx.clock.now()
    async with one_transaction(ctx, now) as trail:
        await _compare_and_set(account, columns, now)
        if act is ActName.ACCOUNT_DISABLE:
            await end_sessions_of(account.id, EndReason.ACCOUNT, now)
        await trail.record(account_act(account, act, **said))
        # No department holds more than its school, so a school's account takes its departments' with it.
        await trail.revoke(accounts=await concerned_by(account))
        return trail.returns(account.id)


async def _compare_and_set(account: Account, columns: Mapping[str, Any], now: datetime) -> None:
    unchanged = Account.filter(id=account.id, version=account.version)
    if not await unchanged.update(version=account.version + 1, updated_at=now, **columns):
        raise ChangedMeanwhile


def stored_levels(account: Account) -> dict[Module, AccessLevel]:
    """Return the levels an account was granted."""
    return {Module.EMPLOYMENT: account.employment_level, Module.ARCHIVE: account.archive_level, Module.HUKOU: account.hukou_level}


def random_username() -> str:
    """Return a name of twelve random digits, as every graduate's account has one."""
    return f"{randbelow(10**12):012}"


def level_columns(levels: Levels) -> dict[str, AccessLevel]:
    """Return the columns that hold granted levels; a module that is missing is NONE."""
    return {f"{module.lower()}_level": levels.get(module, AccessLevel.NONE) for module in Module}


@contextmanager
def refused_by_username() -> Iterator[None]:
    """Raise UsernameTaken where the statement inside meets an account of that name, in whatever case."""
    with refused_by(ONE_USERNAME, UsernameTaken()), refused_by(ONE_USERNAME_IN_ANY_CASE, UsernameTaken()):
        yield
