"""One-time activation codes: what they look like, and the only form in which they are kept."""

import hmac
from datetime import timedelta
from secrets import choice
from typing import Final
from uuid import UUID

from auth.keys import derive

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that a code can be read aloud and typed from paper."""
_GROUPS: Final = 3
_GROUP: Final = 5
_TYPED_FOR: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", "—": "", " ": ""})


class ActivationCodes:
    """Draws codes of 75 random bits, e.g. 7K2QM-9XWTA-4CJ8R, and knows them again by a keyed digest."""

    def __init__(self, secret: bytes, lifetime: timedelta) -> None:
        """Take the application's secret, at least 32 bytes (the key used is derived from it), and how long a code holds."""
        self._key = derive(secret, "activation-code")
        self.lifetime: Final = lifetime

    def draw(self) -> str:
        """Return a new code."""
        return "-".join("".join(choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))

    def digest(self, account_id: UUID, code: str) -> str:
        """Return the 64 hex digits under which a code of an account is kept, however it was typed. Any text has a digest."""
        typed = code.upper().translate(_TYPED_FOR)
        return hmac.digest(self._key, account_id.bytes + typed.encode("utf-8", "surrogatepass"), "sha256").hex()
