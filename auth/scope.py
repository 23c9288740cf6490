"""Row scope: THE ONLY place that says which rows an actor may see or act on (guide sections 3, 5-7).

A scope is equality on the row's own columns. Its columns belong to the role, so a compiled read can be shared by everybody of
a role; its values belong to the actor and are parameters. A pair missing from `SCOPES` has no rows: deny by default.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Literal

from auth.actor import Actor, ScopeKey
from rules.roles import Role


class Rows(StrEnum):
    """The kinds of rows somebody may ask for; people and changes are not among them on purpose."""

    ACCOUNT = "ACCOUNT"
    AGREEMENT = "AGREEMENT"
    ARCHIVE_RECORD = "ARCHIVE_RECORD"
    HUKOU_RECORD = "HUKOU_RECORD"
    GRADUATE = "GRADUATE"
    REGISTRATION = "REGISTRATION"
    REVIEW = "REVIEW"
    SUPPLEMENT = "SUPPLEMENT"
    TERMINATION = "TERMINATION"
    DEPARTMENT = "DEPARTMENT"
    SETUP = "SETUP"
    AGREEMENT_TYPE = "AGREEMENT_TYPE"
    COUNTERS = "COUNTERS"
    COUNTED_GRADUATE = "COUNTED_GRADUATE"
    SNAPSHOT = "SNAPSHOT"
    EMPLOYER = "EMPLOYER"
    EMPLOYER_REGISTRATION = "EMPLOYER_REGISTRATION"
    SCHOOL = "SCHOOL"
    PROVINCE = "PROVINCE"
    FEATURE_SWITCH = "FEATURE_SWITCH"
    CLASS_YEAR = "CLASS_YEAR"
    OPEN_WORK = "OPEN_WORK"
    AUDIT = "AUDIT"
    SESSION = "SESSION"
    UPLOAD = "UPLOAD"
    ROSTER_IMPORT = "ROSTER_IMPORT"
    REPORT = "REPORT"
    DOWNLOAD = "DOWNLOAD"
    CONFIRMATION = "CONFIRMATION"
    DISPUTE = "DISPUTE"
    VERIFICATION = "VERIFICATION"


Columns = Mapping[str, ScopeKey]
"""Column of the row -> attribute of the actor it must equal; all of them must hold."""

ALL: Final[Columns] = {}
"""Every row of the kind."""

_ACCOUNT: Final[Columns] = {"account_id": "account_id"}
_PROVINCE: Final[Columns] = {"province_code": "province_code"}
_SCHOOL: Final[Columns] = {"school_id": "school_id"}
_DEPARTMENT: Final[Columns] = {"department_id": "department_id"}
_PERSON: Final[Columns] = {"person_id": "person_id"}
_EMPLOYER: Final[Columns] = {"employer_id": "employer_id"}

_STAFF: Final[Mapping[Role, Columns]] = {
    Role.MINISTRY: ALL,
    Role.PROVINCE: _PROVINCE,
    Role.SCHOOL: _SCHOOL,
    Role.DEPARTMENT: _DEPARTMENT,
}
_PUBLIC: Final[Mapping[Role, Columns]] = {role: ALL for role in Role if role is not Role.SYSTEM}
"""Reference rows: names and switches that every account may know."""

SCOPES: Final[Mapping[Rows, Mapping[Role, Columns]]] = {
    # Whoever manages accounts sees those of its own place and below: a province also its employers', a school also those of the
    # graduates it put on a roster first. Everybody else is told by `viewer` what it is itself. SYSTEM is the operator's command line.
    Rows.ACCOUNT: {Role.MINISTRY: ALL, Role.PROVINCE: _PROVINCE, Role.SCHOOL: _SCHOOL, Role.SYSTEM: ALL},
    Rows.AGREEMENT: {**_STAFF, Role.GRADUATE: _PERSON, Role.EMPLOYER: _EMPLOYER, Role.SYSTEM: ALL},
    # No employer: where an archive or a household registration goes is between a graduate and its school.
    Rows.ARCHIVE_RECORD: {**_STAFF, Role.GRADUATE: _PERSON},
    Rows.HUKOU_RECORD: {**_STAFF, Role.GRADUATE: _PERSON},
    Rows.REVIEW: {**_STAFF, Role.GRADUATE: _PERSON, Role.EMPLOYER: _EMPLOYER},
    # No employer: it learns of a graduate only through an agreement that was accepted, never from the roster.
    Rows.GRADUATE: {**_STAFF, Role.GRADUATE: _PERSON},
    # A registration names employers that know nothing of it: it is between the graduate and its school.
    Rows.REGISTRATION: {**_STAFF, Role.GRADUATE: _PERSON},
    # A paper agreement is between the graduate and its school: the employer has not signed here, and is told nothing.
    Rows.SUPPLEMENT: {**_STAFF, Role.GRADUATE: _PERSON},
    # A termination is its agreement's: either party sees it.
    Rows.TERMINATION: {**_STAFF, Role.GRADUATE: _PERSON, Role.EMPLOYER: _EMPLOYER},
    # A department's own row is its key. Graduates and employers meet departments as a name on an agreement.
    Rows.DEPARTMENT: {**_STAFF, Role.DEPARTMENT: {"id": "department_id"}, Role.GRADUATE: ALL, Role.EMPLOYER: ALL},
    # How a school has set up and which type it has concerns its whole staff, so a department sees its school's.
    Rows.SETUP: {**_STAFF, Role.DEPARTMENT: _SCHOOL},
    Rows.AGREEMENT_TYPE: {**_STAFF, Role.DEPARTMENT: _SCHOOL},
    # Counters are of whole schools; a department would read its neighbours' numbers out of them.
    Rows.COUNTERS: {Role.MINISTRY: ALL, Role.PROVINCE: _PROVINCE, Role.SCHOOL: _SCHOOL},
    # A snapshot is its province's; a school has its own figures in it, which are counters.
    Rows.SNAPSHOT: {Role.MINISTRY: ALL, Role.PROVINCE: _PROVINCE},
    # Sums over graduates are made of those in scope, so a department's are its own.
    Rows.COUNTED_GRADUATE: _STAFF,
    Rows.EMPLOYER: {**_PUBLIC, Role.EMPLOYER: {"id": "employer_id"}},
    # What an employer says of itself beyond its name: its own, its reviewing province's and the ministry's.
    Rows.EMPLOYER_REGISTRATION: {Role.MINISTRY: ALL, Role.PROVINCE: _PROVINCE, Role.EMPLOYER: {"id": "employer_id"}},
    # Imports say how large a school's roster is: not for a department.
    Rows.ROSTER_IMPORT: {Role.MINISTRY: ALL, Role.PROVINCE: _PROVINCE, Role.SCHOOL: _SCHOOL},
    # What was reported of a graduate, and the ledger of it: whoever administers it. Graduates and employers use no employment system.
    Rows.REPORT: _STAFF,
    Rows.SCHOOL: _PUBLIC,
    Rows.PROVINCE: _PUBLIC,
    Rows.FEATURE_SWITCH: _PUBLIC,
    Rows.CLASS_YEAR: _PUBLIC,
    # What would be left undone is counted over the nation, for whoever closes a class year.
    Rows.OPEN_WORK: {Role.MINISTRY: ALL},
    # Each entry says whose it is to read: a school's records are its own affair, accounts and switches the province's.
    Rows.AUDIT: {
        Role.MINISTRY: ALL,
        Role.PROVINCE: {"reader_province_code": "province_code"},
        Role.SCHOOL: {"reader_school_id": "school_id"},
    },
    # What is attached to a record is seen by whoever sees the record. These are rows of the view `attached_upload`, which has
    # no others: what is not attached is its uploader's alone (`auth.files`), and not even the ministry's.
    Rows.UPLOAD: {**_STAFF, Role.GRADUATE: _PERSON, Role.EMPLOYER: _EMPLOYER},
    # What somebody downloads is its own affair; what may be in the file was judged by its rights, and another's may be fewer.
    Rows.DOWNLOAD: {role: _ACCOUNT for role in Role if role is not Role.SYSTEM},
    Rows.CONFIRMATION: {**_STAFF, Role.GRADUATE: _PERSON},
    # No employer: a graduate may say that one has pressed it. Provinces watch it.
    Rows.DISPUTE: {**_STAFF, Role.GRADUATE: _PERSON},
    # Whom a graduate lets verify what, and who looked, is the graduate's own affair: not even its school learns of it.
    Rows.VERIFICATION: {Role.GRADUATE: _PERSON},
    # One's own sessions and nobody else's: not even the ministry learns from where somebody works.
    Rows.SESSION: {role: _ACCOUNT for role in Role if role is not Role.SYSTEM},
}
"""Kind of rows -> role -> columns. `ALL` = every row; a missing role = no rows. Tests list every missing pair."""

OWN: Final[Mapping[Rows, Mapping[str, Literal["session_id"]]]] = {Rows.SESSION: {"id": "session_id"}}
"""Kind of rows -> column -> attribute of the actor that marks the one row which is the asker itself."""


def scope_columns(rows: Rows, role: Role | None) -> tuple[str, ...] | None:
    """Return the columns the role's scope compares, sorted; () = all rows, None = no rows. Anonymous (None) has no rows."""
    columns = SCOPES[rows].get(role) if role is not None else None
    return None if columns is None else tuple(sorted(columns))


def row_filter(rows: Rows, actor: Actor) -> dict[str, object] | None:
    """Return the equality filter of the actor's rows, for `Model.filter(**it)`; {} = all rows, None = no rows."""
    columns = SCOPES[rows].get(actor.role)
    return None if columns is None else {column: getattr(actor, key) for column, key in columns.items()}


@dataclass(frozen=True, slots=True)
class Scope:
    """The values of one asker's scope; `auth.modules.Profile` has its columns. None = anonymous."""

    actor: Actor | None
    moment: Callable[[], datetime]
    """Tells the time, aware: a live view outlives the moment at which it began."""

    find: Callable[[str], str]
    """Gives the keyed index of an identity number (`auth.vault.IdentityVault.index`)."""

    def index(self, text: str) -> str:
        """Return what a row of `person` has in place of an identity number; of any text, so that none is an error."""
        return self.find(text)

    @property
    def now(self) -> datetime:
        """Return the moment of a read, by which deadlines are judged."""
        return self.moment()

    def value(self, rows: Rows, column: str) -> object:
        """Return what `column` must equal. Raises KeyError where the asker has no such scope: nothing is read by mistake."""
        if self.actor is None:
            raise KeyError(rows)
        return getattr(self.actor, SCOPES[rows][self.actor.role][column])

    def own(self, rows: Rows, column: str) -> object:
        """Return what `column` holds in the row that is the asker itself; None where there is no such row."""
        return None if self.actor is None else getattr(self.actor, OWN[rows][column])

    def key(self, kinds: Iterable[Rows]) -> Hashable:
        """Return what tells this scope from others over some kinds of rows: of equal keys and profiles, all see the same rows."""
        if self.actor is None:
            return None
        columns = {key for rows in kinds for key in SCOPES[rows].get(self.actor.role, {}).values()}
        return self.actor.role, *((key, getattr(self.actor, key)) for key in sorted(columns))
