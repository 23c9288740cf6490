"""What an act is done once under: an account's idempotency key and the input it came with, known by keyed digests alone."""

import hmac
import json
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from auth.keys import derive


@dataclass(frozen=True, slots=True)
class Once:
    """One act that is to be done once. Two of one account with the same key are the same act, or the second is refused."""

    key: str
    """64 hex digits that stand for the key, among those of its account."""
    mutation: str
    """What is asked for, as the schema calls it."""
    given: str
    """64 hex digits that stand for the mutation and its whole input."""


class OnceKeys:
    """Makes digests (HMAC-SHA256) of keys and inputs.

    An input may hold an identity number, of which there are few enough to try them all, and somebody may take one for a key:
    without the application's secret the digests tell nothing of either, nor whether two accounts sent the same.
    """

    def __init__(self, secret: bytes) -> None:
        """Take the application's secret, at least 32 bytes; the key used is derived from it. Raises ValueError when shorter."""
        self._key: Final = derive(secret, "idempotency")

    def once(self, account_id: UUID, key: str, mutation: str, given: object) -> Once:
        """Return what an account's act is done once under. `given` is the input as JSON has it; the order of its fields is none."""
        return Once(self._digest(account_id, "key", key), mutation, self._digest(account_id, mutation, given))

    def _digest(self, account_id: UUID, kind: str, said: object) -> str:
        # ASCII with escapes, so that half of a surrogate pair has a digest as every other text has.
        text = json.dumps([str(account_id), kind, said], sort_keys=True, separators=(",", ":"))
        return hmac.digest(self._key, text.encode("ascii"), "sha256").hex()
