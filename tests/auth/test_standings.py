"""What is remembered of a session is used only while the feed is fresh, and nothing that was revoked is ever remembered."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tortoise.connection import get_connection

from auth.revocation import Gone
from auth.sessions import Begun
from auth.standings import FRESH_SECONDS, Follow, Standings, Unverifiable, ticks
from auth.tokens import TokenInvalid
from models import Account, Session
from models.database import CONNECTION
from rules.roles import AccessLevel, Module, Role
from rules.sessions import EndReason
from tests.patience import PATIENCE
from tests.sessions import LIFETIMES, begun, claims_of, fresh_standings, session_of
from tests.world import NOW, World


@pytest.fixture
async def session(world: World) -> Begun:
    """Return a session of the school."""
    return await begun(world.accounts[Role.SCHOOL])


async def disable_silently() -> None:
    """Disable the school's account and tell nobody: whoever goes on has not asked the database."""
    await Account.filter(username="10001").update(is_enabled=False)


async def lower_silently() -> None:
    await Account.filter(username="10001").update(hukou_level=AccessLevel.NONE)


async def stands(standings: Standings, session: Begun) -> bool:
    try:
        return (await standings.of(claims_of(session), NOW)).session_id == session_of(session)
    except TokenInvalid:
        return False


@asynccontextmanager
async def without_sessions() -> AsyncIterator[None]:
    """Take the table away for a while: nobody can say how anybody stands."""
    await get_connection(CONNECTION).execute_query("ALTER TABLE session RENAME TO session_away")
    try:
        yield
    finally:
        await get_connection(CONNECTION).execute_query("ALTER TABLE session_away RENAME TO session")


# Requests


async def test_while_the_feed_is_fresh_a_session_is_asked_about_once(world: World, session: Begun) -> None:
    standings = fresh_standings()
    standing = await standings.of(claims_of(session), NOW)
    assert standing.actor == session.actor == world.actor(Role.SCHOOL, address=None, session_id=session_of(session))
    async with without_sessions():
        assert await standings.of(claims_of(session), NOW) is standing


async def test_while_the_feed_is_late_every_request_asks_and_is_refused_where_nobody_answers(session: Begun) -> None:
    standings = Standings()
    assert not standings.is_fresh
    assert await stands(standings, session)
    async with without_sessions():
        with pytest.raises(Unverifiable):
            await standings.of(claims_of(session), NOW)
    await disable_silently()
    assert not await stands(standings, session)


async def test_the_feed_is_fresh_for_a_second_from_when_the_look_began(session: Begun) -> None:
    standings, late = Standings(), Standings()
    standings.confirm(ticks() - FRESH_SECONDS + PATIENCE)
    late.confirm(ticks() - FRESH_SECONDS)
    assert (standings.is_fresh, late.is_fresh) == (True, False)
    assert [await stands(each, session) for each in (standings, late)] == [True, True]
    await disable_silently()
    assert [await stands(each, session) for each in (standings, late)] == [True, False]


async def test_an_older_look_that_ends_later_makes_nothing_fresh_again() -> None:
    standings = Standings()
    standings.confirm(ticks())
    standings.confirm(ticks() - 10 * FRESH_SECONDS)
    assert standings.is_fresh


@pytest.mark.parametrize("by", ["account", "session"])
async def test_what_is_revoked_is_forgotten_and_nothing_else(world: World, session: Begun, by: str) -> None:
    standings = fresh_standings()
    other, stranger = await begun(world.accounts[Role.SCHOOL]), await begun(world.accounts[Role.MINISTRY])
    for each in (session, other, stranger):
        await standings.of(claims_of(each), NOW)
    await disable_silently()
    await Account.filter(username="moe").update(is_enabled=False)
    gone = Gone.of(accounts=[world.accounts[Role.SCHOOL].id]) if by == "account" else Gone.of(sessions=[session_of(session)])
    standings.revoked(gone)
    assert [await stands(standings, each) for each in (session, other, stranger)] == [False, by == "session", True]


async def test_after_a_gap_everything_is_asked_anew(session: Begun) -> None:
    standings = fresh_standings()
    await standings.of(claims_of(session), NOW)
    await disable_silently()
    standings.revoke_all()
    assert not await stands(standings, session)


async def test_a_token_of_another_epoch_account_or_session_is_refused_though_the_session_is_remembered(
    world: World, session: Begun
) -> None:
    standings = fresh_standings()
    claims = claims_of(session)
    await standings.of(claims, NOW)
    for wrong in ({"epoch": 0}, {"epoch": 2}, {"account_id": world.accounts[Role.MINISTRY].id}, {"session_id": world.school.id}):
        with pytest.raises(TokenInvalid):
            await standings.of(replace(claims, **wrong), NOW)
    assert await stands(standings, session)


async def test_a_session_that_has_expired_is_asked_about_and_stands_where_it_was_refreshed(session: Begun) -> None:
    standings = fresh_standings()
    claims, expiry = claims_of(session), session.tokens.refresh_token_expires_at
    await standings.of(claims, NOW)
    with pytest.raises(TokenInvalid):
        await standings.of(claims, expiry)
    await Session.filter(id=session_of(session)).update(expires_at=expiry + timedelta(hours=1))
    assert (await standings.of(claims, expiry)).expires_at == expiry + timedelta(hours=1)


async def test_only_so_many_are_remembered_and_the_one_used_longest_ago_makes_room(world: World) -> None:
    standings = Standings(remembered=2)
    standings.confirm(float("inf"))
    one, two, three = [await begun(world.accounts[Role.SCHOOL]) for _ in range(3)]
    for each in (one, two, one, three):
        await standings.of(claims_of(each), NOW)
    await disable_silently()
    assert [await stands(standings, each) for each in (one, two, three)] == [True, False, True]


@pytest.mark.parametrize("pauses", range(12))
async def test_a_revocation_that_comes_while_a_standing_is_read_is_never_missed(session: Begun, pauses: int) -> None:
    standings = fresh_standings()
    asked = asyncio.create_task(standings.of(claims_of(session), NOW))
    for _ in range(pauses):
        await asyncio.sleep(0)
    await lower_silently()
    standings.revoked(Gone.of(accounts=[claims_of(session).account_id]))
    await asked
    assert not (await standings.of(claims_of(session), NOW)).actor.may(Module.HUKOU, AccessLevel.READ_ONLY)


# Those who go by a session for longer


async def followed(standings: Standings, session: Begun) -> Follow:
    return await standings.follow(claims_of(session), NOW)


async def test_who_follows_a_session_is_told_at_once_that_it_was_revoked(world: World, session: Begun) -> None:
    standings = fresh_standings()
    follow, other = await followed(standings, session), await followed(standings, await begun(world.accounts[Role.MINISTRY]))
    assert follow.actor == session.actor
    assert await standings.stands(follow, NOW)
    standings.revoked(Gone.of(sessions=[session_of(session)]))
    assert follow.over.is_set()
    assert not await standings.stands(follow, NOW)
    assert await standings.stands(other, NOW)
    standings.revoke_all()
    assert other.over.is_set()


async def test_nobody_follows_a_session_that_does_not_stand_and_who_has_left_is_told_nothing(session: Begun) -> None:
    standings = fresh_standings()
    follow = await followed(standings, session)
    standings.leave(follow)
    await Session.filter(id=session_of(session)).update(ended_at=NOW, end_reason=EndReason.LOGOUT)
    standings.revoked(Gone.of(sessions=[session_of(session)]))
    assert not follow.over.is_set()
    with pytest.raises(TokenInvalid):
        await followed(standings, session)
    async with without_sessions():
        with pytest.raises(Unverifiable):
            await followed(standings, session)


@pytest.mark.parametrize("changed", [{"is_enabled": False}, {"epoch": 2}, {"hukou_level": AccessLevel.NONE}, {"display_name": "改名"}])
async def test_while_the_feed_is_late_who_follows_is_told_of_any_change(session: Begun, changed: dict[str, Any]) -> None:
    standings = Standings()
    follow = await followed(standings, session)
    await standings.look_after(NOW)
    assert not follow.over.is_set()
    await Account.filter(username="10001").update(**changed)
    await standings.look_after(NOW)
    assert follow.over.is_set()


async def test_while_the_feed_is_late_and_the_database_does_not_answer_nobody_is_followed(session: Begun) -> None:
    standings = Standings()
    looked_after, asking = await followed(standings, session), await followed(standings, session)
    async with without_sessions():
        assert not await standings.stands(asking, NOW)
        await standings.look_after(NOW)
    assert looked_after.over.is_set()


async def test_while_the_feed_is_fresh_nobody_who_follows_asks_the_database(session: Begun) -> None:
    standings = fresh_standings()
    follow = await followed(standings, session)
    async with without_sessions():
        await standings.look_after(NOW)
        assert await standings.stands(follow, NOW)


async def test_an_expired_session_is_over_for_who_follows_it_unless_it_was_refreshed(session: Begun) -> None:
    standings = fresh_standings()
    follow, asking = await followed(standings, session), await followed(standings, session)
    expiry = session.tokens.refresh_token_expires_at
    await Session.filter(id=session_of(session)).update(expires_at=expiry + timedelta(hours=1))
    await standings.look_after(expiry)
    assert await standings.stands(asking, expiry)
    assert not follow.over.is_set()
    await standings.look_after(expiry + timedelta(hours=1))
    assert not await standings.stands(asking, expiry + timedelta(hours=1))
    assert follow.over.is_set()
    assert expiry + timedelta(hours=1) < NOW + LIFETIMES.absolute
