"""How often something may be tried: by one address, or on one account, whatever comes of it."""

from collections.abc import Mapping
from enum import StrEnum
from math import ceil
from time import time
from typing import Final, Protocol

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from auth.vault import IdentityVault
from rules.errors import TooManyAttempts


class Attempt(StrEnum):
    """What is counted, and by what."""

    ACTIVATION_OF_ACCOUNT = "ACTIVATION_OF_ACCOUNT"
    ACTIVATION_FROM_ADDRESS = "ACTIVATION_FROM_ADDRESS"
    REGISTRATION_FROM_ADDRESS = "REGISTRATION_FROM_ADDRESS"
    PROVIDER_FROM_ADDRESS = "PROVIDER_FROM_ADDRESS"


LIMITS: Final[Mapping[Attempt, RateLimitItem]] = {
    Attempt.ACTIVATION_OF_ACCOUNT: RateLimitItemPerHour(10),
    # A school is one address, and all its graduates may activate their accounts on one morning.
    Attempt.ACTIVATION_FROM_ADDRESS: RateLimitItemPerHour(3000),
    Attempt.REGISTRATION_FROM_ADDRESS: RateLimitItemPerHour(10),
    Attempt.PROVIDER_FROM_ADDRESS: RateLimitItemPerMinute(600),
}
"""Attempt -> how many of one key in a sliding window."""


def name_key(login_name: str, vault: IdentityVault) -> str:
    """Return the key of a name that somebody typed: its keyed index, since it may be an identity number, and no text is refused."""
    return vault.index(login_name.encode("utf-8", "replace").decode())


class Throttling(Protocol):
    """Counts attempts."""

    async def admit(self, attempt: Attempt, key: str | None) -> None:
        """Count one more attempt by `key`; None where there is no network between. Raises TooManyAttempts where it is one too many."""


class Throttle:
    """Counts in this process. A key is an address or the index of a name, never a name or a number itself."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def admit(self, attempt: Attempt, key: str | None) -> None:
        """Count one more attempt by `key`; see `Throttling`."""
        limit = LIMITS[attempt]
        if key is not None and not await self._limiter.hit(limit, attempt, key):
            window = await self._limiter.get_window_stats(limit, attempt, key)
            raise TooManyAttempts(max(1, ceil((window.reset_time - time()) / 60)))
