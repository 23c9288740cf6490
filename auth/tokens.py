"""Tokens: which account speaks, since which epoch, until when; signed, and nothing else in them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from auth.keys import derive

_ALGORITHM: Final = "HS256"
"""Fixed: what a token's own header says about its algorithm is never believed."""


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

    def issue(self, account_id: UUID, epoch: int, now: datetime) -> Issued:
        """Return a token for an account at its present epoch; `now` is an aware moment."""
        expires_at = (now + self._lifetime).replace(microsecond=0)
        claims = {"sub": str(account_id), "epoch": epoch, "iat": int(now.timestamp()), "exp": int(expires_at.timestamp())}
        return Issued(jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM]), expires_at)

    def read(self, token: str, now: datetime) -> Claims:
        """Return what a token proves at an aware moment. Raises TokenInvalid; the instant of expiry belongs to expired."""
        try:
            claims = jwt.decode(token, self._key, algorithms=[_ALGORITHM]).claims
            proved, expires = Claims(UUID(claims["sub"]), int(claims["epoch"])), int(claims["exp"])
        except (JoseError, KeyError, TypeError, ValueError) as invalid:
            raise TokenInvalid("the token does not verify") from invalid
        if now.timestamp() >= expires:
            raise TokenInvalid("the token has expired")
        return proved
