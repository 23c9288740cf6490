"""Accounts as those see them who manage them (账号管理)."""

from datetime import datetime
from typing import Final

import models
from auth.scope import Rows
from rules.labels import Label
from rules.names import ROLE_NAMES
from rules.roles import AccessLevel, Module, Role
from schema.access import access
from schema.account_actions import ACCOUNT_ACTIONS
from schema.available import AvailableAction
from schema.employer import Employer
from schema.fields import available, column, entity, label, one
from schema.places import Department, Province, School
from schema.relay import Node

ROLES: Final = [Label({"role": role}, name) for role, name in ROLE_NAMES.items() if role is not Role.SYSTEM]
MANAGERS: Final = access(*Module, roles=[Role.MINISTRY, Role.PROVINCE, Role.SCHOOL])
"""Whoever manages accounts, holding any module: 无权限 on all three enters nothing."""


@entity(models.Account, scope=Rows.ACCOUNT, access=MANAGERS)
class Account(Node):
    """An account (账号) that you manage, or that stands beside or below those you manage."""

    username: str = column("The name it logs in with (用户名), e.g. 11jy20.")
    display_name: str = column("Name it is greeted by (名称), e.g. 北京市.")
    role: Role = column("What it is (用户).")
    role_label: str | None = label("What it is, as lists print it: 省级用户, 学校用户.", ROLES)
    is_enabled: bool = column("Whether it may log in (是否启用).")
    is_activated: bool = column("Whether it has a password (是否激活); one that has none needs its activation code.")
    employment_level: AccessLevel = column("Granted on basic and employment data (基本信息和就业信息).")
    archive_level: AccessLevel = column("Granted on archive data (档案信息).")
    hukou_level: AccessLevel = column(
        "Granted on household data (户口信息). A department holds the lower of what it was granted and what its school holds."
    )
    province: Province | None = one("Province", "The province it is of or under (省份).", "province_code")
    school: School | None = one("School", "The school it is of (院校); of a graduate, the one that issues its codes.", "school_id")
    department: Department | None = one("Department", "The department it is of (院系).", "department_id")
    employer: Employer | None = one("Employer", "The employer it is of (用人单位).", "employer_id")
    available_actions: list[AvailableAction] = available(ACCOUNT_ACTIONS)
    created_at: datetime = column("When it was made (创建时间).")
    updated_at: datetime = column("When it last changed (更新时间).")
    version: int = column("Send it with every act: an act on an older version is refused.")
