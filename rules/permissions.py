"""Table 1 of the guide (账号模块管理权限): what a level on a module means in either system, word for word."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rules.roles import AccessLevel, Module


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


def enters_employment_system(levels: Mapping[Module, AccessLevel]) -> bool:
    """Return whether an account with these levels gets into the 就业管理系统 at all; a module that is missing counts as 无权限."""
    return all(TABLE_1[module, levels.get(module, _NONE)].enters_employment_system for module in Module)
