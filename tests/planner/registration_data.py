"""Registrations of other destinations full of edge values, and what holds graduates' destinations."""

from datetime import date
from typing import Any, Final

import models
from rules.agreement import ReviewLevel, SlotState
from rules.gate import ReviewLevels
from rules.record_terms import RecordStatus
from rules.registration import CATEGORIES, REGISTRATION, UNSETTLED
from rules.registration_fields import FIELDS, Content
from tests.planner.making import Rows

COPIED: Final = ("school_id", "province_code", "department_id", "person_id", "class_year")
BY_DEPARTMENT: Final = frozenset({RecordStatus.PENDING_DEPARTMENT, RecordStatus.VOID_PENDING_DEPARTMENT})
EXPLAINED: Final = frozenset({RecordStatus.REJECTED, RecordStatus.VOIDED, *RecordStatus}) - frozenset({RecordStatus.PENDING_SCHOOL})


def add_registration(rows: Rows, graduate: Any) -> Any:
    """Make a registration of a graduate; what it says has nothing to do with its category, which no read asks."""
    status = rows.random.choice(REGISTRATION.statuses)
    levels = ReviewLevels.DEPARTMENT_THEN_SCHOOL if status in BY_DEPARTMENT else rows.random.choice(list(ReviewLevels))
    reviewers = list(ReviewLevel) if levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL else [ReviewLevel.SCHOOL]
    return rows.add(
        models.Registration,
        graduate_id=graduate.id,
        **{name: getattr(graduate, name) for name in COPIED},
        review_levels=levels,
        status=status,
        rejected_by=rows.random.choice(reviewers) if status is RecordStatus.REJECTED else None,
        status_reason=rows.text() if status in EXPLAINED else rows.maybe(rows.text()),
        version=1 + len(rows.made.get(models.Registration, [])),
        category=rows.random.choice(sorted(UNSETTLED) if status is RecordStatus.SUPERSEDED else CATEGORIES),
        **{field.attribute: rows.maybe(_said(rows, field)) for field in FIELDS},
    )


def _said(rows: Rows, field: Any) -> Any:
    if field.content is Content.FLAG:
        return rows.random.random() < 0.5
    if field.content is Content.DAY:
        return rows.random.choice((date.min, date(2024, 2, 29), date.max))
    if field.codes:
        return rows.random.choice((*sorted(field.codes)[:3], "99"))
    return rows.text()[: field.longest]


def add_slot(rows: Rows, graduate: Any) -> None:
    """Let one of a graduate's records hold its destination, whatever its status: reads do not ask how it came to that."""
    agreements, supplements, registrations = (
        [row for row in rows.made.get(model, []) if row.graduate_id == graduate.id]
        for model in (models.Agreement, models.Supplement, models.Registration)
    )
    if (agreements or supplements or registrations) and rows.random.random() < 0.7:
        holder = rows.random.choice([*agreements, *supplements, *registrations])
        state = rows.random.choice(list(SlotState))
        under = rows.random.choice(registrations) if registrations and state is SlotState.RESERVED and rows.random.random() < 0.5 else None
        rows.add(
            models.DestinationSlot,
            graduate_id=graduate.id,
            holder_kind=type(holder).__name__.upper(),
            holder_id=holder.id,
            state=state,
            category=None if state is SlotState.RESERVED and under is None else rows.random.choice(CATEGORIES),
            under_id=under.id if under else None,
        )
