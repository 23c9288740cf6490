"""Citizen identity numbers (公民身份号码, GB 11643): reading, checking, masking, and making clearly fake ones."""

import re
import unicodedata
from datetime import date
from typing import Final

from rules.errors import InvalidInput

_SHAPE: Final = re.compile(r"[1-9][0-9]{16}[0-9X]")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS: Final = "10X98765432"
_EARLIEST_BIRTH: Final = date(1900, 1, 1)


def normalise_id_number(text: str) -> str:
    """Return what was typed with full-width forms made plain, all blanks removed and x written X. Never raises."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def looks_like_id_number(text: str) -> bool:
    """Return whether what was typed has the form of an identity number, blanks and full-width digits forgiven. Never raises."""
    return bool(_SHAPE.fullmatch(normalise_id_number(text)))


def check_id_number(number: str, *, today: date) -> None:
    """Check a normalised number: shape, check character, and a birth from 1900 to `today`. Raises InvalidInput.

    The division (digits 1-6) is not checked: counties come and go (133100 雄安 is in no older table), and the permits of residents
    from 港澳台 and abroad have the same form with divisions of their own.
    """
    if not _SHAPE.fullmatch(number):
        raise InvalidInput("idNumber", "身份证号须为18位，末位为数字或X")
    if number[17] != _check_character(number[:17]):
        raise InvalidInput("idNumber", "身份证号校验位不正确")
    birth = birth_of(number)
    if birth is None or not _EARLIEST_BIRTH <= birth <= today:
        raise InvalidInput("idNumber", "身份证号中的出生日期不正确")


def mask_id_number(number: str) -> str:
    """Return 110000********0019 for an 18-character number: what lists show."""
    return f"{number[:6]}{'*' * 8}{number[14:]}"


def make_id_number(prefix6: str, birth: date, order: int) -> str:
    """Return the valid number of a division, a birth and an order of 1-999 (odd for men, even for women).

    With a province's prefix that ends in 0000 it belongs to nobody: real numbers name a county.
    """
    body = f"{prefix6}{birth:%Y%m%d}{order:03}"
    return body + _check_character(body)


def birth_of(number: str) -> date | None:
    """Return the birth that digits 7-14 of a number name; None where the calendar has no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """Return the 性别 code that the seventeenth digit of a number says: odd for men (1), even for women (2)."""
    return "1" if int(number[16]) % 2 else "2"


def _check_character(body: str) -> str:
    """Return the check character of seventeen digits (ISO 7064, MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    return _CHECK_CHARACTERS[total % 11]
