"""Who manages whose accounts, and what accounts may be called (guide section 3; departments' and employers' are our own choice)."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.errors import InvalidInput, LevelAboveOwn, NotBelow
from rules.names import LEVEL_NAMES
from rules.roles import AccessLevel, Module, Role


class AccountAct(StrEnum):
    """What can be done to an account by whoever stands above it."""

    CREATE = "CREATE"
    RENAME = "RENAME"
    SET_LEVELS = "SET_LEVELS"
    ENABLE = "ENABLE"
    DISABLE = "DISABLE"
    RESET = "RESET"
    """End the password and all sessions, and issue a one-time code for a new one."""
    ISSUE_CODE = "ISSUE_CODE"
    """Issue a one-time code for an account that was never activated."""
    SET_SYSTEM = "SET_SYSTEM"
    """Say that an account of a province speaks for the province's own system, or that it does no more."""


_MANAGE: Final = (AccountAct.CREATE, AccountAct.RENAME, AccountAct.ENABLE, AccountAct.DISABLE, AccountAct.RESET)

MANAGES: Final[frozenset[tuple[Role, AccountAct, Role]]] = frozenset(
    {
        *((Role.MINISTRY, act, Role.PROVINCE) for act in (*_MANAGE, AccountAct.SET_SYSTEM)),
        *((Role.PROVINCE, act, Role.SCHOOL) for act in (*_MANAGE, AccountAct.SET_LEVELS)),
        *((Role.SCHOOL, act, Role.DEPARTMENT) for act in (*_MANAGE, AccountAct.SET_LEVELS)),
        # Whoever reviews an employer also helps it back in; nobody but the employer itself makes its account.
        (Role.PROVINCE, AccountAct.RESET, Role.EMPLOYER),
        (Role.SCHOOL, AccountAct.ISSUE_CODE, Role.GRADUATE),
        (Role.SCHOOL, AccountAct.RESET, Role.GRADUATE),
        # Operators at the command line, for the first account of all and for whoever has nobody left to ask.
        *((Role.SYSTEM, act, role) for act in _MANAGE for role in (Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT)),
        *((Role.SYSTEM, AccountAct.SET_LEVELS, role) for role in (Role.SCHOOL, Role.DEPARTMENT)),
        *(
            (Role.SYSTEM, act, role)
            for act in (AccountAct.ENABLE, AccountAct.DISABLE, AccountAct.RESET)
            for role in (Role.EMPLOYER, Role.GRADUATE)
        ),
    }
)
"""(who, act, whose account). A missing row is forbidden; no role manages accounts of its own kind, so nobody manages himself."""

MATRIX_ROLES: Final = frozenset({Role.SCHOOL, Role.DEPARTMENT})
"""Whose levels are granted account by account (表 1); all other roles hold fixed ones."""

Levels = Mapping[Module, AccessLevel]


def check_manages(manager: Role, act: AccountAct, managed: Role) -> None:
    """Raise NotBelow unless accounts of `managed` are in the hands of `manager` for this act."""
    if (manager, act, managed) not in MANAGES:
        raise NotBelow


def check_within(granted: Levels, held: Levels) -> None:
    """Raise LevelAboveOwn where a level is higher than the one held by whoever grants it or acts on its holder."""
    for module in Module:
        if granted.get(module, AccessLevel.NONE) > held.get(module, AccessLevel.NONE):
            raise LevelAboveOwn(module)


USERNAME_LIMIT: Final = 40
_SHAPES: Final[Mapping[Role, tuple[str, str]]] = {
    Role.MINISTRY: (r"moe[a-z0-9]{0,15}", "教育部账号须为moe后接至多15位小写字母或数字"),
    Role.PROVINCE: (r"[0-9]{2}jy[0-9]{1,4}", "省级账号须为两位省份代码、jy和至多四位数字，如11jy20"),
    Role.SCHOOL: (r"[0-9]{5}(?:[a-z][a-z0-9]{0,14})?", "学校账号须为五位院校代码，可后接小写字母开头的字母或数字，如10001da"),
    Role.DEPARTMENT: (r"[0-9]{5}[a-z][a-z0-9]{0,14}", "院系账号须为五位院校代码后接小写字母开头的字母或数字，如10001rr"),
    Role.EMPLOYER: (r"(?!moe)[a-z][a-z0-9_]{5,31}", "用户名须为6至32位小写字母、数字或下划线，以字母开头，且不以moe开头"),
    Role.GRADUATE: (r"[0-9]{12}", "毕业生账号为系统生成的12位数字"),
}
"""Role -> what its names look like. No name fits two kinds but those of a school and its departments, so that whoever registers an
employer cannot find out which accounts others have. None looks like an identity number (18 characters)."""


def check_username(role: Role, username: str, *, place: str = "") -> None:
    """Check a new account's name: its role's shape, beginning with the code of its province or school (`place`).

    Raises InvalidInput. Names are lower-case, so that two of them never differ in case alone.
    """
    shape, problem = _SHAPES[role]
    if not re.fullmatch(shape, username, re.ASCII):
        raise InvalidInput("username", problem)
    if not username.startswith(place):
        raise InvalidInput("username", f"用户名须以本单位代码{place}开头")


def levels_text(levels: Levels) -> str:
    """Return the three levels as the audit has them, in the order of the guide: 读写/无权限/只读."""
    return "/".join(LEVEL_NAMES[levels[module]] for module in Module)
