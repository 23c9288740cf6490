"""Accounts as those see them who manage them (账号管理)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import models
from auth.scope import Rows
from rules.accounts import MATRIX_ROLES
from rules.labels import Label
from rules.names import LEVEL_NAMES, ROLE_NAMES
from rules.permissions import FIXED_LEVELS, account_enters_employment_system, meaning_of
from rules.roles import AccessLevel, Module, Role
from schema.access import access
from schema.account_actions import ACCOUNT_ACTIONS
from schema.available import AvailableAction
from schema.employer import Employer
from schema.fields import available, column, entity, label, one, truth
from schema.places import Department, Province, School
from schema.relay import Node

ROLES: Final = [Label({"role": role}, name) for role, name in ROLE_NAMES.items() if role is not Role.SYSTEM]
MANAGERS: Final = access(*Module, roles=[Role.MINISTRY, Role.PROVINCE, Role.SCHOOL])
"""Whoever manages accounts, holding any module: 无权限 on all three enters nothing."""


def texts(module: Module, text: Callable[[Role, Module, AccessLevel], str]) -> list[Label]:
    """Return what is said of a module: by the role where that fixes the level, else by the level that is stored."""
    fixed = [Label({"role": role}, text(role, module, levels[module])) for role, levels in FIXED_LEVELS.items()]
    granted = [Label({f"{module.lower()}_level": str(int(level))}, text(Role.SCHOOL, module, level)) for level in AccessLevel]
    return [*fixed, *granted]


def level_label(module: Module) -> Any:
    """Bind the level on a module, as table 1 prints it."""
    return label("The level, as table 1 prints it (权限): 读写, 只读, 无权限.", texts(module, lambda _role, _of, level: LEVEL_NAMES[level]))


def meaning_here(module: Module) -> Any:
    """Bind what the level on a module means here."""
    said = texts(module, lambda role, of, level: meaning_of(role, of, level).registration)
    return label("What it means here (登记系统), as table 1 has it; of roles that are not in the table, in our words.", said)


def meaning_there(module: Module) -> Any:
    """Bind what the level on a module means in the other system."""
    said = texts(module, lambda role, of, level: meaning_of(role, of, level).employment_system)
    return label("What it means in the 就业管理系统, as table 1 has it; of roles that are not in the table, in our words.", said)


def entering() -> list[dict[str, str]]:
    """Return which accounts get into the 就业管理系统: by the role, or by the level on the one module that shuts out of all of it."""
    fixed: list[dict[str, str]] = [{"role": role} for role, held in FIXED_LEVELS.items() if account_enters_employment_system(role, held)]
    granted = [
        {"role": role, "employment_level": str(int(level))}
        for role in sorted(MATRIX_ROLES)
        for level in AccessLevel
        if account_enters_employment_system(role, {Module.EMPLOYMENT: level})
    ]
    return [*fixed, *granted]


@entity(models.Account, scope=Rows.ACCOUNT, access=MANAGERS)
class Account(Node):
    """An account (账号) that you manage, or that stands beside or below those you manage."""

    username: str = column("The name it logs in with (用户名), e.g. 11jy20.")
    display_name: str = column("Name it is greeted by (名称), e.g. 北京市.")
    role: Role = column("What it is (用户).")
    role_label: str | None = label("What it is, as lists print it: 省级用户, 学校用户.", ROLES)
    source_system: str | None = column(
        "The province's own system that it speaks for (省级自建系统): it hands in what was approved there, and does nothing else."
    )
    is_enabled: bool = column("Whether it may log in (是否启用).")
    is_activated: bool = column("Whether it has a password (是否激活); one that has none needs its activation code.")
    employment_level: AccessLevel = column("Granted on basic and employment data (基本信息和就业信息).")
    archive_level: AccessLevel = column("Granted on archive data (档案信息).")
    hukou_level: AccessLevel = column(
        "Granted on household data (户口信息). A department holds the lower of what it was granted and what its school holds."
    )
    employment_level_label: str | None = level_label(Module.EMPLOYMENT)
    employment_in_registration_system: str | None = meaning_here(Module.EMPLOYMENT)
    employment_in_employment_system: str | None = meaning_there(Module.EMPLOYMENT)
    archive_level_label: str | None = level_label(Module.ARCHIVE)
    archive_in_registration_system: str | None = meaning_here(Module.ARCHIVE)
    archive_in_employment_system: str | None = meaning_there(Module.ARCHIVE)
    hukou_level_label: str | None = level_label(Module.HUKOU)
    hukou_in_registration_system: str | None = meaning_here(Module.HUKOU)
    hukou_in_employment_system: str | None = meaning_there(Module.HUKOU)
    enters_employment_system: bool = truth(
        "Whether it gets into the 就业管理系统 at all: 无权限 on 基本信息和就业信息 shuts it out of all of it.", entering()
    )
    province: Province | None = one("Province", "The province it is of or under (省份).", "province_code")
    school: School | None = one("School", "The school it is of (院校); of a graduate, the one that issues its codes.", "school_id")
    department: Department | None = one("Department", "The department it is of (院系).", "department_id")
    employer: Employer | None = one("Employer", "The employer it is of (用人单位).", "employer_id")
    available_actions: list[AvailableAction] = available(ACCOUNT_ACTIONS)
    created_at: datetime = column("When it was made (创建时间).")
    updated_at: datetime = column("When it last changed (更新时间).")
    version: int = column("Send it with every act: an act on an older version is refused.")
