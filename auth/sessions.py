"""Sessions: begun by whoever has proved who it is, and carried by a short access token and a rotating refresh token."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final
from uuid import UUID

from tortoise.transactions import in_transaction

from auth.accounts import read_standings
from auth.actor import Actor
from auth.networks import Origin
from auth.tokens import Claims, Tokens
from models.base import new_id
from models.session import RefreshToken, Session
from rules.login_errors import LoginFailed
from rules.sessions import Lifetimes, LoginMethod

_REFRESH_BYTES: Final = 32
"""256 random bits: there is nothing to guess, so a plain digest of them is enough to store."""


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a client sends from now on, and the instants from which either is expired (UTC, whole seconds)."""

    access_token: str = field(repr=False)
    access_token_expires_at: datetime
    refresh_token: str = field(repr=False)
    refresh_token_expires_at: datetime
    """When the session is over unless it is refreshed before."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A session that has begun: whom it speaks for (without an address), and its first tokens."""

    actor: Actor
    tokens: TokenPair


@dataclass(frozen=True, slots=True)
class Issuer:
    """What issues tokens: the key of access tokens, and how long everything lives."""

    access: Tokens
    lifetimes: Lifetimes

    async def issue(self, claims: Claims, now: datetime, expires_at: datetime) -> TokenPair:
        """Return new tokens of a session that is over at `expires_at`; write the refresh token, which must be its only unused one."""
        refresh_token = token_urlsafe(_REFRESH_BYTES)
        await RefreshToken.create(session_id=claims.session_id, digest=digest_of(refresh_token), created_at=now)
        access_expires_at = self.lifetimes.access_expires_at(now, expires_at)
        return TokenPair(self.access.issue(claims, now, access_expires_at), access_expires_at, refresh_token, expires_at)


def digest_of(refresh_token: str) -> str:
    """Return the hex SHA-256 by which a refresh token is known."""
    return sha256(refresh_token.encode("utf-8", "surrogatepass")).hexdigest()


async def begin_session(account_id: UUID, method: LoginMethod, *, epoch: int, origin: Origin, issuer: Issuer, now: datetime) -> Begun:
    """Begin a session of an account that has just proved who it is, in a transaction of its own.

    `epoch` is the account's as it stood beside what was proved (the password, the link to a provider): if somebody ends the
    account's sessions meanwhile, this one does not begin. Raises LoginFailed then, and where the account is disabled.
    """
    ends_at = issuer.lifetimes.ends_at(now)
    expires_at = issuer.lifetimes.expires_at(now, ends_at)
    session_id = new_id()
    async with in_transaction():
        await Session.create(
            id=session_id,
            account_id=account_id,
            epoch=epoch,
            method=method,
            address=origin.kept_address,
            client=origin.client,
            refreshed_at=now,
            expires_at=expires_at,
            ends_at=ends_at,
            created_at=now,
        )
        tokens = await issuer.issue(Claims(account_id, session_id, epoch), now, expires_at)
        standing = (await read_standings([session_id])).get(session_id)
        if standing is None:
            raise LoginFailed
    return Begun(standing.actor, tokens)
