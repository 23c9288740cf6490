"""Logging in: a name and a password for a token, and one answer for every way to fail."""

from dataclasses import dataclass, field
from datetime import datetime

from auth.accounts import find_account, standing_of
from auth.actor import Actor
from auth.passwords import Passwords
from auth.tokens import Tokens
from auth.vault import IdentityVault
from rules.errors import LoginFailed


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who logged in (without an address), the token to send from now on, and the instant from which it is expired."""

    actor: Actor
    token: str = field(repr=False)
    expires_at: datetime


async def login(login_name: str, password: str, *, passwords: Passwords, tokens: Tokens, vault: IdentityVault, now: datetime) -> LoggedIn:
    """Return the actor and a new token of an account (guide section 1), named as `auth.accounts.find_account` knows it.

    Raises LoginFailed, with one message and equal work, for an unknown name, a wrong password, a disabled account and one that
    was never activated. The token carries the epoch that stood beside the password: if somebody ends the account's tokens
    while the password is being verified, this login fails with them.
    """
    account = await find_account(login_name, vault)
    matches = await passwords.verify(account.password_hash if account else None, password)
    standing = await standing_of(account.id) if account and matches else None
    if account is None or standing is None or standing.epoch != account.epoch:
        raise LoginFailed
    issued = tokens.issue(account.id, standing.epoch, now)
    return LoggedIn(standing.actor, issued.token, issued.expires_at)
