"""Archives and household registrations among the edge values."""

from typing import Any

import models
from actions.flow_in import SAID
from rules.acts import RecordKind
from rules.agreement_terms import ReviewLevel
from rules.gate_terms import ReviewLevels
from rules.record_terms import RecordStatus
from rules.transfer import OPEN, STATUSES
from rules.transfer_terms import DispatchMode, DispatchState, MigrationReason, MigrationType, RecordSource, TransferType
from tests.planner.making import Rows

_SCOPE = ("school_id", "province_code", "department_id", "person_id", "class_year")


def add_transfers(rows: Rows, graduate: Any) -> None:
    """Make some records of a graduate, whatever they say of each other but what the database refuses: two open, or two approved."""
    for model in (models.ArchiveRecord, models.HukouRecord):
        has_open = has_approved = False
        for _ in range(rows.random.choice((0, 1, 2, 3))):
            status = rows.random.choice(STATUSES)
            if (status in OPEN and has_open) or (status is RecordStatus.APPROVED and has_approved):
                status = RecordStatus.CANCELLED
            has_open, has_approved = has_open or status in OPEN, has_approved or status is RecordStatus.APPROVED
            said = _archive(rows, status) if model is models.ArchiveRecord else _hukou(rows)
            rejected = status is RecordStatus.REJECTED
            rows.add(
                model,
                graduate_id=graduate.id,
                **{name: getattr(graduate, name) for name in _SCOPE},
                review_levels=rows.random.choice(list(ReviewLevels)),
                status=status,
                rejected_by=rows.random.choice(list(ReviewLevel)) if rejected else None,
                status_reason=rows.maybe(rows.text()),
                source=rows.random.choice(list(RecordSource)),
                is_change=rows.random.random() < 0.5,
                **said,
            )


def add_blocks(rows: Rows) -> None:
    """Let some destinations say where archive and household registration go; each has its record's key."""
    for record in (*rows.made[models.Agreement], *rows.made[models.Registration], *rows.made[models.Supplement]):
        of = {name: getattr(record, name) for name in ("graduate_id", *_SCOPE) if name != "class_year"}
        if rows.random.random() < 0.5:
            said = _archive(rows, RecordStatus.REJECTED)
            rows.add(models.ArchiveBlock, **of, **{name: said[name] for name in SAID[RecordKind.ARCHIVE] if name in said}).id = record.id
        if rows.random.random() < 0.5:
            rows.add(models.HukouBlock, **of, **_hukou(rows)).id = record.id


def _archive(rows: Rows, status: RecordStatus) -> dict[str, Any]:
    type_ = rows.random.choice(list(TransferType))
    if type_ is TransferType.KEEP_AT_SCHOOL:
        return {"transfer_type": type_}
    state = DispatchState.NOT_SENT
    if status in {RecordStatus.APPROVED, RecordStatus.SUPERSEDED}:
        state = rows.random.choice(list(DispatchState))
    return {
        "transfer_type": type_,
        "receiver_name": rows.text(),
        "receiver_division": "110108",
        "receiver_address": rows.text(),
        "receiver_postcode": rows.maybe("100871"),
        "receiver_person": rows.text()[:40],
        "receiver_phone": "010-1",
        "dispatch_mode": rows.maybe(rows.random.choice(list(DispatchMode))),
        "dispatch_state": state,
        "tracking_no": rows.maybe(rows.text()[:40]),
        "transfer_no": rows.maybe("2023100010000001"),
        "sent_at": None if state is DispatchState.NOT_SENT else rows.moment(),
        "received_at": rows.moment() if state is DispatchState.RECEIVED else None,
        "return_reason": rows.text() if state is DispatchState.RETURNED else None,
    }


def _hukou(rows: Rows) -> dict[str, Any]:
    type_ = rows.random.choice(list(MigrationType))
    if type_ is MigrationType.KEEP:
        return {"migration_type": type_}
    return {
        "migration_type": type_,
        "migration_reason": rows.random.choice(list(MigrationReason)),
        "destination_division": "110108",
        "destination_address": rows.text(),
        "receiving_unit": rows.maybe(rows.text()[:60]),
    }
