"""Removes what is left of sessions: refresh tokens once a session is over, the session itself and old revocations after a while."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NoReturn

from tortoise.expressions import Subquery
from tortoise.queryset import QuerySet

from actions.context import Clock
from models.session import RefreshToken, Revocation, Session

PAUSE: Final = 300.0
"""Seconds between two rounds."""
PORTION: Final = 1_000
"""Rows removed by one statement, so that nobody waits long for their locks."""
REVOCATIONS_KEPT: Final = timedelta(hours=1)
"""A process that has not looked for longer notices that some are missing, and forgets everything."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Removed:
    """How many rows one round removed."""

    sessions: int
    refresh_tokens: int
    revocations: int


async def run_once(now: datetime, history: timedelta, *, since: datetime | None = None) -> Removed:
    """Remove what is due at an aware moment; sessions stay for `history` after their expiry, as a record of logins.

    Refresh tokens are looked for in sessions that have expired after `since`, the moment of the round before; without it in all,
    which costs as much as the whole history is long. A session that was ended keeps its tokens until it would have expired.
    """
    lapsed = Session.filter(expires_at__lte=now) if since is None else Session.filter(expires_at__gt=since, expires_at__lte=now)
    tokens = await _remove(RefreshToken.filter(session_id__in=Subquery(lapsed.values("id"))))
    sessions = await _remove(Session.filter(expires_at__lte=now - history))
    return Removed(sessions, tokens, await _remove(Revocation.filter(created_at__lte=now - REVOCATIONS_KEPT)))


async def _remove(due: QuerySet[Any]) -> int:
    """Remove all rows of a query, a portion at a time; return how many."""
    removed, key = 0, due.model._meta.pk_attr
    while keys := await due.limit(PORTION).values_list(key, flat=True):
        removed += await due.model.filter(pk__in=keys).delete()
    return removed


async def run_forever(clock: Clock, history: timedelta) -> NoReturn:
    """Do a round every five minutes until cancelled. What a round that fails has left, the next one finds."""
    since: datetime | None = None
    while True:
        now = clock.now()
        try:
            await run_once(now, history, since=since)
            since = now
        except Exception:
            _log.exception("a round of removing what is left of sessions failed")
        await asyncio.sleep(PAUSE)
