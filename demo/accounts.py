"""The demonstration's accounts that documents name: one for each kind of user, all with one password that everybody may know."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from demo.ids import named_id
from demo.rows import AccountRow
from demo.schools import FIGURE6_SCHOOL, PROVINCE
from demo.settled import SETTLED_GRADUATE
from demo.tour import TOUR_GRADUATE
from rules.roles import AccessLevel, Role

DEMO_PASSWORD: Final = "quxiang-demo-not-secret"
"""Written in every document; a database that accepts it is marked `demo`."""

Levels = tuple[AccessLevel, AccessLevel, AccessLevel]
"""On 基本信息和就业信息, 档案信息, 户口信息."""

_NONE, _READ, _WRITE = AccessLevel.NONE, AccessLevel.READ_ONLY, AccessLevel.READ_WRITE
_IN_PROVINCE: Final[dict[str, str | UUID]] = {"province_code": PROVINCE}
_IN_SCHOOL: Final = _IN_PROVINCE | {"school_id": named_id("school", FIGURE6_SCHOOL)}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account as the table states it; of the scope columns it has those of its role."""

    username: str
    display_name: str
    role: Role
    levels: Levels
    scope: dict[str, str | UUID] = field(default_factory=dict)


DEMO_ACCOUNTS: Final = (
    DemoAccount("moe", "教育部", Role.MINISTRY, (_READ, _READ, _READ)),
    DemoAccount("11jy20", "北京市", Role.PROVINCE, (_READ, _READ, _READ), _IN_PROVINCE),
    DemoAccount("10001", "北京大学", Role.SCHOOL, (_WRITE, _WRITE, _WRITE), _IN_SCHOOL),
    DemoAccount("10001da", "北京大学档案馆", Role.SCHOOL, (_NONE, _WRITE, _NONE), _IN_SCHOOL),
    DemoAccount(
        "10001rr",
        "北京大学rr",
        Role.DEPARTMENT,
        (_WRITE, _NONE, _NONE),
        _IN_SCHOOL | {"department_id": named_id("department", FIGURE6_SCHOOL, "rr")},
    ),
    DemoAccount(
        "graduate",
        TOUR_GRADUATE,
        Role.GRADUATE,
        (_WRITE, _WRITE, _WRITE),
        {"person_id": named_id("person", TOUR_GRADUATE), "school_id": named_id("school", FIGURE6_SCHOOL)},
    ),
    DemoAccount(
        "graduate2",
        SETTLED_GRADUATE,
        Role.GRADUATE,
        (_WRITE, _WRITE, _WRITE),
        {"person_id": named_id("person", SETTLED_GRADUATE), "school_id": named_id("school", FIGURE6_SCHOOL)},
    ),
    DemoAccount(
        "employer",
        "测试测试公司",
        Role.EMPLOYER,
        (_WRITE, _NONE, _NONE),
        _IN_PROVINCE | {"employer_id": named_id("employer", "测试测试公司")},
    ),
)


def account_rows(password_hash: str, at: datetime) -> Iterator[AccountRow]:
    """Yield the accounts. They share one hash: a salt of its own would protect nothing where the password is printed."""
    scopes: dict[str, str | UUID | None] = dict.fromkeys(("province_code", "school_id", "department_id", "person_id", "employer_id"))
    for account in DEMO_ACCOUNTS:
        yield AccountRow._make(
            (
                named_id("account", account.username),
                account.username,
                password_hash,
                account.display_name,
                account.role,
                True,
                1,
                1,
                *(scopes | account.scope).values(),
                *account.levels,
                at,
                at,
                None,
            )
        )
