"""Who is known costs no query; and where revocations cannot be followed, nobody is believed without one."""

import asyncio

from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from models import Account
from models.database import CONNECTION
from rules.roles import Role
from tests.engines import ENGINE
from tests.journey.server import Server
from tests.journey.two import A_SECOND, FORBIDDEN, WATCH, WHO, Two, away, change_account
from tests.patience import PATIENCE, until

# Without a query per request


async def test_who_is_known_asks_no_table_of_sessions_or_accounts(two: Two) -> None:
    names = ("11jy20", "10001", "10001RR", "huazhenshen", "ceshi", "moe")
    tokens = [(await two.log_in(name)).access for name in names]
    for server in (two.a, two.b):
        assert all([await two.holds(token, at=server) for token in tokens])
    async with away("account", "session", "refresh_token"), asyncio.timeout(PATIENCE):
        for _ in range(10):
            for server in (two.a, two.b):
                seen = await asyncio.gather(*(from_memory(server, token) for token in tokens))
                assert seen == list(names)


async def from_memory(server: Server, token: str) -> str:
    """Return who a token speaks for. Where the machine stood still for a second nobody is believed until the feed has gone on."""
    while "errors" in (answer := await server.ask(WHO, token)):
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["SERVICE_UNAVAILABLE"]
        await asyncio.sleep(0.05)
    account: str = answer["data"]["viewer"]["account"]
    return account


# Where the feed fails, nobody is believed


async def test_while_revocations_cannot_be_read_every_request_asks_and_where_nobody_answers_it_is_refused(two: Two) -> None:
    province, school = await two.log_in("11jy20"), await two.log_in("10001")
    async with two.b.watching(WATCH, province.access) as live:
        await live.figures()
        async with away("revocation_clock"):
            await asyncio.sleep(A_SECOND + 0.3)
            assert await two.holds(province.access, at=two.b)
            await until(lambda: two.logged("revocations cannot be followed"))
            await Account.filter(username="10001").update(is_enabled=False)  # nobody is told
            assert not await two.holds(school.access, at=two.b)
            async with away("session"):
                refused = await two.b.http.post("/graphql", json={"query": WHO}, headers={"authorization": f"Bearer {province.access}"})
                assert refused.status_code == 503
                (error,) = refused.json()["errors"]
                assert error["extensions"] == {"code": "SERVICE_UNAVAILABLE"}
                assert error["message"] == "暂时无法核实登录状态，请稍后重试。"
                assert await asyncio.wait_for(live.close_code(), PATIENCE) == FORBIDDEN
    await until(lambda: two.logged("revocations are followed again"))
    assert await two.holds(province.access, at=two.b)


if ENGINE == "postgresql":
    # What an embedded database has not: connections that others can cut, and locks that keep readers out.

    async def test_a_feed_that_is_cut_off_is_back_before_anybody_misses_it(two: Two) -> None:
        province = await two.log_in("11jy20")
        assert await two.holds(province.access, at=two.b)
        feeds = "application_name = 'quxiang feed' AND datname = current_database()"
        statement = f"SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE {feeds}"
        cut = await get_connection(CONNECTION).execute_query_dict(statement)
        assert [each["cut"] for each in cut] == [True, True]
        await change_account(two.world.accounts[Role.PROVINCE], is_enabled=False)
        await asyncio.sleep(A_SECOND)
        assert [await two.holds(province.access, at=each) for each in (two.a, two.b)] == [False, False]

    async def test_a_feed_that_waits_for_a_lock_is_late_and_everybody_asks(two: Two) -> None:
        province = await two.log_in("11jy20")
        assert await two.holds(province.access, at=two.b)
        async with in_transaction(CONNECTION) as lock:
            await lock.execute_query("LOCK TABLE revocation_clock IN ACCESS EXCLUSIVE MODE")
            await asyncio.sleep(A_SECOND + 0.3)
            assert await two.holds(province.access, at=two.b)
            await lock.execute_query("LOCK TABLE session IN ACCESS EXCLUSIVE MODE")
            refused = await two.b.http.post("/graphql", json={"query": WHO}, headers={"authorization": f"Bearer {province.access}"})
            assert refused.status_code == 503
