"""The employment ledger as a receiver: exactly once in effect, the newest report stands, and every report taken is kept."""

from uuid import uuid4

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import LedgerEdit, LedgerEntry, LedgerReceipt, Report
from rules.gate_terms import Feature
from rules.ledger import LedgerState
from rules.reporting import Operation
from sync.ledger import EmbeddedReceiver
from tests.actions.stage import Stage
from tests.sync.reports import reported
from tests.world import NOW

_RECORDS = (uuid4(), uuid4())


async def test_the_same_report_twice_changes_nothing(stage: Stage) -> None:
    report, receiver = await reported(stage.world.graduate), EmbeddedReceiver(stage.clock)
    await receiver.deliver(report)
    async with stage.leaves_no_trace():
        await receiver.deliver(report)
    entry = await LedgerEntry.get()
    assert (entry.state, entry.source_system, entry.category, entry.seq) == (LedgerState.APPROVED, "quxiang", "10", 1)
    assert orjson.loads(entry.payload)["employerName"] == "单位1"


async def test_what_is_older_than_the_entry_is_kept_and_changes_nothing_of_it(stage: Stage) -> None:
    receiver = EmbeddedReceiver(stage.clock)
    older, newer = await reported(stage.world.graduate, 1), await reported(stage.world.graduate, 2)
    await receiver.deliver(newer)
    await receiver.deliver(older)
    entry = await LedgerEntry.get()
    assert (entry.seq, entry.version, entry.record_id) == (2, 1, newer.record_id)
    assert [receipt.seq for receipt in await LedgerReceipt.all().order_by("seq")] == [1, 2]


async def test_a_withdrawal_ends_what_it_names_and_nothing_that_took_its_place(stage: Stage) -> None:
    receiver, record = EmbeddedReceiver(stage.clock), uuid4()
    first = await reported(stage.world.graduate, 1, record_id=record)
    second = await reported(stage.world.graduate, 2)
    late = await reported(stage.world.graduate, 3, record_id=record, operation=Operation.WITHDRAW)
    for report in (first, second, late):
        await receiver.deliver(report)
    assert (await LedgerEntry.get()).state is LedgerState.APPROVED
    end = await reported(
        stage.world.graduate, 4, record_id=second.record_id, operation=Operation.WITHDRAW, payload={"category": "10", "status": "VOIDED"}
    )
    await receiver.deliver(end)
    entry = await LedgerEntry.get()
    assert (entry.state, orjson.loads(entry.payload)["status"]) == (LedgerState.WITHDRAWN, "VOIDED")
    assert orjson.loads(entry.payload)["employerName"] == "单位2", "what it said while it counted stays to be read"


async def test_subjects_of_a_graduate_are_entries_of_their_own(stage: Stage) -> None:
    receiver = EmbeddedReceiver(stage.clock)
    for seq, feature in enumerate(Feature, 1):
        await receiver.deliver(await reported(stage.world.graduate, seq, feature=feature))
    assert await LedgerEntry.all().count() == len(Feature)


async def test_what_is_approved_later_overwrites_what_was_edited(stage: Stage) -> None:
    receiver = EmbeddedReceiver(stage.clock)
    await receiver.deliver(await reported(stage.world.graduate, 1, feature=Feature.ARCHIVE))
    entry = await LedgerEntry.get()
    await LedgerEdit.create(ledger_entry_id=entry.id, field="employerName", reported="单位1", edited="x", account_id=uuid4(), edited_at=NOW)
    await LedgerEntry.all().update(has_drift=True)
    await receiver.deliver(await reported(stage.world.graduate, 2, feature=Feature.ARCHIVE))
    assert not (await LedgerEntry.get()).has_drift
    assert not await LedgerEdit.exists()


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    written=st.lists(st.tuples(st.sampled_from(Operation), st.sampled_from(_RECORDS)), min_size=1, max_size=5),
    order=st.lists(st.integers(0, 4), max_size=12),
)
async def test_in_whatever_order_and_however_often_reports_come_the_newest_stands(
    stage: Stage, written: list[tuple[Operation, object]], order: list[int]
) -> None:
    for model in (LedgerReceipt, LedgerEntry, Report):
        await model.all().delete()
    receiver = EmbeddedReceiver(stage.clock)
    reports = [
        await reported(stage.world.graduate, seq, operation=operation, record_id=record)  # type: ignore[arg-type]
        for seq, (operation, record) in enumerate(written, 1)
    ]
    # Everything comes in the end, in order, as the relay sends it; before that, whatever came too early or twice.
    came = [reports[each] for each in order if each < len(reports)] + reports
    for report in came:
        await receiver.deliver(report)
    entry = await LedgerEntry.get()
    assert entry.seq == len(reports)
    assert await LedgerReceipt.all().count() == len(reports)
    newest = reports[-1]
    if newest.operation is Operation.UPSERT:
        assert (entry.state, entry.record_id, entry.record_version) == (LedgerState.APPROVED, newest.record_id, newest.record_version)
    elif entry.record_id == newest.record_id:
        assert entry.state is LedgerState.WITHDRAWN
