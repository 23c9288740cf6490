"""What archives and household registrations have in common: one life, versions beside each other, and how they are counted."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from rules.acts import RecordKind
from rules.agreement_terms import Guard
from rules.gate_terms import Feature
from rules.record_life import REVIEW_GUARDS, REVIEWS, Life
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role
from rules.transfer_terms import DispatchState

STATUSES: Final = (
    RecordStatus.PENDING_DEPARTMENT,
    RecordStatus.PENDING_SCHOOL,
    RecordStatus.APPROVED,
    RecordStatus.REJECTED,
    RecordStatus.CANCELLED,
    RecordStatus.SUPERSEDED,
)
PENDING: Final = (RecordStatus.PENDING_DEPARTMENT, RecordStatus.PENDING_SCHOOL)
OPEN: Final = (*PENDING, RecordStatus.REJECTED)
"""Of these a graduate has one at most: what was rejected is changed and submitted again, or cancelled, before anything new is."""
TURN_OF: Final[Mapping[Role, RecordStatus]] = {
    Role.GRADUATE: RecordStatus.REJECTED,
    Role.DEPARTMENT: RecordStatus.PENDING_DEPARTMENT,
    Role.SCHOOL: RecordStatus.PENDING_SCHOOL,
}
"""Whose turn it is -> the status in which it is; nobody else is ever waited for."""
TURNS: Final[Mapping[str, tuple[str, ...]]] = {str(role): (TURN_OF[role],) if role in TURN_OF else () for role in Role}
"""The same of every role, as filters have it."""
BEGINS: Final = (Guard.CLASS_YEAR_OPEN, Guard.IN_SEASON, Guard.FEATURE_OPEN, Guard.SET_UP, Guard.BASICS_CONFIRMED)
"""What a graduate needs to submit, in the order in which it is refused."""
OF_GRADUATES: Final = frozenset({Guard.IN_SEASON, Guard.BASICS_CONFIRMED})
"""Of these, what is asked of graduates alone, and not where their school acts for them."""


def life_of(kind: RecordKind, feature: Feature, *needed: Guard) -> Life:
    """Return the life of such records. An approved one stays in force until a newer version is approved, which supersedes it.

    `needed` is asked of whatever is submitted, and again of what is approved: the roster may have been corrected meanwhile.
    """
    return Life(
        kind=kind,
        feature=feature,
        statuses=STATUSES,
        first=RecordStatus.PENDING_DEPARTMENT,
        transitions={
            **REVIEWS,
            (RecordStatus.REJECTED, RecordMove.RESUBMIT, Role.GRADUATE): RecordStatus.PENDING_DEPARTMENT,
            **{(now, RecordMove.CANCEL, Role.GRADUATE): RecordStatus.CANCELLED for now in OPEN},
            (RecordStatus.APPROVED, RecordMove.SUPERSEDE, Role.SYSTEM): RecordStatus.SUPERSEDED,
            (RecordStatus.APPROVED, RecordMove.WITHDRAW, Role.SYSTEM): RecordStatus.SUPERSEDED,
        },
        guards={
            **REVIEW_GUARDS,
            RecordMove.PASS: (*REVIEW_GUARDS[RecordMove.PASS], *needed),
            RecordMove.RESUBMIT: (*BEGINS, *needed),
            RecordMove.CANCEL: (Guard.CLASS_YEAR_OPEN,),
            RecordMove.SUPERSEDE: (Guard.CLASS_YEAR_OPEN,),
            RecordMove.WITHDRAW: (Guard.CLASS_YEAR_OPEN,),
        },
        has_versions=True,
    )


NEEDED: Final = "needed"
"""The column that counts graduates of whom such a record is needed at all: whose archive, or registration, is at the school."""
REGISTERED: Final = "registered"
"""The column that counts graduates who have a record that waits for a review or is approved."""


def counted_in(said: Mapping[str, Any], type_column: str) -> tuple[str, ...]:
    """Return the columns that count a record which says this; `type_column` is where it says what becomes of archive or registration.

    A version that waits beside an approved one is the same graduate's (`is_change`), who is registered once.
    """
    status = RecordStatus(said["status"])
    columns = [status.lower()]
    if status is RecordStatus.APPROVED or (status in PENDING and not said["is_change"]):
        columns.append(REGISTERED)
    if status is RecordStatus.APPROVED:
        columns.append(type_counter(said[type_column]))
        state = said.get("dispatch_state", DispatchState.NOT_SENT)
        if state is not DispatchState.NOT_SENT:
            columns.append(state.lower())
    return tuple(columns)


def type_counter(type_: str) -> str:
    """Return the column that counts approved records of a type, e.g. type_keep_at_school."""
    return f"type_{type_.lower()}"


def transfer_shift(before: tuple[str, ...], after: tuple[str, ...]) -> Mapping[str, int]:
    """Return column -> change for one record that was counted in some columns and is counted in others; none before it was there."""
    changes = Counter(after)
    changes.subtract(before)
    return {column: change for column, change in changes.items() if change}
