"""Passwords: argon2id in a small pool of threads with a short queue, with equal work whether or not an account exists."""

import asyncio
import os
import sys
import threading
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from auth.breached import BreachedPasswords, NoBreachedPasswords
from rules.login_errors import Busy
from rules.passwords import check_password, normalise_password

_Result = TypeVar("_Result")
_NICENESS: Final = 15
_RETRY_SECONDS: Final = 3
"""What a refused client is told to wait: about as long as a full queue takes."""


class Passwords:
    """Hashes and verifies passwords with RFC 9106's second recommended parameters (64 MiB, 3 passes), and judges new ones.

    One hash takes a tenth of a second or more and 64 MiB. The pool keeps that off the event loop, bounds the memory of a flood
    of logins to `workers` times 64 MiB, and bounds how many passwords a process can be made to try. Its queue is short, and no
    one address may fill more than half of it: whoever finds no place is refused at once (Busy) instead of made to wait.
    """

    def __init__(self, workers: int = 2, waiting: int = 32, breached: BreachedPasswords | None = None) -> None:
        """Start with at most `workers` hashes at a time and `waiting` more in the queue; call `close` when done."""
        self._hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="passwords", initializer=_give_way)
        self._places = workers + waiting
        self._taken: Counter[str | None] = Counter()
        self._nobody = _unmatchable(self._hasher)
        self._breached = breached or NoBreachedPasswords()

    async def hash(self, text: str) -> str:
        """Return the encoded argon2id hash of a password, with a salt of its own. Raises Busy."""
        return await self._in_pool(None, lambda: self._hasher.hash(_bytes(text)))

    async def verify(self, password_hash: str | None, text: str, *, address: str | None = None) -> bool:
        """Return whether `text` is the password of the hash; False for None (no account, or never activated). Raises Busy.

        None costs the same work as a hash, so that the time of an answer does not tell which names exist. `address` is whose
        half of the queue is used; None for who is known already.
        """
        return await self._in_pool(address, lambda: self._matches(password_hash or self._nobody, text))

    async def check_new(self, text: str, *, username: str, id_number: str | None = None, field: str = "newPassword") -> None:
        """Raise WeakPassword unless `text` may be an account's new password; see `rules.passwords.check_password`."""
        check_password(text, username=username, id_number=id_number, field=field)
        if await self._breached.contains(normalise_password(text)):
            check_password(text, username=username, id_number=id_number, is_breached=True, field=field)

    def close(self) -> None:
        """End the threads; hashes that have not begun are cancelled."""
        self._pool.shutdown(cancel_futures=True)

    def _matches(self, password_hash: str, text: str) -> bool:
        try:
            return self._hasher.verify(password_hash, _bytes(text))
        except (VerificationError, InvalidHashError):
            return False

    async def _in_pool(self, address: str | None, work: Callable[[], _Result]) -> _Result:
        with self._place(address):
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    @contextmanager
    def _place(self, address: str | None) -> Iterator[None]:
        """Hold a place in the pool or its queue. Raises Busy where all are taken, or the address has its share."""
        has_share = address is not None and self._taken[address] >= (self._places + 1) // 2
        if has_share or self._taken.total() >= self._places:
            raise Busy(_RETRY_SECONDS)
        self._taken[address] += 1
        try:
            yield
        finally:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]


def _give_way() -> None:
    """Let this thread, and those that a hash begins in it, compute only what nobody else wants to: requests come before logins.

    Linux alone has a priority for each thread; elsewhere the system shares as it does.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


def _bytes(text: str) -> bytes:
    """Return any text as bytes; JSON may carry a lone surrogate, which must be a wrong password and not a fault."""
    return normalise_password(text).encode("utf-8", "surrogatepass")


def _unmatchable(hasher: PasswordHasher) -> str:
    """Return a well-formed hash of the hasher's cost that no known password has: its digest is random, not computed."""
    salt, digest = (b64encode(os.urandom(length)).rstrip(b"=").decode() for length in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v=19$m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}${salt}${digest}"
