"""The life of a registration of another destination than an agreement (去向登记, guide section 5)."""

from typing import Final

from rules.acts import RecordKind
from rules.agreement_terms import Guard, SlotState
from rules.destinations import DESTINATIONS
from rules.gate_terms import Feature
from rules.record_life import REVIEW_GUARDS, REVIEWS, SUBMITTING, Life
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role

_BEFORE_APPROVAL: Final = (RecordStatus.PENDING_DEPARTMENT, RecordStatus.PENDING_SCHOOL, RecordStatus.REJECTED)
_VOIDING: Final = (RecordStatus.VOID_PENDING_DEPARTMENT, RecordStatus.VOID_PENDING_SCHOOL)

REGISTRATION: Final = Life(
    kind=RecordKind.REGISTRATION,
    feature=Feature.DESTINATION,
    statuses=(
        RecordStatus.PENDING_DEPARTMENT,
        RecordStatus.PENDING_SCHOOL,
        RecordStatus.APPROVED,
        RecordStatus.REJECTED,
        RecordStatus.CANCELLED,
        *_VOIDING,
        RecordStatus.VOIDED,
        RecordStatus.SUPERSEDED,
    ),
    first=RecordStatus.PENDING_DEPARTMENT,
    transitions={
        **REVIEWS,
        (RecordStatus.REJECTED, RecordMove.RESUBMIT, Role.GRADUATE): RecordStatus.PENDING_DEPARTMENT,
        **{(now, RecordMove.CANCEL, Role.GRADUATE): RecordStatus.CANCELLED for now in _BEFORE_APPROVAL},
        (RecordStatus.APPROVED, RecordMove.REQUEST_VOID, Role.GRADUATE): RecordStatus.VOID_PENDING_DEPARTMENT,
        **{(now, RecordMove.KEEP, Role.GRADUATE): RecordStatus.APPROVED for now in _VOIDING},
        (RecordStatus.VOID_PENDING_DEPARTMENT, RecordMove.PASS, Role.DEPARTMENT): RecordStatus.VOID_PENDING_SCHOOL,
        (RecordStatus.VOID_PENDING_DEPARTMENT, RecordMove.FAIL, Role.DEPARTMENT): RecordStatus.APPROVED,
        (RecordStatus.VOID_PENDING_SCHOOL, RecordMove.PASS, Role.SCHOOL): RecordStatus.VOIDED,
        (RecordStatus.VOID_PENDING_SCHOOL, RecordMove.FAIL, Role.SCHOOL): RecordStatus.APPROVED,
        **{(now, RecordMove.VOID, Role.SCHOOL): RecordStatus.VOIDED for now in (RecordStatus.APPROVED, *_VOIDING)},
        (RecordStatus.APPROVED, RecordMove.AMEND, Role.SYSTEM): RecordStatus.APPROVED,
        **{(now, RecordMove.SUPERSEDE, Role.SYSTEM): RecordStatus.SUPERSEDED for now in (RecordStatus.APPROVED, *_VOIDING)},
    },
    guards={
        **REVIEW_GUARDS,
        RecordMove.RESUBMIT: SUBMITTING,
        RecordMove.CANCEL: (Guard.CLASS_YEAR_OPEN,),
        RecordMove.REQUEST_VOID: (Guard.CLASS_YEAR_OPEN, Guard.IN_SEASON, Guard.DECIDED_HERE, Guard.REASON_GIVEN),
        RecordMove.KEEP: (Guard.CLASS_YEAR_OPEN,),
        RecordMove.VOID: (Guard.CLASS_YEAR_OPEN, Guard.DECIDED_HERE, Guard.REASON_GIVEN),
        RecordMove.AMEND: (Guard.CLASS_YEAR_OPEN,),
        RecordMove.SUPERSEDE: (Guard.CLASS_YEAR_OPEN,),
    },
    slot_after={
        RecordStatus.PENDING_DEPARTMENT: SlotState.RESERVED,
        RecordStatus.PENDING_SCHOOL: SlotState.RESERVED,
        **dict.fromkeys((RecordStatus.APPROVED, *_VOIDING), SlotState.HELD),
    },
    in_force=frozenset({RecordStatus.APPROVED, *_VOIDING}),
)
"""A graduate begins one by itself, under the guards of RESUBMIT. It stays in force while it is asked to void it.

One that is not settled (70, 71, 72) holds its slot SUPERSEDABLE (`held_as`).
"""


def held_as(state: SlotState | None, category: str) -> SlotState | None:
    """Return how a destination of this category holds the slot: what is not settled yields to whatever comes into force next."""
    return SlotState.SUPERSEDABLE if state is SlotState.HELD and category in UNSETTLED else state


UNSETTLED: Final = frozenset(each.code for each in DESTINATIONS if not each.is_settled)
"""Categories of graduates who are not settled: 待就业, 不就业拟升学, 其他暂不就业."""
SIGNED: Final = "10"
"""签就业协议形式就业: the category of every agreement in force, electronic or on paper."""
CATEGORIES: Final = tuple(each.code for each in DESTINATIONS)
"""The fourteen destinations (毕业去向类别), in the order in which statistics print them."""
