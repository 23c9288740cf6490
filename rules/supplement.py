"""The life of a supplementary registration (补登) of an agreement that was signed on paper (guide section 5)."""

from typing import Final

from rules.acts import RecordKind
from rules.agreement_terms import Guard, SlotState
from rules.gate_terms import Feature
from rules.record_life import REVIEW_GUARDS, REVIEWS, SUBMITTING, Life
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role

_BEFORE_APPROVAL: Final = (RecordStatus.PENDING_DEPARTMENT, RecordStatus.PENDING_SCHOOL, RecordStatus.REJECTED)

SUPPLEMENT: Final = Life(
    kind=RecordKind.SUPPLEMENT,
    feature=Feature.DESTINATION,
    statuses=(
        RecordStatus.PENDING_DEPARTMENT,
        RecordStatus.PENDING_SCHOOL,
        RecordStatus.APPROVED,
        RecordStatus.REJECTED,
        RecordStatus.CANCELLED,
        RecordStatus.VOIDED,
        RecordStatus.TERMINATED,
    ),
    first=RecordStatus.PENDING_DEPARTMENT,
    transitions={
        **REVIEWS,
        (RecordStatus.REJECTED, RecordMove.RESUBMIT, Role.GRADUATE): RecordStatus.PENDING_DEPARTMENT,
        **{(now, RecordMove.CANCEL, Role.GRADUATE): RecordStatus.CANCELLED for now in _BEFORE_APPROVAL},
        (RecordStatus.APPROVED, RecordMove.VOID, Role.SCHOOL): RecordStatus.VOIDED,
        (RecordStatus.APPROVED, RecordMove.AMEND, Role.SYSTEM): RecordStatus.APPROVED,
        (RecordStatus.APPROVED, RecordMove.TERMINATE, Role.SYSTEM): RecordStatus.TERMINATED,
    },
    guards={
        **REVIEW_GUARDS,
        RecordMove.RESUBMIT: SUBMITTING,
        RecordMove.CANCEL: (Guard.CLASS_YEAR_OPEN,),
        RecordMove.VOID: (Guard.CLASS_YEAR_OPEN, Guard.DECIDED_HERE, Guard.REASON_GIVEN),
        RecordMove.AMEND: (Guard.CLASS_YEAR_OPEN,),
        RecordMove.TERMINATE: (Guard.CLASS_YEAR_OPEN,),
    },
    slot_after={
        RecordStatus.PENDING_DEPARTMENT: SlotState.RESERVED,
        RecordStatus.PENDING_SCHOOL: SlotState.RESERVED,
        RecordStatus.APPROVED: SlotState.HELD,
    },
)
"""An approved one is an agreement in force (category 10): only the school voids it, and a termination ends it, acting as SYSTEM."""
