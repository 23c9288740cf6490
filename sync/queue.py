"""Which reports are due, and what is written of an attempt: in order per graduate, counted once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tortoise.expressions import F
from tortoise.transactions import in_transaction

from models import RelayLease, Report, ReportAttempt
from models.bulk import fetch
from rules.delivery import Outcome, Verdict
from rules.reporting import IN_THE_WAY, ReportState

LEASE: Final = "reports"

_HOLDING_BACK: Final = ", ".join(f"'{state}'" for state in IN_THE_WAY)
_DUE: Final = f"""SELECT report.id AS id FROM report
WHERE report.state = 'PENDING' AND (report.next_attempt_at IS NULL OR report.next_attempt_at <= $1) AND NOT EXISTS (
    SELECT 1 FROM report AS earlier
    WHERE earlier.graduate_id = report.graduate_id AND earlier.seq < report.seq AND earlier.state IN ({_HOLDING_BACK})
)
ORDER BY report.created_at, report.id LIMIT {{most}}"""
"""A report waits for every earlier one of its graduate: one that was given up holds it back until an operator decides."""


async def due(now: datetime, most: int) -> Sequence[Report]:
    """Return reports that are to be sent now, the oldest first, at most one of each graduate."""
    keys = [row["id"] for row in await fetch(_DUE.format(most=int(most)), now)]
    return await Report.filter(id__in=keys).order_by("created_at", "id") if keys else []


async def take_lease(now: datetime, holder: UUID, length: timedelta) -> bool:
    """Take or keep the lease; of several that see it free exactly one gets it."""
    until = now + length
    for mine in (RelayLease.filter(name=LEASE, holder=holder), RelayLease.filter(name=LEASE, holder=None)):
        if await mine.update(holder=holder, until=until, updated_at=now):
            return True
    return bool(await RelayLease.filter(name=LEASE, until__lte=now).update(holder=holder, until=until, updated_at=now))


async def give_back(now: datetime, holder: UUID) -> None:
    """Let others send at once."""
    await RelayLease.filter(name=LEASE, holder=holder).update(holder=None, until=None, updated_at=now)


async def note(report: Report, outcome: Outcome, *, given_up: bool, again_at: datetime, began: datetime, now: datetime) -> None:
    """Write what became of an attempt on a report as it was read: the attempt always, the report unless somebody changed it meanwhile."""
    changes: dict[str, object] = {"last_error": outcome.problem, "next_attempt_at": again_at}
    if outcome.verdict is Verdict.TAKEN:
        changes = {"state": ReportState.ACKED, "acked_at": now, "last_error": None, "next_attempt_at": None}
    elif given_up:
        changes = {"state": ReportState.DEAD, "last_error": outcome.problem, "next_attempt_at": None}
    async with in_transaction():
        unchanged = Report.filter(id=report.id, state=ReportState.PENDING, attempts=report.attempts)
        await unchanged.update(**changes, attempts=F("attempts") + 1, updated_at=now)
        await ReportAttempt.create(
            created_at=began,
            report_id=report.id,
            status=outcome.status,
            problem=outcome.problem,
            milliseconds=max(0, round((now - began).total_seconds() * 1000)),
        )
