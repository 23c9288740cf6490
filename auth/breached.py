"""Passwords that are known to have leaked: a port, and a local file in the format in which Pwned Passwords publishes them."""

import asyncio
import os
import re
from hashlib import sha1
from pathlib import Path
from typing import Final, Protocol

_LINE: Final = re.compile(rb"[0-9A-Fa-f]{40}(:\d+)?\r?\n")
_LONGEST_LINE: Final = 64
"""Bytes: 40 digits, a colon, a count, an end of line, and room."""


class BreachedPasswords(Protocol):
    """Knows passwords that have leaked somewhere. Nothing of a password leaves this machine."""

    async def contains(self, password: str) -> bool:
        """Return whether a password, as it would be hashed, is among them."""


class NoBreachedPasswords:
    """Where no list is installed: the commonest passwords of `rules.common_passwords` are refused all the same."""

    async def contains(self, password: str) -> bool:
        """Return False."""
        return False


class BreachedFile:
    """A file of SHA-1 digests in hexadecimal, one a line, sorted, each with a count behind a colon or without.

    Found by halving: about thirty short reads of a file of any size, off the event loop. (SHA-1 is the list's, and protects nothing.)
    """

    def __init__(self, path: Path) -> None:
        """Open the file. Raises OSError where it cannot be read, ValueError where it does not begin like such a list."""
        with path.open("rb") as opened:
            if not _LINE.match(opened.read(_LONGEST_LINE)):
                raise ValueError(f"{path} is no sorted list of SHA-1 digests")
        self._path = path

    async def contains(self, password: str) -> bool:
        """Return whether the list has the password's digest. Raises OSError where the file has gone."""
        wanted = sha1(password.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest().upper().encode()
        return await asyncio.to_thread(self._find, wanted)

    def _find(self, wanted: bytes) -> bool:
        """Halve the span of bytes in which the line must begin, until it is found or the span is empty."""
        with self._path.open("rb") as opened:
            number = opened.fileno()
            low, high = 0, os.fstat(number).st_size
            while low < high:
                start, line = _line_around(number, (low + high) // 2)
                found = line[:40].upper()
                if found == wanted:
                    return True
                if found < wanted:
                    low = start + len(line)
                else:
                    high = start
        return False


def _line_around(number: int, position: int) -> tuple[int, bytes]:
    """Return where the line around a byte begins, and the line with its end."""
    begin = max(0, position - _LONGEST_LINE)
    block = os.pread(number, 2 * _LONGEST_LINE, begin)
    at = block.rfind(b"\n", 0, position - begin) + 1
    end = block.find(b"\n", position - begin)
    return begin + at, block[at : end + 1] if end >= 0 else block[at:]
