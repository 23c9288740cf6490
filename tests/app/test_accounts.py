"""`quxiang accounts`: an operator makes, lists and resets accounts, and no secret is shown but the code that was just made."""

import asyncio
import csv
import io
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from auth.activation import ActivationCodes
from models import Account, ActivationCode, Audit
from models.database import close_database, open_database
from rules.permissions import OLD_SCHOOL_LEVELS
from rules.roles import AccessLevel, Role
from tests.app.test_cli import SECRET, quxiang
from tests.world import build_world

T = TypeVar("T")
LEVELS = ("--employment", "READ_WRITE", "--archive", "READ_ONLY", "--hukou", "NONE")


class Operator:
    """Runs commands against one database, and looks into it."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url = url
        self.capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str]:
        return quxiang(self.capsys, "accounts", *arguments)

    def codes(self, *arguments: str) -> dict[str, str]:
        """Run a command that succeeds and prints codes; return them by account."""
        code, said = self(*arguments)
        assert code == 0, said
        return {line["account"]: line["activation_code"] for line in csv.DictReader(io.StringIO(said))}

    def look(self, question: Callable[[], Awaitable[T]]) -> T:
        async def ask() -> T:
            await open_database(self.url)
            try:
                return await question()
            finally:
                await close_database()

        return asyncio.run(ask())

    def account(self, username: str) -> Account:
        async def ask() -> Account:
            return await Account.get(username=username)

        return self.look(ask)


@pytest.fixture
def operator(database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Operator:
    for name in os.environ:
        if name.startswith("QUXIANG_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("QUXIANG_DATABASE_URL", database_url)
    monkeypatch.setenv("QUXIANG_SECRET_KEY", SECRET)
    made = Operator(database_url, capsys)
    made.look(build_world)
    return made


def test_an_account_is_made_without_a_password_and_its_code_is_the_only_secret_shown(operator: Operator) -> None:
    shown = operator.codes("create", "moe2", "--role", "MINISTRY", "--name", "教育部")
    assert list(shown) == ["moe2"]
    account = operator.account("moe2")
    assert (account.role, account.is_activated) == (Role.MINISTRY, False)

    async def kept() -> str:
        return (await ActivationCode.get(account_id=account.id)).digest

    assert operator.look(kept) == ActivationCodes(SECRET.encode(), timedelta(days=14)).digest(account.id, shown["moe2"])


def test_accounts_of_every_place_are_made_with_the_levels_that_are_named(operator: Operator) -> None:
    operator.codes("create", "31jy1", "--role", "PROVINCE", "--name", "上海市", "--province", "31")
    operator.codes("create", "10246", "--role", "SCHOOL", "--name", "复旦大学", "--school", "10246", *LEVELS)
    operator.codes("create", "10246zx", "--role", "DEPARTMENT", "--name", "哲", "--school", "10246", "--department", "哲学学院", *LEVELS)
    school, department = operator.account("10246"), operator.account("10246zx")
    assert (school.province_code, department.school_id, operator.account("31jy1").province_code) == ("31", school.school_id, "31")
    assert department.department_id is not None
    levels = (AccessLevel.READ_WRITE, AccessLevel.READ_ONLY, AccessLevel.NONE)
    assert (school.employment_level, school.archive_level, school.hukou_level) == levels


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("create", "10246", "--role", "SCHOOL", "--name", "x", "--school", "10246"), 2),  # a level is missing
        (("create", "10246", "--role", "SCHOOL", "--name", "x", "--school", "10246", *LEVELS[:4]), 2),
        (("create", "10246", "--role", "GRADUATE", "--name", "x"), 2),
        (("create", "10246", "--role", "SCHOOL", "--name", "x", "--school", "99999", *LEVELS), 1),
        (("create", "10246zx", "--role", "DEPARTMENT", "--name", "x", "--school", "10246", "--department", "无", *LEVELS), 1),
        (("create", "99jy1", "--role", "PROVINCE", "--name", "x", "--province", "99"), 1),
        (("create", "moe", "--role", "MINISTRY", "--name", "x"), 1),
        (("create", "root", "--role", "MINISTRY", "--name", "x"), 1),
        (("set-levels", "11jy20", *LEVELS), 1),
        (("set-levels", "10001"), 2),
        (("set-levels", "nobody", *LEVELS), 1),
        (("enable", "10001", "--reason", "x"), 1),
        (("disable", "10001"), 2),
        (("disable", "nobody", "--reason", "x"), 1),
        (("reset-password", "10001", "--reason", " "), 1),
    ],
)
def test_what_cannot_be_done_says_why_and_changes_nothing(operator: Operator, arguments: tuple[str, ...], code: int) -> None:
    async def stored() -> list[Any]:
        return await Account.all().order_by("id").values()

    before = operator.look(stored)
    ended, said = operator(*arguments)
    assert (ended, bool(said.strip())) == (code, True)
    assert "Traceback" not in said
    assert operator.look(stored) == before


def test_an_account_is_disabled_enabled_and_granted_other_levels(operator: Operator) -> None:
    assert operator("disable", "10001", "--reason", "人员变动")[0] == 0
    assert operator.account("10001").is_enabled is False
    assert operator("enable", "10001", "--reason", "恢复")[0] == 0
    assert operator("set-levels", "10001", *LEVELS) == (0, "10001: 读写/只读/无权限\n")
    assert operator.account("10001").hukou_level is AccessLevel.NONE


def test_a_reset_prints_a_code_and_the_audit_says_who_did_it_and_why_but_not_the_code(operator: Operator) -> None:
    [code] = operator.codes("reset-password", "11jy20", "--reason", "遗忘密码").values()

    async def audited() -> list[Any]:
        return await Audit.all().values()

    [audit] = operator.look(audited)
    assert (audit["action"], audit["role"], audit["reason"]) == ("ACCOUNT_RESET", Role.SYSTEM, "遗忘密码")
    assert audit["address"].startswith("local:")
    assert code not in str(audit)


def test_accounts_are_listed_without_anything_secret(operator: Operator) -> None:
    operator("disable", "10001RR", "--reason", "人员变动")
    _, said = operator("list")
    assert [line.split()[0] for line in said.splitlines()] == ["account", "10001", "10001RR", "11jy20", "ceshi", "moe"]
    assert said.splitlines()[1].split() == ["10001", "SCHOOL", "yes", "no", "读写/读写/读写", "10001"]
    assert operator("list", "--disabled")[1].count("\n") == 2
    assert operator("list", "--role", "PROVINCE")[1].count("\n") == 2
    assert "huazhenshen" in operator("list", "--role", "GRADUATE")[1]
    assert operator("list", "--school", "10001", "--enabled")[1].count("\n") == 2


def test_old_accounts_are_taken_over_from_a_list(operator: Operator, tmp_path: Path) -> None:
    listed = tmp_path / "old.csv"
    listed.write_text("\ufeffschool_code,username,display_name\n10003, 10003 ,清华大学\n10246,10246,复旦大学\n", encoding="utf-8")
    assert list(operator.codes("import-old", str(listed))) == ["10003", "10246"]
    account = operator.account("10003")
    assert [account.employment_level, account.archive_level, account.hukou_level] == list(OLD_SCHOOL_LEVELS.values())
    code, said = operator("import-old", str(listed))
    assert code == 1
    assert [line.startswith("填写有误：第") for line in said.splitlines()] == [True, True]


@pytest.mark.parametrize("content", [b"username,name\n1,2\n", b"\xff\xfe\x00", b"username,display_name,school_code\n10003\n"])
def test_a_file_that_is_no_such_list_is_refused(operator: Operator, tmp_path: Path, content: bytes) -> None:
    listed = tmp_path / "old.csv"
    listed.write_bytes(content)
    code, said = operator("import-old", str(listed))
    assert code == 2
    assert "CSV" in said
