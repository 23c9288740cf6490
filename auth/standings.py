"""How sessions and their accounts stand, remembered so that requests ask no database, and forgotten when they are revoked.

What is remembered may be used while the feed of revocations (`auth.feed`) is fresh: every revocation that had committed a
second ago has then been applied. Otherwise each request asks the database, and where that does not answer it is refused.
"""

import asyncio
import logging
import math
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from auth.accounts import Standing, read_standings
from auth.actor import Actor
from auth.revocation import Gone
from auth.tokens import Claims, TokenInvalid

FRESH_SECONDS: Final = 1.0
"""How long ago the last good look at the feed may have begun: what is promised to whoever revokes."""
CHECK_SECONDS: Final = 2.0
"""How long the database may take to say how somebody stands."""
REMEMBERED: Final = 10_000
"""Sessions kept at a time; the one used longest ago makes room."""
_CLOCK: Final[int] = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_READ_AT_ONCE: Final = 500
_TRIES: Final = 3
"""How often a standing is read again because it was revoked while being read."""

_log: Final = logging.getLogger(__name__)


class Unverifiable(Exception):
    """Nobody can say now whether the session stands: the feed is late, and the database does not answer."""


@dataclass(eq=False, slots=True)
class Follow:
    """Somebody who goes by the standing of a session until told that it is over: a socket, or a read that is under way."""

    claims: Claims
    standing: Standing | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def actor(self) -> Actor:
        """Whom the session spoke for when it was followed. Raises LookupError before that."""
        if self.standing is None:
            raise LookupError("nobody is followed yet")
        return self.standing.actor


def ticks() -> float:
    """Return seconds that only rise, the time that a machine was asleep among them where it can be told."""
    return time.clock_gettime(_CLOCK)


class Standings:
    """The standings of the sessions in use. Bounded: clients cannot make it grow."""

    def __init__(self, remembered: int = REMEMBERED, check_seconds: float = CHECK_SECONDS) -> None:
        """Remember nothing yet, and take nothing for fresh before the feed says so; `check_seconds` as `CHECK_SECONDS` says."""
        self._limit = remembered
        self._check_seconds = check_seconds
        self._known: OrderedDict[UUID, Standing] = OrderedDict()
        self._follows: set[Follow] = set()
        self._as_of = -math.inf

    @property
    def is_fresh(self) -> bool:
        """Whether what is remembered may be used without asking."""
        return ticks() - self._as_of <= FRESH_SECONDS

    @property
    def followed(self) -> int:
        """How many go by a session for longer than one question."""
        return len(self._follows)

    # What a request asks

    async def of(self, claims: Claims, now: datetime) -> Standing:
        """Return how a session stands. Raises TokenInvalid where it does not, Unverifiable where nobody can say."""
        known = self._remembered(claims, now)
        if known is not None:
            return known
        with self._following(claims) as follow:
            return await self._read(follow, now)

    async def follow(self, claims: Claims, now: datetime) -> Follow:
        """Return a follow of a session that stands; `leave` it when done. Raises TokenInvalid, Unverifiable."""
        follow = Follow(claims)
        self._follows.add(follow)
        try:
            follow.standing = self._remembered(claims, now) or await self._read(follow, now)
        except BaseException:
            self.leave(follow)
            raise
        return follow

    def leave(self, follow: Follow) -> None:
        """Stop following."""
        self._follows.discard(follow)

    async def stands(self, follow: Follow, now: datetime) -> bool:
        """Return whether a followed session still stands as it did; once it does not, it is over for good."""
        standing = follow.standing
        if standing is None or follow.over.is_set():
            return False
        if not self.is_fresh or now >= standing.expires_at:
            await self._look_again([follow], now)
        return not follow.over.is_set()

    def _remembered(self, claims: Claims, now: datetime) -> Standing | None:
        """Return what is known and may be used; a token of another epoch than the account's is asked about, and so refused."""
        known = self._known.get(claims.session_id)
        if known is None or not self.is_fresh or now >= known.expires_at or not known.honours(claims):
            return None
        self._known.move_to_end(claims.session_id)
        return known

    @contextmanager
    def _following(self, claims: Claims) -> Iterator[Follow]:
        follow = Follow(claims)
        self._follows.add(follow)
        try:
            yield follow
        finally:
            self.leave(follow)

    async def _read(self, follow: Follow, now: datetime) -> Standing:
        """Read a standing and remember it.

        A revocation that commits after the read is applied later, and forgets what is remembered here; one that is applied
        while the read is under way marks the follow, and then nobody knows which of the two came first: it is read again.
        """
        claims = follow.claims
        for _ in range(_TRIES):
            follow.over.clear()
            standing = (await _ask_database([claims.session_id], self._check_seconds)).get(claims.session_id)
            if not follow.over.is_set():
                if standing is None or not standing.honours(claims) or now >= standing.expires_at:
                    raise TokenInvalid("the session or its account no longer honours the token")
                self._remember(standing)
                return standing
        raise Unverifiable

    def _remember(self, standing: Standing) -> None:
        self._known[standing.session_id] = standing
        self._known.move_to_end(standing.session_id)
        while len(self._known) > self._limit:
            self._known.popitem(last=False)

    # What the feed says

    def confirm(self, began: float) -> None:
        """Take note that all that had committed at a tick has been applied."""
        self._as_of = max(self._as_of, began)

    def revoked(self, gone: Gone) -> None:
        """Forget what is gone, at once, and tell whoever follows it."""
        for session_id in [known.session_id for known in self._known.values() if gone.concerns(known.account_id, known.session_id)]:
            del self._known[session_id]
        for follow in self._follows:
            if gone.concerns(follow.claims.account_id, follow.claims.session_id):
                follow.over.set()

    def revoke_all(self) -> None:
        """Forget everything: what was revoked meanwhile can no longer be known."""
        self._known.clear()
        for follow in self._follows:
            follow.over.set()

    async def look_after(self, now: datetime) -> None:
        """End the follows whose session has expired, and while the feed is late those that the database does not confirm."""
        is_late = not self.is_fresh
        standing = [(each, each.standing) for each in self._follows if each.standing is not None and not each.over.is_set()]
        doubtful = [follow for follow, known in standing if is_late or now >= known.expires_at]
        for begin in range(0, len(doubtful), _READ_AT_ONCE):
            await self._look_again(doubtful[begin : begin + _READ_AT_ONCE], now)

    async def _look_again(self, follows: Sequence[Follow], now: datetime) -> None:
        """Ask the database about follows, and end those that it does not confirm as they were."""
        try:
            found = await _ask_database([each.claims.session_id for each in follows], self._check_seconds)
        except Unverifiable:
            found = {}
        for follow in follows:
            standing = found.get(follow.claims.session_id)
            if standing is not None and follow.standing is not None and standing.is_as(follow.standing) and now < standing.expires_at:
                follow.standing = standing
            else:
                follow.over.set()


async def _ask_database(session_ids: list[UUID], seconds: float) -> dict[UUID, Standing]:
    """Return how sessions stand in the database now. Raises Unverifiable where it does not answer in time, whatever the reason."""
    try:
        async with asyncio.timeout(seconds):
            return await read_standings(session_ids)
    except Exception as error:
        _log.warning("the database does not say how a session stands (%s)", type(error).__name__)
        raise Unverifiable from error
