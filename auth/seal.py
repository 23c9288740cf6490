"""The seal of the audit: each entry's seal covers the entry and the seal before it, under a key that the database does not hold."""

import hmac
from collections.abc import Mapping
from typing import Final
from uuid import UUID

import orjson

from auth.keys import derive

NOTHING_BEFORE: Final = "0" * 64
"""Stands for the seal before a chain's first entry."""


class AuditSeal:
    """Seals entries of the audit (HMAC-SHA256). Who can write to the database but has no key can neither forge nor rearrange them."""

    def __init__(self, key: bytes) -> None:
        """Take the application's secret, at least 32 bytes; the key used is derived from it. Raises ValueError when shorter."""
        self._key = derive(key, "audit-seal")
        self.key_id: Final = derive(key, "audit-seal-id")[:4].hex()
        """Eight hex digits that name the key beside each seal, so that a later key can be told from this one."""

    def of(self, before: str, entry: Mapping[str, object]) -> str:
        """Return the 64 hex digits that seal an entry (column -> text, number, moment, UUID or None) behind the seal `before`."""
        said = orjson.dumps(dict(entry), default=_as_text, option=orjson.OPT_SORT_KEYS)
        return hmac.digest(self._key, before.encode() + b"\n" + said, "sha256").hex()


def _as_text(value: object) -> str:
    """Return a UUID of a driver's own class as any other is written. Raises TypeError for what no entry holds."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value).__name__)
