"""Tokens: which account speaks, since which epoch, until when; signed, and nothing else in them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cachetools import LRUCache
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from auth.keys import derive

_ALGORITHM: Final = "HS256"
"""Fixed: what a token's own header says about its algorithm is never believed."""

_REMEMBERED: Final = 10_000
"""Verified tokens kept at a time; a client cannot make it grow, since only tokens that verify are kept."""


class TokenInvalid(Exception):
    """The token is forged, damaged, expired, or its account no longer honours it. Which of them is nobody's business."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token and the instant from which it is expired (UTC, whole seconds)."""

    token: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token proves: it was issued to this account at this epoch. Whether the account still stands, `auth.accounts` knows."""

    account_id: UUID
    epoch: int


class Tokens:
    """Issues and reads the tokens of one key. Levels and rows are never in a token, so that a change of them reaches everybody."""

    def __init__(self, key: bytes, lifetime: timedelta) -> None:
        """Take the application's secret (at least 32 bytes; the signing key is derived from it) and how long a token lives."""
        self._key = OctKey.import_key(derive(key, "token-signature"))
        self._lifetime = lifetime
        self._verified: LRUCache[str, tuple[Claims, int]] = LRUCache(_REMEMBERED)

    def issue(self, account_id: UUID, epoch: int, now: datetime) -> Issued:
        """Return a token for an account at its present epoch; `now` is an aware moment."""
        expires_at = (now + self._lifetime).replace(microsecond=0)
        claims = {"sub": str(account_id), "epoch": epoch, "iat": int(now.timestamp()), "exp": int(expires_at.timestamp())}
        return Issued(jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM]), expires_at)

    def read(self, token: str, now: datetime) -> Claims:
        """Return what a token proves at an aware moment. Raises TokenInvalid; the instant of expiry belongs to expired."""
        proved, expires = self._verified.get(token) or self._verify(token)
        if now.timestamp() >= expires:
            raise TokenInvalid("the token has expired")
        return proved

    def _verify(self, token: str) -> tuple[Claims, int]:
        """Return a token's claims and the second it expires, and remember them: a signature does not change, only the time does."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[_ALGORITHM]).claims
            verified = Claims(UUID(claims["sub"]), int(claims["epoch"])), int(claims["exp"])
        except (JoseError, KeyError, TypeError, ValueError) as invalid:
            raise TokenInvalid("the token does not verify") from invalid
        self._verified[token] = verified
        return verified
