"""The tuple types of records beside agreements, of confirmations, and of the audit (`demo.rows` has the others)."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from rules.acts import ActName, RecordKind
from rules.agreement_terms import Initiator, ReviewLevel, SlotState
from rules.confirmation import ConfirmationState, GrantState, LookKey
from rules.gate_terms import ReviewLevels
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.termination import TerminationKind


class SupplementRow(NamedTuple):
    """Table supplement."""

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
    created_at: datetime
    updated_at: datetime
    agreement_number: str
    employer_name: str
    employer_uscc: str
    employer_contact: str | None = None
    employer_phone: str | None = None
    position: str | None = None
    monthly_pay: int | None = None
    work_address: str | None = None
    start_date: date | None = None
    source_system: str | None = None
    source_id: str | None = None


class TerminationRow(NamedTuple):
    """Table termination."""

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
    created_at: datetime
    updated_at: datetime
    agreement_id: UUID | None
    supplement_id: UUID | None
    initiator: Initiator
    kind: TerminationKind
    reason: str
    employer_id: UUID | None
    employer_name: str
    agreement_number: str
    is_graduate_disclosed: bool


class RegistrationRow(NamedTuple):
    """Table registration."""

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
    created_at: datetime
    updated_at: datetime
    category: str
    subtype: str | None = None
    employer_name: str | None = None
    employer_uscc: str | None = None
    employer_nature: str | None = None
    employer_industry: str | None = None
    division: str | None = None
    employer_address: str | None = None
    employer_contact: str | None = None
    employer_phone: str | None = None
    position_category: str | None = None
    position: str | None = None
    country: str | None = None
    admitted_school_code: str | None = None
    admitted_school_name: str | None = None
    admitted_major: str | None = None
    admitted_degree: str | None = None
    is_full_time: bool | None = None
    entity_name: str | None = None
    entity_uscc: str | None = None
    role: str | None = None
    occupation: str | None = None
    wish: str | None = None
    start_date: date | None = None
    source_system: str | None = None
    source_id: str | None = None


class DestinationSlotRow(NamedTuple):
    """Table destination_slot."""

    graduate_id: UUID
    holder_kind: str
    holder_id: UUID
    state: SlotState
    category: str | None
    created_at: datetime
    updated_at: datetime
    under_id: UUID | None = None


class ConfirmationRow(NamedTuple):
    """Table confirmation."""

    id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    class_year: int
    state: ConfirmationState
    category: str
    holder_kind: RecordKind
    holder_id: UUID
    transfer_number: str
    stale_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class VerificationGrantRow(NamedTuple):
    """Table verification_grant."""

    id: UUID
    confirmation_id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    class_year: int
    number: str
    shows_destination: bool
    shows_archive: bool
    shows_hukou: bool
    state: GrantState
    expires_at: datetime
    revoked_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class VerificationLookRow(NamedTuple):
    """Table verification_look."""

    id: UUID
    grant_id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    class_year: int
    looked_by: str
    key_kind: LookKey
    address: str | None
    created_at: datetime
    updated_at: datetime


class AuditRow(NamedTuple):
    """Table audit."""

    id: UUID
    account_id: UUID | None
    role: Role
    action: ActName
    record_kind: RecordKind
    record_id: str
    status_before: str | None
    status_after: str | None
    reason: str | None
    school_id: UUID | None
    province_code: str | None
    address: str | None
    reader_school_id: UUID | None
    reader_province_code: str | None
    chain: str
    chain_seq: int
    seal_key: str
    seal: str
    created_at: datetime
    updated_at: datetime


class AuditChainRow(NamedTuple):
    """Table audit_chain."""

    chain: str
    seq: int
    seal: str
    created_at: datetime
    updated_at: datetime
