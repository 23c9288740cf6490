"""Supplements and terminations full of edge values."""

from datetime import date
from typing import Any, Final

import models
from rules.agreement import Initiator, ReviewLevel
from rules.gate import ReviewLevels
from rules.record_terms import RecordStatus
from rules.supplement import SUPPLEMENT
from rules.termination import OPEN, TERMINATION, TerminationKind, kind_of
from tests.planner.making import Rows

COPIED: Final = ("graduate_id", "school_id", "province_code", "department_id", "person_id", "class_year")
ONLINE_ONLY: Final = frozenset({RecordStatus.PENDING_COUNTERPARTY, RecordStatus.COUNTERPARTY_REFUSED})


def add_supplement(rows: Rows, graduate: Any) -> Any:
    """Make a supplement of a graduate."""
    copied = {name: getattr(graduate, name) for name in COPIED if name != "graduate_id"}
    return rows.add(
        models.Supplement,
        graduate_id=graduate.id,
        **copied,
        **_standing(rows, rows.random.choice(SUPPLEMENT.statuses)),
        version=1 + len(rows.made.get(models.Supplement, [])),
        agreement_number=rows.text()[:40],
        employer_name=rows.text(),
        employer_uscc="91110000FAKE00021R",
        employer_contact=rows.maybe(rows.text()),
        employer_phone=rows.maybe("010-00000000"),
        position=rows.maybe(rows.text()),
        monthly_pay=rows.maybe(rows.random.choice((1, 8000, 2_147_483_647))),
        work_address=rows.maybe(rows.text()),
        start_date=rows.maybe(rows.random.choice((date.min, date(2024, 2, 29), date.max))),
    )


def add_termination(rows: Rows, ended: Any) -> Any:
    """Make a termination of an agreement or a supplement, whatever its status: reads do not ask how it came to that."""
    is_agreement = isinstance(ended, models.Agreement)
    kind = kind_of(ended.initiator) if is_agreement else TerminationKind.OFFLINE
    column = "agreement_id" if is_agreement else "supplement_id"
    others = [row for row in rows.made.get(models.Termination, []) if getattr(row, column) == ended.id and row.status in OPEN]
    statuses = [
        status
        for status in TERMINATION.statuses
        if not (status in OPEN and others) and (kind is TerminationKind.ONLINE or status not in ONLINE_ONLY)
    ]
    return rows.add(
        models.Termination,
        **{name: getattr(ended, name) for name in COPIED},
        **_standing(rows, rows.random.choice(statuses)),
        **{column: ended.id},
        version=1 + len(rows.made.get(models.Termination, [])),
        initiator=rows.random.choice(list(Initiator)) if kind is TerminationKind.ONLINE else Initiator.GRADUATE,
        kind=kind,
        reason=rows.text(),
        employer_id=ended.employer_id if is_agreement else None,
        employer_name=ended.employer_name,
        agreement_number=(ended.number if is_agreement else ended.agreement_number) or "x",
        is_graduate_disclosed=is_agreement and rows.random.random() < 0.7,
    )


def _standing(rows: Rows, status: RecordStatus) -> dict[str, Any]:
    by_department = status is RecordStatus.PENDING_DEPARTMENT
    levels = ReviewLevels.DEPARTMENT_THEN_SCHOOL if by_department else rows.random.choice(list(ReviewLevels))
    reviewers = list(ReviewLevel) if levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL else [ReviewLevel.SCHOOL]
    return {
        "status": status,
        "review_levels": levels,
        "rejected_by": rows.random.choice(reviewers) if status is RecordStatus.REJECTED else None,
        "status_reason": rows.text(),
    }
