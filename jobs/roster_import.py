"""Runs imports of rosters (名册导入), one at a time in a process, until there is none that nobody holds."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Final, NoReturn
from uuid import UUID, uuid4

import structlog

from actions.context import ActionContext, Clock
from actions.roster_failing import give_up
from actions.roster_import import import_act
from actions.roster_run import ImportRun
from jobs.broker import Bell
from jobs.leases import Leases
from jobs.rounds import repeat
from models import RosterImport
from rules.acts import ActName
from rules.leases import LeaseTerms
from rules.roster_import import LEASE, MOST_TRIES
from storage.blobs import Blobs

WORK: Final = "roster_import"
"""What is rung for."""
PAUSE: Final = 5.0
"""Seconds between two looks at what nobody holds: so late at most is taken up what a crash or a lost bell has left."""
TERMS: Final = LeaseTerms(LEASE, MOST_TRIES)

Run = Callable[[ActionContext, RosterImport, UUID, Blobs, asyncio.Event], Awaitable[None]]
"""Does what is left of an import for its holder, or what it begins before it is to stop; nothing more where it has lost the import."""

_log: Final = structlog.stdlib.get_logger("jobs.roster_import")


async def run_import(ctx: ActionContext, held: RosterImport, holder: UUID, blobs: Blobs, stopping: asyncio.Event) -> None:
    """Do portion after portion of an import."""
    async with ImportRun(ctx, held, holder, blobs) as run:
        while not stopping.is_set() and await run.advance():
            pass


class Importer:
    """What runs imports in this process."""

    def __init__(self, ctx: ActionContext, blobs: Blobs, *, run: Run = run_import) -> None:
        """`ctx` is the clock's; what an import writes it writes in the name of who asked for it."""
        self.holder = uuid4()
        """By which the rows know this process: new with each, so that none takes another's work for its own."""
        self.leases = Leases(RosterImport, TERMS, partial(give_up, ctx))
        self._ctx = ctx
        self._blobs = blobs
        self._run = run
        self._at_work = asyncio.Lock()
        self._asked = asyncio.Event()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Take up and do imports until there is none to take up. Where that goes on already, it looks once more before it ends."""
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

    async def _do(self, held: RosterImport) -> None:
        """Do what is left of an import. A fault leaves the lease as it is: when it is over, whoever finds it tries again."""
        try:
            await self._run(self._ctx, held, self.holder, self._blobs, self._stopping)
        except Exception:
            _log.exception("an import was broken off", roster_import=str(held.id), tries=held.tries)
        else:
            # Most often it is over. Where this process is to stop, there is something to give back.
            await self.leases.give_back(self._now(), held)
            self._tell(held)

    def _tell(self, changed: RosterImport) -> None:
        self._ctx.signals.changed([import_act(changed, ActName.ROSTER_IMPORT).dirty])

    def _now(self) -> datetime:
        return self._ctx.clock.now()


async def run_forever(importer: Importer) -> NoReturn:
    """Look for work every few seconds until cancelled."""
    await repeat(importer.run, every=PAUSE, what="running imports of rosters")


async def ring_forever(clock: Clock, leases: Leases[RosterImport], bell: Bell) -> NoReturn:
    """Where others do the work: ring every few seconds while nobody has taken it up."""

    async def look() -> None:
        if await leases.are_due(clock.now()):
            bell.ring()

    await repeat(look, every=PAUSE, what="ringing for imports of rosters")
