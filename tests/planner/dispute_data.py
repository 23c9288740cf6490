"""Disputes among the edge values."""

from typing import Any, Final

import models
from rules.dispute import DisputeState, DisputeSubject
from tests.planner.making import Rows

SCOPE: Final = ("school_id", "province_code", "department_id", "person_id", "class_year")


def add_dispute(rows: Rows, about: Any) -> None:
    """Let a graduate have disputed its basic data, or a record, whatever its status: reads do not ask how it came to that."""
    subject = DisputeSubject.BASICS if isinstance(about, models.Graduate) else DisputeSubject(type(about).__name__.upper())
    state = rows.random.choice(list(DisputeState))
    made = rows.made.get(models.Dispute, [])
    if state is DisputeState.OPEN and any(each.record_id == about.id and each.state is state for each in made):
        state = DisputeState.WITHDRAWN
    rows.add(
        models.Dispute,
        graduate_id=about.id if subject is DisputeSubject.BASICS else about.graduate_id,
        **{column: getattr(about, column) for column in SCOPE},
        subject=subject,
        record_id=about.id,
        reason=rows.text(),
        state=state,
        answer=rows.text() if state is DisputeState.RESOLVED else None,
        closed_at=None if state is DisputeState.OPEN else rows.moment(),
        version=1 + len(made),
    )
