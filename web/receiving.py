"""Receiving a body that may be large: counted as it comes, judged by its first bytes, and never waited for without end."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from starlette.requests import ClientDisconnect, Request

from rules.files import HEAD_BYTES, MediaType, Purpose, check_head, check_size


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many files of a purpose are received or looked through at once, so many of them of one account, and how long one may take.

    What one account may is less, so that nobody holds all places with bodies that never end.
    """

    at_once: int
    of_one: int
    seconds: float


BOUNDS: Final[Mapping[Purpose, Bounds]] = {
    # About 64 MB each; 2 MB at 140 kbit/s.
    **dict.fromkeys((Purpose.SCAN, Purpose.LETTER, Purpose.PROOF), Bounds(32, 2, 120.0)),
    # About 200 MB, since each is copied and sealed; 32 MB at 900 kbit/s.
    Purpose.ROSTER: Bounds(2, 1, 300.0),
}


class NoPlace(Exception):
    """Too many files are received already, altogether or of this account."""


class Late(Exception):
    """The body did not come in time."""


class BrokenOff(Exception):
    """The client went away."""


class Places:
    """Counts the files that are under way in this process."""

    def __init__(self) -> None:
        self._taken: Mapping[Purpose, Counter[UUID | None]] = {purpose: Counter() for purpose in Purpose}

    @contextmanager
    def taken(self, purpose: Purpose, account_id: UUID | None) -> Iterator[None]:
        """Hold a place while the block runs. Raises NoPlace."""
        taken, bounds = self._taken[purpose], BOUNDS[purpose]
        if taken.total() >= bounds.at_once or taken[account_id] >= bounds.of_one:
            raise NoPlace
        taken[account_id] += 1
        try:
            yield
        finally:
            taken[account_id] -= 1
            if not taken[account_id]:
                del taken[account_id]


async def receive(request: Request, purpose: Purpose, *, most_seconds: float | None = None) -> tuple[MediaType, bytes]:
    """Return the type and the content of a request's body; what the request calls it is not looked at.

    Raises FileRefused as soon as it is clear, without reading further; Late; BrokenOff.
    """
    body = bytearray()
    media_type = None
    try:
        async with asyncio.timeout(BOUNDS[purpose].seconds if most_seconds is None else most_seconds):
            async for chunk in request.stream():
                body += chunk
                check_size(purpose, len(body))
                if media_type is None and len(body) >= HEAD_BYTES:
                    media_type = check_head(purpose, bytes(body[:HEAD_BYTES]))
    except TimeoutError:
        raise Late from None
    except ClientDisconnect:
        raise BrokenOff from None
    return media_type or check_head(purpose, bytes(body)), bytes(body)
