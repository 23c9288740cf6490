"""What a new password must be: long, and on nobody's list. No composition, no expiry (NIST SP 800-63B, "Password Verifiers")."""

import unicodedata
from itertools import pairwise
from typing import Final

from rules.common_passwords import COMMON_PASSWORDS
from rules.login_errors import WeakPassword

SHORTEST: Final = 8
"""Characters. What every edition of SP 800-63B allows at the least; with throttled logins and no password from any list, more would
only send people to sticky notes. Length is counted after normalisation, in code points."""
LONGEST: Final = 128
"""Characters: room for any passphrase, and an end to what one request can make the server hash."""
_ID_TAILS: Final = (6, 8)
"""How many last characters of an identity number people are used to being given as a first password."""


def normalise_password(text: str) -> str:
    """Return the one form of a password that is hashed and compared (NFKC).

    A Chinese input method types ｆｕｌｌ－ｗｉｄｔｈ letters where another keyboard types half-width ones, and keyboards compose
    accents differently; who typed the same keys has typed the same password.
    """
    return unicodedata.normalize("NFKC", text)


def check_password(
    text: str, *, username: str, id_number: str | None = None, is_breached: bool = False, field: str = "newPassword"
) -> None:
    """Raise WeakPassword unless a new password may be set.

    `id_number` is the account's person's, where there is one; `is_breached` what a list of breached passwords says; `field` the
    input field that holds the password. Any character is allowed, blanks among them.
    """
    problem = _problem(normalise_password(text), username, id_number, is_breached)
    if problem is not None:
        raise WeakPassword(problem, field)


def _problem(password: str, username: str, id_number: str | None, is_breached: bool) -> str | None:
    if len(password) < SHORTEST:
        return f"不足{SHORTEST}个字符"
    if len(password) > LONGEST:
        return f"超过{LONGEST}个字符"
    if _is_pattern(password):
        return "只是重复或连续的字符"
    if len(_without(password, username)) < SHORTEST:
        return "与用户名过于相近"
    if id_number is not None and len(_without(password, *_parts_of(id_number))) < SHORTEST:
        return "与身份证号过于相近"
    if is_breached or password.casefold() in COMMON_PASSWORDS:
        return "过于常见，或已在其他网站泄露的密码中出现"
    return None


def _is_pattern(password: str) -> bool:
    """Return whether two characters at most make the password, or each follows the one before it: 12121212, abcdefgh, 87654321."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password)}
    return len(set(password)) <= 2 or steps in ({1}, {-1})


def _parts_of(id_number: str) -> list[str]:
    """Return what somebody who knows a person tries first: the number, its ends, and the day of birth in it."""
    return [id_number, *(id_number[-length:] for length in sorted(_ID_TAILS, reverse=True)), id_number[6:14]]


def _without(password: str, *words: str) -> str:
    """Return what is left of a password without the words, whatever their case: that alone has to be long enough."""
    left = password.casefold()
    for word in words:
        folded = normalise_password(word).casefold()
        if len(folded) > 2:
            left = left.replace(folded, "")
    return left
