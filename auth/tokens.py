"""Access tokens: which account speaks, through which session, since which epoch, until when; signed, and nothing else in them."""

from dataclasses import dataclass
from datetime import datetime
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
    """The token is forged, damaged, expired, or its session or account no longer honours it. Which of them is nobody's business."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token proves: it was issued to this session of this account at this epoch. Whether they stand, `auth.standings` knows."""

    account_id: UUID
    session_id: UUID
    epoch: int


class Tokens:
    """Issues and reads the access tokens of one key. Levels and rows are never in a token, so that a change of them reaches everybody."""

    def __init__(self, secret: bytes) -> None:
        """Take the application's secret (at least 32 bytes); the signing key is derived from it."""
        self._key = OctKey.import_key(derive(secret, "token-signature"))
        self._verified: LRUCache[str, tuple[Claims, int]] = LRUCache(_REMEMBERED)

    def issue(self, claims: Claims, now: datetime, expires_at: datetime) -> str:
        """Return a token that is expired from a whole second on; both moments are aware."""
        signed = {
            "sub": str(claims.account_id),
            "sid": str(claims.session_id),
            "epoch": claims.epoch,
            "iat": int(now.timestamp()),
            "exp": int(expires_at.timestamp()),
        }
        return jwt.encode({"alg": _ALGORITHM}, signed, self._key, algorithms=[_ALGORITHM])

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
            verified = Claims(UUID(claims["sub"]), UUID(claims["sid"]), int(claims["epoch"])), int(claims["exp"])
        except (JoseError, KeyError, TypeError, ValueError, AttributeError) as invalid:
            raise TokenInvalid("the token does not verify") from invalid
        self._verified[token] = verified
        return verified
