"""A process of its own that expires what is due, and that can be told to kill itself in the middle.

Run as a module with a database URL and what its clock shows. For each line of its input, the number of a statement, it forks a child
that does a round and kills itself with SIGKILL instead of sending that statement; it says the child's process and how that ended.
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from actions.context import ActionContext, NoSignals
from auth.actor import CLOCK_ACTOR
from jobs.expiry import run_once
from models.database import close_database, open_database
from tests.actions.hand_clock import HandClock
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


async def expire_all(url: str, now: datetime, dies_at: int) -> None:
    """Do a round, or die in it."""
    await open_database(url)
    if dies_at:
        logging.getLogger(STATEMENTS).addHandler(Death(dies_at))
        logging.getLogger(STATEMENTS).setLevel(logging.DEBUG)
    try:
        await run_once(ActionContext(actor=CLOCK_ACTOR, clock=HandClock(now), signals=NoSignals(), vault=VAULT, seal=SEAL))
    finally:
        await close_database()


def main(url: str, now: datetime) -> None:
    """Fork a child for each line. Nothing is open here, so children share nothing with each other."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            asyncio.run(expire_all(url, now, int(line)))
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - what it says is read by the test that started it
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201


@dataclass
class Expirer:
    """The process as the test sees it."""

    process: asyncio.subprocess.Process

    async def begin(self, dies_at: int = 0) -> int:
        """Let a child begin a round that ends at a statement, or of itself; return its process id."""
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
async def expirer(url: str, now: datetime) -> AsyncIterator[Expirer]:
    """Start the process; close its input at the end, upon which it ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.jobs.expirer", url, now.isoformat(), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    try:
        yield Expirer(process)
    finally:
        process.stdin.close()
        assert await asyncio.wait_for(process.wait(), 20) == 0


if __name__ == "__main__":
    main(sys.argv[1], datetime.fromisoformat(sys.argv[2]))
