"""Whoever knows its password changes it, goes on alone under new tokens, and every other session is over."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pytest
from tortoise.transactions import in_transaction

from actions.password import Means, change_password
from actions.session import log_out, refresh_session
from auth.accounts import read_standings
from auth.devices import Devices
from auth.login import Logins
from auth.passwords import Passwords
from auth.revocation import Gone
from auth.sessions import Begun, TokenPair, digest_of
from auth.throttle import LimitsThrottle
from models import Account, Audit, RefreshToken, Session
from models.database import CONNECTION
from rules.errors import ChangedMeanwhile, InvalidInput, RuleError
from rules.login_errors import LoginFailed, SessionEnded, TokenReused, TooManyAttempts, WeakPassword
from rules.roles import Role
from rules.sessions import EndReason
from rules.throttling import PASSWORD_CHANGE
from tests.actions.stage import Stage
from tests.sessions import HOME, ISSUER, SECRET, begun, session_of
from tests.world import VAULT

OLD: Final = "the old password"
NEW: Final = "a new and better one"


@dataclass
class Owner:
    """An account with a password, and its session."""

    stage: Stage
    account: Account
    session: Begun
    means: Means

    async def change(self, current: str = OLD, new: str = NEW, *, session: Begun | None = None) -> TokenPair:
        return await change_password(self.stage.as_actor((session or self.session).actor), current, new, self.means)

    async def log_in(self, password: str) -> None:
        logins = Logins(self.means.passwords, self.means.throttle, Devices(SECRET.encode()), ISSUER, VAULT)
        await logins.log_in(self.account.username, password, origin=HOME, now=self.stage.clock.now())


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    pool = Passwords()
    yield pool
    pool.close()


@pytest.fixture
async def owner(stage: Stage, passwords: Passwords) -> Owner:
    """Return the graduate, who has an identity number that no password may repeat."""
    account = stage.world.accounts[Role.GRADUATE]
    account.password_hash = await passwords.hash(OLD)
    await account.save()
    return Owner(stage, account, await begun(account), Means(passwords, LimitsThrottle(SECRET.encode()), ISSUER))


async def test_the_new_password_opens_the_account_and_the_old_one_no_longer(owner: Owner) -> None:
    await owner.change()
    await owner.log_in(NEW)
    with pytest.raises(LoginFailed):
        await owner.log_in(OLD)


async def test_the_session_that_speaks_goes_on_under_new_tokens_and_every_other_is_over(owner: Owner) -> None:
    others = [await begun(owner.account) for _ in range(2)]
    stranger = await begun(owner.stage.world.accounts[Role.SCHOOL])
    pair = await owner.change()
    standings = await read_standings([session_of(each) for each in (owner.session, *others, stranger)])
    assert set(standings) == {session_of(owner.session), session_of(stranger)}
    now = owner.stage.clock.now()
    assert standings[session_of(owner.session)].honours(ISSUER.access.read(pair.access_token, now))
    assert not standings[session_of(owner.session)].honours(ISSUER.access.read(owner.session.tokens.access_token, now))
    ends = {each.id: each.end_reason for each in await Session.all()}
    assert [ends[session_of(each)] for each in others] == [EndReason.PASSWORD] * 2
    assert owner.stage.signals.gone == Gone.of(accounts=[owner.account.id])


async def test_a_thief_of_the_tokens_from_before_is_noticed(owner: Owner) -> None:
    pair = await owner.change()
    with pytest.raises(TokenReused):
        await refresh_session(owner.session.tokens.refresh_token, issuer=ISSUER, signals=owner.stage.signals, now=owner.stage.clock.now())
    assert pair.refresh_token != owner.session.tokens.refresh_token
    assert await read_standings([session_of(owner.session)]) == {}


async def test_a_change_is_audited_without_a_password(owner: Owner) -> None:
    await owner.change()
    audit = await Audit.get()
    assert (audit.action, audit.record_kind, audit.record_id) == ("ACCOUNT_CHANGE_PASSWORD", "ACCOUNT", str(owner.account.id))
    assert (audit.account_id, audit.status_before, audit.status_after, audit.reason) == (owner.account.id, None, None, None)


@pytest.mark.parametrize("new", ["short", OLD, "20010203", "huazhenshen1", "password123", "x" * 129])
async def test_a_weak_password_is_refused_before_anything_else(owner: Owner, new: str) -> None:
    async with owner.stage.refuses(WeakPassword) as refusal:
        await owner.change("not the old password" if new != OLD else OLD, new)
    assert refusal.value.field == "newPassword"


async def test_the_last_digits_of_the_identity_number_are_refused(owner: Owner) -> None:
    number = owner.stage.world.id_number(owner.stage.world.graduate)
    for new in (number, number[-8:], f"pku{number[-6:]}"):
        async with owner.stage.refuses(WeakPassword) as refusal:
            await owner.change(OLD, new)
        assert number[-4:] not in str(refusal.value)


async def test_a_wrong_present_password_is_refused_and_after_some_not_looked_at_any_more(owner: Owner) -> None:
    async with owner.stage.refuses(InvalidInput) as refusal:
        await owner.change("not the old password")
    assert refusal.value.field == "currentPassword"
    for _ in range(PASSWORD_CHANGE.times - 1):
        await owner.means.throttle.count(PASSWORD_CHANGE, str(owner.account.id))
    async with owner.stage.refuses(TooManyAttempts):
        await owner.change()


async def test_an_account_without_a_password_sets_none_this_way(owner: Owner) -> None:
    await Account.filter(id=owner.account.id).update(password_hash=None)
    for current in ("", OLD):
        async with owner.stage.refuses(InvalidInput):
            await owner.change(current)


async def test_a_session_that_is_over_changes_nothing(owner: Owner) -> None:
    await log_out(owner.stage.as_actor(owner.session.actor))
    async with owner.stage.refuses(SessionEnded):
        await owner.change()


async def test_of_two_changes_at_once_one_is_done(owner: Owner) -> None:
    other = await begun(owner.account)
    outcomes = await asyncio.gather(owner.change(), owner.change(new=NEW + "!", session=other), return_exceptions=True)
    refusals = [outcome for outcome in outcomes if isinstance(outcome, RuleError)]
    assert [type(refusal) for refusal in refusals] in ([ChangedMeanwhile], [SessionEnded], [InvalidInput])
    assert await Audit.all().count() == 1
    assert (await Account.get(id=owner.account.id)).epoch == 2


async def test_a_change_that_meets_a_refresh_leaves_one_token_that_may_be_used(owner: Owner) -> None:
    refreshing = asyncio.Event()

    async def change() -> TokenPair:
        await refreshing.wait()
        return await owner.change()

    # Begun before the transaction, so that it is not part of it.
    changing = asyncio.create_task(change())
    async with in_transaction(CONNECTION):
        token, now = owner.session.tokens.refresh_token, owner.stage.clock.now()
        refreshed = await refresh_session(token, issuer=ISSUER, signals=owner.stage.signals, now=now)
        refreshing.set()
        await asyncio.sleep(1)  # the change has verified, hashed, and waits for the refresh to commit
    pair = await changing
    (unused,) = await RefreshToken.filter(session_id=session_of(owner.session), used_at=None)
    assert unused.digest == digest_of(pair.refresh_token) != digest_of(refreshed.refresh_token)
