"""Passwords: argon2id in a small pool of threads, with equal work whether or not an account exists."""

import asyncio
import os
from base64 import b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

_Result = TypeVar("_Result")


class Passwords:
    """Hashes and verifies passwords with RFC 9106's second recommended parameters (64 MiB, 3 passes).

    One hash takes a tenth of a second or more and 64 MiB. The pool keeps that off the event loop, bounds the memory of a
    flood of logins to `workers` times 64 MiB, and bounds how many passwords a process can be made to try.
    """

    def __init__(self, workers: int = 2) -> None:
        """Start with at most `workers` hashes at a time; call `close` when done."""
        self._hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="passwords")
        self._nobody = _unmatchable(self._hasher)

    async def hash(self, text: str) -> str:
        """Return the encoded argon2id hash of a password, with a salt of its own."""
        return await self._in_pool(lambda: self._hasher.hash(_bytes(text)))

    async def verify(self, password_hash: str | None, text: str) -> bool:
        """Return whether `text` is the password of the hash; False for None (no account, or never activated).

        None costs the same work as a hash, so that the time of an answer does not tell which names exist.
        """
        return await self._in_pool(lambda: self._matches(password_hash or self._nobody, text))

    def close(self) -> None:
        """End the threads; hashes that have not begun are cancelled."""
        self._pool.shutdown(cancel_futures=True)

    def _matches(self, password_hash: str, text: str) -> bool:
        try:
            return self._hasher.verify(password_hash, _bytes(text))
        except (VerificationError, InvalidHashError):
            return False

    async def _in_pool(self, work: Callable[[], _Result]) -> _Result:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)


def _bytes(text: str) -> bytes:
    """Return any text as bytes; JSON may carry a lone surrogate, which must be a wrong password and not a fault."""
    return text.encode("utf-8", "surrogatepass")


def _unmatchable(hasher: PasswordHasher) -> str:
    """Return a well-formed hash of the hasher's cost that no known password has: its digest is random, not computed."""
    salt, digest = (b64encode(os.urandom(length)).rstrip(b"=").decode() for length in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v=19$m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}${salt}${digest}"
