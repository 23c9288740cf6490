"""What a part of the invented graduates has registered of its archives and household registrations, in every status and on every way."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import orjson

from demo.ids import serial_id
from demo.reported_rows import ReportRow
from demo.reporting import plain
from demo.rows import GraduateRow
from demo.schools import TRANSFER_LEVELS
from demo.transfer_rows import ArchiveRecordRow, HukouRecordRow
from rules.acts import RecordKind
from rules.agreement_terms import ReviewLevel
from rules.gate_terms import Feature
from rules.record_terms import RecordStatus
from rules.reporting import REPORTED, Operation, ReportState
from rules.transfer_terms import DispatchMode, DispatchState, MigrationReason, MigrationType, RecordSource, TransferType

TransferRow = ArchiveRecordRow | HukouRecordRow | ReportRow

_ARCHIVES, _HUKOU, _REPORTS = 7, 8, 9
"""Series of `serial_id`, after those of the cohort."""
_STATUSES: Final = (
    *(RecordStatus.APPROVED, RecordStatus.PENDING_SCHOOL, RecordStatus.APPROVED, RecordStatus.PENDING_SCHOOL),
    *(RecordStatus.APPROVED, RecordStatus.REJECTED, RecordStatus.APPROVED, RecordStatus.CANCELLED),
)
_STATES: Final = (DispatchState.NOT_SENT, DispatchState.SENT, DispatchState.RECEIVED, DispatchState.RETURNED)
_STEP: Final = timedelta(hours=5)


def transfer_rows(ordinal: int, graduate: GraduateRow, reported: int) -> Iterator[TransferRow]:
    """Yield the rows of the graduate of this number, who was reported so often before; of two in three there are none."""
    if graduate.confirmed_at is None or ordinal % 3:
        return
    turn = ordinal // 3
    if graduate.archive_in_school:
        archive = _archive(ordinal, turn, graduate)
        yield archive
        if archive.status is RecordStatus.APPROVED:
            reported += 1
            yield _report(RecordKind.ARCHIVE, Feature.ARCHIVE, archive, reported, 2 * ordinal)
    if graduate.hukou_in_school:
        # Only every second turn has one at the school: half of it goes through all statuses and types.
        hukou = _hukou(ordinal, turn // 2, graduate)
        yield hukou
        if hukou.status is RecordStatus.APPROVED:
            yield _report(RecordKind.HUKOU, Feature.HUKOU, hukou, reported + 1, 2 * ordinal + 1)


def _shared(series: int, ordinal: int, turn: int, graduate: GraduateRow) -> dict[str, Any]:
    status = _STATUSES[turn % len(_STATUSES)]
    rejected = status is RecordStatus.REJECTED
    assert graduate.confirmed_at is not None
    begun = graduate.confirmed_at + _STEP
    return {
        "id": serial_id(series, ordinal),
        "graduate_id": graduate.id,
        **{name: getattr(graduate, name) for name in ("school_id", "province_code", "department_id", "person_id", "class_year")},
        "review_levels": TRANSFER_LEVELS,
        "status": status,
        "rejected_by": ReviewLevel.SCHOOL if rejected else None,
        "status_reason": "接收单位地址不完整，请补充后重新提交" if rejected else None,
        "version": 1 if status is RecordStatus.PENDING_SCHOOL else 2,
        "source": RecordSource.GRADUATE,
        "is_change": False,
        "created_at": begun,
        "updated_at": begun + _STEP,
    }


def _archive(ordinal: int, turn: int, graduate: GraduateRow) -> ArchiveRecordRow:
    shared, type_ = _shared(_ARCHIVES, ordinal, turn, graduate), list(TransferType)[turn % len(TransferType)]
    if type_ is TransferType.KEEP_AT_SCHOOL:
        return ArchiveRecordRow(**shared, transfer_type=type_)
    approved = shared["status"] is RecordStatus.APPROVED
    state = _STATES[turn // 2 % len(_STATES)] if approved else DispatchState.NOT_SENT
    sent = state is not DispatchState.NOT_SENT
    return ArchiveRecordRow(
        **shared,
        transfer_type=type_,
        receiver_name=f"测试测试档案接收单位{turn % 40 + 1}",
        receiver_division="110108",
        receiver_address=f"测试路{turn % 90 + 1}号",
        receiver_postcode="100871",
        receiver_person="测试联系人",
        receiver_phone="010-00000000",
        dispatch_mode=list(DispatchMode)[turn % len(DispatchMode)],
        dispatch_state=state,
        tracking_no=f"EX{ordinal:09}CN" if sent else None,
        sent_at=shared["updated_at"] if sent else None,
        received_at=shared["updated_at"] if state is DispatchState.RECEIVED else None,
        return_reason="收件单位查无此人" if state is DispatchState.RETURNED else None,
    )


def _hukou(ordinal: int, turn: int, graduate: GraduateRow) -> HukouRecordRow:
    shared, type_ = _shared(_HUKOU, ordinal, turn, graduate), list(MigrationType)[turn % len(MigrationType)]
    if type_ is MigrationType.KEEP:
        return HukouRecordRow(**shared, migration_type=type_)
    to_somebody = type_ in {MigrationType.TO_EMPLOYER, MigrationType.TO_TALENT_MARKET, MigrationType.TO_SCHOOL}
    return HukouRecordRow(
        **shared,
        migration_type=type_,
        migration_reason=MigrationReason.FURTHER_STUDY if type_ is MigrationType.TO_SCHOOL else MigrationReason.GRADUATION,
        destination_division="110108",
        destination_address=f"测试路{turn % 90 + 1}号",
        receiving_unit=f"测试测试户口接收单位{turn % 40 + 1}" if to_somebody else None,
    )


def _report(kind: RecordKind, feature: Feature, record: ArchiveRecordRow | HukouRecordRow, seq: int, ordinal: int) -> ReportRow:
    """Return the report of an approved record, which waits to be delivered."""
    said = {"status": record.status, **{column: getattr(record, column) for column in REPORTED[kind]}}
    return ReportRow(
        serial_id(_REPORTS, ordinal),
        record.graduate_id,
        seq,
        *(record.school_id, record.province_code, record.department_id, record.person_id, record.class_year),
        feature,
        Operation.UPSERT,
        kind,
        record.id,
        record.version,
        payload=orjson.dumps({column: plain(value) for column, value in said.items()}).decode(),
        state=ReportState.PENDING,
        attempts=0,
        next_attempt_at=None,
        last_error=None,
        acked_at=None,
        created_at=record.updated_at,
        updated_at=record.updated_at,
    )
