"""Logging in says nothing about an account to whoever does not hold its password, and guessing ends."""

import asyncio
import logging
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from time import process_time
from typing import Final

import pytest

from auth.devices import Devices
from auth.login import LoggedIn, Logins
from auth.networks import Origin
from auth.passwords import Passwords
from auth.throttle import LimitsThrottle, name_key
from models import Account, RefreshToken, Session
from rules.errors import Code, RuleError
from rules.login_errors import Busy, LoginFailed, TooManyAttempts
from rules.roles import AccessLevel, Module, Role
from rules.sessions import LoginMethod
from rules.throttling import LOGIN_BY_ADDRESS, LOGIN_BY_DEVICE, LOGIN_BY_NAME, LOGIN_BY_NAME_AND_ADDRESS
from tests.engines import everything_stored
from tests.sessions import HOME, ISSUER, LIFETIMES, SECRET
from tests.world import NOW, VAULT, World, build_world

PASSWORD: Final = "正确的密码 2023"
UNKNOWN: Final = "10002"
"""A name that no account has."""
KEY: Final = name_key("10001", VAULT)
"""What failures of that name are counted by."""


class Desk:
    """Where the tests log in: the real parts, and a password pool whose work can be counted."""

    def __init__(self, passwords: Passwords) -> None:
        self.passwords = passwords
        self.devices = Devices(SECRET.encode())
        self.throttle = LimitsThrottle(SECRET.encode())
        self.logins = Logins(passwords, self.throttle, self.devices, ISSUER, VAULT)

    async def log_in(self, name: str = "10001", password: str = PASSWORD, *, at: str = "192.0.2.1", device: str | None = None) -> LoggedIn:
        return await self.logins.log_in(name, password, origin=Origin(at, HOME.user_agent), now=NOW, device_token=device)

    async def fail(self, name: str = "10001", *, at: str = "192.0.2.1", device: str | None = None, times: int = 1) -> RuleError:
        """Fail some times, and return the last refusal."""
        for _ in range(times):
            with pytest.raises(RuleError) as refused:
                await self.log_in(name, "x", at=at, device=device)
        return refused.value

    async def use_up(self, name: str = "10001", *, at: str = "192.0.2.1") -> None:
        """Fail as often as a name may from one address, without the work of doing so."""
        await self.fail(name, at=at)
        for _ in range(LOGIN_BY_NAME_AND_ADDRESS.times - 1):
            await self.throttle.count(LOGIN_BY_NAME_AND_ADDRESS, name_key(name, VAULT), at)


@pytest.fixture
def desk() -> Iterator[Desk]:
    pool = Passwords()
    yield Desk(pool)
    pool.close()


@pytest.fixture
async def world(database: str, desk: Desk) -> World:
    """Return the small world with the accounts of its school and of that school's department RR activated."""
    world = await build_world()
    await Account.filter(username__in=("10001", "10001RR")).update(password_hash=await desk.passwords.hash(PASSWORD))
    return world


# What a login gives


async def test_a_name_and_its_password_begin_a_session_that_says_where_it_comes_from(world: World, desk: Desk) -> None:
    done = await desk.log_in()
    school, session = world.actor(Role.SCHOOL), await Session.get()
    assert done.actor == world.actor(Role.SCHOOL, address=None, session_id=session.id)
    assert ISSUER.access.read(done.tokens.access_token, NOW).session_id == session.id
    assert (session.account_id, session.method, session.epoch) == (school.account_id, LoginMethod.PASSWORD, 1)
    assert (session.address, session.client) == ("192.0.2.1", "Mozilla/5.0 (tests)")
    assert done.tokens.access_token_expires_at == NOW + LIFETIMES.access
    assert done.tokens.refresh_token_expires_at == session.expires_at == NOW + LIFETIMES.idle
    assert session.ends_at == NOW + LIFETIMES.absolute


async def test_no_token_is_stored_or_printed(world: World, desk: Desk) -> None:
    done = await desk.log_in()
    stored = str(await everything_stored())
    for token in (done.tokens.access_token, done.tokens.refresh_token, done.device_token):
        assert token not in stored
        assert token not in repr(done)
    assert len((await RefreshToken.get()).digest) == 64


async def test_a_client_may_call_itself_anything_and_what_is_kept_of_it_can_be_printed(world: World, desk: Desk) -> None:
    origin = Origin("2001:db8::1", "\x1b[31mred\n" + "长" * 300)
    await desk.logins.log_in("10001", PASSWORD, origin=origin, now=NOW)
    session = await Session.get()
    assert session.address == "2001:db8::1"
    assert session.client is not None
    assert session.client.startswith("[31mred长")
    assert len(session.client) < 201
    assert session.client.isprintable()


async def test_the_levels_of_a_login_are_those_the_account_holds(world: World, desk: Desk) -> None:
    await Account.filter(username="10001").update(archive_level=AccessLevel.READ_ONLY, hukou_level=AccessLevel.NONE)
    levels = (await desk.log_in()).actor.levels
    assert levels == {
        Module.EMPLOYMENT: AccessLevel.READ_WRITE,
        Module.ARCHIVE: AccessLevel.READ_ONLY,
        Module.HUKOU: AccessLevel.NONE,
    }


async def test_a_password_is_the_same_typed_full_width_or_half_width(world: World, desk: Desk) -> None:
    await desk.log_in(password="正确的密码\u3000２０２３")


# What a failure says


async def test_every_way_to_fail_gives_the_same_answer_and_leaves_no_trace(world: World, desk: Desk) -> None:
    await Account.filter(username="11jy20").update(password_hash=await desk.passwords.hash(PASSWORD), is_enabled=False)
    before = await everything_stored()
    attempts = {
        "unknown name": (UNKNOWN, PASSWORD),
        "the name in another case": ("10001rr", PASSWORD),
        "wrong password": ("10001", PASSWORD + "x"),
        "empty password": ("10001", ""),
        "disabled": ("11jy20", PASSWORD),
        "disabled, wrong password": ("11jy20", "x"),
        "never activated": ("moe", PASSWORD),
        "never activated, empty password": ("moe", ""),
        "a name no database stores": ("10001\x00", PASSWORD),
        "a name that is no text": ("\ud800", PASSWORD),
        "a name longer than any": ("1" * 41, PASSWORD),
    }
    answers = set()
    for name, password in attempts.values():
        with pytest.raises(LoginFailed) as failure:
            await desk.log_in(name, password)
        answers.add((failure.value.code, str(failure.value), failure.value.field, failure.value.retry_after))
    assert len(answers) == 1
    assert answers.pop()[0] is Code.LOGIN_FAILED
    assert await everything_stored() == before


async def test_a_failure_is_logged_without_the_name_or_the_password(world: World, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="auth"):
        await desk.fail("a password typed as a name")
    assert caplog.messages == ["a login failed"]


async def test_a_name_that_opens_nothing_takes_as_long_as_a_wrong_password(world: World, desk: Desk) -> None:
    async def shortest(name: str) -> float:
        seconds = []
        for _ in range(3):
            # Of this process alone, the threads that hash among it: how busy the machine is does not count.
            begun = process_time()
            assert isinstance(await desk.fail(name), LoginFailed)
            seconds.append(process_time() - begun)
        return min(seconds)

    wrong_password = await shortest("10001")
    for name in (UNKNOWN, "moe", "10001\x00"):  # unknown, never activated, no name a database stores
        assert await shortest(name) > wrong_password / 3  # without the work it would be a hundredth


async def test_a_login_fails_when_the_account_ends_its_tokens_while_the_password_is_verified(world: World) -> None:
    class SlowPasswords(Passwords):
        """Real passwords on an unlucky day: the account raises its epoch just after the password matched."""

        async def verify(self, password_hash: str | None, text: str, *, address: str | None = None) -> bool:
            matches = await super().verify(password_hash, text, address=address)
            await Account.filter(username="10001").update(epoch=2)
            return matches

    slow = SlowPasswords()
    try:
        with pytest.raises(LoginFailed):
            await Desk(slow).log_in()
        assert await Session.all().count() == 0
        assert ISSUER.access.read((await Desk(slow).log_in()).tokens.access_token, NOW).epoch == 2
    finally:
        slow.close()


# Guessing ends


@pytest.mark.parametrize("name", ["10001", UNKNOWN, "moe", "10001\x00"])
async def test_a_name_is_refused_after_its_failures_from_one_address_whether_or_not_it_exists(world: World, desk: Desk, name: str) -> None:
    await desk.use_up(name)
    desk.passwords.close()  # no password can be hashed any more
    refusal = await desk.fail(name)
    assert isinstance(refusal, TooManyAttempts)
    assert 1 <= refusal.retry_after <= 900
    assert "10" not in str(refusal).replace(refusal.wait, "")
    with pytest.raises(TooManyAttempts):
        await desk.log_in(name)  # the right password is no longer looked at either


async def test_failures_of_one_name_do_not_stop_another_from_the_same_address(world: World, desk: Desk) -> None:
    await desk.use_up("10001")
    await desk.log_in("10001RR")


async def test_strangers_at_one_address_do_not_stop_the_owner_at_another(world: World, desk: Desk) -> None:
    await desk.use_up(at="198.51.100.66")
    await desk.log_in(at="192.0.2.1")


async def test_a_thousand_addresses_are_stopped_together(world: World, desk: Desk) -> None:
    for _ in range(LOGIN_BY_NAME.times):
        await desk.throttle.count(LOGIN_BY_NAME, KEY)
    with pytest.raises(TooManyAttempts):
        await desk.log_in(at="203.0.113.200")


async def test_no_number_of_strangers_keeps_the_owner_out_of_a_device_that_has_logged_in_before(world: World, desk: Desk) -> None:
    device = (await desk.log_in()).device_token
    for _ in range(LOGIN_BY_NAME.times):
        await desk.throttle.count(LOGIN_BY_NAME, KEY)
    for _ in range(LOGIN_BY_ADDRESS.times):
        await desk.throttle.count(LOGIN_BY_ADDRESS, "192.0.2.1")
    with pytest.raises(TooManyAttempts):
        await desk.log_in()
    again = await desk.log_in(device=device)
    assert again.device_token != device


async def test_a_device_of_ones_own_guesses_no_more_than_anybody(world: World, desk: Desk) -> None:
    device = (await desk.log_in()).device_token
    named = desk.devices.known(device, KEY, NOW)
    assert named is not None
    await desk.fail(device=device)
    for _ in range(LOGIN_BY_DEVICE.times - 1):
        await desk.throttle.count(LOGIN_BY_DEVICE, KEY, named)
    assert isinstance(await desk.fail(device=device), TooManyAttempts)
    await desk.log_in()  # as a stranger it still has a stranger's tries


async def test_a_device_of_another_name_an_old_one_or_a_made_up_one_is_a_stranger(world: World, desk: Desk) -> None:
    device = (await desk.log_in()).device_token
    other = (await desk.log_in("10001RR")).device_token
    assert desk.devices.known(device, KEY, NOW + timedelta(days=179)) is not None
    assert desk.devices.known(device, KEY, NOW + timedelta(days=180)) is None
    assert desk.devices.known(other, KEY, NOW) is None
    assert Devices(b"another secret, of 32 bytes and more").known(device, "10001", NOW) is None
    for text in (None, "", "x.y.z", (await desk.log_in()).tokens.access_token, "\ud800"):
        assert desk.devices.known(text, KEY, NOW) is None


async def test_a_device_token_does_not_show_whose_it_is(desk: Desk) -> None:
    token = desk.devices.issue("110000200102030018", NOW)
    shown = b64decode(token.split(".")[1] + "==").decode()
    assert "110000200102030018" not in shown
    assert sha256(b"110000200102030018").hexdigest() not in shown


async def test_a_success_forgets_the_failures_of_its_name_at_its_address(world: World, desk: Desk) -> None:
    for _ in range(LOGIN_BY_NAME_AND_ADDRESS.times - 1):
        await desk.throttle.count(LOGIN_BY_NAME_AND_ADDRESS, KEY, "192.0.2.1")
    await desk.log_in()
    await desk.fail()
    await desk.log_in()


async def test_one_address_may_not_try_names_without_end(world: World, desk: Desk) -> None:
    for number in range(LOGIN_BY_ADDRESS.times):
        await desk.throttle.count(LOGIN_BY_ADDRESS, "192.0.2.1")
        assert number < LOGIN_BY_ADDRESS.times
    assert isinstance(await desk.fail("20001"), TooManyAttempts)
    await desk.log_in(at="192.0.2.2")


async def test_the_addresses_of_one_household_count_as_one(world: World, desk: Desk) -> None:
    for _ in range(LOGIN_BY_ADDRESS.times):
        await desk.throttle.count(LOGIN_BY_ADDRESS, "2001:db8:1:2::/64")
    assert isinstance(await desk.fail(at="2001:db8:1:2:ffff::9"), TooManyAttempts)
    assert isinstance(await desk.fail(at="2001:db8:1:3::9"), LoginFailed)


async def test_tries_sent_at_once_are_counted_one_by_one(world: World, desk: Desk) -> None:
    for _ in range(LOGIN_BY_NAME_AND_ADDRESS.times - 2):
        await desk.throttle.count(LOGIN_BY_NAME_AND_ADDRESS, KEY, "192.0.2.1")
    refusals = await asyncio.gather(*(desk.fail() for _ in range(8)))
    kinds = [type(refusal) for refusal in refusals]
    assert kinds.count(LoginFailed) == 2
    assert kinds.count(TooManyAttempts) == 6


async def test_a_flood_from_one_address_leaves_room_for_another_and_a_flood_from_all_is_refused_at_once() -> None:
    pool = Passwords(workers=1, waiting=3)
    try:
        one = [pool.verify(None, "x", address="198.51.100.66") for _ in range(10)]
        outcomes = await asyncio.gather(*one, pool.verify(None, "x", address="192.0.2.1"), return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [bool, bool, *[Busy] * 8, bool]
        all_ = [pool.verify(None, "x", address=f"192.0.2.{each}") for each in range(10)]
        outcomes = await asyncio.gather(*all_, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [*[bool] * 4, *[Busy] * 6]
        assert not await pool.verify(None, "x", address="198.51.100.66")
    finally:
        pool.close()
