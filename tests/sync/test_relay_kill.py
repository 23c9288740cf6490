"""A relay that is killed, wherever it is: nothing is lost, nothing counts twice, and the next one goes on in order."""

import asyncio
from datetime import timedelta
from itertools import count

import pytest

from models import LedgerEntry, LedgerReceipt, RelayLease, Report
from rules.reporting import ReportState
from sync.ledger import EmbeddedReceiver
from sync.relay import MARGIN, Relay, RelayTerms
from tests.actions.stage import Stage
from tests.jobs.doomed import doomed
from tests.sync.receiver import SECRET, FaultyReceiver
from tests.sync.reports import reported

RELAYER = "tests.sync.relayer"
LEASE = timedelta(seconds=10) + MARGIN


async def killed_through(stage: Stage, database: str, told: str) -> int:
    """Kill a relay before each statement of its work in turn, until one had none left to die of; return how many died."""
    async with doomed(RELAYER, database, stage.clock.now() + 2 * LEASE, told) as process, asyncio.timeout(120):
        for statement in count(1):
            await RelayLease.all().update(holder=None, until=None)
            await process.begin(dies_at=statement)
            if not await process.was_killed():
                return statement - 1
    raise AssertionError


async def test_killed_before_each_statement_in_turn_the_ledger_has_the_report_once(stage: Stage, database: str) -> None:
    await reported(stage.world.graduate)
    assert await killed_through(stage, database, "") > 5
    assert await Report.filter(state=ReportState.ACKED).count() == 1
    assert await LedgerReceipt.all().count() == 1
    assert await LedgerEntry.filter(seq=1, version=1).count() == 1


@pytest.mark.deep
async def test_killed_before_each_statement_in_turn_the_receiver_has_each_report_once_and_in_order(
    stage: Stage, database: str, receiver: FaultyReceiver
) -> None:
    for seq in (1, 2, 3):
        await reported(stage.world.graduate, seq)
    assert await killed_through(stage, database, f"{receiver.url} {SECRET}") > 10
    assert receiver.numbers(stage.world.graduate.exam_number) == [1, 2, 3]
    assert await Report.filter(state=ReportState.ACKED).count() == 3


@pytest.mark.deep
async def test_a_lease_whose_holder_was_killed_is_taken_up_when_it_is_over(stage: Stage, database: str) -> None:
    await reported(stage.world.graduate)
    async with doomed(RELAYER, database, stage.clock.now()) as process, asyncio.timeout(60):
        for statement in count(1):
            await process.begin(dies_at=statement)
            assert await process.was_killed()
            if (await RelayLease.get()).holder is not None:
                break
    relay = Relay(stage.clock, EmbeddedReceiver(stage.clock), RelayTerms())
    stage.clock.advance(LEASE - timedelta(seconds=1))
    assert await relay.run_once() == 0
    stage.clock.advance(timedelta(seconds=1))
    assert await relay.run_once() == 1
