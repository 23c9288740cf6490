"""The life of a dispute (信息异议): a graduate says that what is registered of it is wrong, and its school answers (四不准)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.acts import RecordKind
from rules.agreement_terms import Status
from rules.dispute_errors import DisputeOver, NotDisputable
from rules.lives import LIVES
from rules.record_terms import RecordStatus
from rules.roles import Role


class DisputeSubject(StrEnum):
    """What a graduate says is wrong: its basic data, or the destination that is registered for it."""

    BASICS = "BASICS"
    AGREEMENT = "AGREEMENT"
    SUPPLEMENT = "SUPPLEMENT"
    REGISTRATION = "REGISTRATION"


class DisputeState(StrEnum):
    """Where a dispute stands. One that is over stays over: who is not content with the answer raises another."""

    OPEN = "OPEN"
    RESOLVED = "RESOLVED"
    WITHDRAWN = "WITHDRAWN"


class DisputeMove(StrEnum):
    """What ends a dispute."""

    RESOLVE = "RESOLVE"
    WITHDRAW = "WITHDRAW"


TRANSITIONS: Final[Mapping[tuple[DisputeState, DisputeMove, Role], DisputeState]] = {
    (DisputeState.OPEN, DisputeMove.RESOLVE, Role.SCHOOL): DisputeState.RESOLVED,
    (DisputeState.OPEN, DisputeMove.WITHDRAW, Role.GRADUATE): DisputeState.WITHDRAWN,
}
"""(state now, move, role) -> state next. A missing row is a forbidden move. Nobody but its graduate and its school moves a dispute."""

MOVED_BY: Final[Mapping[DisputeMove, Role]] = {move: role for _, move, role in TRANSITIONS}
"""Move -> whose it is."""

IN_FORCE: Final[Mapping[DisputeSubject, frozenset[Status] | frozenset[RecordStatus]]] = {
    DisputeSubject.AGREEMENT: frozenset({Status.EFFECTIVE}),
    DisputeSubject.SUPPLEMENT: LIVES[RecordKind.SUPPLEMENT].in_force,
    DisputeSubject.REGISTRATION: LIVES[RecordKind.REGISTRATION].in_force,
}
"""Kind of record -> the statuses in which it counts as its graduate's destination. What does not count yet is declined or cancelled
instead; basic data always count."""

TEXT_LIMIT: Final = 500
"""The longest reason and the longest answer, in characters."""


def check_disputable(subject: DisputeSubject, status: Status | RecordStatus | None) -> None:
    """Raise NotDisputable unless what is disputed counts; `status` is the record's, None of basic data."""
    if subject in IN_FORCE and status not in IN_FORCE[subject]:
        raise NotDisputable


def next_dispute_state(now: DisputeState, move: DisputeMove, role: Role) -> DisputeState:
    """Return the state that follows; raise DisputeOver where the table has no row."""
    after = TRANSITIONS.get((now, move, role))
    if after is None:
        raise DisputeOver
    return after
