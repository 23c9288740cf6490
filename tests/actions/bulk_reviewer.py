"""A process of its own that reviews many records at once, so that it can be killed in the middle.

Run as a module with a database URL. It reads a JSON object from its input: the school, the kind of the records and the records, at
version 1, and the account and idempotency key that send them, where there is a key.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID, uuid4

from actions.bulk_review import Seen, review_many
from actions.context import ActionContext, NoSignals
from auth.actor import Actor
from auth.modules import NO_LEVELS, held_levels
from models.database import close_database, open_database
from rules.acts import RecordKind
from rules.record_terms import RecordMove
from rules.roles import Role
from tests.actions.hand_clock import HandClock
from tests.world import ONCE_KEYS, READ_WRITE, SEAL, VAULT


async def main(url: str) -> None:
    """Pass all records."""
    given = json.loads(sys.stdin.readline())
    levels = held_levels(Role.SCHOOL, READ_WRITE, NO_LEVELS)
    account_id = UUID(given["account"]) if given["key"] else uuid4()
    school = Actor(account_id=account_id, role=Role.SCHOOL, levels=levels, province_code="11", school_id=UUID(given["school"]))
    ctx = ActionContext(actor=school, clock=HandClock(), signals=NoSignals(), vault=VAULT, seal=SEAL)
    if given["key"]:
        ctx = replace(ctx, once=ONCE_KEYS.once(account_id, given["key"], "reviewAgreements", given["records"]))
    await open_database(url)
    try:
        await review_many(ctx, RecordKind(given["kind"]), [Seen(UUID(key), 1) for key in given["records"]], RecordMove.PASS, None)
    finally:
        await close_database()


@asynccontextmanager
async def reviewer(
    url: str, school_id: UUID, kind: RecordKind, records: Sequence[UUID], *, account: UUID | None = None, key: str | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start a process that reviews; kill it at the end where it has not ended."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.actions.bulk_reviewer", url, stdin=asyncio.subprocess.PIPE)
    assert process.stdin is not None
    try:
        given = {
            "school": str(school_id),
            "kind": kind,
            "records": [str(each) for each in records],
            "account": str(account),
            "key": key,
        }
        process.stdin.write(json.dumps(given).encode() + b"\n")
        await process.stdin.drain()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
