"""A process of its own that does some work, and that can be told to kill itself in the middle.

A module that calls `main` is run with a database URL and what its clock shows. For each line of its input, the number of a statement, it
forks a child that does the work and kills itself with SIGKILL instead of sending that statement; it says the child's process and how
that ended.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from actions.context import ActionContext, NoSignals
from auth.actor import CLOCK_ACTOR
from models.database import close_database, open_database
from tests.actions.hand_clock import HandClock
from tests.patience import PATIENCE
from tests.world import SEAL, VAULT

STATEMENTS = "tortoise.db_client"
"""The ORM tells this logger of each statement before it sends it."""


class Death(logging.Handler):
    """Kills the process at a statement."""

    def __init__(self, dies_at: int) -> None:
        super().__init__()
        self.left = dies_at

    def emit(self, record: logging.LogRecord) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


Work = Callable[[ActionContext, str], Awaitable[object]]
"""What a child does, as the clock, given besides what else the process was told."""


async def do(work: Work, url: str, now: datetime, told: str, dies_at: int) -> None:
    """Do the work, or die in it."""
    await open_database(url)
    if dies_at:
        logging.getLogger(STATEMENTS).addHandler(Death(dies_at))
        logging.getLogger(STATEMENTS).setLevel(logging.DEBUG)
    try:
        await work(ActionContext(actor=CLOCK_ACTOR, clock=HandClock(now), signals=NoSignals(), vault=VAULT, seal=SEAL), told)
    finally:
        await close_database()


def main(work: Work) -> None:
    """Fork a child for each line. Nothing is open here, so children share nothing with each other."""
    url, now, told = sys.argv[1:]
    for line in sys.stdin:
        child = os.fork()
        if not child:
            asyncio.run(do(work, url, datetime.fromisoformat(now), told, int(line)))
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - what it says is read by the test that started it
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


@dataclass
class Doomed:
    """The process as the test sees it."""

    process: asyncio.subprocess.Process

    async def begin(self, dies_at: int = 0) -> int:
        """Let a child begin work that ends at a statement, or of itself; return its process id."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{dies_at}\n".encode())
        await self.process.stdin.drain()
        return await self._said()

    async def was_killed(self) -> bool:
        """Wait for the child; return whether it was killed, and not done."""
        code = await self._said()
        assert code in {0, -signal.SIGKILL}
        return code != 0

    async def _said(self) -> int:
        assert self.process.stdout is not None
        return int(await self.process.stdout.readline())


@asynccontextmanager
async def doomed(module: str, url: str, now: datetime, told: str = "") -> AsyncIterator[Doomed]:
    """Start the process of a module; close its input at the end, upon which it ends."""
    command = [sys.executable, "-m", module, url, now.isoformat(), told]
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    assert process.stdin is not None
    try:
        yield Doomed(process)
    finally:
        process.stdin.close()
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
