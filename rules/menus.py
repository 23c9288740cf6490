"""The menu bar of each role: the guide's for provinces (sections 2-7), and what corresponds to it in this product for the others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules.gate_terms import MODULE_OF, Feature
from rules.roles import AccessLevel, Module, Role


@dataclass(frozen=True, slots=True)
class Menu:
    """One entry. Whoever does not hold `level` on any of `modules` cannot enter, and is not shown it (无权限, 表 1)."""

    key: str
    """Stable: clients choose icons and pages by it."""
    title: str
    modules: tuple[Module, ...] = ()
    """Any of them opens it; none of them is asked for where there are none."""
    level: AccessLevel = AccessLevel.READ_ONLY
    feature: Feature | None = None
    """What must be open for its data to be used; None where nothing has to be opened."""
    children: "tuple[Menu, ...]" = ()
    is_page: bool = False
    """Whether it is a page itself, and not only the name of what stands under it."""


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
    return Menu(key, title, (MODULE_OF[feature],), level, feature, children)


_WRITE: Final = AccessLevel.READ_WRITE
_ANY: Final = tuple(Module)
_DOWNLOADS: Final = Menu("downloads", "导出任务", _ANY)
_REPORTS: Final = Menu("reports", "上报记录", _ANY)
_ROSTER: Final = Menu("roster", "毕业生名册", (Module.EMPLOYMENT,))
_SIGNING: Final = of_feature("signing", "在线签约管理", Feature.DESTINATION)
_SUPPLEMENTS: Final = of_feature("supplements", "补登管理", Feature.DESTINATION)
_TERMINATIONS: Final = of_feature("terminations", "解约管理", Feature.DESTINATION)
_REGISTRATIONS: Final = of_feature("registrations", "去向登记管理", Feature.DESTINATION)
_CONFIRMATION: Final = of_feature("confirmation", "去向登记确认", Feature.DESTINATION)
_LISTS: Final = (_SIGNING, _SUPPLEMENTS, _TERMINATIONS, _REGISTRATIONS)
"""The four of section 5, in its order."""
_ARCHIVES: Final = of_feature("archives", "档案信息管理", Feature.ARCHIVE)
_HUKOU: Final = of_feature("hukou", "户口信息管理", Feature.HUKOU)
_STATISTICS: Final = Menu(
    "statistics",
    "数据统计",
    children=(
        of_feature("signingStatistics", "毕业去向登记与网签统计", Feature.DESTINATION),
        of_feature("archiveStatistics", "档案信息登记统计", Feature.ARCHIVE),
        of_feature("hukouStatistics", "户口信息登记统计", Feature.HUKOU),
    ),
)
"""The three of section 7."""


def _home(*children: Menu) -> Menu:
    """Return the home page; what the guide gives no entry of its own stands under it, so that a province's bar is the guide's."""
    return Menu("home", "首页", children=children, is_page=True)


def _destinations(*children: Menu) -> Menu:
    return of_feature("destinations", "毕业去向与网签信息管理", Feature.DESTINATION, children=children)


MENUS: Final[Mapping[Role, tuple[Menu, ...]]] = {
    Role.MINISTRY: (
        _home(_DOWNLOADS, _REPORTS),
        Menu("accounts", "账号管理"),
        Menu("classYears", "届别管理"),
        _destinations(*_LISTS),
        _ARCHIVES,
        _HUKOU,
        _STATISTICS,
    ),
    Role.PROVINCE: (
        _home(_DOWNLOADS, _REPORTS),
        Menu("accounts", "账号管理", children=(Menu("schoolAccounts", "学校账号管理"), Menu("employers", "单位注册审核"))),
        Menu("features", "功能设置"),
        _destinations(*_LISTS),
        _ARCHIVES,
        _HUKOU,
        _STATISTICS,
    ),
    Role.SCHOOL: (
        _home(_DOWNLOADS, _REPORTS),
        Menu("accounts", "账号管理", (Module.EMPLOYMENT,), _WRITE),
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
        _destinations(*_LISTS, _CONFIRMATION),
        _ARCHIVES,
        _HUKOU,
        _STATISTICS,
    ),
    # No statistics: they are of whole schools, and a department would read its neighbours' numbers out of them.
    Role.DEPARTMENT: (_home(_DOWNLOADS), _ROSTER, _destinations(*_LISTS, _CONFIRMATION), _ARCHIVES, _HUKOU),
    Role.GRADUATE: (
        _home(),
        of_feature("mySignings", "我的签约", Feature.DESTINATION),
        of_feature("supplements", "协议补登", Feature.DESTINATION),
        of_feature("terminations", "解约申请", Feature.DESTINATION),
        of_feature("registrations", "去向登记", Feature.DESTINATION),
        _CONFIRMATION,
        of_feature("archives", "档案信息登记", Feature.ARCHIVE),
        of_feature("hukou", "户口信息登记", Feature.HUKOU),
        of_feature("verification", "核验授权", Feature.DESTINATION),
    ),
    Role.EMPLOYER: (
        _home(),
        Menu("registration", "单位注册信息"),
        of_feature("invitations", "签约管理", Feature.DESTINATION),
        _TERMINATIONS,
    ),
}
"""Role -> its menu bar, from left to right. For provinces the bar is the guide's; 账号管理 and 首页 have entries of ours under them."""


def menus_of(role: Role, levels: Mapping[Module, AccessLevel], opened: Collection[Feature]) -> tuple[ShownMenu, ...]:
    """Return the menu bar of somebody who holds these levels, and for whom these features are open.

    An entry that only groups others is gone where all of them are, and open where one of them is.
    """
    return _shown(MENUS.get(role, ()), levels, opened)


def _shown(menus: Sequence[Menu], levels: Mapping[Module, AccessLevel], opened: Collection[Feature]) -> tuple[ShownMenu, ...]:
    shown = []
    for menu in menus:
        if menu.modules and all(levels.get(module, AccessLevel.NONE) < menu.level for module in menu.modules):
            continue
        children = _shown(menu.children, levels, opened)
        only_groups = bool(menu.children) and not menu.is_page
        if only_groups and not children:
            continue
        if only_groups and menu.feature is None:
            is_open = any(child.is_open for child in children)
        else:
            is_open = menu.feature is None or menu.feature in opened
        shown.append(ShownMenu(menu.key, menu.title, is_open, children))
    return tuple(shown)
