"""What a browser carries to an outside provider and back: signed, so that nobody makes one up, and short-lived."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from auth.keys import derive

LIFETIME: Final = timedelta(minutes=10)
"""How long somebody may take at the provider."""
_ALGORITHM: Final = "HS256"


class StateInvalid(Exception):
    """There is no such thing, it was made by somebody else, or it is too old."""


@dataclass(frozen=True, slots=True)
class LoginState:
    """Which provider, the secrets of this one login, and what the page that began it can prove."""

    provider: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    challenge: str


class LoginStates:
    """Seals and opens what browsers carry."""

    def __init__(self, secret: bytes) -> None:
        """Take the application's secret, at least 32 bytes; the key used is derived from it."""
        self._key = OctKey.import_key(derive(secret, "login-state"))

    def seal(self, state: LoginState, now: datetime) -> str:
        """Return the text to carry; `now` is an aware moment."""
        claims = {**asdict(state), "exp": int((now + LIFETIME).timestamp())}
        return jwt.encode({"alg": _ALGORITHM}, claims, self._key, algorithms=[_ALGORITHM])

    def open(self, text: str, now: datetime) -> LoginState:
        """Return what was sealed. Raises StateInvalid."""
        try:
            claims = jwt.decode(text, self._key, algorithms=[_ALGORITHM]).claims
            expires = int(claims.pop("exp"))
            state = LoginState(**claims)
        except (JoseError, KeyError, TypeError, ValueError) as invalid:
            raise StateInvalid from invalid
        if now.timestamp() >= expires:
            raise StateInvalid
        return state
