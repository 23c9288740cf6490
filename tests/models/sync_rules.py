"""What the database refuses of reports on their way and of the ledger: one report, one attempt and one entry are there."""

from typing import Final

from models import LedgerReceipt, Report, ReportAttempt
from sync.ledger import EmbeddedReceiver
from tests.actions.hand_clock import HandClock

OF_SYNC: Final[dict[str, list[str]]] = {
    "report_attempt_milliseconds_from_zero": ["UPDATE report_attempt SET milliseconds = -1"],
    "relay_lease_whole": ["UPDATE relay_lease SET until = created_at"],
    "ledger_entry_feature_known": ["UPDATE ledger_entry SET feature = 'OTHER'"],
    "ledger_entry_state_known": ["UPDATE ledger_entry SET state = 'LOST'"],
    "ledger_entry_seq_from_one": ["UPDATE ledger_entry SET seq = 0"],
    "ledger_entry_locked": ["UPDATE ledger_entry SET has_drift = TRUE"],
    "ledger_receipt_operation_known": ["UPDATE ledger_receipt SET operation = 'FORGET'"],
}
"""Rule -> statements of which each breaks it and no other."""


async def begin_sync() -> None:
    """Write an attempt on the report that is there, and what the ledger makes of it."""
    report = await Report.get()
    await ReportAttempt.create(report_id=report.id, problem="answered 500", status=500, milliseconds=1)
    await EmbeddedReceiver(HandClock()).deliver(report)
    assert await LedgerReceipt.all().count() == 1
