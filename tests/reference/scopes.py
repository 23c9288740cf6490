"""Who sees which rows, written by hand: part of the reference."""

from collections.abc import Mapping
from typing import Final

from tests.reference.reported import REPORTED_TABLES
from tests.reference.vocabulary import Columns

EVERY: Final[Columns] = {}
STAFF: Final[Mapping[str, Columns]] = {
    "MINISTRY": EVERY,
    "PROVINCE": {"province_code": "province_code"},
    "SCHOOL": {"school_id": "school_id"},
    "DEPARTMENT": {"department_id": "department_id"},
}
OWN: Final[Mapping[str, Columns]] = {"GRADUATE": {"person_id": "person_id"}}
ROLES: Final = ("MINISTRY", "PROVINCE", "SCHOOL", "DEPARTMENT", "GRADUATE", "EMPLOYER")
ANYBODY: Final[Mapping[str, Columns]] = dict.fromkeys(ROLES, EVERY)

SCOPES: Final[Mapping[str, Mapping[str, Columns]]] = {
    "Account": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE", "SCHOOL")},
    "Province": ANYBODY,
    "School": ANYBODY,
    "FeatureSwitch": ANYBODY,
    "Department": {**ANYBODY, **STAFF, "DEPARTMENT": {"id": "department_id"}},
    "Graduate": {**STAFF, **OWN},
    "Agreement": {**STAFF, **OWN, "EMPLOYER": {"employer_id": "employer_id"}},
    "Review": {**STAFF, **OWN, "EMPLOYER": {"employer_id": "employer_id"}},
    "IssuedNumber": {**STAFF, **OWN, "EMPLOYER": {"employer_id": "employer_id"}},
    "Employer": {**ANYBODY, "EMPLOYER": {"id": "employer_id"}},
    "EmployerRegistration": {"MINISTRY": EVERY, "PROVINCE": STAFF["PROVINCE"], "EMPLOYER": {"id": "employer_id"}},
    **{f"{kind}{what}": {**STAFF, **OWN} for kind in ("Archive", "Hukou") for what in ("Record", "Event", "Block")},
    **{f"School{kind}Statistics": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE", "SCHOOL")} for kind in ("Archive", "Hukou")},
    "AgreementEvent": {**STAFF, **OWN, "EMPLOYER": {"employer_id": "employer_id"}},
    **{type_: {**STAFF, **OWN} for type_ in ("Supplement", "SupplementEvent")},
    **{type_: {**STAFF, **OWN, "EMPLOYER": {"employer_id": "employer_id"}} for type_ in ("Termination", "TerminationEvent")},
    "SetupGap": {**STAFF, "DEPARTMENT": {"school_id": "school_id"}},
    "SchoolEnablement": {**STAFF, "DEPARTMENT": {"school_id": "school_id"}},
    "Cohort": ANYBODY,
    "OpenWork": {"MINISTRY": EVERY},
    "AgreementTypeSetting": {**STAFF, "DEPARTMENT": {"school_id": "school_id"}},
    "SchoolSetup": {**STAFF, "DEPARTMENT": {"school_id": "school_id"}},
    "AuditEntry": {
        "MINISTRY": EVERY,
        "PROVINCE": {"reader_province_code": "province_code"},
        "SCHOOL": {"reader_school_id": "school_id"},
    },
    **{type_: {**STAFF, **OWN} for type_ in ("DestinationRegistration", "RegistrationEvent", "CurrentDestination")},
    "Confirmation": {**STAFF, **OWN},
    **{type_: {**STAFF, **OWN} for type_ in ("Dispute", "DisputeEvent")},
    "VerificationGrant": OWN,
    "VerificationLook": OWN,
    "RosterImport": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE", "SCHOOL")},
    "RosterProblem": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE", "SCHOOL")},
    "Snapshot": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE")},
    "SchoolSnapshot": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE", "SCHOOL")},
    **dict.fromkeys(REPORTED_TABLES, STAFF),
    "SchoolSigningStatistics": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE", "SCHOOL")},
    "Session": {role: {"account_id": "account_id"} for role in ROLES},
    "Download": {role: {"account_id": "account_id"} for role in ROLES},
    # Of the view, in which there are only those that are attached.
    "Upload": {**STAFF, **OWN, "EMPLOYER": {"employer_id": "employer_id"}},
}
