"""A process of its own that moves agreements: several of them race, and one can be killed in the middle of a write.

Run as a module with a database URL and how many moves to have in flight at once. It reads the moves from its input, says `ready`,
waits for a line, and says after each move what became of it.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from uuid import UUID, uuid4

from actions.agreement import move_agreement
from actions.context import ActionContext, NoSignals
from auth.actor import Actor
from auth.modules import NO_LEVELS, held_levels
from models.database import close_database, is_postgres, open_database
from rules.agreement import Move
from rules.errors import RuleError
from rules.roles import Role
from tests.actions.hand_clock import HandClock
from tests.world import ONCE_KEYS, READ_WRITE, SEAL, VAULT


@dataclass(frozen=True)
class Attempt:
    """One move to try: by an actor of `role`, whose rows are those of `scope` (attribute of the actor -> its value).

    Without an account of its own it is anybody's.
    """

    agreement_id: str
    move: str
    role: str
    scope: dict[str, str]
    account: str | None = None
    key: str | None = None
    """The idempotency key that the account sends with it."""

    async def make(self) -> str:
        """Make the move; return DONE, or the code of the refusal."""
        role = Role(self.role)
        scope = {key: UUID(value) for key, value in self.scope.items()}
        account_id = UUID(self.account) if self.account else uuid4()
        actor = Actor(account_id=account_id, role=role, levels=held_levels(role, READ_WRITE, NO_LEVELS), **scope)  # type: ignore[arg-type]
        ctx = ActionContext(actor=actor, clock=HandClock(), signals=NoSignals(), vault=VAULT, seal=SEAL)
        if self.key:
            ctx = replace(ctx, once=ONCE_KEYS.once(account_id, self.key, self.move, self.agreement_id))
        try:
            await move_agreement(ctx, UUID(self.agreement_id), Move(self.move), version=1, reason="材料不全")
        except RuleError as refusal:
            return refusal.code
        return "DONE"


async def main(url: str, at_once: int) -> None:
    """Make all moves, at most `at_once` at a time."""
    attempts = [Attempt(**attempt) for attempt in json.loads(_read())]
    joint = "&" if "?" in url else "?"
    await open_database(f"{url}{joint}maxsize={at_once}" if is_postgres(url) else url)
    in_flight = asyncio.Semaphore(at_once)

    async def attempt(one: Attempt) -> None:
        async with in_flight:
            outcome = await one.make()
            print(one.agreement_id, one.move, outcome, flush=True)  # noqa: T201 - what it says is read by the test that started it

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

    async def outcomes(self) -> AsyncIterator[tuple[str, str, str]]:
        """Yield (agreement, move, outcome) as the process says them, until it ends."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            agreement_id, move, outcome = line.decode().split()
            yield agreement_id, move, outcome

    async def all_outcomes(self) -> list[tuple[str, str, str]]:
        """Return what it said until it ended of itself."""
        said = [outcome async for outcome in self.outcomes()]
        assert await self.process.wait() == 0
        return said


@asynccontextmanager
async def racer(url: str, attempts: Sequence[Attempt], *, at_once: int) -> AsyncIterator[Racer]:
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
