"""What is said of an account's levels, written by hand: table 1 of the guide, and the roles that are not in it."""

from collections.abc import Callable
from typing import Any, Final

from tests.reference.vocabulary import Row

LEVELS: Final = {0: "无权限", 1: "只读", 2: "读写"}
FIXED: Final = {"MINISTRY": (1, 1, 1), "PROVINCE": (1, 1, 1), "GRADUATE": (2, 2, 2), "EMPLOYER": (2, 0, 0)}
"""What a role holds on the three modules, whatever is stored."""
ABROAD: Final = {0: "无法操作毕业生的{}", 1: "无法操作毕业生的{}", 2: "可管理毕业生的{}"}
HERE: Final = {0: "无法进入“{}”模块", 1: "无法操作“{}”模块的毕业生数据", 2: "可管理“{}”模块的毕业生数据"}
BY_ROLE: Final = {
    "MINISTRY": ("可查看、下载全国高校毕业生的数据，不办理毕业生业务", "使用就业管理系统账号，权限以就业管理系统为准"),
    "PROVINCE": ("可查看、下载本省高校毕业生的数据，不办理毕业生业务", "使用就业管理系统账号，权限以就业管理系统为准"),
    "GRADUATE": ("可办理、查看本人的业务", "不使用就业管理系统"),
    "EMPLOYER": ("可办理、查看本单位的签约", "不使用就业管理系统"),
}


MODULES: Final = (
    ("employment", "毕业去向登记与网签", "基本信息和毕业去向信息"),
    ("archive", "档案信息登记", "档案信息"),
    ("hukou", "户口信息登记", "户口信息"),
)


def account_texts() -> dict[str, Callable[[Row], Any]]:
    """Return what is said of an account's levels, field by field: table 1, and the roles that are not in it."""
    found: dict[str, Callable[[Row], Any]] = {}
    for place, (module, feature, data) in enumerate(MODULES):

        def held(row: Row, place: int = place, module: str = module) -> int:
            return int(FIXED[row["role"]][place] if row["role"] in FIXED else row[f"{module}_level"])

        def here(row: Row, held: Callable[[Row], int] = held, feature: str = feature) -> str:
            is_fixed = row["role"] in BY_ROLE and held(row)
            return BY_ROLE[row["role"]][0] if is_fixed else HERE[held(row)].format(feature)

        def abroad(row: Row, held: Callable[[Row], int] = held, data: str = data, module: str = module) -> str:
            if row["role"] in BY_ROLE:
                return BY_ROLE[row["role"]][1]
            return "无法进入就业管理系统" if (module, held(row)) == ("employment", 0) else ABROAD[held(row)].format(data)

        def level(row: Row, held: Callable[[Row], int] = held) -> str:
            return LEVELS[held(row)]

        found[f"Account.{module}LevelLabel"] = level
        found[f"Account.{module}InRegistrationSystem"] = here
        found[f"Account.{module}InEmploymentSystem"] = abroad
    staff = {"MINISTRY", "PROVINCE", "SCHOOL", "DEPARTMENT"}
    found["Account.entersEmploymentSystem"] = lambda row: row["role"] in staff and (row["role"] in FIXED or row["employment_level"] > 0)
    return found
