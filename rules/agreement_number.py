"""The nineteen digits of an agreement number (当前协议编号), and which agreements bear one (guide section 5, figure 6)."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from rules.agreement_terms import Initiator, Status

INITIATOR_DIGITS: Final[Mapping[Initiator, str]] = {
    Initiator.GRADUATE: "1",
    Initiator.EMPLOYER: "4",
}
"""The fifth digit, as all seven numbers of figure 6 have it. 2 and 3 are free for kinds that the figure does not show."""

NUMBER_PATTERN: Final = r"^20[0-9]{2}[1-4][0-9]{5}[0-4][0-9]{8}$"
"""Class year, who started, school code, level of 学历, eight random digits."""

BEARS_NUMBER: Final[Mapping[Initiator, frozenset[Status]]] = {
    Initiator.EMPLOYER: frozenset({Status.EFFECTIVE, Status.VOIDED, Status.TERMINATED}),
    Initiator.GRADUATE: frozenset(
        {
            Status.PROTOCOL_ISSUED,
            Status.SIGN_PENDING_DEPARTMENT,
            Status.SIGN_PENDING_SCHOOL,
            Status.SIGN_REJECTED,
            Status.EFFECTIVE,
            Status.VOIDED,
            Status.TERMINATED,
        }
    ),
}
"""Online a number is generated when the school passes the signing; offline when the printed form is issued. A form that is changed
after it was issued loses its number and is issued anew under another; none is ever used again.

A cancelled agreement is in neither set: it bears a number only if it was issued before.
"""

_LEVEL_DIGITS: Final[Mapping[str, str]] = {"6": "4"}
"""高职 (61) is numbered with 专科, the level it belongs to: the figure's digit has no sixth value."""


def agreement_number(class_year: int, initiator: Initiator, school_code: str, degree_code: str, random8: str) -> str:
    """Return the number; `random8` is eight decimal digits, drawn anew where the number is already taken.

    `school_code` is the five-digit 院校代码 at the moment of generation, `degree_code` a key of `rules.codes.DEGREES`.
    """
    level = degree_code[0]
    return f"{class_year}{INITIATOR_DIGITS[initiator]}{school_code}{_LEVEL_DIGITS.get(level, level)}{random8}"


class Numbering(Enum):
    """What becomes of an agreement's number when it comes to a status."""

    BEARS = "BEARS"
    """It keeps the one it has, or gets one."""
    KEEPS = "KEEPS"
    """It keeps the one it has, if any."""
    LOSES = "LOSES"
    """It has none: whatever it had is of a form that is not valid any more."""


def numbering(initiator: Initiator, status: Status) -> Numbering:
    """Return what becomes of the number of an agreement, started so, that comes to the status."""
    if status in BEARS_NUMBER[initiator]:
        return Numbering.BEARS
    return Numbering.KEEPS if status is Status.CANCELLED else Numbering.LOSES
