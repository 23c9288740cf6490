"""Logging in says nothing about an account to whoever does not hold its password."""

from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter

import pytest

from auth.login import LoggedIn, login
from auth.passwords import Passwords
from auth.tokens import Claims, Tokens
from models import Account
from rules.errors import Code, LoginFailed
from rules.roles import AccessLevel, Module, Role
from tests.engines import everything_stored
from tests.world import NOW, VAULT, World, build_world

PASSWORD = "正确的密码 2023"
TOKENS = Tokens(b"a secret of the tests, not less than 32 bytes", timedelta(minutes=30))


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    pool = Passwords()
    yield pool
    pool.close()


@pytest.fixture
async def world(database: str, passwords: Passwords) -> World:
    """Return the small world with the accounts of its school and of that school's department RR activated."""
    world = await build_world()
    await Account.filter(username__in=("10001", "10001RR")).update(password_hash=await passwords.hash(PASSWORD))
    return world


async def log_in(passwords: Passwords, username: str = "10001", password: str = PASSWORD) -> LoggedIn:
    return await login(username, password, passwords=passwords, tokens=TOKENS, vault=VAULT, now=NOW)


async def test_a_name_and_its_password_give_the_actor_and_a_token_of_its_epoch(world: World, passwords: Passwords) -> None:
    logged_in = await log_in(passwords)
    school = world.actor(Role.SCHOOL)
    assert (logged_in.actor.account_id, logged_in.actor.role, logged_in.actor.school_id) == (
        school.account_id,
        Role.SCHOOL,
        school.school_id,
    )
    assert logged_in.expires_at == NOW + timedelta(minutes=30)
    assert TOKENS.read(logged_in.token, NOW) == Claims(world.accounts[Role.SCHOOL].id, 1)
    assert logged_in.token not in repr(logged_in)


async def test_the_levels_of_a_login_are_those_the_account_holds(world: World, passwords: Passwords) -> None:
    await Account.filter(username="10001").update(archive_level=AccessLevel.READ_ONLY, hukou_level=AccessLevel.NONE)
    levels = (await log_in(passwords)).actor.levels
    assert levels == {
        Module.EMPLOYMENT: AccessLevel.READ_WRITE,
        Module.ARCHIVE: AccessLevel.READ_ONLY,
        Module.HUKOU: AccessLevel.NONE,
    }


async def test_every_way_to_fail_gives_the_same_answer_and_leaves_no_trace(world: World, passwords: Passwords) -> None:
    await Account.filter(username="11jy20").update(password_hash=await passwords.hash(PASSWORD), is_enabled=False)
    before = await everything_stored()
    attempts = {
        "unknown name": ("10002", PASSWORD),
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
    for username, password in attempts.values():
        with pytest.raises(LoginFailed) as failure:
            await log_in(passwords, username, password)
        answers.add((failure.value.code, str(failure.value), failure.value.field))
    assert len(answers) == 1
    assert answers.pop()[0] is Code.LOGIN_FAILED
    assert await everything_stored() == before


async def test_a_name_that_opens_nothing_takes_as_long_as_a_wrong_password(world: World, passwords: Passwords) -> None:
    async def shortest(username: str) -> float:
        seconds = []
        for _ in range(3):
            begun = perf_counter()
            with pytest.raises(LoginFailed):
                await log_in(passwords, username, "x")
            seconds.append(perf_counter() - begun)
        return min(seconds)

    wrong_password = await shortest("10001")
    for username in ("10002", "moe", "10001\x00"):  # unknown, never activated, no name a database stores
        assert await shortest(username) > wrong_password / 3  # without the work it would be a hundredth


async def test_a_login_fails_when_the_account_ends_its_tokens_while_the_password_is_verified(world: World, passwords: Passwords) -> None:
    class SlowPasswords(Passwords):
        """Real passwords on an unlucky day: the account raises its epoch just after the password matched."""

        async def verify(self, password_hash: str | None, text: str) -> bool:
            matches = await super().verify(password_hash, text)
            await Account.filter(username="10001").update(epoch=2)
            return matches

    slow = SlowPasswords()
    try:
        with pytest.raises(LoginFailed):
            await log_in(slow)
    finally:
        slow.close()
    assert TOKENS.read((await log_in(passwords)).token, NOW).epoch == 2
