"""One tuple type per table that the demonstration fills: column names, types and order as they are written."""

from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from demo.record_rows import (
    AuditChainRow,
    AuditRow,
    ConfirmationRow,
    DestinationSlotRow,
    RegistrationRow,
    SupplementRow,
    TerminationRow,
    VerificationGrantRow,
    VerificationLookRow,
)
from demo.reported_rows import LedgerEntryRow, LedgerReceiptRow, ReportRow
from demo.transfer_rows import ArchiveBlockRow, ArchiveRecordRow, HukouRecordRow
from rules.agreement import Initiator, ReviewLevel, Status
from rules.employer import EmployerStatus
from rules.gate import AgreementType, ClassYearState, Feature, ReviewLevels
from rules.roles import AccessLevel, Role


class ClassYearRow(NamedTuple):
    """Table class_year."""

    year: int
    state: ClassYearState
    created_at: datetime
    updated_at: datetime
    changes_until: datetime | None = None
    closed_at: datetime | None = None
    status_reason: str | None = None


class FeatureSwitchRow(NamedTuple):
    """Table feature_switch."""

    id: UUID
    province_code: str
    feature: Feature
    created_at: datetime
    updated_at: datetime


class SchoolRow(NamedTuple):
    """Table school."""

    id: UUID
    province_code: str
    identifier: str
    code: str
    name: str
    is_vocational: bool
    created_at: datetime
    updated_at: datetime


class SchoolNamingRow(NamedTuple):
    """Table school_naming."""

    id: UUID
    school_id: UUID
    code: str
    name: str
    valid_from: date
    valid_until: date | None
    created_at: datetime
    updated_at: datetime


class DepartmentRow(NamedTuple):
    """Table department."""

    id: UUID
    school_id: UUID
    province_code: str
    name: str
    created_at: datetime
    updated_at: datetime


class AgreementTypeRow(NamedTuple):
    """Table agreement_type_setting."""

    id: UUID
    school_id: UUID
    province_code: str
    class_year: int
    agreement_type: AgreementType
    created_at: datetime
    updated_at: datetime


class SchoolSetupRow(NamedTuple):
    """Table school_setup."""

    id: UUID
    school_id: UUID
    province_code: str
    class_year: int
    feature: Feature
    review_levels: ReviewLevels
    reply_days: int
    contact: str
    created_at: datetime
    updated_at: datetime
    supplement_levels: ReviewLevels | None = None
    termination_levels: ReviewLevels | None = None
    registration_levels: ReviewLevels | None = None
    allowed_categories: str | None = None
    confirm_from: date | None = None
    confirm_until: date | None = None


class EmployerRow(NamedTuple):
    """Table employer."""

    id: UUID
    name: str
    uscc: str
    province_code: str
    status: EmployerStatus
    status_reason: str | None
    version: int
    nature: str
    industry: str
    division: str
    address: str
    postcode: str | None
    contact_name: str
    contact_phone: str
    contact_email: str | None
    superior: str | None
    accepts_archive: bool
    solves_hukou: bool
    created_at: datetime
    updated_at: datetime


class PersonRow(NamedTuple):
    """Table person."""

    id: UUID
    identity_index: str
    identity_index_key: str
    identity_cipher: bytes
    identity_cipher_key: str
    id_number_masked: str
    created_at: datetime
    updated_at: datetime


class GraduateRow(NamedTuple):
    """Table graduate."""

    id: UUID
    person_id: UUID
    school_id: UUID
    department_id: UUID
    province_code: str
    class_year: int
    exam_number: str
    student_number: str | None
    name: str
    id_number_masked: str
    degree_code: str
    major_code: str
    major_name: str
    training_mode: str
    sex_code: str
    ethnicity_code: str
    political_status_code: str
    class_name: str
    study_years: str
    directed_unit: str | None
    directed_division: str | None
    origin_code: str
    teacher_type_code: str
    hardship_code: str
    enrolled_month: str
    graduated_month: str
    archive_in_school: bool
    hukou_in_school: bool
    mobile: str
    email: str
    home_address: str
    confirmed_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    major_direction: str | None = None
    former_police_station: str | None = None
    qq: str | None = None
    home_phone: str | None = None
    home_postcode: str | None = None


class AgreementRow(NamedTuple):
    """Table agreement."""

    id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    class_year: int
    employer_id: UUID | None
    employer_name: str
    initiator: Initiator
    agreement_type: AgreementType
    review_levels: ReviewLevels
    status: Status
    rejected_by: ReviewLevel | None
    number: str | None
    invitee_name: str
    invitee_id_last4: str
    position: str | None
    monthly_pay: int | None
    is_graduate_disclosed: bool
    reply_deadline: datetime | None
    status_reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    employer_uscc: str | None = None
    employer_contact: str | None = None
    employer_phone: str | None = None
    work_address: str | None = None
    start_date: date | None = None


class ReviewRow(NamedTuple):
    """Table review."""

    id: UUID
    agreement_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    employer_id: UUID | None
    level: ReviewLevel
    is_passed: bool
    reason: str | None
    created_at: datetime
    updated_at: datetime


class AccountRow(NamedTuple):
    """Table account."""

    id: UUID
    username: str
    password_hash: str | None
    display_name: str
    role: Role
    is_enabled: bool
    epoch: int
    version: int
    province_code: str | None
    school_id: UUID | None
    department_id: UUID | None
    person_id: UUID | None
    employer_id: UUID | None
    employment_level: AccessLevel
    archive_level: AccessLevel
    hukou_level: AccessLevel
    created_at: datetime
    updated_at: datetime
    source_system: str | None = None


class DatabaseMarkRow(NamedTuple):
    """Table database_mark."""

    name: str
    value: str
    created_at: datetime
    updated_at: datetime


Row = (
    ClassYearRow
    | FeatureSwitchRow
    | SchoolRow
    | SchoolNamingRow
    | DepartmentRow
    | AgreementTypeRow
    | SchoolSetupRow
    | EmployerRow
    | PersonRow
    | GraduateRow
    | AgreementRow
    | ReviewRow
    | SupplementRow
    | TerminationRow
    | RegistrationRow
    | DestinationSlotRow
    | ConfirmationRow
    | VerificationGrantRow
    | VerificationLookRow
    | ArchiveBlockRow
    | ArchiveRecordRow
    | HukouRecordRow
    | ReportRow
    | LedgerEntryRow
    | LedgerReceiptRow
    | AuditRow
    | AuditChainRow
    | AccountRow
    | DatabaseMarkRow
)

TABLES: Final[dict[type[Row], str]] = {
    ClassYearRow: "class_year",
    FeatureSwitchRow: "feature_switch",
    SchoolRow: "school",
    SchoolNamingRow: "school_naming",
    DepartmentRow: "department",
    AgreementTypeRow: "agreement_type_setting",
    SchoolSetupRow: "school_setup",
    EmployerRow: "employer",
    PersonRow: "person",
    GraduateRow: "graduate",
    AgreementRow: "agreement",
    ReviewRow: "review",
    SupplementRow: "supplement",
    TerminationRow: "termination",
    RegistrationRow: "registration",
    DestinationSlotRow: "destination_slot",
    ConfirmationRow: "confirmation",
    VerificationGrantRow: "verification_grant",
    VerificationLookRow: "verification_look",
    ArchiveBlockRow: "archive_block",
    ArchiveRecordRow: "archive_record",
    HukouRecordRow: "hukou_record",
    ReportRow: "report",
    LedgerEntryRow: "ledger_entry",
    LedgerReceiptRow: "ledger_receipt",
    AuditRow: "audit",
    AuditChainRow: "audit_chain",
    AccountRow: "account",
    DatabaseMarkRow: "database_mark",
}
"""The table of each row type, what is referred to before what refers to it: rows written in this order break no foreign key."""
