"""What the employment system was told of an agreement that is in force: the report, and what the ledger inside made of it."""

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any

import orjson

from demo.reported_rows import LedgerEntryRow, LedgerReceiptRow, ReportRow
from demo.rows import AgreementRow
from rules.acts import RecordKind
from rules.gate import Feature
from rules.ledger import OURS, LedgerState, camel
from rules.registration import SIGNED
from rules.reporting import REPORTED, Operation, ReportState, idempotency_key

_KIND = RecordKind.AGREEMENT


def reported_rows(agreement: AgreementRow) -> Iterator[ReportRow | LedgerEntryRow | LedgerReceiptRow]:
    """Yield the rows; the graduate has no other report. They have the agreement's key: each is in a table of its own."""
    said = {"category": SIGNED, "status": agreement.status, **{column: getattr(agreement, column) for column in REPORTED[_KIND]}}
    plain = {column: _plain(value) for column, value in said.items()}
    told = orjson.dumps({camel(column): value for column, value in plain.items()}).decode()
    at = agreement.updated_at
    of = (agreement.school_id, agreement.province_code, agreement.department_id, agreement.person_id, agreement.class_year)
    record = (_KIND, agreement.id, agreement.version)
    yield ReportRow(
        agreement.id,
        agreement.graduate_id,
        1,
        *of,
        Feature.DESTINATION,
        Operation.UPSERT,
        *record,
        payload=orjson.dumps(plain).decode(),
        state=ReportState.ACKED,
        attempts=1,
        next_attempt_at=None,
        last_error=None,
        acked_at=at,
        created_at=at,
        updated_at=at,
    )
    yield LedgerEntryRow(
        agreement.id,
        agreement.graduate_id,
        *of,
        Feature.DESTINATION,
        LedgerState.APPROVED,
        OURS,
        *record,
        seq=1,
        category=SIGNED,
        payload=told,
        reported_at=at,
        has_drift=False,
        version=1,
        created_at=at,
        updated_at=at,
    )
    key = idempotency_key(*record, Operation.UPSERT)
    yield LedgerReceiptRow(agreement.id, agreement.id, key, Operation.UPSERT, OURS, *record, 1, told, at, at, at)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
