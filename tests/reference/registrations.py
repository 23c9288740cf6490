"""What other destinations print for their codes."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from rules.acts import ACT_LABELS, ActName
from rules.codes import EMPLOYER_NATURES, INDUSTRIES, POSITION_CATEGORIES, STUDY_DEGREES
from rules.countries import COUNTRIES
from rules.destinations import CATEGORY_NAMES, SUBTYPE_NAMES
from rules.labels import PARTY_LABELS
from rules.names import RECORD_STATUS_NAMES
from rules.record_terms import RecordStatus
from rules.roles import Role
from tests.reference.vocabulary import Row

GROUPS: Final = {
    "AGREEMENT_OR_CONTRACT": frozenset({"10", "11", "27", "46", "50", "51"}),
    "FLEXIBLE": frozenset({"12", "76"}),
    "ENTREPRENEURSHIP": frozenset({"75"}),
    "FURTHER_STUDY": frozenset({"80", "85"}),
    "SEEKING": frozenset({"70"}),
    "NOT_SEEKING": frozenset({"71", "72"}),
}
"""What statistics add categories up to."""
GROUP_WORDS: Final = dict(zip(GROUPS, ("协议和合同就业", "灵活就业", "自主创业", "升学", "待就业", "暂不就业"), strict=True))

RECORD_TURNS: Final = {
    **dict.fromkeys(("MINISTRY", "PROVINCE", "SYSTEM", "EMPLOYER"), frozenset[str]()),
    "GRADUATE": frozenset({"REJECTED"}),
    "DEPARTMENT": frozenset({"PENDING_DEPARTMENT", "VOID_PENDING_DEPARTMENT"}),
    "SCHOOL": frozenset({"PENDING_SCHOOL", "VOID_PENDING_SCHOOL"}),
}
"""Whose turn it is at a reviewed record."""
SIDES: Final = {"GRADUATE": "毕业生", "DEPARTMENT": "院系", "SCHOOL": "学校"}

WORDED: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "subtypeLabel": ("subtype", SUBTYPE_NAMES),
    "employerNatureLabel": ("employer_nature", EMPLOYER_NATURES),
    "employerIndustryLabel": ("employer_industry", INDUSTRIES),
    "positionCategoryLabel": ("position_category", POSITION_CATEGORIES),
    "countryLabel": ("country", COUNTRIES),
    "admittedDegreeLabel": ("admitted_degree", STUDY_DEGREES),
}
"""Field -> the column whose words it prints, and the words."""


def group_label(row: Row) -> str:
    """Return the group that a destination counts in."""
    return next(GROUP_WORDS[group] for group, codes in GROUPS.items() if row["category"] in codes)


def record_status(row: Row) -> str:
    """Return what lists print as the status of a reviewed record."""
    short = RECORD_STATUS_NAMES[RecordStatus(row["status"])]
    return f"{short} ({SIDES[row['rejected_by']]}审核不通过)" if row["rejected_by"] else short


def record_turn(row: Row) -> str | None:
    """Return whose turn it is at a reviewed record."""
    return next((SIDES[role] for role, statuses in RECORD_TURNS.items() if row["status"] in statuses), None)


def words_of(column: str, words: Mapping[str, str]) -> Callable[[Row], Any]:
    """Return what prints the words of a column."""
    return lambda row: words.get(row[column])


def short_status(column: str) -> Callable[[Row], Any]:
    """Return what prints a status in short."""
    return lambda row: row[column] and RECORD_STATUS_NAMES[RecordStatus(row[column])]


def registration_texts() -> dict[str, Callable[[Row], Any]]:
    """Return what registrations, and the destinations that count, print."""
    said: dict[str, Callable[[Row], Any]] = {
        f"DestinationRegistration.{field}": words_of(column, words) for field, (column, words) in WORDED.items()
    }
    for type_ in ("DestinationRegistration", "CurrentDestination"):
        said[f"{type_}.categoryLabel"] = words_of("category", CATEGORY_NAMES)
        said[f"{type_}.groupLabel"] = group_label
        said[f"{type_}.isSettled"] = lambda row: row["category"] not in GROUPS["SEEKING"] | GROUPS["NOT_SEEKING"]
    said["DestinationRegistration.statusLabel"] = record_status
    said["DestinationRegistration.waitsForLabel"] = record_turn
    said["RegistrationCount.statusLabel"] = short_status("status")
    said["RegistrationEvent.actionLabel"] = lambda row: ACT_LABELS[ActName(row["action"])]
    said["RegistrationEvent.roleLabel"] = lambda row: PARTY_LABELS[Role(row["role"])]
    said["RegistrationEvent.statusBeforeLabel"] = short_status("status_before")
    said["RegistrationEvent.statusAfterLabel"] = short_status("status_after")
    return said
