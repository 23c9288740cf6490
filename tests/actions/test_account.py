"""Managing accounts: each level those of the level below it, as they were seen, and nothing of it without a trace."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from actions.account import (
    create_account,
    rename_account,
    reset_password,
    set_enabled,
    set_levels,
    set_source_system,
    stored_levels,
)
from actions.context import ActionContext
from auth.accounts import actor_of
from auth.actor import OPERATOR
from auth.modules import NO_LEVELS, SYSTEM_LEVELS, Levels
from models import Account, ActivationCode, Audit, Change, Revocation
from rules.errors import (
    ChangedMeanwhile,
    InvalidInput,
    LevelAboveOwn,
    LevelTooLow,
    NotBelow,
    NotFound,
    NothingToChange,
    UsernameTaken,
)
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import CODES, Stage
from tests.engines import everything_stored
from tests.world import NOW

NONE, READ, WRITE = AccessLevel
EMPLOYMENT, ARCHIVE, HUKOU = Module
OLD: Final[Levels] = {EMPLOYMENT: WRITE, ARCHIVE: NONE, HUKOU: NONE}
FULL: Final[Levels] = dict.fromkeys(Module, WRITE)
WHY: Final = "人员变动"


async def make_school_account(stage: Stage, ctx: ActionContext | None = None, **changes: Any) -> Account:
    """Make an account of the world's school as its province; return it."""
    ctx = ctx or stage.as_role(Role.PROVINCE)
    given: dict[str, Any] = {"username": "10001da", "display_name": "北京大学档案馆", "levels": OLD, **changes}
    issued = await create_account(ctx, CODES, Role.SCHOOL, stage.world.school.id, **given)
    return await Account.get(id=issued.account_id)


async def acts_of(account: Account) -> list[tuple[str, str | None, str | None, str | None]]:
    audit = await Audit.filter(record_id=str(account.id)).order_by("id")
    return [(each.action, each.status_before, each.status_after, each.reason) for each in audit]


async def version_of(stage: Stage, role: Role) -> tuple[UUID, int]:
    account = await Account.get(id=stage.world.accounts[role].id)
    return account.id, account.version


async def test_a_new_account_has_the_levels_it_was_given_no_password_and_a_code(stage: Stage) -> None:
    ctx = stage.as_role(Role.PROVINCE)
    issued = await create_account(
        ctx, CODES, Role.SCHOOL, stage.world.school.id, username="10001da", display_name=" 北京大学档案馆 ", levels=OLD
    )
    account = await Account.get(username="10001da")
    assert (account.role, account.display_name, account.is_enabled, account.is_activated) == (Role.SCHOOL, "北京大学档案馆", True, False)
    assert (account.school_id, account.province_code, account.password_hash) == (stage.world.school.id, "11", None)
    assert stored_levels(account) == OLD
    kept = await ActivationCode.get(account_id=account.id)
    assert kept.digest == CODES.digest(account.id, issued.code)
    assert kept.expires_at == issued.expires_at == NOW + timedelta(days=14)
    assert await acts_of(account) == [("ACCOUNT_CREATE", None, "读写/无权限/无权限", None)]
    assert [(change.record_kind, change.school_id) for change in await Change.all()] == [("ACCOUNT", stage.world.school.id)]


async def test_a_code_is_shown_once_and_stands_in_no_table(stage: Stage) -> None:
    ctx = stage.as_role(Role.PROVINCE)
    issued = await create_account(ctx, CODES, Role.SCHOOL, stage.world.school.id, username="10001da", display_name="档案馆", levels=OLD)
    for code in (issued.code, issued.code.replace("-", "")):
        assert code not in str(await everything_stored())
    assert issued.code not in repr(issued)


async def test_the_ministry_makes_accounts_of_provinces_and_a_school_those_of_its_departments(stage: Stage) -> None:
    ministry, school = stage.as_role(Role.MINISTRY), stage.as_role(Role.SCHOOL)
    await create_account(ministry, CODES, Role.PROVINCE, "31", username="31jy1", display_name="上海市")
    shanghai = await Account.get(username="31jy1")
    assert (shanghai.province_code, stored_levels(shanghai)) == ("31", dict.fromkeys(Module, READ))
    place = stage.world.lower_department.id
    await create_account(school, CODES, Role.DEPARTMENT, place, username="10001ll", display_name="rr", levels=OLD)
    department = await Account.get(username="10001ll")
    assert (department.department_id, department.school_id) == (stage.world.lower_department.id, stage.world.school.id)
    assert department.province_code == "11"


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER])
async def test_only_a_province_makes_accounts_of_schools(stage: Stage, role: Role) -> None:
    async with stage.refuses(NotBelow):
        place = stage.world.school.id
        await create_account(stage.as_role(role), CODES, Role.SCHOOL, place, username="10001x", display_name="x", levels=OLD)


async def test_places_of_others_are_not_found(stage: Stage) -> None:
    world = stage.world
    tried: list[tuple[Role, Role, Any]] = [
        (Role.PROVINCE, Role.SCHOOL, world.far_school.id),
        (Role.PROVINCE, Role.SCHOOL, uuid4()),
        (Role.PROVINCE, Role.SCHOOL, None),
        (Role.SCHOOL, Role.DEPARTMENT, world.neighbour_department.id),
        (Role.SCHOOL, Role.DEPARTMENT, uuid4()),
        (Role.SCHOOL, Role.DEPARTMENT, world.school.id),
        (Role.MINISTRY, Role.PROVINCE, "99"),
        (Role.MINISTRY, Role.PROVINCE, None),
    ]
    for manager, managed, place in tried:
        async with stage.refuses(NotFound):
            await create_account(stage.as_role(manager), CODES, managed, place, username="10001x", display_name="x", levels=OLD)


async def test_a_name_is_taken_once_in_whatever_case(stage: Stage) -> None:
    await make_school_account(stage)
    async with stage.refuses(UsernameTaken):
        await make_school_account(stage)
    async with stage.refuses(UsernameTaken):
        await make_school_account(stage, username="10001rr")  # the world has a 10001RR


async def test_a_malformed_account_is_refused(stage: Stage) -> None:
    malformed: list[dict[str, Any]] = [{"username": "10003da"}, {"username": "10001DA"}, {"display_name": " "}, {"display_name": "长" * 61}]
    for changes in malformed:
        async with stage.refuses(InvalidInput):
            await make_school_account(stage, **changes)


async def test_levels_are_changed_by_the_province_and_by_nobody_who_saw_older_ones(stage: Stage) -> None:
    account = await make_school_account(stage)
    ctx = stage.as_role(Role.PROVINCE)
    assert await set_levels(ctx, account.id, FULL, version=1) == account.id
    after = await Account.get(id=account.id)
    assert (stored_levels(after), after.version, after.epoch) == (FULL, 2, 1)
    assert (await acts_of(account))[-1] == ("ACCOUNT_SET_LEVELS", "读写/无权限/无权限", "读写/读写/读写", None)
    async with stage.refuses(ChangedMeanwhile):
        await set_levels(ctx, account.id, OLD, version=1)
    async with stage.refuses(NothingToChange):
        await set_levels(ctx, account.id, FULL, version=2)


async def test_what_is_remembered_of_a_school_and_of_all_its_departments_ends_with_a_change_of_its_levels(stage: Stage) -> None:
    world = stage.world
    account, version = await version_of(stage, Role.SCHOOL)
    before = {revocation.seq for revocation in await Revocation.all()}
    await set_levels(stage.as_role(Role.PROVINCE), account, OLD, version=version)
    forgotten = {revocation.account_id for revocation in await Revocation.exclude(seq__in=before)}
    assert forgotten == {account, world.accounts[Role.DEPARTMENT].id}


async def test_a_school_grants_its_departments_no_more_than_it_holds(stage: Stage) -> None:
    held = {EMPLOYMENT: WRITE, ARCHIVE: READ, HUKOU: NONE}
    school = stage.as_role(Role.SCHOOL, levels=held)
    place = stage.world.lower_department.id
    more: Levels
    for more in ({**held, ARCHIVE: WRITE}, {**held, HUKOU: READ}):
        async with stage.refuses(LevelAboveOwn):
            await create_account(school, CODES, Role.DEPARTMENT, place, username="10001ll", display_name="rr", levels=more)
    issued = await create_account(school, CODES, Role.DEPARTMENT, place, username="10001ll", display_name="rr", levels=held)
    async with stage.refuses(LevelAboveOwn):
        await set_levels(school, issued.account_id, {**held, HUKOU: WRITE}, version=1)
    await set_levels(school, issued.account_id, NO_LEVELS, version=1)


async def test_a_clerk_of_the_archive_does_not_take_over_a_reviewers_account(stage: Stage) -> None:
    """Whoever may reset an account may become it: it must hold at least what the account was granted."""
    department, version = await version_of(stage, Role.DEPARTMENT)
    for levels, refusal in (
        ({EMPLOYMENT: NONE, ARCHIVE: WRITE, HUKOU: NONE}, LevelTooLow),
        ({EMPLOYMENT: READ, ARCHIVE: WRITE, HUKOU: WRITE}, LevelTooLow),
        ({EMPLOYMENT: WRITE, ARCHIVE: WRITE, HUKOU: READ}, LevelAboveOwn),
    ):
        clerk = stage.as_role(Role.SCHOOL, levels=levels)
        async with stage.refuses(refusal):
            await reset_password(clerk, CODES, department, version=version, reason=WHY)
        async with stage.refuses(refusal):
            await set_levels(clerk, department, NO_LEVELS, version=version)
        async with stage.refuses(refusal):
            await set_enabled(clerk, department, is_enabled=False, version=version, reason=WHY)
        async with stage.refuses(refusal):
            await rename_account(clerk, department, version=version, display_name="x")


async def test_disabling_ends_the_sessions_for_good_and_enabling_begins_anew(stage: Stage) -> None:
    account, version = await version_of(stage, Role.SCHOOL)
    ctx = stage.as_role(Role.PROVINCE)
    await set_enabled(ctx, account, is_enabled=False, version=version, reason=WHY)
    disabled = await Account.get(id=account)
    assert (disabled.is_enabled, disabled.epoch, disabled.version) == (False, 2, 2)
    async with stage.refuses(NothingToChange):
        await set_enabled(ctx, account, is_enabled=False, version=2, reason=WHY)
    await set_enabled(ctx, account, is_enabled=True, version=2, reason="恢复")
    enabled = await Account.get(id=account)
    assert (enabled.is_enabled, enabled.epoch) == (True, 2)
    assert await acts_of(enabled) == [("ACCOUNT_DISABLE", None, None, WHY), ("ACCOUNT_ENABLE", None, None, "恢复")]


async def test_a_reset_ends_the_password_and_every_session_and_voids_the_code_before(stage: Stage) -> None:
    account = await make_school_account(stage)
    await Account.filter(id=account.id).update(password_hash="old")
    ctx = stage.as_role(Role.PROVINCE)
    before = await ActivationCode.get(account_id=account.id)
    issued = await reset_password(ctx, CODES, account.id, version=1, reason=WHY)
    after = await Account.get(id=account.id)
    assert (after.password_hash, after.is_activated, after.epoch, after.version) == (None, False, 2, 2)
    kept = await ActivationCode.get(account_id=account.id)
    assert kept.digest == CODES.digest(account.id, issued.code) != before.digest
    assert (await acts_of(account))[-1] == ("ACCOUNT_RESET", None, None, WHY)
    assert account.id in {revocation.account_id for revocation in await Revocation.all()}
    async with stage.refuses(ChangedMeanwhile):
        await reset_password(ctx, CODES, account.id, version=1, reason=WHY)


async def test_acts_that_take_something_away_are_explained(stage: Stage) -> None:
    account, version = await version_of(stage, Role.SCHOOL)
    ctx = stage.as_role(Role.PROVINCE)
    for reason in (" ", "长" * 501, "\x00"):
        async with stage.refuses(InvalidInput):
            await reset_password(ctx, CODES, account, version=version, reason=reason)
        async with stage.refuses(InvalidInput):
            await set_enabled(ctx, account, is_enabled=False, version=version, reason=reason)


async def test_an_account_is_greeted_by_its_new_name(stage: Stage) -> None:
    account, version = await version_of(stage, Role.SCHOOL)
    ctx = stage.as_role(Role.PROVINCE)
    await rename_account(ctx, account, version=version, display_name="北京大学就业中心")
    assert (await Account.get(id=account)).display_name == "北京大学就业中心"
    async with stage.refuses(NothingToChange):
        await rename_account(ctx, account, version=version + 1, display_name="北京大学就业中心")
    async with stage.refuses(InvalidInput):
        await rename_account(ctx, account, version=version + 1, display_name=" ")


async def test_a_province_helps_its_own_employers_back_in_and_does_nothing_else_to_them(stage: Stage) -> None:
    employer, version = await version_of(stage, Role.EMPLOYER)
    province = stage.as_role(Role.PROVINCE)
    async with stage.refuses(NotFound):
        await reset_password(stage.as_role(Role.PROVINCE, province_code="31"), CODES, employer, version=version, reason=WHY)
    async with stage.refuses(NotBelow):
        await set_enabled(province, employer, is_enabled=False, version=version, reason=WHY)
    async with stage.refuses(NotBelow):
        await set_levels(province, employer, FULL, version=version)
    issued = await reset_password(province, CODES, employer, version=version, reason=WHY)
    assert issued.username == "ceshi"


async def test_an_operator_makes_the_first_account_of_all(stage: Stage) -> None:
    operator = stage.as_actor(OPERATOR)
    await create_account(operator, CODES, Role.MINISTRY, None, username="moe2", display_name="教育部")
    account = await Account.get(username="moe2")
    assert (account.role, stored_levels(account)) == (Role.MINISTRY, dict.fromkeys(Module, READ))
    [audit] = await Audit.all()
    assert (audit.account_id, audit.role, audit.action) == (None, Role.SYSTEM, "ACCOUNT_CREATE")


async def test_the_ministry_says_which_account_speaks_for_a_provinces_own_system(stage: Stage) -> None:
    account, ministry = stage.world.accounts[Role.PROVINCE], stage.as_role(Role.MINISTRY)
    said: dict[str, Any] = {"source_system": " 北京就业系统 ", "reason": "北京市自建系统"}
    async with stage.refuses(InvalidInput):
        await set_source_system(ministry, account.id, version=1, source_system="名" * 21, reason="自建")
    async with stage.refuses(NotBelow):
        await set_source_system(stage.as_role(Role.PROVINCE), stage.world.accounts[Role.SCHOOL].id, version=1, **said)
    async with stage.refuses(NothingToChange):
        await set_source_system(ministry, account.id, version=1, source_system=None, reason="自建")
    await set_source_system(ministry, account.id, version=1, **said)
    actor = await actor_of(account.id)
    assert actor is not None
    assert (actor.source_system, actor.levels) == ("北京就业系统", SYSTEM_LEVELS)
    assert (await acts_of(account))[-1] == ("ACCOUNT_SET_SYSTEM", None, "北京就业系统", "北京市自建系统")
    await set_source_system(ministry, account.id, version=2, source_system=None, reason="停用")
    actor = await actor_of(account.id)
    assert actor is not None
    assert (actor.source_system, actor.may(Module.EMPLOYMENT, AccessLevel.READ_WRITE)) == (None, False)
    assert account.id in stage.signals.gone.accounts
