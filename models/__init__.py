"""Tortoise tables, one feature a file; the database holds what a row may say (migrations/)."""

from models.account import Account, ActivationCode, IdentityLink, LoginTicket
from models.agreement import Agreement, AgreementEvent, IssuedNumber, Review
from models.archive import ArchiveBlock, ArchiveCounters, ArchiveEvent, ArchiveRecord
from models.confirmation import Confirmation, VerificationGrant, VerificationLook
from models.dispute import Dispute, DisputeEvent
from models.download import Download
from models.employer import Employer
from models.gate import AgreementTypeSetting, ClassYear, Cohort, FeatureSwitch, OpenWork, SchoolEnablement, SchoolSetup, SetupGap
from models.graduate import Graduate, Person
from models.hukou import HukouBlock, HukouCounters, HukouEvent, HukouRecord
from models.idempotency import IdempotencyKey
from models.inbound import ImportedRecord
from models.ledger import (
    ArchiveLedgerEntry,
    DestinationLedgerEntry,
    HukouLedgerEntry,
    LedgerEdit,
    LedgerEditSeen,
    LedgerEntry,
    LedgerReceipt,
    LedgerReceiptSeen,
)
from models.places import Department, Province, School, SchoolNaming
from models.registration import DestinationInForce, Registration, RegistrationEvent
from models.report import (
    ArchiveReport,
    DestinationReport,
    HukouReport,
    RelayLease,
    Report,
    ReportAttempt,
    ReportAttemptSeen,
)
from models.roster import RosterImport, RosterProblem, RosterRow
from models.session import RefreshToken, Revocation, RevocationClock, Session
from models.slot import DestinationSlot
from models.statistics import GraduateDestination, SchoolSnapshot, SigningCounters, SnapshotPair, StatisticsSnapshot
from models.supplement import Supplement, SupplementEvent
from models.termination import Termination, TerminationEvent
from models.trail import Audit, AuditChain, AuditEntry, Change, DatabaseMark
from models.upload import AttachedUpload, StoredContent, Upload

__all__ = [
    "Account",
    "ActivationCode",
    "Agreement",
    "AgreementEvent",
    "AgreementTypeSetting",
    "ArchiveBlock",
    "ArchiveCounters",
    "ArchiveEvent",
    "ArchiveLedgerEntry",
    "ArchiveRecord",
    "ArchiveReport",
    "AttachedUpload",
    "Audit",
    "AuditChain",
    "AuditEntry",
    "Change",
    "ClassYear",
    "Cohort",
    "Confirmation",
    "DatabaseMark",
    "Department",
    "DestinationInForce",
    "DestinationLedgerEntry",
    "DestinationReport",
    "DestinationSlot",
    "Dispute",
    "DisputeEvent",
    "Download",
    "Employer",
    "FeatureSwitch",
    "Graduate",
    "GraduateDestination",
    "HukouBlock",
    "HukouCounters",
    "HukouEvent",
    "HukouLedgerEntry",
    "HukouRecord",
    "HukouReport",
    "IdempotencyKey",
    "IdentityLink",
    "ImportedRecord",
    "IssuedNumber",
    "LedgerEdit",
    "LedgerEditSeen",
    "LedgerEntry",
    "LedgerReceipt",
    "LedgerReceiptSeen",
    "LoginTicket",
    "OpenWork",
    "Person",
    "Province",
    "RefreshToken",
    "Registration",
    "RegistrationEvent",
    "RelayLease",
    "Report",
    "ReportAttempt",
    "ReportAttemptSeen",
    "Review",
    "Revocation",
    "RevocationClock",
    "RosterImport",
    "RosterProblem",
    "RosterRow",
    "School",
    "SchoolEnablement",
    "SchoolNaming",
    "SchoolSetup",
    "SchoolSnapshot",
    "Session",
    "SetupGap",
    "SigningCounters",
    "SnapshotPair",
    "StatisticsSnapshot",
    "StoredContent",
    "Supplement",
    "SupplementEvent",
    "Termination",
    "TerminationEvent",
    "Upload",
    "VerificationGrant",
    "VerificationLook",
]
