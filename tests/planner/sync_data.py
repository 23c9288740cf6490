"""Reports and entries of the ledger among the edge values."""

from uuid import UUID

import models
from rules.gate_terms import Feature
from rules.ledger import LedgerState
from rules.reporting import Operation, ReportState
from tests.planner.making import Rows


def add_reports(rows: Rows, number: int) -> None:
    """Make a report of a graduate, an entry of the ledger, and what hangs on either; of each feature there are some whatever the seed."""
    graduate, feature = rows.made[models.Graduate][number], list(Feature)[number % len(Feature)]
    scope = ("school_id", "province_code", "department_id", "person_id", "class_year")
    record = {"record_kind": "AGREEMENT", "record_id": UUID(int=rows.random.getrandbits(128), version=4)}
    of = {"graduate_id": graduate.id, "feature": feature, "payload": rows.text(), **{each: getattr(graduate, each) for each in scope}}
    state = rows.random.choice(list(ReportState))
    report = rows.add(
        models.Report,
        **of,
        **record,
        record_version=1,
        seq=1 + number,
        operation=rows.random.choice(list(Operation)),
        state=state,
        attempts=rows.random.choice((0, 1, 12)),
        next_attempt_at=rows.maybe(rows.moment()),
        last_error=rows.maybe(rows.text()),
        acked_at=rows.moment() if state is ReportState.ACKED else None,
        updated_at=rows.moment(),
    )
    for _ in range(rows.random.choice((0, 1, 3))):
        told = {"status": rows.maybe(500), "problem": rows.maybe(rows.text()[:200]), "milliseconds": 7}
        rows.add(models.ReportAttempt, report_id=report.id, **told)
    entry = rows.add(
        models.LedgerEntry,
        **of,
        **record,
        record_version=1,
        seq=1 + number,
        state=rows.random.choice(list(LedgerState)),
        source_system=rows.random.choice(("quxiang", "other")),
        category=rows.maybe("10"),
        reported_at=rows.moment(),
        has_drift=feature is not Feature.DESTINATION and rows.random.random() < 0.5,
        version=1 + number,
    )
    for each in range(rows.random.choice((0, 1, 3))):
        kept = {"ledger_entry_id": entry.id, "source_system": "quxiang", "operation": rows.random.choice(list(Operation))}
        key = {"idempotency_key": f"{number}:{each}", "record_version": each, "seq": each, "payload": rows.text()}
        rows.add(models.LedgerReceipt, **record, **kept, **key, reported_at=rows.moment())
    for field in rows.random.choice(((), ("a",), ("a", "b"))):
        account = rows.random.choice(rows.made[models.Account])
        values = {"reported": rows.maybe(rows.text()), "edited": rows.maybe(rows.text())}
        rows.add(models.LedgerEdit, ledger_entry_id=entry.id, field=field, account_id=account.id, edited_at=rows.moment(), **values)
