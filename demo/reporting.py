"""What the employment system was told of a graduate, report after report, and what the ledger inside made of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import Any
from uuid import UUID

import orjson

from demo.reported_rows import LedgerEntryRow, LedgerReceiptRow, ReportRow
from demo.rows import GraduateRow
from rules.acts import RecordKind
from rules.gate import Feature
from rules.ledger import OURS, LedgerState, camel
from rules.lives import LIVES
from rules.reporting import REPORTED, Operation, ReportState, idempotency_key

ReportedRow = ReportRow | LedgerEntryRow | LedgerReceiptRow


@dataclass(frozen=True, slots=True)
class Told:
    """One report to be: `version` is the record's at that moment, `said` what it said then over its columns as they are in the end."""

    at: datetime
    operation: Operation
    kind: RecordKind
    record: Any
    version: int
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def feature(self) -> Feature:
        """Return what it is about."""
        return LIVES[self.kind].feature if self.kind in LIVES else Feature.DESTINATION

    @property
    def payload(self) -> dict[str, Any]:
        """Return what it says, as `actions.reports` says it: of a record that counts no more, what it is known by alone."""
        named = ("category", "status") if self.feature is Feature.DESTINATION else ("status",)
        columns = named if self.operation is Operation.WITHDRAW else (*named, *REPORTED[self.kind])
        return {column: plain(self.said.get(column, getattr(self.record, column, None))) for column in columns}


@dataclass(slots=True)
class _Entry:
    """An entry of the ledger as it comes about."""

    told: Told
    payload: dict[str, Any]
    reported_at: datetime
    seq: int
    version: int = 1


def reported_rows(graduate: GraduateRow, told: Sequence[Told], keys: Callable[[str, int], UUID]) -> Iterator[ReportedRow]:
    """Yield what was reported of a graduate in order, all of it taken by the ledger inside, and the ledger's entries."""
    of = (graduate.school_id, graduate.province_code, graduate.department_id)
    entries: dict[Feature, _Entry] = {}
    receipts: list[LedgerReceiptRow] = []
    for seq, one in enumerate(_in_order(told), start=1):
        said = one.payload
        as_told = {camel(column): value for column, value in said.items()}
        record = (one.kind, one.record.id, one.version)
        yield ReportRow(
            keys("report", seq),
            graduate.id,
            seq,
            *of,
            graduate.person_id,
            graduate.class_year,
            one.feature,
            one.operation,
            *record,
            payload=orjson.dumps(said).decode(),
            state=ReportState.ACKED,
            attempts=1,
            next_attempt_at=None,
            last_error=None,
            acked_at=one.at,
            created_at=one.at,
            updated_at=one.at,
        )
        _enter(entries, one, as_told, seq)
        receipt = (idempotency_key(*record, one.operation), one.operation, OURS, *record, seq, orjson.dumps(as_told).decode())
        receipts.append(LedgerReceiptRow(keys("receipt", seq), keys("entry", _place(one.feature)), *receipt, one.at, one.at, one.at))
    yield from (_entry_row(keys("entry", _place(feature)), graduate, entry) for feature, entry in entries.items())
    yield from receipts


def _place(feature: Feature) -> int:
    return list(Feature).index(feature)


def _in_order(told: Sequence[Told]) -> list[Told]:
    """Return reports in order of time. What is in force in the end was reported last, also where a story's own order is another."""
    ordered = sorted(told, key=attrgetter("at"))
    withdrawn = {one.record.id for one in ordered if one.operation is Operation.WITHDRAW}
    of_destination = [one for one in ordered if one.feature is Feature.DESTINATION]
    if of_destination and of_destination[-1].record.id in withdrawn:
        for one in of_destination:
            if one.record.id not in withdrawn:
                ordered.remove(one)
                ordered.append(one)
    return ordered


def _enter(entries: dict[Feature, _Entry], told: Told, said: dict[str, Any], seq: int) -> None:
    """Bring the ledger's entry up as its receiver does (`sync.ledger`)."""
    entry = entries.get(told.feature)
    if entry is None:
        entries[told.feature] = _Entry(told, said, told.at, seq)
        return
    if told.operation is Operation.UPSERT:
        entry.told, entry.payload, entry.reported_at = told, said, told.at
    elif told.record.id == entry.told.record.id:
        entry.told, entry.payload, entry.reported_at = told, {**entry.payload, **said}, told.at
    entry.seq, entry.version = seq, entry.version + 1


def _entry_row(key: UUID, graduate: GraduateRow, entry: _Entry) -> LedgerEntryRow:
    told = entry.told
    return LedgerEntryRow(
        key,
        graduate.id,
        *(graduate.school_id, graduate.province_code, graduate.department_id, graduate.person_id, graduate.class_year),
        told.feature,
        LedgerState.APPROVED if told.operation is Operation.UPSERT else LedgerState.WITHDRAWN,
        OURS,
        *(told.kind, told.record.id, told.version),
        seq=entry.seq,
        category=entry.payload.get("category"),
        payload=orjson.dumps(entry.payload).decode(),
        reported_at=entry.reported_at,
        has_drift=False,
        version=entry.version,
        created_at=entry.reported_at,
        updated_at=entry.reported_at,
    )


def plain(value: Any) -> Any:
    """Return a value as reports have it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
