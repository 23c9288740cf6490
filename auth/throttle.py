"""How often something was tried, counted by the library `limits`: in Redis where there is one, else in this process.

While Redis does not answer, each process counts by itself: limits then hold per process instead of over all of them, which is
looser than it should be and never open, and nobody is kept out by a broken counter.
"""

import hmac
import logging
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, Protocol, TypeVar

from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from auth.keys import derive
from auth.vault import IdentityVault
from rules.errors import RuleError
from rules.login_errors import TooManyAttempts
from rules.throttling import Limit

_REDIS_SECONDS: Final = 0.5
"""How long Redis may take for one answer; whoever logs in waits for it."""

_log: Final = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


def name_key(login_name: str, vault: IdentityVault) -> str:
    """Return the one key of a name however it was typed: its keyed index, since it may be an identity number. No text is refused.

    Blanks and full-width digits change nothing of whom a number names, and must not make it another one to be counted.
    """
    return vault.index(login_name.encode("utf-8", "replace").decode())


class Throttle(Protocol):
    """Counts what is tried, by limit and key, so that guessing ends and ordinary use does not notice.

    A key's parts are texts of any kind and length (names, addresses, IDs); only a keyed digest of them is kept.
    """

    async def check(self, limit: Limit, *key: str) -> None:
        """Raise TooManyAttempts, with how long to wait, where the key has used its limit up. Counts nothing."""

    async def count(self, limit: Limit, *key: str) -> None:
        """Count one try."""

    async def take(self, limit: Limit, *key: str, times: int = 1) -> None:
        """Count tries, in one step with the question whether they may be: raise TooManyAttempts and count nothing where not."""

    async def forget(self, limit: Limit, *key: str) -> None:
        """Forget what the key has tried: somebody has proved who it is."""


@asynccontextmanager
async def failures_counted(
    throttle: Throttle, limit: Limit, *key: str, of: type[RuleError] | tuple[type[RuleError], ...]
) -> AsyncIterator[None]:
    """Run the block unless the key has been refused so too often; count it where it is refused so. Raises TooManyAttempts."""
    await throttle.check(limit, *key)
    try:
        yield
    except of:
        await throttle.count(limit, *key)
        raise


class LimitsThrottle:
    """The throttle over `limits`: a sliding window of two counters, so that nothing gets through twice at a window's edge."""

    def __init__(self, secret: bytes, redis_url: str | None = None, *, away_seconds: float = 5.0) -> None:
        """Count in Redis (`redis://…`, `rediss://…`) where a URL is given; nothing is connected to before the first count.

        Keys are named by a key derived from the application's secret (at least 32 bytes). `away_seconds` is how long Redis is left
        alone after it did not answer, so that not every login waits for it again.
        """
        self._key = derive(secret, "throttle-names")
        self._away_seconds = away_seconds
        self._here = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._away_until = -math.inf
        self._pool: ConnectionPool | None = None
        if redis_url is not None:
            waits = {"socket_timeout": _REDIS_SECONDS, "socket_connect_timeout": _REDIS_SECONDS}
            self._pool = ConnectionPool.from_url(redis_url, **waits)
            # The storage wants the address too, and asks the pool alone.
            redis: Any = {"implementation": "redispy", "key_prefix": "quxiang:limit", "connection_pool": self._pool}
            self._shared = SlidingWindowCounterRateLimiter(RedisStorage(f"async+{redis_url}", wrap_exceptions=True, **redis))

    async def check(self, limit: Limit, *key: str) -> None:
        """Raise TooManyAttempts where the key has used its limit up."""
        item, name = _counted(limit), self._named(key)
        if not await self._ask(lambda counter: counter.test(item, name)):
            await self._refuse(item, name)

    async def count(self, limit: Limit, *key: str) -> None:
        """Count one try."""
        item, name = _counted(limit), self._named(key)
        await self._ask(lambda counter: counter.hit(item, name))

    async def take(self, limit: Limit, *key: str, times: int = 1) -> None:
        """Count tries, or raise TooManyAttempts."""
        item, name = _counted(limit), self._named(key)
        if not await self._ask(lambda counter: counter.hit(item, name, cost=times)):
            await self._refuse(item, name)

    async def forget(self, limit: Limit, *key: str) -> None:
        """Forget what the key has tried."""
        item, name = _counted(limit), self._named(key)
        await self._ask(lambda counter: counter.clear(item, name))

    def _named(self, key: tuple[str, ...]) -> str:
        """Return a keyed digest: no name, number or address can be tried out against what stands in Redis, and no text is too long."""
        return hmac.digest(self._key, "\0".join(key).encode("utf-8", "surrogatepass"), "sha256").hex()

    async def close(self) -> None:
        """Give the connections to Redis back."""
        if self._pool is not None:
            await self._pool.aclose()

    async def _refuse(self, item: RateLimitItemPerSecond, name: str) -> None:
        stats = await self._ask(lambda counter: counter.get_window_stats(item, name))
        raise TooManyAttempts(min(math.ceil(stats.reset_time - time.time()), item.get_expiry()))

    async def _ask(self, question: Callable[[SlidingWindowCounterRateLimiter], Awaitable[_Answer]]) -> _Answer:
        """Ask Redis, or the counters of this process where there is none or it does not answer."""
        if self._pool is not None and time.monotonic() >= self._away_until:
            try:
                return await question(self._shared)
            except (StorageError, RedisError, OSError):
                self._away_until = time.monotonic() + self._away_seconds
                _log.warning("Redis does not count attempts; this process counts its own for %s s", self._away_seconds)
        return await question(self._here)


def _counted(limit: Limit) -> RateLimitItemPerSecond:
    return RateLimitItemPerSecond(limit.times, int(limit.window.total_seconds()), limit.name)
