"""Two servers on one database: what is revoked through the one, or by anybody else, is obeyed by the other within a second."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from tortoise.expressions import F

from rules.roles import AccessLevel, Role
from tests.journey.server import PASSWORD
from tests.journey.two import A_SECOND, FORBIDDEN, WATCH, Login, Two, change_account
from tests.patience import PATIENCE

# Everything that ends a session ends it everywhere


Ending = Callable[[Two, Login, Login], Awaitable[None]]
"""Ends the first session, through the first server or by a third process; the second is another session of the same account."""


async def by_logging_out(two: Two, session: Login, _other: Login) -> None:
    assert (await two.a.data("mutation { logout { userErrors { code } } }", session.access))["logout"]["userErrors"] == []


async def by_ending_it_from_elsewhere(two: Two, session: Login, other: Login) -> None:
    mine = await two.a.data("{ sessions(first: 9) { edges { node { id isCurrent } } } }", session.access)
    (id_,) = [edge["node"]["id"] for edge in mine["sessions"]["edges"] if edge["node"]["isCurrent"]]
    query = "mutation($i: EndSessionInput!) { endSession(input: $i) { session { endReason } } }"
    assert (await two.a.data(query, other.access, i={"id": id_}))["endSession"] == {"session": {"endReason": "OWNER"}}


async def by_ending_the_others(two: Two, _session: Login, other: Login) -> None:
    assert (await two.a.data("mutation { endOtherSessions { ended } }", other.access))["endOtherSessions"] == {"ended": 1}


async def by_changing_the_password(two: Two, _session: Login, other: Login) -> None:
    query = "mutation($i: ChangePasswordInput!) { changePassword(input: $i) { accessToken userErrors { code } } }"
    given = {"currentPassword": PASSWORD, "newPassword": "another good password"}
    changed = (await two.a.data(query, other.access, i=given))["changePassword"]
    assert changed["userErrors"] == []
    assert await two.holds(changed["accessToken"], at=two.a)
    assert not await two.holds(other.access, at=two.a)


async def by_using_a_refresh_token_twice(two: Two, session: Login, _other: Login) -> None:
    fresh = await two.use(session.refresh)
    assert fresh["userErrors"] == []
    assert (await two.use(session.refresh))["userErrors"] == [{"code": "TOKEN_REUSED"}]
    assert not await two.holds(fresh["accessToken"], at=two.a)


async def by_disabling_the_account(two: Two, _session: Login, _other: Login) -> None:
    await change_account(two.world.accounts[Role.PROVINCE], is_enabled=False)


async def by_raising_the_epoch(two: Two, _session: Login, _other: Login) -> None:
    await change_account(two.world.accounts[Role.PROVINCE], epoch=F("epoch") + 1)


@pytest.mark.parametrize(
    "end",
    [
        by_logging_out,
        by_ending_it_from_elsewhere,
        by_ending_the_others,
        by_changing_the_password,
        by_using_a_refresh_token_twice,
        by_disabling_the_account,
        by_raising_the_epoch,
    ],
)
async def test_a_session_that_is_ended_is_over_everywhere_within_a_second(two: Two, end: Ending) -> None:
    session, other = await two.log_in("11jy20"), await two.log_in("11jy20", at=two.b)
    async with two.b.watching(WATCH, session.access) as live, two.b.watching(WATCH, (await two.log_in("moe")).access) as stranger:
        await asyncio.gather(live.figures(), stranger.figures())
        assert await two.holds(session.access, at=two.b)
        await end(two, session, other)
        # The process that was told needs no second; where a third one told, both need to look.
        if end not in (by_disabling_the_account, by_raising_the_epoch):
            assert not await two.holds(session.access, at=two.a)
        await asyncio.sleep(A_SECOND)
        assert not await two.holds(session.access, at=two.b)
        assert await asyncio.wait_for(live.close_code(), PATIENCE) == FORBIDDEN
        assert (await two.use(session.refresh, at=two.b))["userErrors"] != []
        with pytest.raises(TimeoutError):
            await stranger.message(0.1)


# What an account may do, and where


async def test_a_lowered_level_is_obeyed_everywhere_within_a_second_and_the_socket_comes_back_with_less(two: Two) -> None:
    school = await two.log_in("10001")
    async with two.b.watching(WATCH, school.access) as live:
        await live.figures()
        assert await two.level(school.access, at=two.b) == "READ_WRITE"
        await change_account(two.world.accounts[Role.SCHOOL], employment_level=AccessLevel.NONE)
        await asyncio.sleep(A_SECOND)
        assert [await two.level(school.access, at=each) for each in (two.a, two.b)] == ["NONE", "NONE"]
        assert await asyncio.wait_for(live.close_code(), PATIENCE) == FORBIDDEN
    async with two.b.watching(WATCH, school.access) as live:
        message = await live.message()
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "FORBIDDEN")


async def test_a_schools_change_reaches_its_departments_everywhere_within_a_second(two: Two) -> None:
    department = await two.log_in("10001RR")
    async with two.b.watching("{ viewer { account } }", department.access) as live:
        assert (await live.message())["type"] == "next"
        assert await two.level(department.access, at=two.b) == "READ_WRITE"
        await change_account(two.world.accounts[Role.SCHOOL], employment_level=AccessLevel.READ_ONLY)
        await asyncio.sleep(A_SECOND)
        assert [await two.level(department.access, at=each) for each in (two.a, two.b)] == ["READ_ONLY", "READ_ONLY"]
        assert await asyncio.wait_for(live.close_code(), PATIENCE) == FORBIDDEN


async def test_a_moved_scope_is_obeyed_everywhere_within_a_second(two: Two) -> None:
    query = "{ graduates(first: 9) { totalCount } }"
    school = await two.log_in("10001")
    before = [await each.data(query, school.access) for each in (two.a, two.b)]
    assert before == [{"graduates": {"totalCount": 4}}] * 2
    await change_account(two.world.accounts[Role.SCHOOL], school_id=two.world.far_school.id, province_code="31")
    await asyncio.sleep(A_SECOND)
    assert [await each.data(query, school.access) for each in (two.a, two.b)] == [{"graduates": {"totalCount": 1}}] * 2


# A refresh token is used once, however many servers there are


async def test_of_two_uses_through_two_servers_at_once_exactly_one_wins_and_the_session_is_over(two: Two) -> None:
    won = []
    for _ in range(8):
        session = await two.log_in("moe")
        outcomes = await asyncio.gather(two.use(session.refresh, at=two.a), two.use(session.refresh, at=two.b))
        winners = [outcome for outcome in outcomes if outcome["accessToken"]]
        losers = [outcome for outcome in outcomes if not outcome["accessToken"]]
        assert (len(winners), [loser["userErrors"] for loser in losers]) == (1, [[{"code": "TOKEN_REUSED"}]])
        won += winners
    await asyncio.sleep(A_SECOND)
    for winner in won:
        assert [await two.holds(winner["accessToken"], at=each) for each in (two.a, two.b)] == [False, False]
        assert (await two.use(winner["refreshToken"]))["userErrors"] == [{"code": "TOKEN_REUSED"}]
