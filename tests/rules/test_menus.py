"""Menus role by role: the guide's for provinces, and nobody is shown a module that it cannot enter."""

from collections.abc import Sequence
from itertools import product
from typing import Final

import pytest

from rules.gate import Feature
from rules.menus import MENUS, Menu, ShownMenu, menus_of
from rules.roles import AccessLevel, Module, Role

NONE, READ, WRITE = AccessLevel
ALL: Final = frozenset(Feature)
FULL: Final = dict.fromkeys(Module, WRITE)
LEVELS: Final = [dict(zip(Module, levels, strict=True)) for levels in product(AccessLevel, repeat=3)]


def titles(menus: Sequence[ShownMenu]) -> list[object]:
    """Return titles; an entry with others under it is a pair."""
    return [(menu.title, titles(menu.children)) if menu.children else menu.title for menu in menus]


def openness(menus: Sequence[ShownMenu]) -> dict[str, bool]:
    return {key: is_open for menu in menus for key, is_open in [(menu.key, menu.is_open), *openness(menu.children).items()]}


LISTS: Final = ["在线签约管理", "补登管理", "解约管理", "去向登记管理"]
STATISTICS: Final = ("数据统计", ["毕业去向登记与网签统计", "档案信息登记统计", "户口信息登记统计"])


def test_a_provinces_menu_bar_is_the_guides() -> None:
    """Section 2 names the bar; sections 5 and 7 name what is below 毕业去向与网签信息管理 and 数据统计."""
    read = dict.fromkeys(Module, READ)
    assert titles(menus_of(Role.PROVINCE, read, ALL)) == [
        ("首页", ["导出任务", "上报记录"]),
        ("账号管理", ["学校账号管理", "单位注册审核"]),
        "功能设置",
        ("毕业去向与网签信息管理", LISTS),
        "档案信息管理",
        "户口信息管理",
        STATISTICS,
    ]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            Role.MINISTRY,
            [
                ("首页", ["导出任务", "上报记录"]),
                "账号管理",
                "届别管理",
                ("毕业去向与网签信息管理", LISTS),
                "档案信息管理",
                "户口信息管理",
                STATISTICS,
            ],
        ),
        (
            Role.SCHOOL,
            [
                ("首页", ["导出任务", "上报记录"]),
                "账号管理",
                ("签约与登记设置", ["签约设置", "档案登记设置", "户口登记设置"]),
                "毕业生名册",
                ("毕业去向与网签信息管理", [*LISTS, "去向登记确认"]),
                "档案信息管理",
                "户口信息管理",
                STATISTICS,
            ],
        ),
        (
            Role.DEPARTMENT,
            [
                ("首页", ["导出任务"]),
                "毕业生名册",
                ("毕业去向与网签信息管理", [*LISTS, "去向登记确认"]),
                "档案信息管理",
                "户口信息管理",
            ],
        ),
        (
            Role.GRADUATE,
            [
                "首页",
                "我的签约",
                "协议补登",
                "解约申请",
                "去向登记",
                "去向登记确认",
                "档案信息登记",
                "户口信息登记",
                "核验授权",
            ],
        ),
        (Role.EMPLOYER, ["首页", "单位注册信息", "签约管理", "解约管理"]),
        (Role.SYSTEM, []),
    ],
)
def test_the_menu_bar_of_every_other_role(role: Role, expected: list[object]) -> None:
    assert titles(menus_of(role, FULL, ALL)) == expected


@pytest.mark.parametrize("levels", LEVELS, ids=str)
def test_a_school_is_shown_what_its_levels_let_it_enter(levels: dict[Module, AccessLevel]) -> None:
    employment, archive, hukou = levels.values()

    def named(level: AccessLevel, *shown: object) -> list[object]:
        return [] if level is NONE else list(shown)

    setups = [title for level, title in ((employment, "签约设置"), (archive, "档案登记设置"), (hukou, "户口登记设置")) if level is WRITE]
    figures = [title for level, title in zip(levels.values(), STATISTICS[1], strict=True) if level is not NONE]
    entered = any(level is not NONE for level in levels.values())
    expected: list[object] = [("首页", ["导出任务", "上报记录"])] if entered else ["首页"]
    expected += ["账号管理"] if employment is WRITE else []
    expected += [("签约与登记设置", setups)] if setups else []
    expected += named(employment, "毕业生名册", ("毕业去向与网签信息管理", [*LISTS, "去向登记确认"]))
    expected += named(archive, "档案信息管理") + named(hukou, "户口信息管理")
    expected += [("数据统计", figures)] if figures else []
    assert titles(menus_of(Role.SCHOOL, levels, ALL)) == expected


@pytest.mark.parametrize("levels", LEVELS, ids=str)
def test_a_department_is_shown_the_modules_that_it_enters(levels: dict[Module, AccessLevel]) -> None:
    shown = openness(menus_of(Role.DEPARTMENT, levels, ALL))
    assert "home" in shown
    entered = {module for module, level in levels.items() if level is not NONE}
    assert {key for key in ("roster", "destinations", "signing") if key in shown} == (
        {"roster", "destinations", "signing"} if Module.EMPLOYMENT in entered else set()
    )
    assert ("archives" in shown, "hukou" in shown) == (Module.ARCHIVE in entered, Module.HUKOU in entered)
    assert ("downloads" in shown) is bool(entered)


def test_what_a_province_has_not_opened_is_shown_and_not_open() -> None:
    read = dict.fromkeys(Module, READ)
    for opened in (frozenset[Feature](), frozenset({Feature.ARCHIVE}), ALL):
        flags = openness(menus_of(Role.PROVINCE, read, opened))
        assert {flags[key] for key in ("home", "accounts", "features")} == {True}
        for feature, keys in (
            (Feature.DESTINATION, ("destinations", "signing", "supplements", "terminations", "registrations", "signingStatistics")),
            (Feature.ARCHIVE, ("archives", "archiveStatistics")),
            (Feature.HUKOU, ("hukou", "hukouStatistics")),
        ):
            assert {flags[key] for key in keys} == {feature in opened}
        assert flags["statistics"] is bool(opened)


def test_an_entry_has_a_key_of_its_own_in_its_bar() -> None:
    def keys(menus: Sequence[Menu]) -> list[str]:
        return [key for menu in menus for key in [menu.key, *keys(menu.children)]]

    for bar in MENUS.values():
        assert len(set(keys(bar))) == len(keys(bar))


def test_every_entry_of_a_feature_needs_the_features_module() -> None:
    modules = {Feature.DESTINATION: Module.EMPLOYMENT, Feature.ARCHIVE: Module.ARCHIVE, Feature.HUKOU: Module.HUKOU}

    def check(menus: Sequence[Menu]) -> None:
        for menu in menus:
            if menu.feature is not None:
                assert menu.modules == (modules[menu.feature],)
            check(menu.children)

    for bar in MENUS.values():
        check(bar)
