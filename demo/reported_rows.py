"""The tuple types of what is reported (`demo.rows` has the others): reports, and what the ledger inside made of them."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from rules.acts import RecordKind
from rules.gate import Feature
from rules.ledger import LedgerState
from rules.reporting import Operation, ReportState


class ReportRow(NamedTuple):
    """Table report."""

    id: UUID
    graduate_id: UUID
    seq: int
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    class_year: int
    feature: Feature
    operation: Operation
    record_kind: RecordKind
    record_id: UUID
    record_version: int
    payload: str
    state: ReportState
    attempts: int
    next_attempt_at: datetime | None
    last_error: str | None
    acked_at: datetime | None
    created_at: datetime
    updated_at: datetime


class LedgerEntryRow(NamedTuple):
    """Table ledger_entry."""

    id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    class_year: int
    feature: Feature
    state: LedgerState
    source_system: str
    record_kind: RecordKind
    record_id: UUID
    record_version: int
    seq: int
    category: str | None
    payload: str
    reported_at: datetime
    has_drift: bool
    version: int
    created_at: datetime
    updated_at: datetime


class LedgerReceiptRow(NamedTuple):
    """Table ledger_receipt."""

    id: UUID
    ledger_entry_id: UUID
    idempotency_key: str
    operation: Operation
    source_system: str
    record_kind: RecordKind
    record_id: UUID
    record_version: int
    seq: int
    payload: str
    reported_at: datetime
    created_at: datetime
    updated_at: datetime
