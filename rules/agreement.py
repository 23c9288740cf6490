"""The life of an electronic agreement as tables: moves, guards, reviews, slots (guide section 5; figure 6)."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Final

from rules.agreement_terms import Guard, Initiator, Move, ReviewLevel, SlotState, Status
from rules.employer import EmployerStatus
from rules.errors import BasicsUnconfirmed, DuplicateInvitation, EmployerNotApproved, InviteeNotFound, MoveNotAllowed, SlotTaken
from rules.gate import Gate, ReviewLevels, check_gate
from rules.gate_terms import CHINA
from rules.guards import Facts, check
from rules.roles import Role

__all__ = [
    "CHINA",
    "FAILED_REVIEWS",
    "GUARDS",
    "MOST_REVIEWED_AT_ONCE",
    "REASON_LIMIT",
    "REJECTED_BY",
    "REVIEWING_LEVEL",
    "SKIPPED_TO",
    "SLOT_AFTER",
    "STATUSES_OF",
    "TRANSITIONS",
    "Guard",
    "Initiator",
    "Move",
    "ReviewLevel",
    "SlotState",
    "Status",
    "Step",
    "check_application",
    "check_guards",
    "check_invitation",
    "next_status",
    "reply_deadline",
]

Step = tuple[Initiator, Status, Move, Role]

_ONLINE: Final[Mapping[Step, Status]] = {
    (Initiator.EMPLOYER, Status.PENDING_GRADUATE, Move.ACCEPT, Role.GRADUATE): Status.PENDING_DEPARTMENT,
    (Initiator.EMPLOYER, Status.PENDING_GRADUATE, Move.REJECT, Role.GRADUATE): Status.REJECTED_BY_GRADUATE,
    (Initiator.EMPLOYER, Status.PENDING_GRADUATE, Move.WITHDRAW, Role.EMPLOYER): Status.WITHDRAWN,
    (Initiator.EMPLOYER, Status.PENDING_GRADUATE, Move.EXPIRE, Role.SYSTEM): Status.EXPIRED,
    (Initiator.EMPLOYER, Status.PENDING_DEPARTMENT, Move.PASS, Role.DEPARTMENT): Status.PENDING_SCHOOL,
    (Initiator.EMPLOYER, Status.PENDING_DEPARTMENT, Move.FAIL, Role.DEPARTMENT): Status.REVIEW_REJECTED,
    (Initiator.EMPLOYER, Status.PENDING_SCHOOL, Move.PASS, Role.SCHOOL): Status.EFFECTIVE,
    (Initiator.EMPLOYER, Status.PENDING_SCHOOL, Move.FAIL, Role.SCHOOL): Status.REVIEW_REJECTED,
    (Initiator.EMPLOYER, Status.EFFECTIVE, Move.VOID, Role.SCHOOL): Status.VOIDED,
    (Initiator.EMPLOYER, Status.EFFECTIVE, Move.TERMINATE, Role.SYSTEM): Status.TERMINATED,
}

_BEFORE_ISSUE: Final = (Status.PROTOCOL_PENDING_DEPARTMENT, Status.PROTOCOL_PENDING_SCHOOL, Status.PROTOCOL_REJECTED)
_ISSUED: Final = (Status.PROTOCOL_ISSUED, Status.SIGN_PENDING_DEPARTMENT, Status.SIGN_PENDING_SCHOOL, Status.SIGN_REJECTED)

_OFFLINE: Final[Mapping[Step, Status]] = {
    (Initiator.GRADUATE, Status.PROTOCOL_PENDING_DEPARTMENT, Move.PASS, Role.DEPARTMENT): Status.PROTOCOL_PENDING_SCHOOL,
    (Initiator.GRADUATE, Status.PROTOCOL_PENDING_DEPARTMENT, Move.FAIL, Role.DEPARTMENT): Status.PROTOCOL_REJECTED,
    (Initiator.GRADUATE, Status.PROTOCOL_PENDING_SCHOOL, Move.PASS, Role.SCHOOL): Status.PROTOCOL_ISSUED,
    (Initiator.GRADUATE, Status.PROTOCOL_PENDING_SCHOOL, Move.FAIL, Role.SCHOOL): Status.PROTOCOL_REJECTED,
    (Initiator.GRADUATE, Status.PROTOCOL_REJECTED, Move.RESUBMIT, Role.GRADUATE): Status.PROTOCOL_PENDING_DEPARTMENT,
    (Initiator.GRADUATE, Status.PROTOCOL_ISSUED, Move.UPLOAD_SCAN, Role.GRADUATE): Status.SIGN_PENDING_DEPARTMENT,
    (Initiator.GRADUATE, Status.PROTOCOL_ISSUED, Move.UPLOAD_SCAN, Role.EMPLOYER): Status.SIGN_PENDING_DEPARTMENT,
    (Initiator.GRADUATE, Status.SIGN_PENDING_DEPARTMENT, Move.PASS, Role.DEPARTMENT): Status.SIGN_PENDING_SCHOOL,
    (Initiator.GRADUATE, Status.SIGN_PENDING_DEPARTMENT, Move.FAIL, Role.DEPARTMENT): Status.SIGN_REJECTED,
    (Initiator.GRADUATE, Status.SIGN_PENDING_SCHOOL, Move.PASS, Role.SCHOOL): Status.EFFECTIVE,
    (Initiator.GRADUATE, Status.SIGN_PENDING_SCHOOL, Move.FAIL, Role.SCHOOL): Status.SIGN_REJECTED,
    (Initiator.GRADUATE, Status.SIGN_REJECTED, Move.UPLOAD_SCAN, Role.GRADUATE): Status.SIGN_PENDING_DEPARTMENT,
    (Initiator.GRADUATE, Status.SIGN_REJECTED, Move.UPLOAD_SCAN, Role.EMPLOYER): Status.SIGN_PENDING_DEPARTMENT,
    (Initiator.GRADUATE, Status.SIGN_REJECTED, Move.RESUBMIT, Role.GRADUATE): Status.PROTOCOL_PENDING_DEPARTMENT,
    **{(Initiator.GRADUATE, now, Move.CANCEL, Role.GRADUATE): Status.CANCELLED for now in (*_BEFORE_ISSUE, *_ISSUED)},
    **{(Initiator.GRADUATE, now, Move.VOID, Role.SCHOOL): Status.VOIDED for now in (*_ISSUED, Status.EFFECTIVE)},
    (Initiator.GRADUATE, Status.EFFECTIVE, Move.TERMINATE, Role.SYSTEM): Status.TERMINATED,
}
"""A form that is rejected when it comes back can be uploaded anew under its number, or changed and issued anew under another.

Nobody terminates an agreement by a move of its own: a termination (`rules.termination`) that is approved does, and so acts as SYSTEM.
"""

TRANSITIONS: Final[Mapping[Step, Status]] = {**_ONLINE, **_OFFLINE}
"""(started by, status now, move, role) -> status next. A missing row is a forbidden move."""

SKIPPED_TO: Final[Mapping[tuple[ReviewLevels, Status], Status]] = {
    (ReviewLevels.SCHOOL_ONLY, Status.PENDING_DEPARTMENT): Status.PENDING_SCHOOL,
    (ReviewLevels.SCHOOL_ONLY, Status.PROTOCOL_PENDING_DEPARTMENT): Status.PROTOCOL_PENDING_SCHOOL,
    (ReviewLevels.SCHOOL_ONLY, Status.SIGN_PENDING_DEPARTMENT): Status.SIGN_PENDING_SCHOOL,
}
"""Where a move lands instead, at a school that does not review at that level."""

STATUSES_OF: Final[Mapping[Initiator, tuple[Status, ...]]] = {
    Initiator.EMPLOYER: (
        Status.PENDING_GRADUATE,
        Status.WITHDRAWN,
        Status.REJECTED_BY_GRADUATE,
        Status.EXPIRED,
        Status.PENDING_DEPARTMENT,
        Status.PENDING_SCHOOL,
        Status.REVIEW_REJECTED,
        Status.EFFECTIVE,
        Status.VOIDED,
        Status.TERMINATED,
    ),
    Initiator.GRADUATE: (
        Status.PROTOCOL_PENDING_DEPARTMENT,
        Status.PROTOCOL_PENDING_SCHOOL,
        Status.PROTOCOL_REJECTED,
        Status.PROTOCOL_ISSUED,
        Status.SIGN_PENDING_DEPARTMENT,
        Status.SIGN_PENDING_SCHOOL,
        Status.SIGN_REJECTED,
        Status.EFFECTIVE,
        Status.VOIDED,
        Status.TERMINATED,
        Status.CANCELLED,
    ),
}
"""Which statuses occur in signing started online by an employer, and offline by a graduate."""

REVIEWING_LEVEL: Final[Mapping[Status, ReviewLevel]] = {
    Status.PENDING_DEPARTMENT: ReviewLevel.DEPARTMENT,
    Status.PENDING_SCHOOL: ReviewLevel.SCHOOL,
    Status.PROTOCOL_PENDING_DEPARTMENT: ReviewLevel.DEPARTMENT,
    Status.PROTOCOL_PENDING_SCHOOL: ReviewLevel.SCHOOL,
    Status.SIGN_PENDING_DEPARTMENT: ReviewLevel.DEPARTMENT,
    Status.SIGN_PENDING_SCHOOL: ReviewLevel.SCHOOL,
}
"""Whose turn it is to review while an agreement waits; other statuses wait for no review."""

REJECTED_BY: Final[Mapping[tuple[Status, Move], ReviewLevel]] = {(status, Move.FAIL): level for status, level in REVIEWING_LEVEL.items()}
"""(status before, move) -> the level that failed the review; a missing row means that no review failed."""

FAILED_REVIEWS: Final[frozenset[Status]] = frozenset({Status.REVIEW_REJECTED, Status.PROTOCOL_REJECTED, Status.SIGN_REJECTED})
"""Exactly these statuses bear the level that failed the review."""

SLOT_AFTER: Final[Mapping[Status, SlotState | None]] = {
    Status.PENDING_GRADUATE: None,
    Status.WITHDRAWN: None,
    Status.REJECTED_BY_GRADUATE: None,
    Status.EXPIRED: None,
    Status.PENDING_DEPARTMENT: SlotState.RESERVED,
    Status.PENDING_SCHOOL: SlotState.RESERVED,
    Status.REVIEW_REJECTED: None,
    Status.EFFECTIVE: SlotState.HELD,
    Status.VOIDED: None,
    Status.TERMINATED: None,
    Status.PROTOCOL_PENDING_DEPARTMENT: SlotState.RESERVED,
    Status.PROTOCOL_PENDING_SCHOOL: SlotState.RESERVED,
    Status.PROTOCOL_REJECTED: None,
    Status.PROTOCOL_ISSUED: SlotState.RESERVED,
    Status.SIGN_PENDING_DEPARTMENT: SlotState.RESERVED,
    Status.SIGN_PENDING_SCHOOL: SlotState.RESERVED,
    Status.SIGN_REJECTED: None,
    Status.CANCELLED: None,
}
"""How an agreement in this status holds its graduate's one destination; None leaves it free. An invitation asks for nothing yet."""

GUARDS: Final[Mapping[Move, tuple[Guard, ...]]] = {
    Move.ACCEPT: (
        Guard.BEFORE_DEADLINE,
        Guard.CLASS_YEAR_OPEN,
        Guard.IN_SEASON,
        Guard.FEATURE_OPEN,
        Guard.SET_UP,
        Guard.EMPLOYER_APPROVED,
        Guard.BASICS_CONFIRMED,
        Guard.NOT_DIRECTED,
        Guard.SLOT_FREE,
    ),
    Move.REJECT: (Guard.BEFORE_DEADLINE, Guard.CLASS_YEAR_OPEN, Guard.BASICS_CONFIRMED),
    Move.WITHDRAW: (Guard.BEFORE_DEADLINE, Guard.CLASS_YEAR_OPEN),
    Move.EXPIRE: (Guard.AT_DEADLINE, Guard.CLASS_YEAR_OPEN),
    Move.RESUBMIT: (
        Guard.CLASS_YEAR_OPEN,
        Guard.IN_SEASON,
        Guard.FEATURE_OPEN,
        Guard.SET_UP,
        Guard.BASICS_CONFIRMED,
        Guard.SLOT_FREE,
    ),
    Move.UPLOAD_SCAN: (Guard.CLASS_YEAR_OPEN, Guard.SLOT_FREE),
    Move.CANCEL: (Guard.CLASS_YEAR_OPEN,),
    Move.PASS: (Guard.CLASS_YEAR_OPEN,),
    Move.FAIL: (Guard.CLASS_YEAR_OPEN, Guard.REASON_GIVEN),
    Move.VOID: (Guard.CLASS_YEAR_OPEN, Guard.REASON_GIVEN),
    Move.TERMINATE: (Guard.CLASS_YEAR_OPEN,),
}
"""What each move needs, in the order in which it is refused. A closed class year is read-only for the clock too."""

REASON_LIMIT: Final = 500
"""The longest reason, in characters."""
MOST_REVIEWED_AT_ONCE: Final = 500
"""How many records one bulk review (批量审核) decides, whatever they are."""


def next_status(initiator: Initiator, now: Status, move: Move, role: Role, *, levels: ReviewLevels) -> Status:
    """Return the status that follows; raise MoveNotAllowed where the table has no row.

    A school that reviews at one level has no department step: the move lands on PENDING_SCHOOL.
    Source: guide section 5, figure 6.
    """
    after = TRANSITIONS.get((initiator, now, move, role))
    if after is None:
        raise MoveNotAllowed(now, move, role)
    return SKIPPED_TO.get((levels, after), after)


def check_guards(move: Move, facts: Facts) -> None:
    """Raise the refusal of the first guard of the move that does not hold (`rules.guards.check`)."""
    check(GUARDS[move], facts)


def check_invitation(gate: Gate, *, employer: EmployerStatus, invitee_found: bool, signs_with_it: bool, invitation_waits: bool) -> None:
    """Check what inviting needs; `signs_with_it` says that an agreement of this very employer has the graduate's destination or asks
    for it, and `invitation_waits` that this employer's earlier invitation of the graduate is unanswered.

    Raises EmployerNotApproved, the refusals of `check_gate`, InviteeNotFound, SlotTaken, DuplicateInvitation, in this order: what
    concerns the school is said before anything about the graduate. Who is signed with another may be invited (being signed does not
    stop others from inviting), so an invitation tells an employer of no agreement but its own.
    """
    if employer is not EmployerStatus.APPROVED:
        raise EmployerNotApproved
    check_gate(gate)
    if not invitee_found:
        raise InviteeNotFound
    if signs_with_it:
        raise SlotTaken
    if invitation_waits:
        raise DuplicateInvitation


def check_application(gate: Gate, *, basics_confirmed: bool, slot_free: bool) -> None:
    """Check what applying for the form of an offline signing (申请电子就业协议) needs.

    Raises the refusals of `check_gate`, BasicsUnconfirmed, SlotTaken. A directed graduate may apply: its one employer is the
    directed unit, which the reviews look at.
    """
    check_gate(gate)
    if not basics_confirmed:
        raise BasicsUnconfirmed
    if not slot_free:
        raise SlotTaken


def reply_deadline(invited_at: datetime, reply_days: int) -> datetime:
    """Return the instant (UTC) from which an invitation is expired: the end, in China, of the last day to answer.

    `invited_at` is aware. The day of inviting is not counted, so a graduate always has `reply_days` whole days.
    """
    last_day = invited_at.astimezone(CHINA).date() + timedelta(days=reply_days)
    return datetime.combine(last_day + timedelta(days=1), time(), CHINA).astimezone(UTC)
