"""The tuple types of archives and household registrations (`demo.rows` has the others)."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from rules.agreement_terms import ReviewLevel
from rules.gate_terms import ReviewLevels
from rules.record_terms import RecordStatus
from rules.transfer_terms import DispatchMode, DispatchState, MigrationReason, MigrationType, RecordSource, TransferType


class ArchiveBlockRow(NamedTuple):
    """Table archive_block."""

    id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    created_at: datetime
    updated_at: datetime
    transfer_type: TransferType
    receiver_name: str
    receiver_division: str
    receiver_address: str
    receiver_postcode: str
    receiver_person: str
    receiver_phone: str
    dispatch_mode: DispatchMode


class ArchiveRecordRow(NamedTuple):
    """Table archive_record."""

    id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    class_year: int
    review_levels: ReviewLevels
    status: RecordStatus
    rejected_by: ReviewLevel | None
    status_reason: str | None
    version: int
    source: RecordSource
    is_change: bool
    created_at: datetime
    updated_at: datetime
    transfer_type: TransferType
    receiver_name: str | None = None
    receiver_division: str | None = None
    receiver_address: str | None = None
    receiver_postcode: str | None = None
    receiver_person: str | None = None
    receiver_phone: str | None = None
    dispatch_mode: DispatchMode | None = None
    dispatch_state: DispatchState = DispatchState.NOT_SENT
    tracking_no: str | None = None
    transfer_no: str | None = None
    sent_at: datetime | None = None
    received_at: datetime | None = None
    return_reason: str | None = None
    source_system: str | None = None
    source_id: str | None = None


class HukouRecordRow(NamedTuple):
    """Table hukou_record."""

    id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    class_year: int
    review_levels: ReviewLevels
    status: RecordStatus
    rejected_by: ReviewLevel | None
    status_reason: str | None
    version: int
    source: RecordSource
    is_change: bool
    created_at: datetime
    updated_at: datetime
    migration_type: MigrationType
    migration_reason: MigrationReason | None = None
    destination_division: str | None = None
    destination_address: str | None = None
    receiving_unit: str | None = None
    source_system: str | None = None
    source_id: str | None = None
