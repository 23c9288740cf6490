"""Unified social credit codes (统一社会信用代码, GB 32100) of employers."""

import re
from typing import Final

from rules.errors import InvalidInput

# Registering authority (1-9; A, N, Y since the amendment of 2016: N is rural co-operatives), kind, division, organisation, check.
_SHAPE: Final = re.compile(r"[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")
_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))

# GB 11714: the nine characters inside the code were codes of their own before 2015 and keep their check.
_ORGANISATION_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECK_CHARACTERS: Final = "0X987654321"


def check_uscc(code: str) -> None:
    """Check shape, organisation check and code check of 18 upper-case characters. Raises InvalidInput."""
    if not _SHAPE.fullmatch(code):
        raise InvalidInput("uscc", "统一社会信用代码须为18位数字或大写字母（不含I、O、S、V、Z）")
    if code[16] != organisation_check_character(code[8:16]) or code[17] != uscc_check_character(code[:17]):
        raise InvalidInput("uscc", "统一社会信用代码校验位不正确")


def organisation_check_character(body: str) -> str:
    """Return the ninth character of an organisation code, out of its first eight."""
    total = sum(weight * _ORGANISATION_ALPHABET.index(character) for weight, character in zip(_ORGANISATION_WEIGHTS, body, strict=True))
    return _ORGANISATION_CHECK_CHARACTERS[total % 11]


def uscc_check_character(body: str) -> str:
    """Return the eighteenth character of a code, out of its first seventeen."""
    total = sum(weight * _ALPHABET.index(character) for weight, character in zip(_WEIGHTS, body, strict=True))
    return _ALPHABET[-total % 31]
