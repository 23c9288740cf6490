"""One secret, many keys: each purpose has its own, so that none of them gives another away."""

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
"""Bytes of every derived key, and the fewest of a secret."""


def derive(secret: bytes, purpose: str) -> bytes:
    """Return the 32-byte key of one purpose (HKDF-SHA256, RFC 5869); the same secret and purpose give the same key.

    Raises ValueError for a secret shorter than 32 bytes: a derivation does not lengthen what can be guessed.
    """
    if len(secret) < KEY_BYTES:
        raise ValueError(f"the secret key needs at least {KEY_BYTES} bytes")
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"quxiang/v1/{purpose}".encode()).derive(secret)
