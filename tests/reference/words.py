"""What the GraphQL names stand for, written by hand: columns, foreign keys, orders, and who sees which rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.reference.rows import Row

LONGEST_PAGE: Final = 100
LONGEST_LIST: Final = 100
DEEPEST: Final = 5
"""Relations inside relations, the root field being the first."""


def snake(name: str) -> str:
    """Return a GraphQL name as a column's."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def foreign_key(type_name: str) -> str:
    """Return the column by which other tables point to a type. An employer is its own registration: the same row, seen by others."""
    if type_name == "EmployerRegistration":
        return "id"
    return "province_code" if type_name == "Province" else f"{snake(type_name).removeprefix('_')}_id"


COLUMNS: Final[Mapping[str, str]] = {
    "Agreement.agreementNumber": "number",
    "FeatureSwitch.openedAt": "created_at",
    "Graduate.idNumber": "id_number_masked",
    "Review.reviewedAt": "created_at",
}
"""Fields whose column has another name than they."""

ORDERS: Final[Mapping[str, str]] = {
    "ReviewOrderField.CREATED_AT": "reviewedAt",
    "FeatureSwitchOrderField.CREATED_AT": "openedAt",
    "SchoolStatisticsOrderField.EFFECTIVE": "onlineEffective",
}
"""Orders by a field that has another name than they."""

DEFAULT_ORDERS: Final[Mapping[str, tuple[str, str]]] = {
    "Account": ("USERNAME", "ASC"),
    "Province": ("CODE", "ASC"),
    "School": ("CODE", "ASC"),
    "Department": ("NAME", "ASC"),
    "Graduate": ("NAME", "ASC"),
    "Agreement": ("CREATED_AT", "DESC"),
    "Review": ("CREATED_AT", "DESC"),
    "EmployerRegistration": ("CREATED_AT", "DESC"),
    "FeatureSwitch": ("CREATED_AT", "DESC"),
    "AgreementTypeSetting": ("CLASS_YEAR", "ASC"),
    "SchoolSetup": ("CLASS_YEAR", "ASC"),
    "SchoolSigningStatistics": ("GRADUATES", "ASC"),
}


def column_of(type_name: str, field_name: str) -> str:
    """Return the column a field shows."""
    return COLUMNS.get(f"{type_name}.{field_name}", snake(field_name))


def ordered_field(enum: str, value: str) -> str:
    """Return the field whose column an order's enum value sorts by."""
    head, *rest = value.lower().split("_")
    return ORDERS.get(f"{enum}.{value}", head + "".join(part.capitalize() for part in rest))


Columns = Mapping[str, str]
"""Column of the row -> attribute of the asker it must equal."""

EVERY: Final[Columns] = {}
STAFF: Final[Mapping[str, Columns]] = {
    "MINISTRY": EVERY,
    "PROVINCE": {"province_code": "province_code"},
    "SCHOOL": {"school_id": "school_id"},
    "DEPARTMENT": {"department_id": "department_id"},
}
OWN: Final[Mapping[str, Columns]] = {"GRADUATE": {"person_id": "person_id"}}
ANYBODY: Final[Mapping[str, Columns]] = dict.fromkeys(("MINISTRY", "PROVINCE", "SCHOOL", "DEPARTMENT", "GRADUATE", "EMPLOYER"), EVERY)

SCOPES: Final[Mapping[str, Mapping[str, Columns]]] = {
    "Account": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE", "SCHOOL")},
    "Province": ANYBODY,
    "School": ANYBODY,
    "FeatureSwitch": ANYBODY,
    "Department": {**ANYBODY, **STAFF, "DEPARTMENT": {"id": "department_id"}},
    "Graduate": {**STAFF, **OWN},
    "Agreement": {**STAFF, **OWN, "EMPLOYER": {"employer_id": "employer_id"}},
    "Review": {**STAFF, **OWN, "EMPLOYER": {"employer_id": "employer_id"}},
    "Employer": {**ANYBODY, "EMPLOYER": {"id": "employer_id"}},
    "EmployerRegistration": {"MINISTRY": EVERY, "PROVINCE": STAFF["PROVINCE"], "EMPLOYER": {"id": "employer_id"}},
    "AgreementTypeSetting": {**STAFF, "DEPARTMENT": {"school_id": "school_id"}},
    "SchoolSetup": {**STAFF, "DEPARTMENT": {"school_id": "school_id"}},
    "SchoolSigningStatistics": {role: STAFF[role] for role in ("MINISTRY", "PROVINCE", "SCHOOL")},
}
"""Type -> role -> what a row must equal; a role that is missing has no rows. Rows out of scope do not exist."""


@dataclass(frozen=True)
class Asker:
    """Who asks: a role (None = nobody is logged in), the level held on each module, and whose rows are theirs."""

    role: str | None = None
    levels: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)

    def has_rows(self, type_name: str) -> bool:
        """Return whether any row of the type can be this asker's."""
        return self.role in SCOPES[type_name]

    def sees(self, row: Row) -> bool:
        """Return whether a row is in scope."""
        columns = SCOPES[row["__typename"]].get(self.role or "")
        return columns is not None and all(row[column] == self.own[key] for column, key in columns.items())
