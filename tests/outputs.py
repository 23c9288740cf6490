"""Everything the product says while it is tested is looked through for identity numbers: answers, logs, command lines, databases.

A number that is found anywhere fails the run. What may show one (a reveal) says so with `revealing`.
"""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import httpx

NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])([1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx])(?![0-9A-Za-z])")
"""What has the shape of an identity number; an agreement number has one digit more."""
HEX: Final = re.compile(r"(?:[0-9a-f]{2}){20,}")
BASE64: Final = re.compile(r"[A-Za-z0-9_-]{24,}")
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def numbers_in(text: str) -> set[str]:
    """Return the identity numbers that stand in a text, or in what it spells in hex (cursors) or base64 (tokens)."""
    found = {number.upper() for number in NUMBER.findall(text) if is_identity_number(number.upper())}
    for run in HEX.findall(text):
        found |= _plain(bytes.fromhex(run))
    for run in BASE64.findall(text):
        found |= _plain(base64.urlsafe_b64decode(run[: len(run) - len(run) % 4]))
    return found


def _plain(content: bytes) -> set[str]:
    text = content.decode("latin-1")
    return {number.upper() for number in NUMBER.findall(text) if is_identity_number(number.upper())}


def is_identity_number(number: str) -> bool:
    """Return whether eighteen characters are an identity number: a day of the calendar, and the check character of ISO 7064."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return "10X98765432"[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False)) % 11] == number[17]


@dataclass
class Outputs:
    """What was looked through in this run, and where a number was found."""

    seen: dict[str, int] = field(default_factory=dict)
    """Kind of output -> how many were looked through."""
    found: list[str] = field(default_factory=list)
    """Kind and place of each number that should not be there; never the number."""
    _revealed: set[str] = field(default_factory=set)

    def look(self, kind: str, text: str, where: str = "") -> None:
        """Look through one output."""
        self.seen[kind] = self.seen.get(kind, 0) + 1
        if numbers_in(text) - self._revealed:
            self.found.append(f"{kind} {where}".strip())

    @contextmanager
    def revealing(self, number: str) -> Iterator[None]:
        """Let one number be shown: it is what the test asks for."""
        self._revealed.add(number)
        try:
            yield
        finally:
            self._revealed.discard(number)


OUTPUTS: Final = Outputs()
"""Those of this run."""


def _looked_through(response: httpx.Response) -> None:
    OUTPUTS.look("answers", f"{response.headers}\n{response.text}", str(response.url))


async def _look(response: httpx.Response) -> None:
    await response.aread()
    _looked_through(response)


def _look_now(response: httpx.Response) -> None:
    response.read()
    _looked_through(response)


def async_client(**arguments: Any) -> httpx.AsyncClient:
    """Return a client whose answers are looked through."""
    return httpx.AsyncClient(event_hooks={"response": [_look]}, **arguments)


def sync_client(**arguments: Any) -> httpx.Client:
    """Return a client whose answers are looked through."""
    return httpx.Client(event_hooks={"response": [_look_now]}, **arguments)
