"""Removes what is left of sessions: refresh tokens once a session is over, the session itself and old revocations after a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NoReturn

from tortoise.expressions import Subquery

from actions.context import Clock
from jobs.rounds import TIDYING, remove, repeat
from models.session import RefreshToken, Revocation, Session

REVOCATIONS_KEPT: Final = timedelta(hours=1)
"""A process that has not looked for longer notices that some are missing, and forgets everything."""


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
    tokens = await remove(RefreshToken.filter(session_id__in=Subquery(lapsed.values("id"))))
    sessions = await remove(Session.filter(expires_at__lte=now - history))
    return Removed(sessions, tokens, await remove(Revocation.filter(created_at__lte=now - REVOCATIONS_KEPT)))


async def run_forever(clock: Clock, history: timedelta) -> NoReturn:
    """Do a round every five minutes until cancelled; each goes on where the last one that succeeded ended."""
    since: datetime | None = None

    async def run() -> None:
        nonlocal since
        now = clock.now()
        await run_once(now, history, since=since)
        since = now

    await repeat(run, every=TIDYING, what="removing what is left of sessions")
