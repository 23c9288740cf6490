"""Logging in: a name and a password for a session, one answer for every way to fail, and an end to guessing."""

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from weakref import WeakValueDictionary

from auth.accounts import find_account
from auth.actor import Actor
from auth.devices import Devices
from auth.networks import Origin
from auth.passwords import Passwords
from auth.sessions import Begun, Issuer, TokenPair, begin_session
from auth.throttle import Throttle, name_key
from auth.vault import IdentityVault
from rules.login_errors import LoginFailed
from rules.sessions import LoginMethod
from rules.throttling import LOGIN_BY_ADDRESS, LOGIN_BY_DEVICE, LOGIN_BY_NAME, LOGIN_BY_NAME_AND_ADDRESS, Limit

_log: Final = logging.getLogger(__name__)

Counted = tuple[Limit, tuple[str, ...]]
"""A limit and the key it is counted by."""


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who logged in (without an address), the session's tokens, and the proof that this device has logged in with this name."""

    actor: Actor
    tokens: TokenPair
    device_token: str = field(repr=False)


class Logins:
    """Logs in with passwords (guide section 1). Only failures count, and whether a name exists changes nothing of how they do."""

    def __init__(self, passwords: Passwords, throttle: Throttle, devices: Devices, issuer: Issuer, vault: IdentityVault) -> None:
        self._passwords = passwords
        self._throttle = throttle
        self._devices = devices
        self._issuer = issuer
        self._vault = vault
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def log_in(self, login_name: str, password: str, *, origin: Origin, now: datetime, device_token: str | None = None) -> LoggedIn:
        """Return the actor, the tokens and the device token of a new session; see `auth.accounts.find_account` for the name.

        Raises LoginFailed, with one message and equal work, for an unknown name, a wrong password, a disabled account and one that
        was never activated; TooManyAttempts, known or not, before any work; Busy. One name is tried once at a time in a
        process, so that tries sent at once cannot all come before the first failure is counted.
        """
        name = name_key(login_name, self._vault)
        device = self._devices.known(device_token, name, now)
        counted = _counted(name, origin, device)
        async with self._turns.setdefault(name, asyncio.Lock()):
            for limit, key in counted:
                await self._throttle.check(limit, *key)
            try:
                begun = await self._verified(login_name, password, origin, now)
            except LoginFailed:
                # Neither the name, which may be a password typed in the wrong field, nor the address: the request's id is enough.
                _log.info("a login failed")
                for limit, key in counted:
                    await self._throttle.count(limit, *key)
                raise
        limit, key = counted[0]
        await self._throttle.forget(limit, *key)
        return LoggedIn(begun.actor, begun.tokens, self._devices.issue(name, now))

    async def _verified(self, login_name: str, password: str, origin: Origin, now: datetime) -> Begun:
        """Begin a session where the password is the account's. Raises LoginFailed, Busy."""
        account = await find_account(login_name, self._vault)
        matches = await self._passwords.verify(account.password_hash if account else None, password, address=origin.network)
        if account is None or not matches:
            raise LoginFailed
        method = LoginMethod.PASSWORD
        return await begin_session(account.id, method, epoch=account.epoch, origin=origin, issuer=self._issuer, now=now)


def _counted(name: str, origin: Origin, device: str | None) -> list[Counted]:
    """Return what a failure counts against; the first is the narrowest, which a success clears.

    A device that has logged in with the name before is counted apart from everybody else: strangers' failures do not keep its
    owner out, and its own failures are few enough to guess nothing by.
    """
    if device is not None:
        return [(LOGIN_BY_DEVICE, (name, device))]
    return [
        (LOGIN_BY_NAME_AND_ADDRESS, (name, origin.network)),
        (LOGIN_BY_NAME, (name,)),
        (LOGIN_BY_ADDRESS, (origin.network,)),
    ]
