"""The vault of identity numbers at rest, in rows and in files: found by a keyed index, read only by who holds the key."""

import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from auth.keys import derive
from rules.identity import normalise_id_number

_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
SEALED_BYTES: Final = _NONCE_BYTES + _TAG_BYTES
"""How many more bytes a sealed file has."""
_FILE: Final = b"file"
_BOUND_TO: Final = b"person.identity"
"""Authenticated with every number, so that a text sealed for something else does not open here."""


class SealBroken(Exception):
    """What was to be opened is damaged, or was sealed under another key."""


class IdentityVault:
    """Seals, opens and indexes identity numbers. A database holds nothing else of them but the masked text.

    The numbers are few enough to try them all, so the index is an HMAC and not a plain hash: without the key a stolen
    table tells nothing. Numbers are normalised first (blanks, x and X), so that one number has one index.
    """

    def __init__(self, key: bytes) -> None:
        """Take the application's secret, at least 32 bytes; the keys used are derived from it. Raises ValueError when shorter."""
        self._index_key = derive(key, "identity-index")
        self._cipher = AESGCM(derive(key, "identity-cipher"))
        self._file_cipher = AESGCM(derive(key, "file-cipher"))
        self.key_id: Final = derive(key, "identity-key-id")[:4].hex()
        """Eight hex digits that name the key beside each number, so that a later key can be told from this one."""

    def index(self, number: str) -> str:
        """Return the 64 hex digits by which the number is found (HMAC-SHA256)."""
        return hmac.digest(self._index_key, normalise_id_number(number).encode(), "sha256").hex()

    def seal(self, number: str) -> bytes:
        """Return the nonce and the encrypted number (AES-256-GCM); two seals of one number differ."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, normalise_id_number(number).encode(), _BOUND_TO)

    def open(self, sealed: bytes) -> str:
        """Return the number that `seal` was given, normalised. Raises SealBroken."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _BOUND_TO).decode()
        except (InvalidTag, ValueError) as broken:
            raise SealBroken("the identity number does not open under this key") from broken

    def seal_file(self, content: bytes) -> bytes:
        """Return the nonce and the encrypted content of a file that holds identity numbers (AES-256-GCM); two seals of one differ."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._file_cipher.encrypt(nonce, content, _FILE)

    def open_file(self, sealed: bytes) -> bytes:
        """Return the content that `seal_file` was given. Raises SealBroken."""
        try:
            return self._file_cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _FILE)
        except (InvalidTag, ValueError) as broken:
            raise SealBroken("the file does not open under this key") from broken
