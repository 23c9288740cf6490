"""The life of a termination (解约) of an agreement or of a supplementary registration (guide section 5)."""

from typing import Final

from rules.acts import RecordKind
from rules.agreement_terms import Guard
from rules.gate_terms import Feature
from rules.record_life import REVIEW_GUARDS, REVIEWS, Life
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role

_OPEN: Final = (RecordStatus.PENDING_COUNTERPARTY, RecordStatus.PENDING_DEPARTMENT, RecordStatus.PENDING_SCHOOL)

TERMINATION: Final = Life(
    kind=RecordKind.TERMINATION,
    feature=Feature.DESTINATION,
    statuses=(
        RecordStatus.PENDING_COUNTERPARTY,
        RecordStatus.COUNTERPARTY_REFUSED,
        RecordStatus.WITHDRAWN,
        RecordStatus.PENDING_DEPARTMENT,
        RecordStatus.PENDING_SCHOOL,
        RecordStatus.APPROVED,
        RecordStatus.REJECTED,
        RecordStatus.LAPSED,
    ),
    first=RecordStatus.PENDING_COUNTERPARTY,
    transitions={
        **REVIEWS,
        **{
            (RecordStatus.PENDING_COUNTERPARTY, move, party): after
            for party in (Role.GRADUATE, Role.EMPLOYER)
            for move, after in (
                (RecordMove.AGREE, RecordStatus.PENDING_DEPARTMENT),
                (RecordMove.REFUSE, RecordStatus.COUNTERPARTY_REFUSED),
            )
        },
        **{(now, RecordMove.WITHDRAW, party): RecordStatus.WITHDRAWN for now in _OPEN for party in (Role.GRADUATE, Role.EMPLOYER)},
        **{(now, RecordMove.LAPSE, Role.SYSTEM): RecordStatus.LAPSED for now in _OPEN},
    },
    guards={
        **REVIEW_GUARDS,
        RecordMove.AGREE: (Guard.CLASS_YEAR_OPEN,),
        RecordMove.REFUSE: (Guard.CLASS_YEAR_OPEN, Guard.REASON_GIVEN),
        RecordMove.WITHDRAW: (Guard.CLASS_YEAR_OPEN,),
        RecordMove.LAPSE: (),
    },
    in_force=frozenset(),
)
"""Who asked withdraws, and the other side answers: which of the two somebody is, the record says.

It lapses where its agreement is voided meanwhile.
"""
