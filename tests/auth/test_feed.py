"""Every process applies what any process has revoked, in order and without gaps, or forgets everything."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import pytest_asyncio
from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from auth.feed import AT_ONCE, PAUSE, Feed
from auth.revocation import Gone, concerned_by, revoke
from auth.sessions import Begun
from auth.standings import FRESH_SECONDS, Follow, Standings
from models import Account, Revocation, RevocationClock
from models.database import CONNECTION
from models.feed import FeedConnection
from rules.roles import AccessLevel, Role
from tests.patience import PATIENCE, until
from tests.sessions import begun, claims_of
from tests.world import NOW, World


class Process:
    """One process's memory of the database, and its feed. The database it writes to is the test's."""

    def __init__(self, connection: FeedConnection) -> None:
        self.standings = Standings()
        self.feed = Feed(connection, self.standings, lambda: NOW)

    async def follow(self, session: Begun) -> Follow:
        return await self.standings.follow(claims_of(session), NOW)


@pytest_asyncio.fixture(loop_scope="session")
async def process(database: str) -> AsyncIterator[Process]:
    """Yield a process that has begun to follow."""
    connection = await FeedConnection.open(database)
    process = Process(connection)
    await process.feed.begin()
    yield process
    await connection.close()


@asynccontextmanager
async def running(process: Process) -> AsyncIterator[None]:
    """Let the feed run as the application does."""
    task = asyncio.create_task(process.feed.run_forever())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def announce(gone: Gone) -> None:
    async with in_transaction(CONNECTION):
        await revoke(NOW, accounts=gone.accounts, sessions=gone.sessions)


async def announce_and_fail(gone: Gone) -> None:
    async with in_transaction(CONNECTION):
        await revoke(NOW, accounts=gone.accounts)
        raise ZeroDivisionError


async def two_followed(process: Process, world: World) -> tuple[Follow, Follow]:
    """Return the follows of two accounts' sessions."""
    sessions = [await begun(world.accounts[role]) for role in (Role.SCHOOL, Role.MINISTRY)]
    return await process.follow(sessions[0]), await process.follow(sessions[1])


async def test_what_another_process_has_revoked_is_applied_at_the_next_look(process: Process, world: World) -> None:
    school, ministry = await two_followed(process, world)
    await announce(Gone.of(accounts=[school.claims.account_id]))
    assert not school.over.is_set()
    await process.feed.look()
    assert (school.over.is_set(), ministry.over.is_set()) == (True, False)
    await announce(Gone.of(sessions=[ministry.claims.session_id]))
    await process.feed.look()
    assert ministry.over.is_set()


async def test_many_at_once_are_applied_at_once(process: Process, world: World) -> None:
    follows = await two_followed(process, world)
    await announce(Gone.of(accounts=[each.claims.account_id for each in follows], sessions=[world.school.id]))
    assert (await RevocationClock.get()).seq == 3
    await process.feed.look()
    assert all(each.over.is_set() for each in follows)


async def test_a_process_that_begins_does_not_mind_what_was_revoked_before(process: Process, world: World) -> None:
    (school, _) = await two_followed(process, world)
    await announce(Gone.of(accounts=[school.claims.account_id]))
    await process.feed.begin()
    await process.feed.look()
    assert not school.over.is_set()


async def test_what_is_rolled_back_was_never_revoked_and_leaves_no_gap(process: Process, world: World) -> None:
    school, ministry = await two_followed(process, world)
    with pytest.raises(ZeroDivisionError):
        await announce_and_fail(Gone.of(accounts=[school.claims.account_id]))
    await process.feed.look()
    await announce(Gone.of(accounts=[ministry.claims.account_id]))
    await process.feed.look()
    assert (school.over.is_set(), ministry.over.is_set()) == (False, True)


@pytest.mark.parametrize("missing", ["pruned", "some of them", "restored", "too many"])
async def test_where_revocations_cannot_be_known_everything_is_forgotten(
    process: Process, world: World, missing: str, caplog: pytest.LogCaptureFixture
) -> None:
    follows = await two_followed(process, world)
    await announce(Gone.of(sessions=[world.school.id, world.department.id, world.far_school.id]))
    match missing:
        case "pruned":
            await Revocation.all().delete()
        case "some of them":
            await Revocation.filter(seq=2).delete()
        case "restored":
            await process.feed.look()
            await RevocationClock.all().update(seq=1)
        case _:
            await RevocationClock.all().update(seq=AT_ONCE + 1)
    with caplog.at_level(logging.WARNING, logger="auth.feed"):
        await process.feed.look()
    assert all(each.over.is_set() for each in follows)
    assert "everything is forgotten" in caplog.text
    again = await two_followed(process, world)
    await announce(Gone.of(sessions=[world.neighbour_school.id])) if missing != "restored" else None
    await process.feed.look()
    assert not any(each.over.is_set() for each in again)


async def test_a_running_feed_obeys_by_itself_and_keeps_what_is_remembered_fresh(process: Process, world: World) -> None:
    async with running(process):
        school, ministry = await two_followed(process, world)
        await announce(Gone.of(accounts=[school.claims.account_id]))
        await asyncio.wait_for(school.over.wait(), PATIENCE)
        await asyncio.sleep(FRESH_SECONDS + PAUSE)
        await until(lambda: process.standings.is_fresh)
        assert not ministry.over.is_set()


async def test_a_feed_that_cannot_look_says_so_once_and_who_follows_is_asked_about_until_it_can(
    process: Process, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    rename = get_connection(CONNECTION).execute_query
    with caplog.at_level(logging.INFO, logger="auth.feed"):
        async with running(process):
            school, ministry = await two_followed(process, world)
            await rename("ALTER TABLE revocation_clock RENAME TO clock_away")
            await asyncio.sleep(FRESH_SECONDS + 2 * PAUSE)
            assert (process.standings.is_fresh, school.over.is_set()) == (False, False)
            await Account.filter(id=school.claims.account_id).update(is_enabled=False)
            await asyncio.wait_for(school.over.wait(), PATIENCE)
            await rename("ALTER TABLE clock_away RENAME TO revocation_clock")
            await until(lambda: process.standings.is_fresh)
            assert not ministry.over.is_set()
    said = [record.getMessage().partition(" (")[0] for record in caplog.records if record.name == "auth.feed"]
    assert said == ["revocations cannot be followed", "revocations are followed again"]


async def test_a_change_of_a_school_account_concerns_its_schools_departments_and_of_any_other_itself(world: World) -> None:
    school, department = world.accounts[Role.SCHOOL], world.accounts[Role.DEPARTMENT]
    levels: dict[str, Any] = dict.fromkeys(("employment_level", "archive_level", "hukou_level"), AccessLevel.READ_ONLY)
    places: dict[str, Any] = {"province_code": "11", "school": world.neighbour_school, "department": world.neighbour_department}
    await Account.create(username="10003d", display_name="d", role=Role.DEPARTMENT, **places, **levels)
    assert set(await concerned_by(school)) == {school.id, department.id}
    for role in set(world.accounts) - {Role.SCHOOL}:
        assert await concerned_by(world.accounts[role]) == [world.accounts[role].id]


async def test_revoking_nothing_draws_no_number(world: World) -> None:
    assert not await revoke(NOW)
    assert (await RevocationClock.get()).seq == 0


def test_what_is_gone_adds_up_and_concerns_its_accounts_and_sessions(world: World) -> None:
    account, other, session = world.school.id, world.far_school.id, world.department.id
    gone = Gone.of(accounts=[account]) | Gone.of(sessions=[session])
    assert gone.concerns(account, other)
    assert gone.concerns(other, session)
    assert not gone.concerns(other, other)
    assert not Gone()
