"""The menu bar of each role: the guide's for provinces (sections 2-7), and what corresponds to it in this product for the others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules.gate_terms import MODULE_OF, Feature
from rules.roles import AccessLevel, Module, Role


@dataclass(frozen=True, slots=True)
class Menu:
    """One entry. Whoever does not hold `level` on `module` cannot enter, and is not shown it (无权限, 表 1)."""

    key: str
    """Stable: clients choose icons and pages by it."""
    title: str
    module: Module | None = None
    level: AccessLevel = AccessLevel.READ_ONLY
    feature: Feature | None = None
    """What must be open for its data to be used; None where nothing has to be opened."""
    children: "tuple[Menu, ...]" = ()


@dataclass(frozen=True, slots=True)
class ShownMenu:
    """One entry as somebody sees it."""

    key: str
    title: str
    is_open: bool
    children: "tuple[ShownMenu, ...]"


def of_feature(
    key: str, title: str, feature: Feature, *, level: AccessLevel = AccessLevel.READ_ONLY, children: tuple[Menu, ...] = ()
) -> Menu:
    """Return the entry of a feature, which the feature's module opens."""
    return Menu(key, title, MODULE_OF[feature], level, feature, children)


_WRITE: Final = AccessLevel.READ_WRITE
_HOME: Final = Menu("home", "首页")
_ONLINE: Final = of_feature("signing", "在线签约管理", Feature.DESTINATION)
_SIGNING_STATISTICS: Final = of_feature("signingStatistics", "毕业去向登记与网签统计", Feature.DESTINATION)
_DESTINATIONS: Final = "毕业去向与网签信息管理"
_ROSTER: Final = Menu("roster", "毕业生名册", Module.EMPLOYMENT)

MENUS: Final[Mapping[Role, tuple[Menu, ...]]] = {
    Role.MINISTRY: (
        _HOME,
        Menu("accounts", "账号管理"),
        of_feature("destinations", _DESTINATIONS, Feature.DESTINATION, children=(_ONLINE,)),
        Menu("statistics", "数据统计", children=(_SIGNING_STATISTICS,)),
    ),
    Role.PROVINCE: (
        _HOME,
        Menu("accounts", "账号管理", children=(Menu("schoolAccounts", "学校账号管理"), Menu("employers", "单位注册审核"))),
        Menu("features", "功能设置"),
        of_feature(
            "destinations",
            _DESTINATIONS,
            Feature.DESTINATION,
            children=(
                _ONLINE,
                of_feature("supplements", "补登管理", Feature.DESTINATION),
                of_feature("terminations", "解约管理", Feature.DESTINATION),
                of_feature("registrations", "去向登记管理", Feature.DESTINATION),
            ),
        ),
        of_feature("archives", "档案信息管理", Feature.ARCHIVE),
        of_feature("hukou", "户口信息管理", Feature.HUKOU),
        Menu(
            "statistics",
            "数据统计",
            children=(
                _SIGNING_STATISTICS,
                of_feature("archiveStatistics", "档案信息登记统计", Feature.ARCHIVE),
                of_feature("hukouStatistics", "户口信息登记统计", Feature.HUKOU),
            ),
        ),
    ),
    Role.SCHOOL: (
        _HOME,
        Menu("accounts", "账号管理", Module.EMPLOYMENT, _WRITE),
        Menu(
            "setups",
            "签约与登记设置",
            children=(
                of_feature("signingSetup", "签约设置", Feature.DESTINATION, level=_WRITE),
                of_feature("archiveSetup", "档案登记设置", Feature.ARCHIVE, level=_WRITE),
                of_feature("hukouSetup", "户口登记设置", Feature.HUKOU, level=_WRITE),
            ),
        ),
        _ROSTER,
        of_feature("destinations", _DESTINATIONS, Feature.DESTINATION, children=(_ONLINE,)),
        Menu("statistics", "数据统计", children=(_SIGNING_STATISTICS,)),
    ),
    Role.DEPARTMENT: (
        _HOME,
        _ROSTER,
        of_feature("destinations", _DESTINATIONS, Feature.DESTINATION, children=(_ONLINE,)),
    ),
    Role.GRADUATE: (_HOME, of_feature("mySignings", "我的签约", Feature.DESTINATION)),
    Role.EMPLOYER: (_HOME, Menu("registration", "单位注册信息"), of_feature("invitations", "签约管理", Feature.DESTINATION)),
}
"""Role -> its menu bar, from left to right. For provinces the entries are the guide's; 账号管理 has the two things that it is here."""


def menus_of(role: Role, levels: Mapping[Module, AccessLevel], opened: Collection[Feature]) -> tuple[ShownMenu, ...]:
    """Return the menu bar of somebody who holds these levels, and for whom these features are open.

    An entry that only groups others is gone where all of them are, and open where one of them is.
    """
    return _shown(MENUS.get(role, ()), levels, opened)


def _shown(menus: Sequence[Menu], levels: Mapping[Module, AccessLevel], opened: Collection[Feature]) -> tuple[ShownMenu, ...]:
    shown = []
    for menu in menus:
        if menu.module is not None and levels.get(menu.module, AccessLevel.NONE) < menu.level:
            continue
        children = _shown(menu.children, levels, opened)
        if menu.children and not children:
            continue
        groups = menu.feature is None and bool(children)
        is_open = any(child.is_open for child in children) if groups else menu.feature is None or menu.feature in opened
        shown.append(ShownMenu(menu.key, menu.title, is_open, children))
    return tuple(shown)
