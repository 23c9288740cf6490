"""What the product's GraphQL names stand for, written by hand: columns, foreign keys, orders, and who sees which rows."""

from typing import Final

from rules.acts import ACT_LABELS, ActName
from rules.agreement import Initiator, ReviewLevel, Status
from rules.codes import (
    EMPLOYER_NATURES,
    ETHNICITIES,
    HARDSHIPS,
    INDUSTRIES,
    POLITICAL_STATUSES,
    SEXES,
    TEACHER_TYPES,
    TRAINING_MODES,
)
from rules.employer import EmployerStatus
from rules.gate import AgreementType
from rules.labels import AGREEMENT_TYPE_LABELS, DEGREE_LABELS, INITIATOR_LABELS, NUMBER_PENDING_LABEL, status_label
from rules.names import EMPLOYER_STATUS_NAMES, ROLE_NAMES, STATUS_NAMES
from rules.registration import REGISTRATION
from rules.roles import Role
from rules.supplement import SUPPLEMENT
from rules.termination import TERMINATION
from tests.reference.accounts import account_texts
from tests.reference.available import account_actions, agreement_actions, grant_actions, record_actions, registration_actions
from tests.reference.column_kinds import COLUMN_KINDS
from tests.reference.disputes import DISPUTE_COLUMNS, DISPUTED, dispute_actions, dispute_texts
from tests.reference.endings import SUPPLEMENT_TURNS, ending_texts
from tests.reference.gate import GATE_COLUMNS, GATE_LEAVES, SET_UP_AT
from tests.reference.job_words import DOWNLOAD_STATES, IMPORT_PHASES, IMPORT_STATES
from tests.reference.registrations import GROUPS, RECORD_TURNS, registration_texts
from tests.reference.reported import REPORTED_BY, REPORTED_COLUMNS, REPORTED_LABELS, REPORTED_ORDERS, REPORTED_TABLES
from tests.reference.scopes import SCOPES
from tests.reference.states import GAPS, RECORDS
from tests.reference.statistics import BROKEN_DOWN, COMPARED
from tests.reference.statistics import LEAVES as FIGURES
from tests.reference.transfers import ARCHIVE_NULLS, ARCHIVE_TURNS, archive_actions, hukou_actions, transfer_texts
from tests.reference.turns import SIDES, TURNS, WAITED_FOR
from tests.reference.vocabulary import Leads, Row, Secret, Standing, Vocabulary
from tests.world import VAULT


def agreement_status(row: Row) -> str | None:
    """Return what lists print as the status of an agreement."""
    rejected_by = row["rejected_by"] and ReviewLevel(row["rejected_by"])
    return status_label(Status(row["status"]), AgreementType(row["agreement_type"]), rejected_by)


def id_number(row: Row) -> str:
    """Return the identity number of a person, opened."""
    return VAULT.open(row["identity_cipher"])


def typed_id_number(text: str) -> str:
    """Return an identity number as it is kept, however it was typed."""
    return "".join(each for each in text if not each.isspace()).upper()


RECORDS_OF_GRADUATES: Final = ("Supplement", "Termination", "DestinationRegistration", "ArchiveRecord", "HukouRecord")
"""Reviewed records of every kind."""

PRODUCT: Final = Vocabulary(
    tables={
        "Account": "account",
        "Province": "province",
        "School": "school",
        "Department": "department",
        "Graduate": "graduate",
        "Agreement": "agreement",
        "Review": "review",
        "IssuedNumber": "issued_number",
        "AgreementEvent": "agreement_event",
        "DestinationRegistration": "registration",
        "RegistrationEvent": "registration_event",
        "CurrentDestination": "destination_in_force",
        "SetupGap": "setup_gap",
        "SchoolEnablement": "school_enablement",
        "Cohort": "cohort",
        "OpenWork": "open_work",
        "Employer": "employer",
        "EmployerRegistration": "employer",
        "FeatureSwitch": "feature_switch",
        "AgreementTypeSetting": "agreement_type_setting",
        "SchoolSetup": "school_setup",
        "SchoolSigningStatistics": "signing_counters",
        "Snapshot": "statistics_snapshot",
        "SchoolSnapshot": "school_snapshot",
        **{f"{kind}{what}": f"{kind}_{what}".lower() for kind in ("Archive", "Hukou") for what in ("Record", "Event", "Block")},
        "SchoolArchiveStatistics": "archive_counters",
        "SchoolHukouStatistics": "hukou_counters",
        "AuditEntry": "audit_entry",
        "Confirmation": "confirmation",
        "VerificationGrant": "verification_grant",
        "VerificationLook": "verification_look",
        "Dispute": "dispute",
        "DisputeEvent": "dispute_event",
        "RosterImport": "roster_import",
        "RosterProblem": "roster_problem",
        **REPORTED_TABLES,
        "Session": "session",
        "Supplement": "supplement",
        "SupplementEvent": "supplement_event",
        "Termination": "termination",
        "TerminationEvent": "termination_event",
        "Download": "download",
        "Upload": "attached_upload",
    },
    scopes=SCOPES,
    default_orders={
        "Account": ("USERNAME", "ASC"),
        "Province": ("CODE", "ASC"),
        "School": ("CODE", "ASC"),
        "Department": ("NAME", "ASC"),
        "Graduate": ("NAME", "ASC"),
        "Agreement": ("CREATED_AT", "DESC"),
        "Review": ("CREATED_AT", "DESC"),
        "IssuedNumber": ("ISSUED_AT", "DESC"),
        "AgreementEvent": ("CREATED_AT", "DESC"),
        "DestinationRegistration": ("CREATED_AT", "DESC"),
        "RegistrationEvent": ("CREATED_AT", "DESC"),
        "SetupGap": ("SCHOOL_CODE", "ASC"),
        **dict.fromkeys(("Supplement", "SupplementEvent", "Termination", "TerminationEvent"), ("CREATED_AT", "DESC")),
        **dict.fromkeys(("Dispute", "DisputeEvent"), ("CREATED_AT", "DESC")),
        "SchoolEnablement": ("SCHOOL_CODE", "ASC"),
        "Cohort": ("YEAR", "ASC"),
        "OpenWork": ("KIND", "ASC"),
        "Upload": ("CREATED_AT", "DESC"),
        "Download": ("CREATED_AT", "DESC"),
        "EmployerRegistration": ("CREATED_AT", "DESC"),
        "FeatureSwitch": ("CREATED_AT", "DESC"),
        "AgreementTypeSetting": ("CLASS_YEAR", "ASC"),
        "SchoolSetup": ("CLASS_YEAR", "ASC"),
        "SchoolSigningStatistics": ("GRADUATES", "ASC"),
        **{f"{kind}{what}": ("CREATED_AT", "DESC") for kind in ("Archive", "Hukou") for what in ("Record", "Event")},
        **{f"School{kind}Statistics": ("NEEDED", "ASC") for kind in ("Archive", "Hukou")},
        "Snapshot": ("TAKEN_AT", "DESC"),
        "SchoolSnapshot": ("TAKEN_AT", "DESC"),
        "AuditEntry": ("CREATED_AT", "DESC"),
        "Confirmation": ("CREATED_AT", "DESC"),
        "VerificationGrant": ("CREATED_AT", "DESC"),
        "VerificationLook": ("CREATED_AT", "DESC"),
        "RosterImport": ("CREATED_AT", "DESC"),
        "RosterProblem": ("ROW_NUMBER", "ASC"),
        **REPORTED_ORDERS,
        "Session": ("CREATED_AT", "DESC"),
    },
    kinds=COLUMN_KINDS,
    nullable=frozenset({"reply_deadline", "student_number", "number", "agreement_type", *ARCHIVE_NULLS, "employer_name", *SET_UP_AT}),
    keys={
        "Province": "code",
        "IssuedNumber": "number",
        "SetupGap": "gap",
        "SchoolEnablement": "enablement",
        "Cohort": "cohort",
        "OpenWork": "work",
    },
    columns={
        "AuditEntry.at": "created_at",
        "Snapshot.takenAt": "created_at",
        "Snapshot.schoolCount": "schools",
        "SchoolSnapshot.takenAt": "created_at",
        "AuditEntry.sequence": "chain_seq",
        **REPORTED_COLUMNS,
        "Agreement.agreementNumber": "number",
        "AgreementEvent.at": "created_at",
        "ArchiveEvent.at": "created_at",
        "HukouEvent.at": "created_at",
        "RegistrationEvent.at": "created_at",
        "SupplementEvent.at": "created_at",
        "TerminationEvent.at": "created_at",
        **DISPUTE_COLUMNS,
        "FeatureSwitch.openedAt": "created_at",
        **GATE_COLUMNS,
        "RosterImport.dryRun": "is_dry_run",
        "Graduate.idNumber": "id_number_masked",
        "Review.reviewedAt": "created_at",
        "Confirmation.confirmedAt": "created_at",
        "VerificationLook.lookedAt": "created_at",
        "IssuedNumber.issuedAt": "created_at",
    },
    orders={
        "AuditEntryOrderField.CREATED_AT": "at",
        "ReportAttemptOrderField.CREATED_AT": "at",
        "AgreementEventOrderField.CREATED_AT": "at",
        "ArchiveEventOrderField.CREATED_AT": "at",
        "HukouEventOrderField.CREATED_AT": "at",
        "RegistrationEventOrderField.CREATED_AT": "at",
        "SupplementEventOrderField.CREATED_AT": "at",
        "TerminationEventOrderField.CREATED_AT": "at",
        "DisputeEventOrderField.CREATED_AT": "at",
        "DisputeOrderField.CREATED_AT": "raisedAt",
        "ReviewOrderField.CREATED_AT": "reviewedAt",
        "ConfirmationOrderField.CREATED_AT": "confirmedAt",
        "VerificationLookOrderField.CREATED_AT": "lookedAt",
        "IssuedNumberOrderField.ISSUED_AT": "issuedAt",
        "FeatureSwitchOrderField.CREATED_AT": "openedAt",
        "SchoolStatisticsOrderField.EFFECTIVE": "onlineEffective",
    },
    # An employer is its own registration, and an act its own entry of the audit: the same row, seen by others.
    foreign_keys={
        "Province": "province_code",
        "Cohort": "cohort",
        "EmployerRegistration": "id",
        "AuditEntry": "id",
        "SchoolSigningStatistics": "counters_id",
        "VerificationGrant": "grant_id",
        "CurrentDestination": "id",
        **dict.fromkeys(("ArchiveBlock", "HukouBlock"), "id"),
        "DestinationRegistration": "registration_id",
    },
    lists_by={"Upload": "record_id", **REPORTED_BY},
    words={f"{module}_level": {0: "NONE", 1: "READ_ONLY", 2: "READ_WRITE"} for module in ("employment", "archive", "hukou")},
    speaks_of={"AuditEntry.record": Leads("record_kind", "record_id", RECORDS), "Dispute.record": Leads("subject", "record_id", DISPUTED)},
    disclosed=dict.fromkeys(("Agreement.graduate", "Termination.graduate"), "is_graduate_disclosed"),
    secrets={"Graduate.idNumber": Secret("id_number", "person", "person_id", id_number, typed_id_number)},
    turns={
        "Agreement.waitsFor": TURNS,
        "DestinationRegistration.waitsFor": RECORD_TURNS,
        "Supplement.waitsFor": SUPPLEMENT_TURNS,
        "DestinationRegistration.group": GROUPS,
        **dict.fromkeys(("ArchiveRecord.waitsFor", "HukouRecord.waitsFor"), ARCHIVE_TURNS),
    },
    standing=dict.fromkeys(
        (f"{type_}.yearIsOpen" for type_ in ("Agreement", "Graduate", "Dispute", *RECORDS_OF_GRADUATES)),
        Standing("class_year", "year", "state", "OPEN"),
    ),
    follows=dict.fromkeys(
        (f"{type_}.graduateMatches" for type_ in ("Agreement", "Confirmation", "Dispute", *RECORDS_OF_GRADUATES)),
        "graduate",
    ),
    shows={
        **{f"{type_}.waitsFor": "status" for type_ in ("ArchiveRecord", "HukouRecord")},
        **{f"{type_}.yearIsOpen": "classYear" for type_ in ("ArchiveRecord", "HukouRecord")},
        "Confirmation.createdAt": "confirmedAt",
        "Dispute.createdAt": "raisedAt",
        "Dispute.yearIsOpen": "classYear",
        "Agreement.waitsFor": "status",
        "Agreement.yearIsOpen": "classYear",
        "Graduate.yearIsOpen": "classYear",
        "Supplement.waitsFor": "status",
        "Supplement.yearIsOpen": "classYear",
        "Termination.yearIsOpen": "classYear",
        "DestinationRegistration.waitsFor": "status",
        "DestinationRegistration.yearIsOpen": "classYear",
        "DestinationRegistration.group": "category",
    },
    counted={
        "Query.archiveRecordCounts": "ArchiveRecord",
        "Query.hukouRecordCounts": "HukouRecord",
        "Query.agreementCounts": "Agreement",
        "Query.supplementCounts": "Supplement",
        "Query.terminationCounts": "Termination",
        "Query.registrationCounts": "DestinationRegistration",
        **dict.fromkeys((f"Query.{name}" for name in BROKEN_DOWN), "Graduate"),
    },
    leaves={
        "Confirmation.formPath": lambda row: f"/documents/confirmations/{row['id']}.pdf",
        "Confirmation.stateLabel": lambda row: {"CONFIRMED": "已确认", "STALE": "需重新确认"}[row["state"]],
        "VerificationGrant.stateLabel": lambda row: {"ACTIVE": "有效", "REVOKED": "已撤销"}[row["state"]],
        "VerificationLook.keyKindLabel": lambda row: {"VERIFICATION": "核验编号", "TRANSFER": "转递编号"}[row["key_kind"]],
        "Agreement.waitsForLabel": lambda row: WAITED_FOR.get(row["status"]),
        "AgreementCount.initiatorLabel": lambda row: INITIATOR_LABELS[Initiator(row["initiator"])],
        "AgreementCount.statusLabel": lambda row: STATUS_NAMES[Status(row["status"])],
        "AgreementEvent.actionLabel": lambda row: ACT_LABELS[ActName(row["action"])],
        "AgreementEvent.roleLabel": lambda row: SIDES[row["role"]],
        "AgreementEvent.statusBeforeLabel": lambda row: row["status_before"] and STATUS_NAMES[Status(row["status_before"])],
        "AgreementEvent.statusAfterLabel": lambda row: row["status_after"] and STATUS_NAMES[Status(row["status_after"])],
        **registration_texts(),
        **ending_texts(),
        **dispute_texts(),
        **REPORTED_LABELS,
        "Download.stateLabel": lambda row: DOWNLOAD_STATES[row["state"]],
        "RosterImport.stateLabel": lambda row: IMPORT_STATES[row["state"]],
        "RosterImport.phaseLabel": lambda row: IMPORT_PHASES[row["phase"]],
        "SetupGap.missingLabel": lambda row: GAPS[row["missing"]],
        **GATE_LEAVES,
        **COMPARED,
        "Agreement.statusLabel": agreement_status,
        "Agreement.initiatorLabel": lambda row: INITIATOR_LABELS[Initiator(row["initiator"])],
        "Agreement.agreementTypeLabel": lambda row: AGREEMENT_TYPE_LABELS[AgreementType(row["agreement_type"])],
        "Agreement.agreementNumberLabel": lambda row: row["number"] or NUMBER_PENDING_LABEL,
        "Agreement.formPath": lambda row: row["number"] and f"/documents/agreements/{row['id']}.pdf",
        "AuditEntry.actionLabel": lambda row: ACT_LABELS[ActName(row["action"])],
        "Account.roleLabel": lambda row: ROLE_NAMES[Role(row["role"])],
        **account_texts(),
        **transfer_texts(),
        "EmployerRegistration.statusLabel": lambda row: EMPLOYER_STATUS_NAMES[EmployerStatus(row["status"])],
        "EmployerRegistration.natureLabel": lambda row: EMPLOYER_NATURES.get(row["nature"]),
        "EmployerRegistration.industryLabel": lambda row: INDUSTRIES.get(row["industry"]),
        "Graduate.trainingModeLabel": lambda row: TRAINING_MODES.get(row["training_mode"]),
        "Graduate.sexLabel": lambda row: SEXES.get(row["sex_code"]),
        "Graduate.ethnicityLabel": lambda row: ETHNICITIES.get(row["ethnicity_code"]),
        "Graduate.politicalStatusLabel": lambda row: POLITICAL_STATUSES.get(row["political_status_code"]),
        "Graduate.teacherTypeLabel": lambda row: TEACHER_TYPES.get(row["teacher_type_code"]),
        "Graduate.hardshipLabel": lambda row: HARDSHIPS.get(row["hardship_code"]),
        "DegreeStatistics.degreeLabel": lambda row: DEGREE_LABELS.get(row["degree_code"]),
        "Graduate.degreeLabel": lambda row: DEGREE_LABELS.get(row["degree_code"]),
        "SigningStatistics.schoolCount": lambda row: len(row["chosen"]),
        **FIGURES,
    },
    asked={
        "Account.availableActions": account_actions,
        "Agreement.availableActions": agreement_actions,
        "VerificationGrant.availableActions": grant_actions,
        "Dispute.availableActions": dispute_actions,
        "EmployerRegistration.availableActions": registration_actions,
        "ArchiveRecord.availableActions": archive_actions,
        "HukouRecord.availableActions": hukou_actions,
        "Supplement.availableActions": lambda store, asker, row: record_actions(store, asker, SUPPLEMENT, row),
        "Termination.availableActions": lambda store, asker, row: record_actions(store, asker, TERMINATION, row),
        "DestinationRegistration.availableActions": lambda store, asker, row: record_actions(store, asker, REGISTRATION, row),
        "Session.isCurrent": lambda _store, asker, row: row["id"] == asker.own.get("session_id"),
    },
    parts=frozenset({"AvailableAction", "UserError", "WorkItem"}),
    beside=("class_year", "destination_slot", "imported_record", "person"),
)
"""The product."""
