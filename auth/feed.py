"""Follows the numbered revocations of all processes: what they say is forgotten here within a second.

Numbers have no gaps and become visible in their order, so a process that has seen up to one has seen them all; where some
between are missing (it was away for longer than revocations are kept), it forgets everything.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final, NoReturn

from auth.revocation import Gone
from auth.standings import FRESH_SECONDS, Standings, ticks
from models.feed import FeedConnection

PAUSE: Final = 0.25
"""Seconds between the beginnings of two looks."""
LOOK_SECONDS: Final = FRESH_SECONDS - PAUSE
"""How long one look may take. One that takes longer would be too old when it ends, so it is cut off and the next one begins."""
AT_ONCE: Final = 50_000
"""Revocations that are applied one by one; behind by more than that, forgetting everything costs less."""

_log: Final = logging.getLogger(__name__)


class Feed:
    """One process's place in the revocations, and the standings it keeps true."""

    def __init__(self, connection: FeedConnection, standings: Standings, now: Callable[[], datetime]) -> None:
        """Take where to read, the standings to keep true, and what tells the moment; `begin` before anything is served."""
        self._connection = connection
        self._standings = standings
        self._now = now
        self._seen = 0
        self._is_late = False

    async def begin(self) -> None:
        """Take the newest revocation for seen: nothing is remembered yet that one before could concern."""
        began = ticks()
        self._seen = await self._connection.newest()
        self._standings.confirm(began)

    async def run_forever(self) -> NoReturn:
        """Look four times a second until cancelled. While looking fails, the standings are no longer fresh, and everybody asks."""
        while True:
            began = ticks()
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self.look()
            except Exception as error:
                self._say_late(error)
            await self._standings.look_after(self._now())
            await asyncio.sleep(max(0.0, began + PAUSE - ticks()))

    async def look(self) -> None:
        """Apply what was revoked since the last look. Raises what the database raises."""
        began = ticks()
        newest = await self._connection.newest()
        gone = await self._between(self._seen, newest) if newest != self._seen else Gone()
        # Nothing is awaited from here on: whoever asks next finds all of it applied.
        if gone is None:
            _log.warning("revocations between %s and %s are missing; everything is forgotten", self._seen, newest)
            self._standings.revoke_all()
        elif gone:
            self._standings.revoked(gone)
        self._seen = newest
        self._standings.confirm(began)
        if self._is_late:
            self._is_late = False
            _log.info("revocations are followed again")

    async def _between(self, seen: int, newest: int) -> Gone | None:
        """Return what was revoked after one number up to another; None where that can no longer be known."""
        if not 0 < newest - seen <= AT_ONCE:
            return None
        keys = await self._connection.between(seen, newest)
        if len(keys) != newest - seen:
            return None
        return Gone.of((account for account, _ in keys if account), (session for _, session in keys if session))

    def _say_late(self, error: Exception) -> None:
        if not self._is_late and not self._standings.is_fresh:
            self._is_late = True
            _log.warning("revocations cannot be followed (%s); every request asks the database who it is", type(error).__name__)
