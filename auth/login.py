"""Logging in: a name and a password for a token, and one answer for every way to fail."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from auth.accounts import standing_of
from auth.actor import Actor
from auth.passwords import Passwords
from auth.tokens import Tokens
from models.account import Account
from rules.errors import LoginFailed

_LONGEST_USERNAME: Final = 40


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who logged in (without an address), the token to send from now on, and the instant from which it is expired."""

    actor: Actor
    token: str = field(repr=False)
    expires_at: datetime


async def login(username: str, password: str, *, passwords: Passwords, tokens: Tokens, now: datetime) -> LoggedIn:
    """Return the actor and a new token of an account (guide section 1).

    Raises LoginFailed, with one message and equal work, for an unknown name, a wrong password, a disabled account and one that
    was never activated. The token carries the epoch that stood beside the password: if somebody ends the account's tokens
    while the password is being verified, this login fails with them.
    """
    named = await Account.filter(username=username).values("id", "password_hash", "epoch") if _can_be_stored(username) else []
    account = named[0] if named else None
    matches = await passwords.verify(account["password_hash"] if account else None, password)
    standing = await standing_of(account["id"]) if account and matches else None
    if account is None or standing is None or standing.epoch != account["epoch"]:
        raise LoginFailed
    issued = tokens.issue(account["id"], standing.epoch, now)
    return LoggedIn(standing.actor, issued.token, issued.expires_at)


def _can_be_stored(username: str) -> bool:
    """Return whether a database may be asked for the name: NUL and lone surrogates are faults to its driver, not unknown names."""
    return len(username) <= _LONGEST_USERNAME and username.isprintable()
