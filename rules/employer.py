"""The life of an employer's registration as a table, and what it must say (domain: employer accounts are reviewed)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rules.codes import EMPLOYER_NATURES, INDUSTRIES, PROVINCES
from rules.employer_terms import EmployerMove, EmployerStatus
from rules.errors import InvalidInput, MoveNotAllowed, ReasonRequired
from rules.roles import Role

__all__ = [
    "HOLDS_CODE",
    "NEEDS_REASON",
    "TRANSITIONS",
    "EmployerContact",
    "EmployerDetails",
    "EmployerMove",
    "EmployerStatus",
    "check_reason",
    "next_employer_status",
    "problems_of",
    "province_of",
]

Step = tuple[EmployerStatus, EmployerMove, Role]

TRANSITIONS: Final[Mapping[Step, EmployerStatus]] = {
    (EmployerStatus.REGISTERED, EmployerMove.SUBMIT, Role.EMPLOYER): EmployerStatus.PENDING_REVIEW,
    (EmployerStatus.REJECTED, EmployerMove.SUBMIT, Role.EMPLOYER): EmployerStatus.PENDING_REVIEW,
    (EmployerStatus.PENDING_REVIEW, EmployerMove.APPROVE, Role.PROVINCE): EmployerStatus.APPROVED,
    (EmployerStatus.PENDING_REVIEW, EmployerMove.REJECT, Role.PROVINCE): EmployerStatus.REJECTED,
    (EmployerStatus.APPROVED, EmployerMove.UPDATE, Role.EMPLOYER): EmployerStatus.APPROVED,
    (EmployerStatus.APPROVED, EmployerMove.DISABLE, Role.PROVINCE): EmployerStatus.DISABLED,
    (EmployerStatus.DISABLED, EmployerMove.ENABLE, Role.PROVINCE): EmployerStatus.APPROVED,
}
"""(status now, move, role) -> status next. A missing row is a forbidden move."""

HOLDS_CODE: Final[frozenset[EmployerStatus]] = frozenset({EmployerStatus.APPROVED, EmployerStatus.DISABLED})
"""Statuses in which a credit code is one employer's: shutting it out does not free the code."""

NEEDS_REASON: Final[frozenset[EmployerMove]] = frozenset({EmployerMove.REJECT, EmployerMove.DISABLE})
"""Moves that are explained to the employer."""


def next_employer_status(now: EmployerStatus, move: EmployerMove, role: Role) -> EmployerStatus:
    """Return the status that follows; raise MoveNotAllowed where the table has no row."""
    after = TRANSITIONS.get((now, move, role))
    if after is None:
        raise MoveNotAllowed(now, move, role)
    return after


def check_reason(move: EmployerMove, reason: str | None) -> None:
    """Raise ReasonRequired where the move must be explained and is not."""
    if move in NEEDS_REASON and not reason:
        raise ReasonRequired


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerContact:
    """How an employer is reached and what it takes over, trimmed: its own to keep right, without a review, once it is approved."""

    address: str
    postcode: str | None
    contact_name: str
    contact_phone: str
    contact_email: str | None
    accepts_archive: bool
    solves_hukou: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerDetails(EmployerContact):
    """What an employer says of itself, trimmed; the optional parts are None where nothing is said. What is here alone is what a review
    approves: who it is."""

    name: str
    nature: str
    industry: str
    division: str
    superior: str | None


_DIVISION: Final = re.compile(r"[0-9]{6}")
_POSTCODE: Final = re.compile(r"[0-9]{6}")
_PHONE: Final = re.compile(r"\+?[0-9][0-9-]{5,18}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def problems_of(details: EmployerDetails) -> Iterator[InvalidInput]:
    """Yield everything that is wrong with what an employer says of itself, in the order of its fields."""
    checks: tuple[tuple[str, str, Callable[[], object]], ...] = (
        ("nature", "单位性质代码不在代码表中", lambda: details.nature in EMPLOYER_NATURES),
        ("industry", "单位行业代码不在代码表中", lambda: details.industry in INDUSTRIES),
        ("division", "单位所在地须为六位行政区划代码", lambda: is_division(details.division)),
        ("postcode", "邮政编码须为六位数字", lambda: details.postcode is None or is_postcode(details.postcode)),
        ("contactPhone", "联系电话须为6至20位数字，可含区号与短横线", lambda: is_phone(details.contact_phone)),
        ("contactEmail", "电子邮箱格式不正确", lambda: details.contact_email is None or _EMAIL.fullmatch(details.contact_email)),
    )
    for field, problem, holds in checks:
        if not holds():
            yield InvalidInput(field, problem)


def is_phone(number: str) -> bool:
    """Return whether a text is a telephone number: digits, with an area code and hyphens where somebody wrote them."""
    return bool(_PHONE.fullmatch(number))


def is_postcode(code: str) -> bool:
    """Return whether a text is six digits, as a postcode is."""
    return bool(_POSTCODE.fullmatch(code))


def is_division(code: str) -> bool:
    """Return whether a text is six digits that begin with a province's code."""
    return bool(_DIVISION.fullmatch(code)) and code[:2] in PROVINCES


def province_of(uscc: str, division: str) -> str:
    """Return the code of the province that reviews an employer: digits 3-4 of its credit code.

    Organisations that are registered with the nation have 10 there (91100000…), which is no province: the one where they sit reviews
    them. Both arguments have been checked.
    """
    registered = uscc[2:4]
    return registered if registered in PROVINCES else division[:2]
