"""Does one kind of leased work, one piece at a time in a process, until there is none that nobody holds."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, NoReturn, TypeVar
from uuid import UUID, uuid4

import structlog

from actions.context import ActionContext, Clock, Dirty
from jobs.broker import Bell
from jobs.leases import Leases
from jobs.rounds import repeat
from models.leased import Leased

PAUSE: Final = 5.0
"""Seconds between two looks at what nobody holds: so late at most is taken up what a crash or a lost bell has left."""

L = TypeVar("L", bound=Leased)

_log: Final = structlog.stdlib.get_logger("jobs.worker")


@dataclass(frozen=True, slots=True)
class Work(Generic[L]):
    """A kind of work."""

    name: str
    """As its rows are called in the log."""
    leases: Leases[L]
    do: Callable[[L, UUID, asyncio.Event], Awaitable[None]]
    """Does what is left of a piece for its holder, or what it begins before it is to stop; nothing more where it has lost it."""
    dirty: Callable[[L], Dirty]
    """Returns the key by which live views know a piece."""


class Worker(Generic[L]):
    """What does a kind of work in this process."""

    def __init__(self, ctx: ActionContext, work: Work[L]) -> None:
        """`ctx` is the clock's; what is done in somebody's name is done under a context of its own."""
        self.holder = uuid4()
        """By which the rows know this process: new with each, so that none takes another's work for its own."""
        self.work = work
        self.leases = work.leases
        self._ctx = ctx
        self._at_work = asyncio.Lock()
        self._asked = asyncio.Event()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Take up and do work until there is none to take up. Where that goes on already, it looks once more before it ends."""
        self._asked.set()
        if self._at_work.locked():
            return
        async with self._at_work:
            while self._asked.is_set() and not self._stopping.is_set():
                self._asked.clear()
                while not self._stopping.is_set() and (held := await self.leases.take_up(self._now(), self.holder)) is not None:
                    self._tell(held)
                    await self._do(held)

    async def stop(self) -> None:
        """End with the portion in hand, and give back what is held, so that another process takes it up at once."""
        self._stopping.set()
        async with self._at_work:
            pass

    async def _do(self, held: L) -> None:
        """Do what is left of a piece. A fault leaves the lease as it is: when it is over, whoever finds it tries again."""
        try:
            await self.work.do(held, self.holder, self._stopping)
        except Exception:
            named: dict[str, Any] = {self.work.name: str(held.id)}
            _log.exception("a piece of work was broken off", tries=held.tries, **named)
        else:
            # Most often it is over. Where this process is to stop, there is something to give back.
            await self.leases.give_back(self._now(), held)
            self._tell(held)

    def _tell(self, changed: L) -> None:
        self._ctx.signals.changed([self.work.dirty(changed)])

    def _now(self) -> datetime:
        return self._ctx.clock.now()


async def run_forever(worker: Worker[Any]) -> NoReturn:
    """Look for work every few seconds until cancelled."""
    await repeat(worker.run, every=PAUSE, what=f"doing {worker.work.name}")


async def ring_forever(clock: Clock, leases: Leases[Any], bell: Bell) -> NoReturn:
    """Where others do the work: ring every few seconds while nobody has taken it up."""

    async def look() -> None:
        if await leases.are_due(clock.now()):
            bell.ring()

    await repeat(look, every=PAUSE, what="ringing for work")
