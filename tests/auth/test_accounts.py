"""A session speaks for its account as it stands in the database: its rows, the levels it holds, and whether it still may."""

from datetime import timedelta
from typing import Any

import pytest

from auth.accounts import Standing, read_standings
from auth.actor import Actor
from models import Account, Session
from rules.roles import AccessLevel, Module, Role
from rules.sessions import EndReason
from tests.sessions import begun, session_of
from tests.world import NOW, World

NONE, READ_ONLY, READ_WRITE = AccessLevel


async def standing_of(world: World, role: Role) -> Standing | None:
    """Return how a new session of the role's account stands."""
    key = session_of(await begun(world.accounts[role]))
    return (await read_standings([key])).get(key)


async def actor_now(world: World, role: Role) -> Actor:
    standing = await standing_of(world, role)
    assert standing is not None
    return standing.actor


async def school_account(world: World, username: str, **columns: Any) -> None:
    levels = {"employment_level": NONE, "archive_level": NONE, "hukou_level": NONE}
    place: dict[str, Any] = {"province_code": "11", "school": world.school}
    await Account.create(username=username, display_name=username, role=Role.SCHOOL, **place, **(levels | columns))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
async def test_a_session_speaks_for_the_rows_and_levels_of_its_account(world: World, role: Role) -> None:
    actor = await actor_now(world, role)
    assert actor == world.actor(role, address=None, session_id=actor.session_id)


@pytest.mark.parametrize("taken", [{"epoch": 2}, {"is_enabled": False}])
async def test_no_session_stands_of_an_account_that_is_disabled_or_has_raised_its_epoch(world: World, taken: dict[str, Any]) -> None:
    key = session_of(await begun(world.accounts[Role.SCHOOL]))
    await Account.filter(username="10001").update(**taken)
    assert await read_standings([key]) == {}


async def test_a_session_that_was_ended_or_never_begun_does_not_stand(world: World) -> None:
    ended, other = [session_of(await begun(world.accounts[Role.SCHOOL])) for _ in range(2)]
    await Session.filter(id=ended).update(ended_at=NOW, end_reason=EndReason.LOGOUT)
    assert set(await read_standings([ended, other, world.school.id])) == {other}


async def test_many_are_read_at_once_each_with_what_its_own_school_allows(world: World) -> None:
    accounts = [world.accounts[role] for role in (Role.SCHOOL, Role.DEPARTMENT, Role.EMPLOYER)]
    stranger = await Account.create(
        username="10003dd",
        display_name="10003dd",
        role=Role.DEPARTMENT,
        province_code="11",
        school=world.neighbour_school,
        department=world.neighbour_department,
        employment_level=READ_WRITE,
        archive_level=READ_WRITE,
        hukou_level=READ_WRITE,
    )
    keys = [session_of(await begun(account)) for account in [*accounts, stranger]]
    standings = await read_standings(keys)
    assert [standings[key].account_id for key in keys] == [account.id for account in [*accounts, stranger]]
    assert standings[keys[1]].actor.may(Module.EMPLOYMENT, READ_WRITE)
    assert set(standings[keys[3]].actor.levels.values()) == {NONE}  # its school has no account


async def test_a_department_holds_the_lower_of_its_own_level_and_its_schools(world: World) -> None:
    await Account.filter(username="10001").update(employment_level=READ_ONLY, archive_level=READ_WRITE, hukou_level=NONE)
    await Account.filter(username="10001RR").update(archive_level=READ_ONLY)
    levels = (await actor_now(world, Role.DEPARTMENT)).levels
    assert levels == {Module.EMPLOYMENT: READ_ONLY, Module.ARCHIVE: READ_ONLY, Module.HUKOU: NONE}


async def test_a_department_is_bounded_by_the_highest_of_its_schools_enabled_accounts_alone(world: World) -> None:
    await Account.filter(username="10001").update(is_enabled=False)
    await school_account(world, "10001da", archive_level=READ_WRITE)
    await school_account(world, "10001jy", employment_level=READ_ONLY)
    levels = (await actor_now(world, Role.DEPARTMENT)).levels
    assert levels == {Module.EMPLOYMENT: READ_ONLY, Module.ARCHIVE: READ_WRITE, Module.HUKOU: NONE}


async def test_a_department_is_not_bounded_by_accounts_of_another_school(world: World) -> None:
    await Account.filter(username="10001").update(school_id=world.neighbour_school.id)
    levels = (await actor_now(world, Role.DEPARTMENT)).levels
    assert set(levels.values()) == {NONE}


async def test_each_request_has_its_own_address(world: World) -> None:
    standing = await standing_of(world, Role.SCHOOL)
    assert standing is not None
    addresses = [None, *(f"192.0.2.{each}" for each in range(20)), "2001:db8::7"]
    assert [standing.at(address).address for address in addresses * 2] == addresses * 2
    assert standing.at("192.0.2.1") == world.actor(Role.SCHOOL, session_id=standing.session_id)


async def test_what_only_expires_later_is_as_before_and_any_other_change_is_not(world: World) -> None:
    standing = await standing_of(world, Role.SCHOOL)
    assert standing is not None
    key = standing.session_id
    await Session.filter(id=key).update(expires_at=standing.expires_at + timedelta(hours=1))
    assert (await read_standings([key]))[key].is_as(standing)
    await Account.filter(username="10001").update(hukou_level=NONE)
    assert not (await read_standings([key]))[key].is_as(standing)
