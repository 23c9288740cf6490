"""Disputes as rows alone, as the actions would have left them."""

from typing import Any

from models import Agreement, Dispute, Graduate, Registration, Supplement
from rules.dispute import DisputeState, DisputeSubject
from tests.world import NOW

SCOPE = ("school_id", "province_code", "department_id", "person_id", "class_year")
Disputed = Graduate | Agreement | Supplement | Registration


async def make_dispute(about: Disputed, state: DisputeState = DisputeState.OPEN) -> Dispute:
    """Write one dispute of the basic data of a graduate, or of a record of its."""
    is_basics = isinstance(about, Graduate)
    over: dict[str, Any] = {} if state is DisputeState.OPEN else {"closed_at": NOW, "version": 2}
    return await Dispute.create(
        graduate_id=about.id if isinstance(about, Graduate) else about.graduate_id,
        **{column: getattr(about, column) for column in SCOPE},
        subject=DisputeSubject.BASICS if is_basics else DisputeSubject(type(about).__name__.upper()),
        record_id=about.id,
        reason="该信息与本人实际情况不符",
        state=state,
        answer="已核实并更正" if state is DisputeState.RESOLVED else None,
        **over,
    )
