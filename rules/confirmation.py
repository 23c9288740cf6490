"""Confirming a destination (去向登记确认), and authorising its verification (核验授权): what each needs, and the numbers they bear."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from rules.confirmation_errors import (
    ArchiveMissing,
    ConfirmationClosed,
    DestinationConfirmed,
    DestinationMissing,
    DestinationPending,
)
from rules.errors import BasicsUnconfirmed, InvalidInput
from rules.gate import Gate, check_class_year, check_gate
from rules.gate_terms import CHINA, Feature


class ConfirmationState(StrEnum):
    """Where a confirmation stands. A graduate without one has not confirmed (未确认)."""

    CONFIRMED = "CONFIRMED"
    STALE = "STALE"


class GrantState(StrEnum):
    """Where an authorisation stands, beside its lifetime: the moment it ends at needs nobody to end it."""

    ACTIVE = "ACTIVE"
    REVOKED = "REVOKED"


class LookKey(StrEnum):
    """By which number somebody looked: the number of an authorisation, or the transfer number."""

    VERIFICATION = "VERIFICATION"
    TRANSFER = "TRANSFER"


GRANT_DAYS: Final = range(1, 366)
"""For how many days a graduate may authorise verification. No source names a number."""
MOST_GRANTS: Final = 20
"""How many authorisations of one graduate may be in force at once."""
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a number can be read aloud and typed from paper."""
NUMBER_LENGTH: Final = 16
"""Of a verification number: 79 random bits."""
_LETTERS: Final = "".join(filter(str.isalpha, ALPHABET))
_SERIES_LENGTH: Final = 9
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "\u3000": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What confirming asks about. Times are aware."""

    now: datetime
    gate: Gate
    """Of the destination's feature."""
    basics_confirmed: bool
    is_settled: bool
    """Whether a destination is in force, of whatever category."""
    is_pending: bool
    """Whether a record of the graduate still waits for somebody: what is confirmed must not be about to change."""
    archive_missing: bool
    """Whether the archive lies at the school, its registration is open, and none is approved."""
    is_confirmed: bool
    imported: bool
    """Whether what is in force came from the province's own system, whose schools set up nothing here."""
    opens: date | None
    """First day in China on which the school lets graduates confirm; None = no first day."""
    closes: date | None
    """Last day, itself included; None = no last day."""


def check_confirmation(standing: Standing) -> None:
    """Raise the refusal of the first thing that confirming misses (guide: 去向登记确认).

    What was approved in the province's own system is confirmed here as well (教学厅〔2023〕5号), without a set-up of the school.
    Raises the refusals of `check_gate`, BasicsUnconfirmed, ConfirmationClosed, DestinationMissing, DestinationPending, ArchiveMissing,
    DestinationConfirmed.
    """
    (check_class_year if standing.imported else check_gate)(standing.gate)
    if not standing.basics_confirmed:
        raise BasicsUnconfirmed
    today = standing.now.astimezone(CHINA).date()
    if (standing.opens and today < standing.opens) or (standing.closes and today > standing.closes):
        raise ConfirmationClosed
    if not standing.is_settled:
        raise DestinationMissing
    if standing.is_pending:
        raise DestinationPending
    if standing.archive_missing:
        raise ArchiveMissing
    if standing.is_confirmed:
        raise DestinationConfirmed


def check_grant(days: int, features: Collection[Feature], *, may_be_empty: bool = False) -> None:
    """Raise InvalidInput unless an authorisation shows something, for a number of days (whole ones from now) within GRANT_DAYS."""
    if days not in GRANT_DAYS:
        raise InvalidInput("days", f"授权天数须为{GRANT_DAYS[0]}至{GRANT_DAYS[-1]}天")
    if not features and not may_be_empty:
        raise InvalidInput("features", "请至少选择一项授权核验的内容")


def transfer_number(class_year: int, school_code: str, digits: str) -> str:
    """Return a transfer number (转递编号): class year, school code (5) and seven random digits, the first of `digits`.

    The national form is not public; this one has as many digits as the agreement number's parts it is made of.
    """
    return f"{class_year}{school_code}{digits[:7]}"


def series_of(number: str) -> str:
    """Return what of a transfer number anybody may know: class year and school. The rest is drawn."""
    return number[:_SERIES_LENGTH]


def draw_verification_number() -> str:
    """Return a new verification number (核验编号): sixteen characters of `ALPHABET`, drawn by the system's source of secrets.

    The first is a letter, since sixteen digits would be read as a transfer number.
    """
    return secrets.choice(_LETTERS) + "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH - 1))


def read_number(typed: str) -> str:
    """Return a number as it is kept, however it was typed: small letters, blanks, hyphens, and letters that are read for digits."""
    return typed.upper().translate(_MISREAD)


def key_kind(number: str) -> LookKey | None:
    """Return which number one is, by its form alone: sixteen digits are a transfer number; None where it is neither."""
    if len(number) != NUMBER_LENGTH or not set(number) <= set(ALPHABET):
        return None
    return LookKey.TRANSFER if number.isdigit() else LookKey.VERIFICATION
