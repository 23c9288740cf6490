"""Servers that are set up otherwise than usual: with short lifetimes, and with a database that writes down what it is asked."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest
import pytest_asyncio
from tortoise.connection import get_connection

from models import Session
from models.database import CONNECTION
from tests.engines import ENGINE, Engine, PostgresEngine
from tests.journey.conftest import give_passwords
from tests.journey.server import PASSWORD, serving
from tests.journey.two import FORBIDDEN, WATCH, Two
from tests.patience import PATIENCE
from tests.world import World


@pytest_asyncio.fixture(loop_scope="session")
async def peopled(world: World) -> World:
    """Return the world, whose accounts all have the journey's password."""
    await give_passwords()
    return world


@pytest.mark.any_engine
async def test_a_socket_outlives_its_access_token_and_ends_with_its_session(peopled: World, database: str, tmp_path: Path) -> None:
    async with serving(database, access_token_seconds=6, session_idle_seconds=12) as a:
        two = Two(a, a, peopled, tmp_path)
        session = await two.log_in("11jy20")
        async with a.watching(WATCH, session.access) as live:
            await live.figures()
            await asyncio.sleep(6.5)
            assert not await two.holds(session.access, at=a)
            await two.use(session.refresh)
            with pytest.raises(TimeoutError):
                await live.message(6)  # it was refreshed: twelve seconds after the login it goes on
            assert await asyncio.wait_for(live.close_code(), PATIENCE) == FORBIDDEN
        assert (await Session.get()).ended_at is None


@pytest.mark.any_engine
async def test_the_client_is_who_connects_unless_a_trusted_proxy_names_another(peopled: World, database: str) -> None:
    login = "mutation($i: LoginInput!) { login(input: $i) { accessToken } }"
    body = {"query": login, "variables": {"i": {"account": "11jy20", "password": PASSWORD}}}
    forwarded = {"x-forwarded-for": "198.51.100.1, 203.0.113.9, 127.0.0.7"}
    async with serving(database) as alone:
        await alone.http.post("/graphql", json=body, headers=forwarded)
    async with serving(database, trusted_proxies="127.0.0.0/8,192.0.2.7") as behind:
        await behind.http.post("/graphql", json=body, headers=forwarded)
        await behind.http.post("/graphql", json=body)
    # What a client puts in front of the header is not believed: the last that no trusted proxy is counts.
    assert [each.address for each in await Session.all().order_by("created_at")] == ["127.0.0.1", "203.0.113.9", "127.0.0.1"]


if ENGINE == "postgresql":
    # An embedded database keeps no log of what it was asked; `test_revocation_feed` takes its tables away instead.

    QUIET = {"feed", "expiry", "reset"}
    """The statements that no request asks for."""

    def kind_of(line: str) -> str:
        """Return what a statement in the log is for: the feed's look, the clock's round, a connection given back, or itself."""
        known = {"FROM revocation_clock": "feed", '"class_year"': "expiry", '"agreement"': "expiry", "pg_advisory_unlock_all": "reset"}
        return next((kind for mark, kind in known.items() if mark in line), line)

    async def test_the_databases_own_log_shows_no_statement_for_a_request_of_whoever_is_known(
        engine: Engine, peopled: World, database: str, tmp_path: Path
    ) -> None:
        assert isinstance(engine, PostgresEngine)
        name = database.partition("?")[0].rpartition("/")[2]
        await get_connection(CONNECTION).execute_query(f"ALTER DATABASE {name} SET log_statement = 'all'")
        async with serving(database) as a, serving(database) as b:
            two = Two(a, b, peopled, tmp_path)
            token = (await two.log_in("11jy20")).access
            assert await two.holds(token, at=b)
            # Where the machine stood still for a second, whoever asks is asked about, and that hundred proves nothing.
            tries = [await kinds_of_a_hundred(engine, two, token)]
            while len(tries) < 20 and not any(set(kinds) <= QUIET for kinds in tries):
                tries.append(await kinds_of_a_hundred(engine, two, token))
        assert any(set(kinds) <= QUIET for kinds in tries), tries
        assert all(kinds["feed"] >= 1 for kinds in tries)

    async def kinds_of_a_hundred(engine: PostgresEngine, two: Two, token: str) -> Counter[str]:
        """Return what was asked of the database, by kind, while a hundred requests were answered and the feed looked."""
        begin = engine.log.stat().st_size
        for _ in range(100):
            assert await two.holds(token, at=two.b)
        # A hundred are answered in less time than lies between two looks of the feed.
        async with asyncio.timeout(PATIENCE):
            while "FROM revocation_clock" not in (asked := engine.log.read_text()[begin:]):
                assert await two.holds(token, at=two.b)
        return Counter(kind_of(line) for line in asked.splitlines() if "execute " in line or "statement: " in line)
