"""What the guide and the architecture say may be seen, written by hand: nothing here reads a directive, a binding or the planner.

Types and fields are named as clients see them. A type, list or mutation that is missing here fails the matrix.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from rules.roles import AccessLevel, Module, Role
from tests.access.columns import COLUMNS
from tests.access.mutations import ACCOUNTS as ACCOUNTS
from tests.access.mutations import MUTATIONS as MUTATIONS
from tests.access.needs import ANY as ANY
from tests.access.needs import NONE as NONE
from tests.access.needs import OF_REPORTS as OF_REPORTS
from tests.access.needs import READ as READ
from tests.access.needs import STAFF as STAFF
from tests.access.needs import WRITE as WRITE
from tests.access.needs import Levels as Levels
from tests.access.needs import Need as Need
from tests.access.offers import OFFERED


@dataclass(frozen=True)
class Asker:
    """One account as the guide sees it: its role, the levels it HOLDS, and whose rows are its own. No role: nobody is logged in."""

    name: str
    role: Role | None
    held: Levels = (NONE, NONE, NONE)
    province: str | None = None
    school: UUID | None = None
    department: UUID | None = None
    person: UUID | None = None
    employer: UUID | None = None
    account: UUID | None = None

    def level(self, modules: Sequence[Module]) -> AccessLevel:
        """Return the highest level held on any of the modules."""
        return max(held for module, held in zip(Module, self.held, strict=True) if module in modules)


@dataclass(frozen=True)
class Row:
    """One stored row and whose it is."""

    type: str
    key: object
    province: str | None = None
    school: UUID | None = None
    department: UUID | None = None
    person: UUID | None = None
    employer: UUID | None = None
    graduate: UUID | None = None
    agreement: UUID | None = None
    class_year: int | None = None
    standing: tuple[str, str] | None = None
    """Of an agreement: who started it, and its status; of what else there is its kind, and its status or role."""
    discloses_graduate: bool = False
    account: UUID | None = None
    roster_import: UUID | None = None
    record: UUID | None = None
    """Of what happened to an archive or a household registration: its record."""
    snapshot: UUID | None = None
    counters: UUID | None = None
    registration: UUID | None = None
    supplement: UUID | None = None
    termination: UUID | None = None
    report: UUID | None = None
    entry: UUID | None = None
    cohort: str | None = None
    confirmation: UUID | None = None
    grant: UUID | None = None
    dispute: UUID | None = None

    @property
    def id(self) -> str:
        """Its ID as clients know it."""
        return f"{self.type}:{self.key}"


ROSTER: Final = Need(ANY)
"""Names of places, what is open, and the roster card: any one module. An archive clerk must see whose archive it is."""
EMPLOYMENT: Final = Need((Module.EMPLOYMENT,))
"""毕业去向登记与网签: 无权限 cannot enter the module (guide, table 1)."""
NOT_EMPLOYERS: Final = Need((Module.EMPLOYMENT,), READ, (Role.MINISTRY, Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT, Role.GRADUATE))
"""What an employer reads from `graduate` alone, which it sees only after acceptance."""
GRADUATES: Final = Need((Module.EMPLOYMENT,), READ, (Role.GRADUATE,))
"""Whom a graduate lets verify what, and who looked: its own affair, also towards its school."""
WHOLE_SCHOOLS: Final = Need((Module.EMPLOYMENT,), READ, (Role.MINISTRY, Role.PROVINCE, Role.SCHOOL))
"""Counters, the audit and imports of rosters are of whole schools, so not for a department."""

ARCHIVE: Final = Need((Module.ARCHIVE,))
HUKOU: Final = Need((Module.HUKOU,))
"""档案信息, 户口信息: each is a module of its own."""
STAFF_OF_WHOLE_SCHOOLS: Final = (Role.MINISTRY, Role.PROVINCE, Role.SCHOOL)

LOGGED_IN: Final = Need((), READ, ACCOUNTS)
"""One's own sessions and password: whoever is logged in, also without any module."""

REGISTRATION: Final = Need((Module.EMPLOYMENT,), READ, (Role.MINISTRY, Role.PROVINCE, Role.EMPLOYER))
"""Whom to call at an employer, and what its review said: its own, its province's, the ministry's."""
MANAGERS: Final = Need(ANY, READ, (Role.MINISTRY, Role.PROVINCE, Role.SCHOOL))
"""Accounts: whoever manages some. 无权限 on every module enters nothing, this neither."""

TYPES: Final[Mapping[str, Need]] = {
    **OF_REPORTS,
    "Account": MANAGERS,
    "Province": ROSTER,
    "School": ROSTER,
    "Department": ROSTER,
    "FeatureSwitch": ROSTER,
    "AgreementTypeSetting": EMPLOYMENT,
    "SchoolSetup": ROSTER,
    "Graduate": ROSTER,
    "Employer": EMPLOYMENT,
    "EmployerRegistration": REGISTRATION,
    "Agreement": EMPLOYMENT,
    "Supplement": NOT_EMPLOYERS,
    "SupplementCount": NOT_EMPLOYERS,
    "SupplementEvent": NOT_EMPLOYERS,
    "Termination": EMPLOYMENT,
    "TerminationCount": EMPLOYMENT,
    "TerminationEvent": EMPLOYMENT,
    "DestinationRegistration": NOT_EMPLOYERS,
    "RegistrationCount": NOT_EMPLOYERS,
    "RegistrationEvent": NOT_EMPLOYERS,
    "CurrentDestination": NOT_EMPLOYERS,
    "AgreementCount": EMPLOYMENT,
    "AgreementEvent": EMPLOYMENT,
    "SetupGap": ROSTER,
    "SchoolEnablement": ROSTER,
    "Cohort": ROSTER,
    "OpenWork": Need((), READ, (Role.MINISTRY,)),
    "Review": EMPLOYMENT,
    "IssuedNumber": EMPLOYMENT,
    "AuditEntry": WHOLE_SCHOOLS,
    "Confirmation": NOT_EMPLOYERS,
    **dict.fromkeys(("Dispute", "DisputeEvent"), NOT_EMPLOYERS),
    "VerificationGrant": GRADUATES,
    "VerificationLook": GRADUATES,
    "RosterImport": WHOLE_SCHOOLS,
    "RosterProblem": WHOLE_SCHOOLS,
    "SigningStatistics": WHOLE_SCHOOLS,
    "Snapshot": WHOLE_SCHOOLS,
    "SchoolSnapshot": WHOLE_SCHOOLS,
    "SchoolComparison": WHOLE_SCHOOLS,
    "DepartmentStatistics": STAFF,
    "DegreeStatistics": STAFF,
    "MajorStatistics": STAFF,
    "SchoolSigningStatistics": WHOLE_SCHOOLS,
    **{f"Archive{what}": ARCHIVE for what in ("Record", "Event", "RecordCount", "Block")},
    **{f"Hukou{what}": HUKOU for what in ("Record", "Event", "RecordCount", "Block")},
    **{f"{of}ArchiveStatistics": Need((Module.ARCHIVE,), READ, STAFF_OF_WHOLE_SCHOOLS) for of in ("", "School")},
    **{f"{of}HukouStatistics": Need((Module.HUKOU,), READ, STAFF_OF_WHOLE_SCHOOLS) for of in ("", "School")},
    "Session": LOGGED_IN,
    "Upload": EMPLOYMENT,
    "Download": ROSTER,
}
"""What each type of record needs at the least."""

TRANSFERS: Final = frozenset({f"{kind}{what}" for kind in ("Archive", "Hukou") for what in ("Record", "Event", "Block")})
"""Between a graduate and its school: no employer sees any."""
SUMS: Final = frozenset({"SchoolSigningStatistics", "SchoolArchiveStatistics", "SchoolHukouStatistics"})
OF_GRADUATES: Final = frozenset(
    {"DestinationRegistration", "RegistrationEvent", "CurrentDestination", "Supplement", "SupplementEvent", "Dispute", "DisputeEvent"}
)
"""What a graduate registers by itself or disputes, and what counts for it: between it and its school."""
OF_AGREEMENTS: Final = frozenset({"Agreement", "AgreementEvent", "Review", "IssuedNumber", "Upload", "Termination", "TerminationEvent"})
"""An agreement, what is kept of it, and what is asked to end it: seen by all its parties."""
ROSTER_CARD: Final = frozenset(
    {"id", "name", "studentNumber", "classYear", "school", "department", "agreements", "version", "archiveRecords", "hukouRecords"}
    | {"supplements", "terminations", "registrations", "confirmations", "disputes"}
    | {"majorCode", "majorName", "degreeCode", "degreeLabel"}
)
"""The graduate's fields that any module opens (`agreements` leads to what needs more); every other needs EMPLOYMENT."""

PRIVATE: Final = frozenset(
    {f"{of}{what}" for of in ("sex", "ethnicity", "politicalStatus", "teacherType", "hardship") for what in ("Code", "Label")}
    | {"directedUnit", "directedDivision", "originCode", "formerPoliceStation"}
    | {"qq", "homeAddress", "homePhone", "homePostcode", "confirmedAt", "destination"}
)
"""The graduate's fields that no employer reads, not even of whom it has signed."""

FREE_TYPES: Final = frozenset(
    {"Viewer", "ViewerScope", "Permission", "Menu", "OpenFeature", "LoginProvider", "UserError", "PageInfo"}
    | {f"{kind}ReviewResult" for kind in ("", "Supplement", "Termination", "Registration", "Archive", "Hukou")}
    | {"AvailableAction", "ActivationCode", "SendResult", "WorkItem", "VerifiedGraduate", "VerifiedSection", "VerifiedLine"}
    | {"CodeEntry", *(f"RegistrationForm{part}" for part in ("", "Field", "Condition", "Match"))}
    | {"TransferFormField", *(f"{kind}Form{part}" for kind in ("Archive", "Hukou") for part in ("", "Type"))}
    | {"DownloadableList", "DownloadColumn", "ImportedRecordResult"}
)
"""Types that are no records: oneself, a code just issued, why something failed, and what one could do with a record that one reads."""

AT_SCHOOL: Final = {"Graduate.archiveInSchool": Module.ARCHIVE, "Graduate.hukouInSchool": Module.HUKOU}
"""What the basic data say of archive and household registration is what their modules begin with."""
Facts = dict[str, Any]


def needs_of(coordinate: str, target: str | None = None) -> Iterator[Need]:
    """Yield what a field needs: its record's type, the field itself, and the type of record it leads to."""
    type_, _, field = coordinate.partition(".")
    if type_ in TYPES:
        yield TYPES[type_]
    if coordinate in AT_SCHOOL:
        yield Need((Module.EMPLOYMENT, AT_SCHOOL[coordinate]), READ, NOT_EMPLOYERS.roles)
    elif coordinate == "AuditEntry.sequence":
        # A gap would tell a school's account of acts of a module that it does not hold.
        yield Need((Module.EMPLOYMENT,), READ, (Role.MINISTRY,))
    elif coordinate in {"ArchiveEvent.account", "ArchiveEvent.address", "HukouEvent.account", "HukouEvent.address"}:
        yield Need((Module(type_.removesuffix("Event").upper()),), READ, (Role.MINISTRY, Role.SCHOOL))
    elif type_ == "Graduate" and field in PRIVATE:
        yield NOT_EMPLOYERS
    elif type_ == "Graduate" and field not in ROSTER_CARD:
        yield EMPLOYMENT
    if coordinate in {"SchoolEnablement.agreementType", "SchoolEnablement.agreementTypeLabel"}:
        yield EMPLOYMENT
    if coordinate in {"Agreement.department", "Termination.department", "Termination.supplement"}:
        yield NOT_EMPLOYERS
    if coordinate == "Confirmation.formPath":
        yield GRADUATES
    if target is not None and target in TYPES:
        yield TYPES[target]


def needs_of_column(coordinate: str, target: str | None) -> Iterator[Need]:
    """Yield what a filter or an order needs."""
    if coordinate in {"AgreementFilter.graduate", "TerminationFilter.graduate", "GraduateFilter.idNumber"}:
        yield NOT_EMPLOYERS
    yield from needs_of(COLUMNS[coordinate], target)


def refusal(asker: Asker, needs: Iterator[Need]) -> Facts | None:
    """Return what the error's extensions must say of the first need that is not met, or None."""
    unmet = next((one for need in needs for one in (need, *need.beside) if not meets(asker, one)), None)
    if unmet is None:
        return None
    return {
        "code": "UNAUTHENTICATED" if asker.role is None else "FORBIDDEN",
        "anyOf": [module.value for module in unmet.modules],
        "required": unmet.level.name if unmet.modules else None,
        "held": asker.level(unmet.modules).name if unmet.modules else None,
        **({"roles": [role.value for role in unmet.roles]} if unmet.roles else {}),
    }


def meets(asker: Asker, need: Need) -> bool:
    """Return whether somebody meets a need; nobody does who is not logged in."""
    has_role = asker.role in need.roles if need.roles else asker.role is not None
    return has_role and (not need.modules or asker.level(need.modules) >= need.level)


def sees(asker: Asker, row: Row) -> bool:
    """Return whether a row is among those the asker may know of, whatever levels it holds (guide sections 3, 5-7)."""
    if asker.role is None:
        return False
    if row.type in {"Session", "Download"}:
        return row.account == asker.account
    if row.type in {"VerificationGrant", "VerificationLook"}:
        return asker.role is Role.GRADUATE and row.person == asker.person
    if row.type in {"Province", "School", "FeatureSwitch", "Cohort"} or asker.role is Role.MINISTRY:
        return True
    if row.type == "Employer":
        return asker.role is not Role.EMPLOYER or row.employer == asker.employer
    if row.type == "EmployerRegistration":
        in_province = asker.role is Role.PROVINCE and row.province == asker.province
        return in_province or (asker.role is Role.EMPLOYER and row.employer == asker.employer)
    if row.type == "Account" and asker.role not in {Role.PROVINCE, Role.SCHOOL}:
        return False
    match asker.role:
        case Role.PROVINCE:
            return row.province == asker.province
        case Role.SCHOOL:
            return row.school == asker.school
        case Role.DEPARTMENT if row.type in {"SchoolSetup", "SetupGap", "AgreementTypeSetting", "SchoolEnablement"}:
            return row.school == asker.school
        case Role.DEPARTMENT:
            return row.type not in SUMS and row.department == asker.department
        case Role.GRADUATE:
            of_graduates = {"Graduate", "Confirmation", *OF_AGREEMENTS, *OF_GRADUATES, *TRANSFERS}
            return row.type == "Department" or (row.type in of_graduates and row.person == asker.person)
        case _:
            return row.type == "Department" or (row.type in OF_AGREEMENTS and row.employer == asker.employer)


def offered(asker: Asker, row: Row) -> tuple[str, ...]:
    """Return the actions that a record offers to whoever reads it."""
    return OFFERED.get((asker.role, *row.standing), ()) if asker.role is not None and row.standing is not None else ()


def leads_to(asker: Asker, row: Row, target: Row) -> bool:
    """Return whether a visible row shows the row it names: where that is visible too, or the agreement discloses its graduate."""
    if row.type in {"Agreement", "Termination"} and target.type == "Graduate" and asker.role is Role.EMPLOYER:
        return row.discloses_graduate
    return sees(asker, target)
