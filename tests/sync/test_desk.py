"""What an operator decides about reports, and what it is shown."""

from uuid import uuid4

from tortoise.expressions import Q

from models import Audit, LedgerReceipt, Report
from rules.errors import NotFound
from rules.gate_terms import Feature
from rules.reporting import ReportState
from rules.roles import Role
from sync import desk
from sync.ledger import EmbeddedReceiver
from sync.relay import Relay, RelayTerms
from tests.actions.stage import Stage
from tests.sync.reports import reported
from tests.world import NOW


async def given_up(stage: Stage) -> Report:
    """Write a report that was given up, and another of the graduate that it holds back."""
    dead = await reported(stage.world.graduate, 1, state=ReportState.DEAD, attempts=12, last_error="answered 500")
    await reported(stage.world.graduate, 2)
    return dead


def relay(stage: Stage) -> Relay:
    return Relay(stage.clock, EmbeddedReceiver(stage.clock), RelayTerms())


async def test_status_counts_and_names_what_was_given_up(stage: Stage) -> None:
    dead = await given_up(stage)
    found = await desk.status()
    assert found.counts == {(Feature.DESTINATION, ReportState.DEAD): 1, (Feature.DESTINATION, ReportState.PENDING): 1}
    assert (found.oldest_waiting, found.delayed, found.dead) == (NOW, 0, [dead])


async def test_what_is_due_again_is_sent_with_what_it_held_back(stage: Stage) -> None:
    await given_up(stage)
    assert await relay(stage).run_once() == 0
    assert await desk.retry(Q(school_id=stage.world.neighbour_school.id), NOW) == 0
    assert await desk.retry(Q(school_id=stage.world.school.id), NOW) == 1
    assert await relay(stage).run_once() == 2


async def test_what_is_skipped_is_never_sent_and_the_audit_says_why(stage: Stage) -> None:
    dead = await given_up(stage)
    await desk.pass_over(stage.as_role(Role.SCHOOL), dead.id, reason="重复")
    assert await relay(stage).run_once() == 1
    entry = await Audit.get(action="REPORT_SKIP")
    assert (entry.record_kind, entry.status_before, entry.status_after, entry.reason) == ("REPORT", "DEAD", "SKIPPED", "重复")
    assert entry.reader_school_id == stage.world.school.id


async def test_what_was_not_given_up_is_not_skipped_and_leaves_no_trace(stage: Stage) -> None:
    waiting = await reported(stage.world.graduate)
    for key in (waiting.id, uuid4()):
        async with stage.refuses(NotFound):
            await desk.pass_over(stage.as_role(Role.SCHOOL), key, reason="x")


async def test_what_is_replayed_is_sent_again_and_counts_once(stage: Stage) -> None:
    for seq in (1, 2):
        await reported(stage.world.graduate, seq)
    await reported(stage.world.classmate, 1)
    assert await relay(stage).run_once() == 3
    assert await desk.replay(Q(graduate_id=stage.world.graduate.id), NOW) == 2
    assert await relay(stage).run_once() == 2
    assert await LedgerReceipt.all().count() == 3
    assert await Report.filter(state=ReportState.ACKED).count() == 3
