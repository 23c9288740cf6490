"""The hub wakes the views a change concerns, at once and at most five times a second, and finds what no signal told it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from datetime import datetime
from uuid import UUID

import pytest
import pytest_asyncio
from broadcaster import Broadcast
from tortoise.expressions import F

from actions.agreement import move_agreement
from actions.context import ActionContext, Dirty, NoSignals, Signals
from auth.standings import Standings
from models import SigningCounters
from models.database import is_postgres, sqlite_path
from planner.databases import Database, PostgreSQLDatabase, SQLiteDatabase
from rules.acts import RecordKind
from rules.agreement import Move, Status
from rules.roles import Role
from subscriptions.hub import WINDOW, Chosen, Hub, OneJob, unlike
from subscriptions.versions import version_reader
from tests.patience import PATIENCE
from tests.world import NOW, OPEN_YEAR, SEAL, VAULT, World, make_agreement
from web.context import ProcessSignals

ONE = UUID(int=1)
NEVER = 3600.0
"""Seconds between two sweeps of a hub that is told of changes by signals alone."""
OFTEN = 0.05
"""Seconds between two sweeps of a hub that finds what no signal told."""
QUIET = WINDOW + 0.15
"""Seconds within which nothing may come."""


class FixedClock:
    """Shows the world's noon."""

    def now(self) -> datetime:
        """Return the moment."""
        return NOW


@pytest_asyncio.fixture(loop_scope="session")
async def reads(database: str) -> AsyncIterator[Database]:
    """Yield reading connections to the test's database."""
    opened = await (PostgreSQLDatabase.open(database) if is_postgres(database) else SQLiteDatabase.open(sqlite_path(database), 1))
    yield opened
    await opened.close()


@pytest_asyncio.fixture(loop_scope="session")
async def hub(reads: Database) -> AsyncIterator[Hub]:
    """Yield a hub that listens, and does not sweep: what it says it was told."""
    async with Hub(Broadcast("memory://"), version_reader(reads), NEVER) as hub:
        yield hub


@pytest_asyncio.fixture(loop_scope="session")
async def sweeping(reads: Database) -> AsyncIterator[Hub]:
    """Yield a hub that sweeps."""
    async with Hub(Broadcast("memory://"), version_reader(reads), OFTEN) as hub:
        yield hub


async def comes(due: AsyncGenerator[None, None], seconds: float = PATIENCE) -> bool:
    """Return whether an answer becomes due in time. A wait that was given up ends the view, as a closed socket does."""
    try:
        await asyncio.wait_for(anext(due), seconds)
    except TimeoutError:
        return False
    return True


async def change(world: World, signals: Signals) -> None:
    """Let the school pass one agreement, telling `signals`."""
    agreement = await make_agreement(world, status=Status.PENDING_SCHOOL)
    ctx = ActionContext(world.actor(Role.SCHOOL), FixedClock(), signals, VAULT, SEAL)
    await move_agreement(ctx, agreement.id, Move.PASS, version=agreement.version)


def dirty(school_id: UUID, province_code: str = "11", class_year: int = OPEN_YEAR, kind: str = RecordKind.AGREEMENT) -> Dirty:
    """Return a change of one school's counters, or of another record of its."""
    return Dirty(kind, str(ONE), school_id, province_code, class_year)


async def test_a_view_is_due_at_once_and_again_after_a_change_of_what_it_sums(hub: Hub, world: World) -> None:
    async with aclosing(hub.watch(Chosen(OPEN_YEAR, "11"))) as due:
        assert await comes(due)
        await change(world, ProcessSignals(hub, Standings()))
        assert await comes(due)


@pytest.mark.parametrize("other", [Chosen(OPEN_YEAR, "31"), Chosen(OPEN_YEAR - 1, "11")])
async def test_a_view_is_not_woken_by_another_province_or_year(hub: Hub, world: World, other: Chosen) -> None:
    async with aclosing(hub.watch(other)) as due:
        assert await comes(due)
        hub.changed([dirty(world.school.id)])
        assert not await comes(due, QUIET)


async def test_a_view_of_one_school_is_not_woken_by_its_neighbour(hub: Hub, world: World) -> None:
    async with aclosing(hub.watch(Chosen(OPEN_YEAR, school_id=world.school.id))) as due:
        assert await comes(due)
        hub.changed([dirty(world.neighbour_school.id)])
        assert not await comes(due, QUIET)


async def test_a_view_of_figures_is_not_woken_by_how_far_an_import_has_come(hub: Hub, world: World) -> None:
    async with aclosing(hub.watch(Chosen(OPEN_YEAR))) as due:
        assert await comes(due)
        hub.changed([dirty(world.school.id, kind=RecordKind.ROSTER_IMPORT)])
        assert not await comes(due, QUIET)


async def test_a_view_of_an_import_is_woken_by_it_and_by_nothing_else(hub: Hub, world: World) -> None:
    async with aclosing(hub.watch(OneJob(RecordKind.ROSTER_IMPORT, ONE))) as due:
        assert await comes(due)
        hub.changed([dirty(world.school.id, kind=RecordKind.ROSTER_IMPORT)])
        assert await comes(due)
        hub.changed([dirty(world.school.id), Dirty(RecordKind.ROSTER_IMPORT, str(UUID(int=2)), world.school.id, "11", OPEN_YEAR)])
        assert not await comes(due, QUIET)


async def test_many_changes_within_a_window_are_one_answer(hub: Hub, world: World) -> None:
    async with aclosing(hub.watch(Chosen(OPEN_YEAR))) as due:
        assert await comes(due)
        for _ in range(50):
            hub.changed([dirty(world.school.id)])
        assert await comes(due)
        assert not await comes(due, QUIET)


async def test_a_change_that_comes_while_an_answer_is_read_makes_another_due(hub: Hub, world: World) -> None:
    async with aclosing(hub.watch(Chosen(OPEN_YEAR))) as due:
        assert await comes(due)
        hub.changed([dirty(world.school.id)])
        assert await comes(due)
        # Nobody has asked for the next answer yet: the reader is still busy with this one.
        hub.changed([dirty(world.school.id)])
        await asyncio.sleep(WINDOW)
        assert await comes(due)


async def test_a_lost_signal_is_found_within_a_sweep_and_answered_once(sweeping: Hub, world: World) -> None:
    async with aclosing(sweeping.watch(Chosen(OPEN_YEAR, "11"))) as due:
        assert await comes(due)
        await change(world, NoSignals())
        assert await comes(due)
        assert not await comes(due, QUIET)


async def test_a_correction_of_the_counters_by_another_process_is_found(sweeping: Hub, world: World) -> None:
    async with aclosing(sweeping.watch(Chosen(OPEN_YEAR, school_id=world.school.id))) as due:
        assert await comes(due)
        await SigningCounters.filter(school_id=world.school.id).update(version=F("version") + 1)
        assert await comes(due)


async def test_a_view_that_has_ended_is_forgotten(hub: Hub, world: World) -> None:
    async with aclosing(hub.watch(Chosen(OPEN_YEAR))) as due:
        assert await comes(due)
    assert hub.watching == 0


def test_many_records_of_one_place_and_year_are_told_as_one_and_each_import_as_itself() -> None:
    graduates = [Dirty(RecordKind.GRADUATE, str(UUID(int=each)), ONE, "11", OPEN_YEAR) for each in range(500)]
    elsewhere = Dirty(RecordKind.GRADUATE, "1", UUID(int=2), "11", OPEN_YEAR)
    imports = [Dirty(RecordKind.ROSTER_IMPORT, str(UUID(int=each)), ONE, "11", OPEN_YEAR) for each in range(2)]
    told = unlike([*graduates, elsewhere, *imports])
    assert [(each.record_kind, each.school_id) for each in told] == [
        (each.record_kind, each.school_id) for each in (graduates[0], elsewhere, *imports)
    ]
    assert [each.record_id for each in told if each.record_kind == RecordKind.ROSTER_IMPORT] == [each.record_id for each in imports]
