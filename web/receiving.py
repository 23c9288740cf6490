"""Receiving a body that may be large: counted as it comes, judged by its first bytes, and never waited for without end."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from starlette.requests import ClientDisconnect, Request

from rules.files import HEAD_BYTES, MediaType, Purpose, check_head, check_size

MOST_SECONDS: Final = 120.0
"""For a whole file; 2 MB at 140 kbit/s."""
AT_ONCE: Final = 32
"""Files that are received or looked through at once: about 64 MB."""
AT_ONCE_OF_ONE: Final = 2
"""Of one account, so that nobody holds all places with bodies that never end."""


class NoPlace(Exception):
    """Too many files are received already, altogether or of this account."""


class Late(Exception):
    """The body did not come in time."""


class BrokenOff(Exception):
    """The client went away."""


class Places:
    """Counts the files that are under way in this process."""

    def __init__(self) -> None:
        self._taken: Counter[UUID | None] = Counter()

    @contextmanager
    def taken(self, account_id: UUID | None) -> Iterator[None]:
        """Hold a place while the block runs. Raises NoPlace."""
        if self._taken.total() >= AT_ONCE or self._taken[account_id] >= AT_ONCE_OF_ONE:
            raise NoPlace
        self._taken[account_id] += 1
        try:
            yield
        finally:
            self._taken[account_id] -= 1
            if not self._taken[account_id]:
                del self._taken[account_id]


async def receive(request: Request, purpose: Purpose, *, most_seconds: float = MOST_SECONDS) -> tuple[MediaType, bytes]:
    """Return the type and the content of a request's body; what the request calls it is not looked at.

    Raises FileRefused as soon as it is clear, without reading further; Late; BrokenOff.
    """
    body = bytearray()
    media_type = None
    try:
        async with asyncio.timeout(most_seconds):
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
