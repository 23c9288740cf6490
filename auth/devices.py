"""Device tokens: proof that a device has logged in with a name before, so that strangers' failures cannot lock its owner out.

The scheme is OWASP's device cookies. A device token opens nothing: it only says whose failures are counted with whose.
"""

import hmac
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from auth.keys import derive

_ALGORITHM: Final = "HS256"
_LIFETIME: Final = timedelta(days=180)
"""Longer than a summer: who logs in once a term still comes from a known device."""


class Devices:
    """Issues and reads device tokens under a key of their own."""

    def __init__(self, secret: bytes) -> None:
        """Take the application's secret (at least 32 bytes); the signing key is derived from it."""
        self._key = OctKey.import_key(derive(secret, "device-signature"))
        self._names = derive(secret, "device-names")

    def issue(self, username: str, now: datetime) -> str:
        """Return the token of a device that has just logged in with a name, which the token does not show."""
        claims = {"sub": self._digest(username), "jti": token_hex(16), "exp": int((now + _LIFETIME).timestamp())}
        return jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM])

    def known(self, token: str | None, username: str, now: datetime) -> str | None:
        """Return what names the device among those of an account; None where the token proves nothing for this name."""
        try:
            claims = jwt.decode(token or "", self._key, algorithms=[_ALGORITHM]).claims
            is_proved = claims["sub"] == self._digest(username) and now.timestamp() < int(claims["exp"])
            return str(claims["jti"]) if is_proved else None
        except (JoseError, KeyError, TypeError, ValueError):
            return None

    def _digest(self, username: str) -> str:
        """Return what stands for a name: keyed, since it may be a number that could be tried out."""
        return hmac.digest(self._names, username.encode("utf-8", "surrogatepass"), "sha256").hex()
