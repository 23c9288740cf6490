"""Accounts that schools had before are taken over with the levels the guide names: the whole list, or none of it."""

import pytest

from actions.account import stored_levels
from actions.account_import import OldAccount, import_old_accounts
from auth.actor import OPERATOR
from models import Account, ActivationCode, Audit
from rules.errors import InvalidInput, NotBelow, Refusals
from rules.roles import AccessLevel, Module, Role
from tests.actions.stage import CODES, Stage

NONE, _, WRITE = AccessLevel


async def test_an_old_account_writes_employment_data_and_enters_nothing_else(stage: Stage) -> None:
    listed = [OldAccount("10003", "清华大学", "10003"), OldAccount("10246zs", "复旦大学招生", "10246")]
    issued = await import_old_accounts(stage.as_actor(OPERATOR), CODES, listed)
    assert [one.username for one in issued] == ["10003", "10246zs"]
    for one, province in zip(issued, ("11", "31"), strict=True):
        account = await Account.get(username=one.username)
        assert stored_levels(account) == {Module.EMPLOYMENT: WRITE, Module.ARCHIVE: NONE, Module.HUKOU: NONE}
        assert (account.province_code, account.role, account.is_activated) == (province, Role.SCHOOL, False)
        assert (await ActivationCode.get(account_id=account.id)).digest == CODES.digest(account.id, one.code)
    assert await Audit.all().values_list("action", "status_after", "role") == [("ACCOUNT_IMPORT", "读写/无权限/无权限", Role.SYSTEM)] * 2


async def test_a_list_is_taken_whole_or_not_at_all_and_each_line_at_fault_is_named(stage: Stage) -> None:
    listed = [
        OldAccount("10003", "清华大学", "10003"),
        OldAccount("10003x", "", "10003"),
        OldAccount("99999", "无此学校", "99999"),
        OldAccount("10001", "北京大学", "10001"),
        OldAccount("10246y", "复旦大学", "10246"),
        OldAccount("10246y", "复旦大学", "10246"),
        OldAccount("10003", "名称错位", "10246"),
    ]
    async with stage.refuses(Refusals) as refused:
        await import_old_accounts(stage.as_actor(OPERATOR), CODES, listed)
    assert [refusal.field for refusal in refused.value.refusals] == [
        "lines.1.username",
        "lines.2.displayName",
        "lines.3.schoolCode",
        "lines.4.username",
        "lines.5.username",
        "lines.6.username",
        "lines.7.username",
    ]
    for line, refusal in enumerate(refused.value.refusals, 1):
        assert isinstance(refusal, InvalidInput)
        assert refusal.problem.startswith(f"第{line}行：")
    assert str(refused.value).count("\n") == 6


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE, Role.EMPLOYER])
async def test_a_list_is_taken_over_by_whoever_may_make_accounts_of_schools(stage: Stage, role: Role) -> None:
    async with stage.refuses(NotBelow):
        await import_old_accounts(stage.as_role(role), CODES, [OldAccount("10003", "清华大学", "10003")])


async def test_a_province_takes_over_accounts_of_its_own_schools_alone(stage: Stage) -> None:
    async with stage.refuses(Refusals):
        await import_old_accounts(stage.as_role(Role.PROVINCE), CODES, [OldAccount("10246", "复旦大学", "10246")])
    assert await import_old_accounts(stage.as_role(Role.PROVINCE), CODES, [OldAccount("10003", "清华大学", "10003")])
