"""The life of a termination (解约) of an agreement or of a supplementary registration (guide section 5)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.acts import RecordKind
from rules.agreement_terms import Guard, Initiator
from rules.errors import TerminationElsewhere
from rules.gate_terms import Feature, ReviewLevels
from rules.record_life import REVIEW_GUARDS, REVIEWS, SKIPPED_TO, Life, Side
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role


class TerminationKind(StrEnum):
    """How a termination goes (解约方式): ONLINE the two parties agree here, OFFLINE the graduate hands in the employer's letter."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"


OPEN: Final = (RecordStatus.PENDING_COUNTERPARTY, RecordStatus.PENDING_DEPARTMENT, RecordStatus.PENDING_SCHOOL)

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
        **{(now, RecordMove.WITHDRAW, party): RecordStatus.WITHDRAWN for now in OPEN for party in (Role.GRADUATE, Role.EMPLOYER)},
        **{(now, RecordMove.LAPSE, Role.SYSTEM): RecordStatus.LAPSED for now in OPEN},
    },
    guards={
        **REVIEW_GUARDS,
        RecordMove.AGREE: (Guard.CLASS_YEAR_OPEN, Guard.IN_SEASON),
        RecordMove.REFUSE: (Guard.CLASS_YEAR_OPEN, Guard.REASON_GIVEN),
        RecordMove.WITHDRAW: (Guard.CLASS_YEAR_OPEN,),
        RecordMove.LAPSE: (),
    },
    sides={RecordMove.AGREE: Side.COUNTERPARTY, RecordMove.REFUSE: Side.COUNTERPARTY, RecordMove.WITHDRAW: Side.ASKER},
    in_force=frozenset(),
)
"""Who asked withdraws, and the other side answers: which of the two somebody is, the record says.

It lapses where its agreement is voided meanwhile.
"""

ASKING: Final[tuple[Guard, ...]] = (
    Guard.CLASS_YEAR_OPEN,
    Guard.IN_SEASON,
    Guard.DECIDED_HERE,
    Guard.NO_TERMINATION,
    Guard.REASON_GIVEN,
)
"""What it takes to ask for one, beside the status of what is to end."""

ASKERS: Final[Mapping[Initiator, tuple[Role, ...]]] = {
    Initiator.EMPLOYER: (Role.GRADUATE, Role.EMPLOYER),
    Initiator.GRADUATE: (Role.GRADUATE,),
}
"""Who may ask to end an agreement that is in force, by who started it: online either party, offline the graduate with a letter."""


def kind_of(initiator: Initiator) -> TerminationKind:
    """Return how an agreement is terminated: as it was signed."""
    return TerminationKind.ONLINE if initiator is Initiator.EMPLOYER else TerminationKind.OFFLINE


def first_standing(kind: TerminationKind, levels: ReviewLevels) -> RecordStatus:
    """Return where a termination begins: online with the other party, offline with the reviews (解约函已有对方盖章)."""
    if kind is TerminationKind.ONLINE:
        return TERMINATION.first
    return SKIPPED_TO.get((levels, RecordStatus.PENDING_DEPARTMENT), RecordStatus.PENDING_DEPARTMENT)


def check_kind(wanted: TerminationKind, initiator: Initiator | None, role: Role) -> None:
    """Check that what is to end is ended so, by this role; `initiator` is None of a supplementary registration.

    Raises TerminationElsewhere where a paper agreement would be ended online, or an online one by letter.
    """
    as_signed = TerminationKind.OFFLINE if initiator is None else kind_of(initiator)
    if wanted is not as_signed or role not in ASKERS[initiator or Initiator.GRADUATE]:
        raise TerminationElsewhere
