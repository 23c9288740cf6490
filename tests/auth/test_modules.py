"""The access matrix: what is held, what is refused, and what a refusal says."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.actor import CLOCK_ACTOR
from auth.modules import NO_LEVELS, Levels, Profile, Requirement, held_levels, highest_levels
from rules.roles import AccessLevel, Module, Role
from tests.auth.actors import READ_WRITE, actor_of

NONE, READ_ONLY, _READ_WRITE = AccessLevel
EMPLOYMENT, ARCHIVE, HUKOU = Module

matrices = st.fixed_dictionaries(dict.fromkeys(Module, st.sampled_from(AccessLevel)))
requirements = st.one_of(
    st.just(Requirement(public=True)),
    st.builds(
        Requirement,
        any_of=st.lists(st.sampled_from(Module), min_size=1, max_size=3).map(tuple),
        level=st.sampled_from((READ_ONLY, _READ_WRITE)),
        roles=st.lists(st.sampled_from(Role), max_size=3).map(tuple),
    ),
    st.builds(Requirement, roles=st.lists(st.sampled_from(Role), min_size=1, max_size=3).map(tuple)),
)


def profile(role: Role, employment: AccessLevel = NONE, archive: AccessLevel = NONE, hukou: AccessLevel = NONE) -> Profile:
    return Profile(role, (employment, archive, hukou))


@given(own=matrices, school=matrices)
def test_a_department_never_holds_more_than_its_own_level_or_its_schools(own: Levels, school: Levels) -> None:
    held = held_levels(Role.DEPARTMENT, own, school)
    assert held == {module: min(own[module], school[module]) for module in Module}


@given(own=matrices, school=matrices)
def test_a_school_holds_its_own_matrix(own: Levels, school: Levels) -> None:
    assert held_levels(Role.SCHOOL, own, school) == own


@pytest.mark.parametrize("role", [Role.SCHOOL, Role.DEPARTMENT])
def test_a_module_the_matrix_does_not_name_is_not_held(role: Role) -> None:
    assert held_levels(role, {}, READ_WRITE) == NO_LEVELS


@given(own=matrices, school=matrices)
def test_roles_outside_the_matrix_hold_what_the_role_holds(own: Levels, school: Levels) -> None:
    assert held_levels(Role.MINISTRY, own, school) == held_levels(Role.PROVINCE, own, school) == dict.fromkeys(Module, READ_ONLY)
    assert held_levels(Role.GRADUATE, own, school) == dict.fromkeys(Module, _READ_WRITE)
    assert held_levels(Role.EMPLOYER, own, school) == {EMPLOYMENT: _READ_WRITE, ARCHIVE: NONE, HUKOU: NONE}


def test_an_account_that_claims_to_be_the_clock_holds_nothing_and_the_clock_only_what_expiry_needs() -> None:
    assert held_levels(Role.SYSTEM, READ_WRITE, READ_WRITE) == NO_LEVELS
    assert [module for module in Module if CLOCK_ACTOR.may(module, READ_ONLY)] == [EMPLOYMENT]


@given(st.lists(matrices, max_size=4))
def test_a_school_holds_the_highest_level_of_its_accounts_and_without_accounts_none(accounts: list[Levels]) -> None:
    highest = highest_levels(accounts)
    assert all(highest[module] == max([NONE, *(levels[module] for levels in accounts)]) for module in Module)


@pytest.mark.parametrize(("module", "held", "asked"), [*product(Module, AccessLevel, AccessLevel)])
def test_levels_are_ordered_none_read_only_read_write(module: Module, held: AccessLevel, asked: AccessLevel) -> None:
    actor = actor_of(Role.SCHOOL, own={**NO_LEVELS, module: held})
    assert actor.may(module, asked) == (list(AccessLevel).index(held) >= list(AccessLevel).index(asked))


@given(role=st.none() | st.sampled_from(Role))
def test_what_asks_for_nothing_is_refused_to_everybody(role: Role | None) -> None:
    refusal = Profile(role, (_READ_WRITE, _READ_WRITE, _READ_WRITE)).refusal([])
    assert refusal is not None
    assert refusal["roles"] == []


@given(role=st.none() | st.sampled_from(Role), levels=matrices, asked=st.lists(requirements, min_size=1, max_size=4))
def test_the_stricter_wins_so_all_are_met_or_the_first_unmet_is_refused(
    role: Role | None, levels: Levels, asked: list[Requirement]
) -> None:
    asker = Profile(role, (levels[EMPLOYMENT], levels[ARCHIVE], levels[HUKOU]))
    alone = [asker.refusal([requirement]) for requirement in asked]
    assert asker.refusal(asked) == next((refusal for refusal in alone if refusal is not None), None)


@given(asked=st.lists(requirements, min_size=1, max_size=4))
def test_an_anonymous_client_meets_only_what_is_public(asked: list[Requirement]) -> None:
    refusal = Profile.of(None).refusal(asked)
    assert (refusal is None) == all(requirement.public for requirement in asked)
    assert refusal is None or refusal["code"] == "UNAUTHENTICATED"


def test_any_one_of_the_modules_is_enough() -> None:
    roster_card = [Requirement(any_of=tuple(Module))]
    assert profile(Role.SCHOOL, archive=READ_ONLY).refusal(roster_card) is None
    assert profile(Role.SCHOOL).refusal(roster_card) is not None


def test_a_refusal_says_what_was_asked_and_the_highest_level_held() -> None:
    asked = Requirement(any_of=(EMPLOYMENT, ARCHIVE), level=_READ_WRITE)
    assert profile(Role.SCHOOL, archive=READ_ONLY, hukou=_READ_WRITE).refusal([asked]) == {
        "code": "FORBIDDEN",
        "anyOf": ["EMPLOYMENT", "ARCHIVE"],
        "required": "READ_WRITE",
        "held": "READ_ONLY",
    }


def test_a_refusal_names_the_roles_where_roles_were_asked_for() -> None:
    asked = Requirement(roles=(Role.PROVINCE,))
    assert profile(Role.SCHOOL, employment=_READ_WRITE).refusal([asked]) == {
        "code": "FORBIDDEN",
        "anyOf": [],
        "required": None,
        "held": None,
        "roles": ["PROVINCE"],
    }


def test_the_right_role_without_the_level_is_refused_and_so_is_the_level_without_the_role() -> None:
    asked = [Requirement(any_of=(EMPLOYMENT,), level=_READ_WRITE, roles=(Role.SCHOOL,))]
    assert profile(Role.SCHOOL, employment=_READ_WRITE).refusal(asked) is None
    assert profile(Role.SCHOOL, employment=READ_ONLY).refusal(asked) is not None
    assert profile(Role.GRADUATE, employment=_READ_WRITE).refusal(asked) is not None


def test_a_requirement_that_asks_for_nothing_must_say_public_and_a_public_one_asks_for_nothing() -> None:
    for slip in ({}, {"public": True, "roles": (Role.SCHOOL,)}, {"public": True, "any_of": (EMPLOYMENT,)}):
        with pytest.raises(ValueError, match="public"):
            Requirement(**slip)  # type: ignore[arg-type]  # each value fits its own field
    with pytest.raises(ValueError, match="NONE"):
        Requirement(any_of=(EMPLOYMENT,), level=NONE)


def test_a_profile_knows_the_levels_and_not_whose_rows() -> None:
    levels: Levels = {EMPLOYMENT: READ_ONLY, HUKOU: _READ_WRITE}
    actors = [actor_of(Role.SCHOOL, number=number, own=levels) for number in (100, 101)]
    assert {Profile.of(actor) for actor in actors} == {profile(Role.SCHOOL, employment=READ_ONLY, hukou=_READ_WRITE)}
