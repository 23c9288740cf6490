"""Limits hold, over all processes where Redis counts and in each where it does not, and never fall open."""

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from auth.networks import Origin, network_of
from auth.throttle import LimitsThrottle, name_key
from rules.login_errors import TooManyAttempts
from rules.throttling import Limit
from tests.redis_server import RedisServer
from tests.sessions import SECRET
from tests.world import VAULT

THRICE: Final = Limit("test-thrice", 3, timedelta(minutes=15))


@pytest_asyncio.fixture(loop_scope="session")
async def redis(tmp_path: Path) -> AsyncIterator[RedisServer]:
    """Yield a running server."""
    server = RedisServer(tmp_path)
    await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture(params=["memory", "redis"], loop_scope="session")
async def throttle(request: pytest.FixtureRequest, redis: RedisServer) -> AsyncIterator[LimitsThrottle]:
    """Yield a throttle that counts in this process, and one that counts in Redis."""
    throttle = LimitsThrottle(SECRET.encode(), redis.url if request.param == "redis" else None)
    yield throttle
    await throttle.close()


async def is_refused(throttle: LimitsThrottle, limit: Limit = THRICE, *key: str) -> bool:
    """Return whether the next try is refused; if so, with a wait that its window can need."""
    try:
        await throttle.check(limit, *key)
    except TooManyAttempts as refused:
        wait = refused.retry_after
    else:
        return False
    assert 1 <= wait <= limit.window.total_seconds()
    return True


async def test_a_key_may_try_as_often_as_its_limit_says_and_other_keys_do_not_mind(throttle: LimitsThrottle) -> None:
    for _ in range(THRICE.times):
        assert not await is_refused(throttle, THRICE, "10001")
        await throttle.take(THRICE, "10001")
    assert await is_refused(throttle, THRICE, "10001")
    with pytest.raises(TooManyAttempts):
        await throttle.take(THRICE, "10001")
    assert not await is_refused(throttle, THRICE, "10002")
    assert not await is_refused(throttle, THRICE, "1000", "1")


async def test_several_tries_are_counted_at_once_or_not_at_all(throttle: LimitsThrottle) -> None:
    with pytest.raises(TooManyAttempts):
        await throttle.take(THRICE, "10001", times=THRICE.times + 1)
    await throttle.take(THRICE, "10001", times=THRICE.times - 1)
    with pytest.raises(TooManyAttempts):
        await throttle.take(THRICE, "10001", times=2)
    await throttle.take(THRICE, "10001")
    assert await is_refused(throttle, THRICE, "10001")


async def test_looking_counts_nothing_and_counting_beyond_the_limit_lengthens_nothing(throttle: LimitsThrottle) -> None:
    for _ in range(10):
        assert not await is_refused(throttle, THRICE, "10001")
    for _ in range(10):
        await throttle.count(THRICE, "10001")
    assert await is_refused(throttle, THRICE, "10001")


async def test_limits_of_different_names_are_counted_apart(throttle: LimitsThrottle) -> None:
    for _ in range(THRICE.times):
        await throttle.count(THRICE, "10001")
    assert not await is_refused(throttle, Limit("test-other", 3, timedelta(minutes=15)), "10001")


async def test_what_is_forgotten_may_be_tried_anew(throttle: LimitsThrottle) -> None:
    for _ in range(THRICE.times):
        await throttle.count(THRICE, "10001")
    await throttle.forget(THRICE, "10001")
    assert not await is_refused(throttle, THRICE, "10001")


@pytest.mark.parametrize("key", ["", "\ud800", "a\x00b", "长" * 100_000, "* FLUSHALL"])
async def test_any_text_is_a_key(throttle: LimitsThrottle, key: str) -> None:
    for _ in range(THRICE.times):
        await throttle.count(THRICE, key)
    assert await is_refused(throttle, THRICE, key)
    assert not await is_refused(throttle, THRICE, key + "x")


async def test_processes_count_together_in_redis_and_no_name_stands_there(redis: RedisServer) -> None:
    async with AsyncExitStack() as stack:
        throttles = [LimitsThrottle(SECRET.encode(), redis.url) for _ in range(THRICE.times)]
        for each in throttles:
            stack.push_async_callback(each.close)
            await each.take(THRICE, "10001", "192.0.2.1")
        assert await is_refused(throttles[0], THRICE, "10001", "192.0.2.1")
        async with Redis.from_url(redis.url) as client:
            kept = [key.decode() for key in await client.keys("*")]
    assert kept
    tried_out = sha256(b"10001\x00192.0.2.1").hexdigest()
    assert not any("10001" in key or "192.0.2" in key or tried_out in key for key in kept)


async def test_while_redis_is_away_each_process_counts_by_itself_and_says_so_once(
    redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    throttle = LimitsThrottle(SECRET.encode(), redis.url)
    try:
        await throttle.take(THRICE, "10001")
        await redis.stop()
        with caplog.at_level(logging.WARNING, logger="auth.throttle"):
            for _ in range(THRICE.times):
                await throttle.take(THRICE, "10001")
            assert await is_refused(throttle, THRICE, "10001")
        assert len(caplog.records) == 1
        assert "10001" not in caplog.text
        assert str(redis.url) not in caplog.text
    finally:
        await throttle.close()


async def test_redis_counts_again_once_it_is_back(redis: RedisServer) -> None:
    throttle, other = LimitsThrottle(SECRET.encode(), redis.url, away_seconds=0.0), LimitsThrottle(SECRET.encode(), redis.url)
    try:
        await redis.stop()
        await throttle.take(THRICE, "10001")
        await redis.start()
        for _ in range(THRICE.times):
            await throttle.take(THRICE, "10001")
        assert await is_refused(other, THRICE, "10001")
    finally:
        await throttle.close()
        await other.close()


def test_a_limit_that_lets_nothing_through_is_refused() -> None:
    for times, window in ((0, timedelta(minutes=1)), (1, timedelta(0))):
        with pytest.raises(ValueError, match="limit"):
            Limit("test", times, window)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", "-"),
        (None, "-"),
    ],
)
def test_an_address_counts_as_the_network_that_one_client_has(address: str | None, network: str) -> None:
    assert network_of(address) == Origin(address).network == network


@pytest.mark.parametrize("name", ["11jy20", "110000200102030019", "\ud800", "", "长" * 1000])
def test_a_key_tells_nothing_of_the_name_it_is_of(name: str) -> None:
    key = name_key(name, VAULT)
    assert len(key) == 64
    assert not name or name not in key


def test_a_number_is_one_key_however_it_is_typed() -> None:
    number = "11000020010203001X"
    full_width = number.translate({ord(digit): 0xFEE0 + ord(digit) for digit in "0123456789X"})
    typed = (number, number.lower(), f" {number[:6]} {number[6:]}", full_width)
    assert len({name_key(each, VAULT) for each in typed}) == 1
