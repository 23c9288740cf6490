"""The relay: sends reports to the employment system, one process at a time, each graduate's in order (guide section 8)."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import random
from typing import Final
from uuid import uuid4

from actions.context import Clock
from models import Report
from rules.delivery import MOST_ATTEMPTS, Outcome, Verdict, is_given_up, pause_after
from sync.queue import due, give_back, note, take_lease
from sync.receivers import Receiver

MARGIN: Final = timedelta(seconds=30)
"""How much longer than one attempt the lease is held: it is renewed before each batch."""
GRACE_SECONDS: Final = 3
"""For how long whoever stops waits for a receiver that is slow to answer."""
LONGEST_REST: Final = timedelta(seconds=60)
"""The longest that nothing is tried at all because nobody answers, whatever is due."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayTerms:
    """How reports are sent."""

    seconds: float = 10.0
    """For one attempt."""
    concurrency: int = 4
    """Reports that are under way at once, each of another graduate."""
    most_attempts: int = MOST_ATTEMPTS


class Relay:
    """What sends reports in this process. No request waits for it; what it was killed over, the next one finds as it was."""

    def __init__(self, clock: Clock, receiver: Receiver, terms: RelayTerms, *, chance: Callable[[], float] = random) -> None:
        self.holder: Final = uuid4()
        """By which the lease knows this process: new with each."""
        self._clock = clock
        self._receiver = receiver
        self._terms = terms
        self._chance = chance
        self._stopping = False
        self._quiet_until: datetime | None = None
        self._silent_batches = 0
        self._at_work = asyncio.Lock()

    async def run_once(self) -> int:
        """Send what is due until nothing is, or somebody else has the lease, or nobody answers; return how many attempts that was."""
        async with self._at_work:
            if self._is_quiet() or not await due(self._clock.now(), 1):
                return 0
            sent = 0
            try:
                while not self._stopping and not self._is_quiet() and await self._has_lease():
                    batch = await due(self._clock.now(), self._terms.concurrency)
                    if not batch:
                        break
                    await self._send(batch)
                    sent += len(batch)
            finally:
                await give_back(self._clock.now(), self.holder)
            return sent

    async def stop(self) -> None:
        """End with the batch in hand, if it is over soon, and let go of the receiver; what is cut off is sent again."""
        self._stopping = True
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS), self._at_work:
                pass
        await self._receiver.close()

    def _is_quiet(self) -> bool:
        return self._quiet_until is not None and self._clock.now() < self._quiet_until

    async def _has_lease(self) -> bool:
        return await take_lease(self._clock.now(), self.holder, timedelta(seconds=self._terms.seconds) + MARGIN)

    async def _send(self, batch: Sequence[Report]) -> None:
        """Send reports of several graduates at once. Each is written of as it ends, so that a fault of one loses no other's."""
        ended = await asyncio.gather(*(self._send_one(report) for report in batch), return_exceptions=True)
        for fault in ended:
            if isinstance(fault, BaseException):
                raise fault
        outcomes = [one for one in ended if isinstance(one, Outcome)]
        self._rest(outcomes)

    async def _send_one(self, report: Report) -> Outcome:
        began = self._clock.now()
        outcome = await self._outcome(report)
        now, attempts = self._clock.now(), report.attempts + 1
        given_up = is_given_up(attempts, outcome, self._terms.most_attempts)
        again_at = now + pause_after(attempts, outcome, self._chance)
        await note(report, outcome, given_up=given_up, again_at=again_at, began=began, now=now)
        if given_up:
            _log.warning("a report was given up: report=%s problem=%s", report.id, outcome.problem)
        return outcome

    async def _outcome(self, report: Report) -> Outcome:
        """Return what became of an attempt. A fault of ours is one that failed: one report that cannot be sent stops no other."""
        try:
            return await self._receiver.deliver(report)
        except Exception as fault:
            _log.exception("a report could not be sent: report=%s", report.id)
            return Outcome(verdict=Verdict.FAILED, problem=f"fault: {type(fault).__name__}")

    def _rest(self, outcomes: list[Outcome]) -> None:
        """Leave the receiver alone for as long as it asked, or for longer and longer while nothing of a batch comes through."""
        now = self._clock.now()
        asked = max((one.retry_after for one in outcomes if one.retry_after is not None), default=timedelta())
        is_silent = all(one.verdict is Verdict.FAILED for one in outcomes)
        self._silent_batches = self._silent_batches + 1 if is_silent else 0
        rest = min(timedelta(seconds=2 ** min(self._silent_batches - 1, 10)), LONGEST_REST) if is_silent else timedelta()
        pause = max(asked, rest)
        self._quiet_until = now + pause if pause else None
