"""Runs imports of rosters (名册导入), one at a time in a process, until there is none that nobody holds."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final
from uuid import UUID

from actions.context import ActionContext, Dirty
from actions.roster_failing import give_up
from actions.roster_import import import_act
from actions.roster_run import ImportRun
from jobs.leases import Leases
from jobs.worker import Work, Worker
from models import RosterImport
from rules.acts import ActName
from rules.leases import LeaseTerms
from rules.roster_import import LEASE, MOST_TRIES
from storage.blobs import Blobs

WORK: Final = "roster_import"
"""What is rung for."""
TERMS: Final = LeaseTerms(LEASE, MOST_TRIES)

Run = Callable[[ActionContext, RosterImport, UUID, Blobs, asyncio.Event], Awaitable[None]]
"""Does what is left of an import for its holder, or what it begins before it is to stop; nothing more where it has lost the import."""


async def run_import(ctx: ActionContext, held: RosterImport, holder: UUID, blobs: Blobs, stopping: asyncio.Event) -> None:
    """Do portion after portion of an import."""
    async with ImportRun(ctx, held, holder, blobs) as run:
        while not stopping.is_set() and await run.advance():
            pass


class Importer(Worker[RosterImport]):
    """What runs imports in this process."""

    def __init__(self, ctx: ActionContext, blobs: Blobs, *, run: Run = run_import) -> None:
        """`ctx` is the clock's; what an import writes it writes in the name of who asked for it."""

        async def do(held: RosterImport, holder: UUID, stopping: asyncio.Event) -> None:
            await run(ctx, held, holder, blobs, stopping)

        super().__init__(ctx, Work(WORK, Leases(RosterImport, TERMS, partial(give_up, ctx)), do, _dirty))


def _dirty(job: RosterImport) -> Dirty:
    return import_act(job, ActName.ROSTER_IMPORT).dirty
