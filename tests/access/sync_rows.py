"""Reports of every subject and what the ledger made of them, of a graduate of each school, every nullable column of some filled."""

from typing import Any

from models import Graduate, LedgerEdit, LedgerEntry, LedgerReceipt, Report, ReportAttempt
from rules.gate_terms import Feature
from rules.reporting import ReportState
from rules.roles import Role
from sync.ledger import EmbeddedReceiver
from tests.access.oracle import Row
from tests.actions.hand_clock import HandClock
from tests.sync.reports import reported
from tests.world import NOW, World

_SUBJECTS = {Feature.DESTINATION: "Destination", Feature.ARCHIVE: "Archive", Feature.HUKOU: "Hukou"}


async def write_reports(world: World) -> list[Row]:
    """Write them, and return their rows."""
    receiver = EmbeddedReceiver(HandClock())
    for graduate in (world.graduate, world.classmate, world.far_graduate):
        for seq, feature in enumerate(Feature, 1):
            taken = await reported(graduate, seq, feature=feature, state=ReportState.ACKED, acked_at=NOW, attempts=1)
            await receiver.deliver(taken)
            failed: dict[str, Any] = {"next_attempt_at": NOW, "last_error": "answered 500", "attempts": 1}
            waiting = await reported(graduate, seq + len(Feature), feature=feature, **failed)
            await ReportAttempt.create(report_id=waiting.id, status=500, problem="answered 500", milliseconds=12, created_at=NOW)
    account = world.accounts[Role.SCHOOL].id
    for entry in await LedgerEntry.exclude(feature=Feature.DESTINATION):
        values: dict[str, Any] = {"field": "employerName", "reported": "单位1", "edited": "改", "account_id": account, "edited_at": NOW}
        await LedgerEdit.create(ledger_entry_id=entry.id, **values)
        await LedgerEntry.filter(id=entry.id).update(has_drift=True)
    return await _rows()


async def _rows() -> list[Row]:
    reports, entries = {each.id: each for each in await Report.all()}, {each.id: each for each in await LedgerEntry.all()}
    people = {each.id: each.person_id for each in await Graduate.all()}
    found = [
        Row(
            f"{_SUBJECTS[each.feature]}{kind}",
            each.id,
            each.province_code,
            each.school_id,
            each.department_id,
            people[each.graduate_id],
            graduate=each.graduate_id,
            class_year=each.class_year,
        )
        for kind, of_kind in (("Report", reports.values()), ("LedgerEntry", entries.values()))
        for each in of_kind
    ]
    for attempt in await ReportAttempt.all():
        of = reports[attempt.report_id]
        found.append(Row("ReportAttempt", attempt.id, of.province_code, of.school_id, of.department_id, report=of.id))
    for receipt in await LedgerReceipt.all():
        to = entries[receipt.ledger_entry_id]
        found.append(Row("LedgerReceipt", receipt.id, to.province_code, to.school_id, to.department_id, entry=to.id))
    for edit in await LedgerEdit.all():
        to = entries[edit.ledger_entry_id]
        scope = (to.province_code, to.school_id, to.department_id)
        found.append(Row("LedgerEdit", edit.id, *scope, entry=to.id, account=edit.account_id))
    return found
