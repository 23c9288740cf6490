"""100,000 invitations that are due at once: how long the clock takes to expire them, and how long reviews wait meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from statistics import quantiles
from time import perf_counter
from typing import Final

import asyncpg
import uvloop

from actions.agreement import move_agreement
from actions.context import ActionContext, NoSignals, SystemClock
from auth.actor import CLOCK_ACTOR, Actor
from auth.modules import NO_LEVELS, held_levels
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from benchmarks.servers import SECRET, demo_database
from jobs.expiry import run_once
from jobs.recount import recount
from models import Agreement
from models.database import close_database, open_database
from rules.agreement import Initiator, Move, Status
from rules.roles import AccessLevel, Module, Role

DUE: Final = 100_000
GRADUATES: Final = 110_000
REVIEW_PAUSE: Final = 0.1
"""Seconds between two reviews."""

# An invitation of each graduate by the employer whose name comes first, due for a day; whoever has one of it already is passed over.
INVITE: Final = """
INSERT INTO agreement (
    id, graduate_id, school_id, province_code, department_id, person_id, class_year, employer_id, employer_name, initiator,
    agreement_type, review_levels, status, invitee_name, invitee_id_last4, is_graduate_disclosed, reply_deadline, version,
    created_at, updated_at
)
SELECT gen_random_uuid(), g.id, g.school_id, g.province_code, g.department_id, g.person_id, g.class_year, e.id, e.name, 'EMPLOYER',
    t.agreement_type, s.review_levels, 'PENDING_GRADUATE', g.name, right(g.id_number_masked, 4), FALSE, now() - interval '1 day', 1,
    now() - interval '9 days', now() - interval '9 days'
FROM graduate g
JOIN agreement_type_setting t ON t.school_id = g.school_id AND t.class_year = g.class_year
JOIN school_setup s ON s.school_id = g.school_id AND s.class_year = g.class_year AND s.feature = 'DESTINATION'
CROSS JOIN (SELECT id, name FROM employer WHERE status = 'APPROVED' ORDER BY name LIMIT 1) e
WHERE NOT EXISTS (SELECT 1 FROM agreement a WHERE a.graduate_id = g.id AND a.employer_id = e.id AND a.status = 'PENDING_GRADUATE')
LIMIT $1
"""


async def make_due(url: str) -> None:
    """Write the invitations, and bring the counters up to them."""
    connection = await asyncpg.connect(url)
    written = await connection.execute(INVITE, DUE)
    await connection.execute("ANALYZE")
    await connection.close()
    if written != f"INSERT 0 {DUE}":
        raise RuntimeError(f"the demo data have too few graduates: {written}")
    await recount(fixed_under=AuditSeal(SECRET.encode()))


def acting(actor: Actor) -> ActionContext:
    """Return what actions are given."""
    secret = SECRET.encode()
    return ActionContext(actor=actor, clock=SystemClock(), signals=NoSignals(), vault=IdentityVault(secret), seal=AuditSeal(secret))


@asynccontextmanager
async def reviewing(waits: list[float]) -> AsyncIterator[None]:
    """Let schools pass what waits for them meanwhile; note how long each review took, in seconds."""
    waiting = await Agreement.filter(initiator=Initiator.EMPLOYER, status=Status.PENDING_SCHOOL).order_by("id")
    job = asyncio.create_task(_review(waiting, waits))
    try:
        yield
    finally:
        job.cancel()
        await asyncio.gather(job, return_exceptions=True)


async def _review(waiting: Sequence[Agreement], waits: list[float]) -> None:
    levels = held_levels(Role.SCHOOL, {**NO_LEVELS, Module.EMPLOYMENT: AccessLevel.READ_WRITE}, NO_LEVELS)
    for agreement in waiting:
        school = Actor(account_id=agreement.id, role=Role.SCHOOL, levels=levels, province_code="11", school_id=agreement.school_id)
        began = perf_counter()
        await move_agreement(acting(school), agreement.id, Move.PASS, version=agreement.version)
        waits.append(perf_counter() - began)
        await asyncio.sleep(REVIEW_PAUSE)


def told(waits: Sequence[float]) -> str:
    """Return how long reviews took, in milliseconds."""
    parts = quantiles(waits, n=20)
    return f"{len(waits)} reviews, p50 {parts[9] * 1000:.0f} ms, p95 {parts[18] * 1000:.0f} ms, longest {max(waits) * 1000:.0f} ms"


async def measure() -> None:
    """Expire everything, with reviews beside it and before it."""
    async with demo_database(GRADUATES) as url:
        await open_database(url)
        try:
            await make_due(url)
            before: list[float] = []
            async with reviewing(before):
                await asyncio.sleep(10)
            during: list[float] = []
            async with reviewing(during):
                began = perf_counter()
                expired = await run_once(acting(CLOCK_ACTOR))
                took = perf_counter() - began
            print(f"{expired} invitations expired in {took:.0f} s on PostgreSQL")
            print(f"before: {told(before)}\nbeside: {told(during)}")
            print(f"counters that are not what a recount says: {len(await recount())}")
        finally:
            await close_database()


if __name__ == "__main__":
    uvloop.run(measure())
