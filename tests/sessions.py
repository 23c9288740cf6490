"""Sessions and access tokens as the product issues them, for tests of anything that is asked by somebody logged in."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from auth.devices import Devices
from auth.login import LoggedIn, Logins
from auth.networks import Origin
from auth.passwords import Passwords
from auth.sessions import Begun, Issuer, begin_session
from auth.standings import Standings
from auth.throttle import LimitsThrottle
from auth.tokens import Claims, Tokens
from models import Account
from rules.sessions import Lifetimes, LoginMethod
from tests.world import NOW, VAULT

SECRET: Final = "a key for tests, of 32 bytes...!"
"""The same as `tests.world.VAULT`'s."""
LIFETIMES: Final = Lifetimes(access=timedelta(minutes=15), idle=timedelta(hours=12), absolute=timedelta(days=7))
ISSUER: Final = Issuer(Tokens(SECRET.encode()), LIFETIMES)
HOME: Final = Origin("192.0.2.1", "Mozilla/5.0 (tests)")


async def begun(account: Account, *, now: datetime = NOW, issuer: Issuer = ISSUER, origin: Origin = HOME) -> Begun:
    """Return a session of an account that has just begun."""
    return await begin_session(account.id, LoginMethod.PASSWORD, epoch=account.epoch, origin=origin, issuer=issuer, now=now)


async def logged_in(passwords: Passwords, login_name: str, password: str, *, now: datetime = NOW) -> LoggedIn:
    """Log in with a password, as somebody who has tried nothing before. Raises what `Logins.log_in` raises."""
    secret = SECRET.encode()
    logins = Logins(passwords, LimitsThrottle(secret), Devices(secret), ISSUER, VAULT)
    return await logins.log_in(login_name, password, origin=HOME, now=now)


def claims_of(begun: Begun, *, now: datetime = NOW) -> Claims:
    """Return what a session's first access token proves."""
    return ISSUER.access.read(begun.tokens.access_token, now)


def session_of(begun: Begun) -> UUID:
    """Return the key of a session."""
    assert begun.actor.session_id is not None
    return begun.actor.session_id


def fresh_standings() -> Standings:
    """Return standings that take themselves for fresh for as long as a test runs: what they forget, the test tells them."""
    standings = Standings()
    standings.confirm(float("inf"))
    return standings
