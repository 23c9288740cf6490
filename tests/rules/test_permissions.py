"""Table 1 of the guide is kept word for word, in the code and in the documents."""

from itertools import product
from pathlib import Path
from typing import Final

import pytest

from rules.names import LEVEL_NAMES, MODULE_NAMES
from rules.permissions import (
    FIXED_LEVELS,
    LEVEL_MEANINGS,
    OLD_SCHOOL_LEVELS,
    TABLE_1,
    account_enters_employment_system,
    enters_employment_system,
    meaning_of,
)
from rules.roles import AccessLevel, Module, Role

NONE, READ, WRITE = AccessLevel
PAGE: Final = Path(__file__).parents[2] / "docs" / "permissions.md"
GUIDE: Final = """
基本信息和就业信息	读写	可管理毕业生的基本信息和毕业去向信息	可管理“毕业去向登记与网签”模块的毕业生数据
	只读	无法操作毕业生的基本信息和毕业去向信息	无法操作“毕业去向登记与网签”模块的毕业生数据
	无权限	无法进入就业管理系统	无法进入“毕业去向登记与网签”模块
档案信息	读写	可管理毕业生的档案信息	可管理“档案信息登记”模块的毕业生数据
	只读	无法操作毕业生的档案信息	无法操作“档案信息登记”模块的毕业生数据
	无权限	无法操作毕业生的档案信息	无法进入“档案信息登记”模块
户口信息	读写	可管理毕业生的户口信息	可管理“户口信息登记”模块的毕业生数据
	只读	无法操作毕业生的户口信息	无法操作“户口信息登记”模块的毕业生数据
	无权限	无法操作毕业生的户口信息	无法进入“户口信息登记”模块
"""
"""As the guide prints it: a module's name stands in the first of its three rows."""


def test_the_table_is_the_guides() -> None:
    printed, module = [], ""
    for line in GUIDE.strip("\n").splitlines():
        named, *rest = line.split("\t")
        module = named or module
        printed.append((module, *rest))
    assert printed == [
        (MODULE_NAMES[module], LEVEL_NAMES[level], meaning.employment_system, meaning.registration)
        for (module, level), meaning in TABLE_1.items()
    ]


def test_the_table_speaks_of_every_module_and_level() -> None:
    assert set(TABLE_1) == set(product(Module, AccessLevel))
    assert set(LEVEL_MEANINGS) == set(AccessLevel)


def test_the_page_of_the_documents_is_the_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = []
    for (module, level), meaning in TABLE_1.items():
        terms = f"{MODULE_NAMES[module]} `{module}` | {LEVEL_NAMES[level]} `{level.name}`"
        rows.append(f"| {terms} | {meaning.employment_system} | {meaning.registration} |")
    assert [line for line in page.splitlines() if line.count("`") == 4 and line.startswith("| ")] == rows
    assert "".join(LEVEL_MEANINGS[level] for level in (WRITE, READ, NONE)) in page


@pytest.mark.parametrize("others", [*product(AccessLevel, AccessLevel)])
def test_no_level_on_basic_and_employment_data_locks_out_of_the_whole_employment_system(others: tuple[AccessLevel, AccessLevel]) -> None:
    archive, hukou = others
    for employment in AccessLevel:
        levels = {Module.EMPLOYMENT: employment, Module.ARCHIVE: archive, Module.HUKOU: hukou}
        assert enters_employment_system(levels) is (employment is not NONE)


def test_who_holds_nothing_at_all_is_locked_out() -> None:
    assert enters_employment_system({}) is False


def test_accounts_that_schools_had_before_write_employment_data_and_nothing_else() -> None:
    assert dict(OLD_SCHOOL_LEVELS) == {Module.EMPLOYMENT: WRITE, Module.ARCHIVE: NONE, Module.HUKOU: NONE}


@pytest.mark.parametrize("role", [Role.SCHOOL, Role.DEPARTMENT])
def test_what_is_granted_means_what_the_table_says(role: Role) -> None:
    for (module, level), meaning in TABLE_1.items():
        assert meaning_of(role, module, level) == meaning
    for levels in product(AccessLevel, repeat=3):
        held = dict(zip(Module, levels, strict=True))
        assert account_enters_employment_system(role, held) is (held[Module.EMPLOYMENT] is not NONE)


def test_roles_that_are_not_in_the_table_are_explained_by_their_role_and_the_page_has_them() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert set(FIXED_LEVELS) == {Role.MINISTRY, Role.PROVINCE, Role.GRADUATE, Role.EMPLOYER}
    for role, levels in FIXED_LEVELS.items():
        meanings = {meaning_of(role, module, level) for module, level in levels.items()}
        for module, level in levels.items():
            if level is NONE:
                assert meaning_of(role, module, level).registration == TABLE_1[module, NONE].registration
        entered = {meaning.registration for meaning in meanings} - {meaning.registration for meaning in TABLE_1.values()}
        [here], [there] = entered, {meaning.employment_system for meaning in meanings}
        assert f"`{role}` | {there} | {here} |" in page
        assert account_enters_employment_system(role, levels) is (role in {Role.MINISTRY, Role.PROVINCE})


def test_the_clock_enters_nothing() -> None:
    assert account_enters_employment_system(Role.SYSTEM, dict.fromkeys(Module, WRITE)) is False
