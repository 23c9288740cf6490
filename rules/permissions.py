"""Table 1 of the guide (账号模块管理权限): what a level on a module means in either system, word for word."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rules.roles import AccessLevel, Module, Role


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of the table."""

    employment_system: str
    """What the account may do in the 就业管理系统."""
    registration: str
    """What it may do here."""
    enters_employment_system: bool = True
    """False where the level shuts the account out of the whole 就业管理系统, whatever it holds on other modules."""


_WRITE, _READ, _NONE = AccessLevel.READ_WRITE, AccessLevel.READ_ONLY, AccessLevel.NONE

TABLE_1: Final[Mapping[tuple[Module, AccessLevel], Meaning]] = {
    (Module.EMPLOYMENT, _WRITE): Meaning("可管理毕业生的基本信息和毕业去向信息", "可管理“毕业去向登记与网签”模块的毕业生数据"),
    (Module.EMPLOYMENT, _READ): Meaning("无法操作毕业生的基本信息和毕业去向信息", "无法操作“毕业去向登记与网签”模块的毕业生数据"),
    (Module.EMPLOYMENT, _NONE): Meaning("无法进入就业管理系统", "无法进入“毕业去向登记与网签”模块", enters_employment_system=False),
    (Module.ARCHIVE, _WRITE): Meaning("可管理毕业生的档案信息", "可管理“档案信息登记”模块的毕业生数据"),
    (Module.ARCHIVE, _READ): Meaning("无法操作毕业生的档案信息", "无法操作“档案信息登记”模块的毕业生数据"),
    (Module.ARCHIVE, _NONE): Meaning("无法操作毕业生的档案信息", "无法进入“档案信息登记”模块"),
    (Module.HUKOU, _WRITE): Meaning("可管理毕业生的户口信息", "可管理“户口信息登记”模块的毕业生数据"),
    (Module.HUKOU, _READ): Meaning("无法操作毕业生的户口信息", "无法操作“户口信息登记”模块的毕业生数据"),
    (Module.HUKOU, _NONE): Meaning("无法操作毕业生的户口信息", "无法进入“户口信息登记”模块"),
}
"""(管理模块, 权限) -> what it means, in the order and the words of the table."""

LEVEL_MEANINGS: Final[Mapping[AccessLevel, str]] = {
    _WRITE: "“读写”权限包括新增、删除、修改、查看、审核、下载等。",
    _READ: "“只读”权限只能查看、下载。",
    _NONE: "“无权限”表示无此信息模块的任何权限，无法进入对应信息模块进行相关的查看与修改操作。",
}
"""What the guide prints below the switches of figure 4."""

OLD_SCHOOL_LEVELS: Final[Mapping[Module, AccessLevel]] = MappingProxyType(
    {Module.EMPLOYMENT: _WRITE, Module.ARCHIVE: _NONE, Module.HUKOU: _NONE}
)
"""What accounts hold that schools had before there were modules (原有的学校账号); new ones are given all three levels by name."""

_READS_ALL: Final = MappingProxyType(dict.fromkeys(Module, _READ))
FIXED_LEVELS: Final[Mapping[Role, Mapping[Module, AccessLevel]]] = {
    Role.MINISTRY: _READS_ALL,
    Role.PROVINCE: _READS_ALL,
    Role.GRADUATE: MappingProxyType(dict.fromkeys(Module, _WRITE)),
    Role.EMPLOYER: MappingProxyType({Module.EMPLOYMENT: _WRITE, Module.ARCHIVE: _NONE, Module.HUKOU: _NONE}),
}
"""What the roles hold that are not in the table, whatever is stored: the guide grants levels to schools' accounts alone, and each school to
its departments'. Provinces and the ministry look and download; graduates and employers do what is theirs."""

_BY_THE_OTHER: Final = "使用就业管理系统账号，权限以就业管理系统为准"
_NOT_USED: Final = "不使用就业管理系统"
_FIXED_MEANINGS: Final[Mapping[Role, Meaning]] = {
    Role.MINISTRY: Meaning(_BY_THE_OTHER, "可查看、下载全国高校毕业生的数据，不办理毕业生业务"),
    Role.PROVINCE: Meaning(_BY_THE_OTHER, "可查看、下载本省高校毕业生的数据，不办理毕业生业务"),
    Role.GRADUATE: Meaning(_NOT_USED, "可办理、查看本人的业务", enters_employment_system=False),
    Role.EMPLOYER: Meaning(_NOT_USED, "可办理、查看本单位的签约", enters_employment_system=False),
}
"""What those roles may do, in our words; a module that one of them does not hold it cannot enter, as the table has it."""
_OF_SYSTEMS: Final = Meaning(_BY_THE_OTHER, "可查看本省高校毕业生的数据，可导入自建系统已审核的记录，不办理其他业务")
"""Of a province's accounts its own system's alone holds 读写 (省级自建系统)."""


def meaning_of(role: Role, module: Module, level: AccessLevel) -> Meaning:
    """Return what a level on a module means for an account of a role: a row of table 1, or of the roles that are not in it."""
    if role is Role.PROVINCE and level is _WRITE:
        return _OF_SYSTEMS
    row, fixed = TABLE_1[module, level], _FIXED_MEANINGS.get(role)
    if fixed is None:
        return row
    return Meaning(fixed.employment_system, row.registration if level is _NONE else fixed.registration, fixed.enters_employment_system)


def account_enters_employment_system(role: Role, levels: Mapping[Module, AccessLevel]) -> bool:
    """Return whether an account gets into the 就业管理系统 at all: schools and departments by their levels, others by their role."""
    if role in _FIXED_MEANINGS:
        return _FIXED_MEANINGS[role].enters_employment_system
    return role is not Role.SYSTEM and enters_employment_system(levels)


def enters_employment_system(levels: Mapping[Module, AccessLevel]) -> bool:
    """Return whether an account with these levels gets into the 就业管理系统 at all; a module that is missing counts as 无权限."""
    return all(TABLE_1[module, levels.get(module, _NONE)].enters_employment_system for module in Module)
