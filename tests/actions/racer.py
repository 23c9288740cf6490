"""A process of its own that moves agreements: several of them race, and one can be killed in the middle of a write.

Run as a module with a database URL and how many moves to have in flight at once. It reads the moves from its input, says `ready`,
waits for a line, and says after each move what became of it.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

from models.database import close_database, is_postgres, open_database
from tests.actions.attempts import Attempt, BulkAttempt, Outcome, read


async def main(url: str, at_once: int) -> None:
    """Make all moves, at most `at_once` at a time."""
    attempts = [read(attempt) for attempt in json.loads(_read())]
    joint = "&" if "?" in url else "?"
    await open_database(f"{url}{joint}maxsize={at_once}" if is_postgres(url) else url)
    in_flight = asyncio.Semaphore(at_once)

    async def attempt(one: Attempt | BulkAttempt) -> None:
        async with in_flight:
            for outcome in await one.outcomes():
                print(*outcome, flush=True)  # noqa: T201 - what it says is read by the test that started it

    print("ready", flush=True)  # noqa: T201
    _read()
    try:
        await asyncio.gather(*map(attempt, attempts))
    finally:
        await close_database()


def _read() -> str:
    return sys.stdin.readline()


@dataclass
class Racer:
    """The process as the test sees it."""

    process: asyncio.subprocess.Process

    async def go(self) -> None:
        """Let it begin."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"go\n")
        await self.process.stdin.drain()

    async def outcomes(self) -> AsyncIterator[Outcome]:
        """Yield (agreement, move, outcome) as the process says them, until it ends."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            agreement_id, move, outcome = line.decode().split()
            yield agreement_id, move, outcome

    async def all_outcomes(self) -> list[Outcome]:
        """Return what it said until it ended of itself."""
        said = [outcome async for outcome in self.outcomes()]
        assert await self.process.wait() == 0
        return said


@asynccontextmanager
async def racer(url: str, attempts: Sequence[Attempt | BulkAttempt], *, at_once: int) -> AsyncIterator[Racer]:
    """Start a process that is ready to make the attempts; kill it at the end where it has not ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.actions.racer", url, str(at_once), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps([asdict(attempt) for attempt in attempts]).encode() + b"\n")
        await process.stdin.drain()
        assert await process.stdout.readline() == b"ready\n"
        yield Racer(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
