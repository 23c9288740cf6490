"""Who manages whose accounts, and what accounts are called."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.accounts import MANAGES, MATRIX_ROLES, AccountAct, check_manages, check_username, check_within, levels_text
from rules.errors import InvalidInput, LevelAboveOwn, NotBelow
from rules.identity import looks_like_id_number
from rules.roles import AccessLevel, Module, Role

NONE, READ, WRITE = AccessLevel
HEIGHT = {Role.SYSTEM: 5, Role.MINISTRY: 4, Role.PROVINCE: 3, Role.SCHOOL: 2, Role.DEPARTMENT: 1, Role.EMPLOYER: 0, Role.GRADUATE: 0}
LEVELS = st.fixed_dictionaries({module: st.sampled_from(AccessLevel) for module in Module})
MANAGE = {AccountAct.CREATE, AccountAct.RENAME, AccountAct.ENABLE, AccountAct.DISABLE, AccountAct.RESET}


def test_a_level_manages_the_one_below_it_as_the_guide_says() -> None:
    granted = {
        (manager, managed): {act for who, act, whose in MANAGES if (who, whose) == (manager, managed)} for manager, _, managed in MANAGES
    }
    by_people = {pair: acts for pair, acts in granted.items() if pair[0] is not Role.SYSTEM}
    assert by_people == {
        (Role.MINISTRY, Role.PROVINCE): MANAGE | {AccountAct.SET_SYSTEM},
        (Role.PROVINCE, Role.SCHOOL): MANAGE | {AccountAct.SET_LEVELS},
        (Role.PROVINCE, Role.EMPLOYER): {AccountAct.RESET},
        (Role.SCHOOL, Role.DEPARTMENT): MANAGE | {AccountAct.SET_LEVELS},
        (Role.SCHOOL, Role.GRADUATE): {AccountAct.RESET, AccountAct.ISSUE_CODE},
    }


@pytest.mark.parametrize(("manager", "act", "managed"), [*product(Role, AccountAct, Role)])
def test_nobody_manages_what_is_not_below_him_himself_included(manager: Role, act: AccountAct, managed: Role) -> None:
    if (manager, act, managed) in MANAGES:
        assert HEIGHT[manager] > HEIGHT[managed]
        check_manages(manager, act, managed)
    else:
        with pytest.raises(NotBelow):
            check_manages(manager, act, managed)


def test_nobody_but_the_employer_or_the_roster_makes_accounts_of_employers_and_graduates() -> None:
    assert not [row for row in MANAGES if row[1] is AccountAct.CREATE and row[2] in {Role.EMPLOYER, Role.GRADUATE}]


def test_levels_are_granted_only_where_the_matrix_counts() -> None:
    assert {whose for _, act, whose in MANAGES if act is AccountAct.SET_LEVELS} == MATRIX_ROLES == {Role.SCHOOL, Role.DEPARTMENT}


@given(granted=LEVELS, held=LEVELS)
def test_nobody_grants_more_than_it_holds(granted: dict[Module, AccessLevel], held: dict[Module, AccessLevel]) -> None:
    above = [module for module in Module if granted[module].value > held[module].value]
    if not above:
        check_within(granted, held)
    else:
        with pytest.raises(LevelAboveOwn) as refused:
            check_within(granted, held)
        assert refused.value.module is above[0]


def test_a_module_that_is_not_held_is_not_granted() -> None:
    with pytest.raises(LevelAboveOwn):
        check_within({Module.HUKOU: READ}, {})


@pytest.mark.parametrize(
    ("role", "place", "username"),
    [
        (Role.MINISTRY, "", "moe"),
        (Role.MINISTRY, "", "moe2"),
        (Role.PROVINCE, "11", "11jy20"),
        (Role.PROVINCE, "66", "66jy1"),
        (Role.SCHOOL, "10001", "10001"),
        (Role.SCHOOL, "10001", "10001da"),
        (Role.DEPARTMENT, "10001", "10001rr"),
        (Role.GRADUATE, "", "004711081512"),
        (Role.EMPLOYER, "", "ceshi_gongsi"),
    ],
)
def test_a_name_of_its_roles_shape_and_its_own_place_is_taken(role: Role, place: str, username: str) -> None:
    check_username(role, username, place=place)


@pytest.mark.parametrize(
    ("role", "place", "username"),
    [
        (Role.MINISTRY, "", "jyb"),
        (Role.PROVINCE, "11", "12jy20"),
        (Role.PROVINCE, "11", "11jy"),
        (Role.PROVINCE, "11", "11jy12345"),
        (Role.PROVINCE, "11", "11JY20"),
        (Role.PROVINCE, "11", "１１jy20"),
        (Role.SCHOOL, "10001", "10003"),
        (Role.SCHOOL, "10001", "100011"),
        (Role.SCHOOL, "10001", "10001DA"),
        (Role.SCHOOL, "10001", "10001\n"),
        (Role.SCHOOL, "10001", "10001 da"),
        (Role.DEPARTMENT, "10001", "10001"),
        (Role.DEPARTMENT, "10001", "10003rr"),
        (Role.GRADUATE, "", "47110815"),
        (Role.EMPLOYER, "", "moegongsi"),
        (Role.EMPLOYER, "", "11jy20"),
        (Role.EMPLOYER, "", "10001da"),
        (Role.EMPLOYER, "", "abcde"),
        (Role.EMPLOYER, "", ""),
    ],
)
def test_any_other_name_is_refused_naming_the_field(role: Role, place: str, username: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_username(role, username, place=place)
    assert refused.value.field == "username"


@given(st.text("0123456789abjymoe_", min_size=1, max_size=20))
def test_no_name_fits_two_kinds_of_accounts_but_a_schools_and_its_departments(username: str) -> None:
    fitting = set()
    for role in set(Role) - {Role.SYSTEM}:
        try:
            check_username(role, username)
        except InvalidInput:
            continue
        fitting.add(role)
    assert len(fitting) <= 1 or fitting == {Role.SCHOOL, Role.DEPARTMENT}


@given(st.from_regex(r"(?:[0-9]{12}|[0-9]{2}jy[0-9]{1,4}|[0-9]{5}[a-z]{0,13}|[a-z][a-z0-9_]{5,31})\Z", fullmatch=True))
def test_no_name_is_taken_for_an_identity_number(username: str) -> None:
    assert looks_like_id_number(username) is False


def test_levels_are_told_in_the_order_and_the_words_of_the_guide() -> None:
    assert levels_text({Module.HUKOU: NONE, Module.EMPLOYMENT: WRITE, Module.ARCHIVE: READ}) == "读写/只读/无权限"
