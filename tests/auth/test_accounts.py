"""A token speaks for the account as it stands: what is taken away is gone within the second an actor may be remembered."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from auth.accounts import Actors, standing_of
from auth.actor import Actor
from auth.tokens import TokenInvalid, Tokens
from models import Account
from rules.roles import AccessLevel, Module, Role
from tests.world import NOW, World, build_world

TOKENS = Tokens(b"a secret of the tests, not less than 32 bytes", timedelta(minutes=30))
A_SECOND = 1.02
NONE, READ_ONLY, READ_WRITE = AccessLevel


@pytest.fixture
async def world(database: str) -> World:
    return await build_world()


def token_of(world: World, role: Role, epoch: int = 1) -> str:
    return TOKENS.issue(world.accounts[role].id, epoch, NOW).token


async def actor_now(world: World, role: Role) -> Actor:
    """Return the actor of the role's account as it stands in the database."""
    standing = await standing_of(world.accounts[role].id)
    assert standing is not None
    return standing.actor


async def school_account(world: World, username: str, **columns: Any) -> None:
    levels = {"employment_level": NONE, "archive_level": NONE, "hukou_level": NONE}
    place: dict[str, Any] = {"province_code": "11", "school": world.school}
    await Account.create(username=username, display_name=username, role=Role.SCHOOL, **place, **(levels | columns))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
async def test_a_token_speaks_for_the_rows_and_levels_of_its_account(world: World, role: Role) -> None:
    actor = await Actors(TOKENS).actor_of(token_of(world, role), NOW, "192.0.2.1")
    assert actor == world.actor(role)


async def test_each_request_has_its_own_address(world: World) -> None:
    actors, token = Actors(TOKENS), token_of(world, Role.SCHOOL)
    addresses = ("192.0.2.7", "2001:db8::7", None)
    assert tuple([(await actors.actor_of(token, NOW, address)).address for address in addresses]) == addresses


@pytest.mark.parametrize("taken", [{"epoch": 2}, {"is_enabled": False}])
async def test_tokens_end_within_a_second_of_a_raised_epoch_or_a_disabled_account(world: World, taken: dict[str, Any]) -> None:
    actors, token = Actors(TOKENS), token_of(world, Role.SCHOOL)
    await actors.actor_of(token, NOW, None)
    await Account.filter(username="10001").update(**taken)
    await asyncio.sleep(A_SECOND)
    with pytest.raises(TokenInvalid):
        await actors.actor_of(token, NOW, None)


async def test_use_does_not_lengthen_how_long_an_actor_is_remembered(world: World) -> None:
    actors, token = Actors(TOKENS), token_of(world, Role.SCHOOL)
    await actors.actor_of(token, NOW, None)
    await Account.filter(username="10001").update(employment_level=NONE)
    for _ in range(3):
        actor = await actors.actor_of(token, NOW, None)
        await asyncio.sleep(A_SECOND / 3)
    assert actor.may(Module.EMPLOYMENT, READ_WRITE)
    assert not (await actors.actor_of(token, NOW, None)).may(Module.EMPLOYMENT, READ_ONLY)


async def test_a_token_of_another_epoch_is_refused_at_once_even_while_the_account_is_remembered(world: World) -> None:
    actors = Actors(TOKENS)
    await actors.actor_of(token_of(world, Role.SCHOOL), NOW, None)
    for epoch in (0, 2):
        with pytest.raises(TokenInvalid):
            await actors.actor_of(token_of(world, Role.SCHOOL, epoch), NOW, None)


async def test_an_expired_token_is_refused_though_its_account_is_remembered(world: World) -> None:
    actors, token = Actors(TOKENS), token_of(world, Role.SCHOOL)
    await actors.actor_of(token, NOW, None)
    with pytest.raises(TokenInvalid):
        await actors.actor_of(token, NOW + timedelta(minutes=30), None)


async def test_a_token_of_an_account_that_does_not_exist_is_refused(world: World) -> None:
    with pytest.raises(TokenInvalid):
        await Actors(TOKENS).actor_of(TOKENS.issue(world.school.id, 1, NOW).token, NOW, None)


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
