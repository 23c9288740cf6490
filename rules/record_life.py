"""The life of a reviewed record as tables, one for each kind: moves, guards, reviews, slots, and when it is in force (guide section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from rules.acts import RecordKind
from rules.agreement_terms import Guard, ReviewLevel, SlotState
from rules.errors import MoveNotAllowed
from rules.gate_terms import Feature, ReviewLevels
from rules.guards import Facts, check
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role

Step = tuple[RecordStatus, RecordMove, Role]
Transitions = Mapping[Step, RecordStatus]
"""(status now, move, role) -> status next. A missing row is a forbidden move."""

REVIEWING_LEVEL: Final[Mapping[RecordStatus, ReviewLevel]] = {
    RecordStatus.PENDING_DEPARTMENT: ReviewLevel.DEPARTMENT,
    RecordStatus.PENDING_SCHOOL: ReviewLevel.SCHOOL,
    RecordStatus.VOID_PENDING_DEPARTMENT: ReviewLevel.DEPARTMENT,
    RecordStatus.VOID_PENDING_SCHOOL: ReviewLevel.SCHOOL,
}
"""Whose turn it is to review while a record waits; other statuses wait for no review."""

SKIPPED_TO: Final[Mapping[tuple[ReviewLevels, RecordStatus], RecordStatus]] = {
    (ReviewLevels.SCHOOL_ONLY, RecordStatus.PENDING_DEPARTMENT): RecordStatus.PENDING_SCHOOL,
    (ReviewLevels.SCHOOL_ONLY, RecordStatus.VOID_PENDING_DEPARTMENT): RecordStatus.VOID_PENDING_SCHOOL,
}
"""Where a move lands instead, at a school that does not review such records at that level."""

REVIEWS: Final[Transitions] = {
    (RecordStatus.PENDING_DEPARTMENT, RecordMove.PASS, Role.DEPARTMENT): RecordStatus.PENDING_SCHOOL,
    (RecordStatus.PENDING_DEPARTMENT, RecordMove.FAIL, Role.DEPARTMENT): RecordStatus.REJECTED,
    (RecordStatus.PENDING_SCHOOL, RecordMove.PASS, Role.SCHOOL): RecordStatus.APPROVED,
    (RecordStatus.PENDING_SCHOOL, RecordMove.FAIL, Role.SCHOOL): RecordStatus.REJECTED,
}
"""The two reviews that every kind of record goes through (学院、学校依次审核)."""

REVIEW_GUARDS: Final[Mapping[RecordMove, tuple[Guard, ...]]] = {
    RecordMove.PASS: (Guard.CLASS_YEAR_OPEN,),
    RecordMove.FAIL: (Guard.CLASS_YEAR_OPEN, Guard.REASON_GIVEN),
}
"""What a review needs, whatever is reviewed. A closed class year is read-only."""


SUBMITTING: Final[tuple[Guard, ...]] = (
    Guard.CLASS_YEAR_OPEN,
    Guard.IN_SEASON,
    Guard.FEATURE_OPEN,
    Guard.SET_UP,
    Guard.BASICS_CONFIRMED,
    Guard.SLOT_FREE,
)
"""What a graduate needs to ask for a destination, for the first time or once more."""


class Side(StrEnum):
    """Of two parties, one of whom has asked for something: who it is, each record says by its `initiator`."""

    ASKER = "ASKER"
    COUNTERPARTY = "COUNTERPARTY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What can become of one kind of record."""

    kind: RecordKind
    feature: Feature
    """Which gate it stands behind, and so which module it is of."""
    statuses: tuple[RecordStatus, ...]
    """Those that occur, in the order in which lists and counters name them."""
    first: RecordStatus
    """Where it begins, before `SKIPPED_TO`."""
    transitions: Transitions
    guards: Mapping[RecordMove, tuple[Guard, ...]]
    """What each move needs, in the order in which it is refused."""
    sides: Mapping[RecordMove, Side] = field(default_factory=dict)
    """Moves that only one of two parties makes, of whom a record's initiator is the asker."""
    slot_after: Mapping[RecordStatus, SlotState] = field(default_factory=dict)
    """How a record in this status holds its graduate's one destination; a status that is missing holds nothing."""
    in_force: frozenset[RecordStatus] = frozenset({RecordStatus.APPROVED})
    """In these statuses, what it says is what counts: it has been reported to the employment system (guide section 8)."""
    has_versions: bool = False
    """Whether a graduate's newest approved record supersedes the one before, which is in force until then."""


def first_status(life: Life, levels: ReviewLevels) -> RecordStatus:
    """Return where a record begins at a school that reviews so."""
    return SKIPPED_TO.get((levels, life.first), life.first)


def next_record_status(
    life: Life, now: RecordStatus, move: RecordMove, role: Role, *, levels: ReviewLevels, initiator: str | None = None
) -> RecordStatus:
    """Return the status that follows; raise MoveNotAllowed where the table has no row, or it is the other party's move.

    `initiator` is the role that asked, of records that one of two parties asks for.
    """
    after = life.transitions.get((now, move, role))
    if after is None or not is_on_side(life, move, role, initiator):
        raise MoveNotAllowed(now, move, role)
    return SKIPPED_TO.get((levels, after), after)


def is_on_side(life: Life, move: RecordMove, role: Role, initiator: str | None) -> bool:
    """Return whether a move is this role's to make, as far as it hangs on who asked."""
    side = life.sides.get(move)
    return side is None or (side is Side.ASKER) == (role.value == initiator)


def check_record_guards(life: Life, move: RecordMove, facts: Facts) -> None:
    """Raise the refusal of the first guard of the move that does not hold (`rules.guards.check`)."""
    check(life.guards[move], facts)


def rejected_by(before: RecordStatus, after: RecordStatus) -> ReviewLevel | None:
    """Return which level failed a review; None where none did."""
    return REVIEWING_LEVEL[before] if after is RecordStatus.REJECTED else None
