"""Work that only counts, in place of an import's own: a portion is one more row that it is through with.

Run as a module with a database URL and how much there is to count, it is a process that runs imports, to be killed in the middle or
asked to stop.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from tortoise.expressions import F
from tortoise.transactions import in_transaction

from actions.context import ActionContext, NoSignals, SystemClock
from actions.roster_run import end
from auth.actor import CLOCK_ACTOR
from jobs.roster_import import Importer, Run
from models import RosterImport
from models.database import close_database, open_database
from rules.roster_import import LEASE, ImportState
from storage.blobs import Blobs
from tests.world import SEAL, VAULT

NOWHERE: Final = Blobs(f"file://{Path('/nowhere')}")
"""Counting reads no file."""


async def count_on(held: RosterImport, holder: UUID, goal: int, now: datetime) -> bool:
    """Count one more, or end what is counted to its goal; return whether more is to do."""
    mine = RosterImport.filter(id=held.id, lease_holder=holder)
    if await mine.filter(row_count__lt=goal).update(
        row_count=F("row_count") + 1, lease_until=now + LEASE, version=F("version") + 1, updated_at=now
    ):
        return True
    async with in_transaction():
        if await mine.update(version=F("version") + 1):
            await end(held, ImportState.DONE, now)
    return False


def counting(goal: int) -> Run:
    """Return work that is done once so much is counted."""

    async def run(ctx: ActionContext, held: RosterImport, holder: UUID, _blobs: Blobs, stopping: asyncio.Event) -> None:
        while not stopping.is_set() and await count_on(held, holder, goal, ctx.clock.now()):
            pass

    return run


def importer_of(ctx: ActionContext, goal: int) -> Importer:
    """Return what runs imports that count."""
    return Importer(ctx, NOWHERE, run=counting(goal))


async def main(url: str, goal: int) -> None:
    """Run imports until there are none, or until it is asked to stop."""
    await open_database(url)
    try:
        importer = importer_of(ActionContext(CLOCK_ACTOR, SystemClock(), NoSignals(), VAULT, SEAL), goal)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, lambda: stopping.append(asyncio.ensure_future(importer.stop())))
        stopping: list[asyncio.Task[None]] = []
        await importer.run()
        await asyncio.gather(*stopping)
    finally:
        await close_database()


@asynccontextmanager
async def counter(url: str, goal: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a process that runs imports; kill it at the end where it has not ended."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.jobs.counting", url, str(goal))
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
