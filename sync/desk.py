"""What an operator decides about reports: which are due again, which are never sent, which are sent once more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count, Min

from actions.context import ActionContext
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from models import Report
from rules.acts import ActName, RecordKind
from rules.errors import ChangedMeanwhile, NotFound
from rules.gate_terms import Feature
from rules.reporting import ReportState

LISTED: Final = 20
"""Reports that were given up which a status names."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far reports have come."""

    counts: dict[tuple[Feature, ReportState], int]
    oldest_waiting: datetime | None
    """When the oldest report that waits was written."""
    delayed: int
    """Reports that wait between two attempts."""
    dead: list[Report]
    """Given up, the oldest first, at most `LISTED`."""


async def status() -> Status:
    """Return how far reports have come."""
    groups = await Report.annotate(n=Count("id")).group_by("feature", "state").values("feature", "state", "n")
    (oldest,) = await Report.filter(state=ReportState.PENDING).annotate(at=Min("created_at")).values("at")
    return Status(
        counts={(Feature(group["feature"]), ReportState(group["state"])): group["n"] for group in groups},
        oldest_waiting=oldest["at"],
        delayed=await Report.filter(state=ReportState.PENDING, next_attempt_at__not_isnull=True).count(),
        dead=await Report.filter(state=ReportState.DEAD).order_by("created_at", "id").limit(LISTED),
    )


async def retry(chosen: Q, now: datetime) -> int:
    """Make reports that were given up, or wait between two attempts, due now, with all their attempts before them; return how many."""
    waiting = Q(state=ReportState.DEAD) | Q(state=ReportState.PENDING, next_attempt_at__not_isnull=True)
    return await Report.filter(chosen, waiting).update(state=ReportState.PENDING, attempts=0, next_attempt_at=None, updated_at=now)


async def replay(chosen: Q, now: datetime) -> int:
    """Send reports that were taken once more, in order; return how many. Whoever has them already takes them without effect."""
    taken = Report.filter(chosen, state=ReportState.ACKED)
    return await taken.update(state=ReportState.PENDING, acked_at=None, attempts=0, next_attempt_at=None, updated_at=now)


@whole_action_retried
async def pass_over(ctx: ActionContext, report_id: UUID, *, reason: str) -> UUID:
    """Never send a report that was given up, so that the later ones of its graduate are sent; the school's audit says why.

    Raises NotFound unless it is there and was given up, ChangedMeanwhile.
    """
    now = ctx.clock.now()
    report = await Report.get_or_none(id=report_id, state=ReportState.DEAD)
    if report is None:
        raise NotFound
    async with one_transaction(ctx, now) as trail:
        if not await Report.filter(id=report.id, state=ReportState.DEAD).update(state=ReportState.SKIPPED, updated_at=now):
            raise ChangedMeanwhile
        await trail.record(_skipped(report, reason))
        return trail.returns(report.id)


def _skipped(report: Report, reason: str) -> Act:
    """Return what the trail says. Of an archive or a household registration it is an act on the record, for its module's readers alone."""
    of_report = report.feature is Feature.DESTINATION
    return Act(
        name=ActName.REPORT_SKIP,
        kind=RecordKind.REPORT if of_report else RecordKind(report.record_kind),
        record_id=report.id if of_report else report.record_id,
        province_code=report.province_code,
        school_id=report.school_id,
        class_year=report.class_year,
        before=ReportState.DEAD if of_report else None,
        after=ReportState.SKIPPED if of_report else None,
        reason=reason,
    )
