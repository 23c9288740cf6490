"""Courses: the moves that brought a record to where it stands, as a few words, and the steps that the rules' own tables make of them.

`D` and `S` are reviews by department and school, passed (+) or failed (-); the other words are moves. A school without department review
has the same course without the department: what would fail there fails at the school.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from rules.acts import RecordKind
from rules.agreement import SKIPPED_TO, Initiator, Move, Status, next_status
from rules.gate import ReviewLevels
from rules.lives import LIVES
from rules.record_life import first_status, next_record_status
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role

PASSED: Final = "D+ S+"
"""The course of whatever department and school have passed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One move, by whom, and from which status to which."""

    move: str
    role: Role
    before: str
    after: str


_REVIEWS: Final[Mapping[str, tuple[str, Role]]] = {
    "D+": ("PASS", Role.DEPARTMENT),
    "D-": ("FAIL", Role.DEPARTMENT),
    "S+": ("PASS", Role.SCHOOL),
    "S-": ("FAIL", Role.SCHOOL),
}
_OF_AGREEMENTS: Final[Mapping[str, tuple[Move, Role]]] = {
    "accept": (Move.ACCEPT, Role.GRADUATE),
    "reject": (Move.REJECT, Role.GRADUATE),
    "withdraw": (Move.WITHDRAW, Role.EMPLOYER),
    "expire": (Move.EXPIRE, Role.SYSTEM),
    "scan": (Move.UPLOAD_SCAN, Role.GRADUATE),
    "cancel": (Move.CANCEL, Role.GRADUATE),
    "void": (Move.VOID, Role.SCHOOL),
    "terminate": (Move.TERMINATE, Role.SYSTEM),
}
_OF_RECORDS: Final[Mapping[str, tuple[RecordMove, Role]]] = {
    "cancel": (RecordMove.CANCEL, Role.GRADUATE),
    "ask": (RecordMove.REQUEST_VOID, Role.GRADUATE),
    "keep": (RecordMove.KEEP, Role.GRADUATE),
    "void": (RecordMove.VOID, Role.SCHOOL),
    "supersede": (RecordMove.SUPERSEDE, Role.SYSTEM),
    "terminate": (RecordMove.TERMINATE, Role.SYSTEM),
    "lapse": (RecordMove.LAPSE, Role.SYSTEM),
}
_BY_ASKER: Final[Mapping[str, RecordMove]] = {"withdraw": RecordMove.WITHDRAW}
_BY_OTHER: Final[Mapping[str, RecordMove]] = {"agree": RecordMove.AGREE, "refuse": RecordMove.REFUSE}
_OTHER: Final = {Role.GRADUATE: Role.EMPLOYER, Role.EMPLOYER: Role.GRADUATE}
_FIRST: Final = {Initiator.EMPLOYER: Status.PENDING_GRADUATE, Initiator.GRADUATE: Status.PROTOCOL_PENDING_DEPARTMENT}


def words_of(course: str, levels: ReviewLevels) -> list[str]:
    """Return the words of a course at a school that reviews so."""
    words = course.split()
    if levels is ReviewLevels.SCHOOL_ONLY:
        words = ["S-" if word == "D-" else word for word in words if word != "D+"]
    return words


@cache
def agreement_steps(initiator: Initiator, course: str, levels: ReviewLevels) -> tuple[Step, ...]:
    """Return the steps of an agreement. Raises MoveNotAllowed for a course that the rules do not know."""
    now, steps = _FIRST[initiator], []
    now = SKIPPED_TO.get((levels, now), now)
    for word in words_of(course, levels):
        move, role = _REVIEWS.get(word) or _OF_AGREEMENTS[word]
        after = next_status(initiator, now, Move(move), role, levels=levels)
        steps.append(Step(move, role, now, after))
        now = after
    return tuple(steps)


@cache
def record_steps(kind: RecordKind, course: str, levels: ReviewLevels, *, first: RecordStatus, asker: Role) -> tuple[Step, ...]:
    """Return the steps of a reviewed record that `asker` began as `first`. Raises MoveNotAllowed as `agreement_steps` does."""
    now, life, steps = first, LIVES[kind], []
    for word in words_of(course, levels):
        move, role = _named(word, asker)
        after = next_record_status(life, now, RecordMove(move), role, levels=levels, initiator=asker)
        steps.append(Step(move, role, now, after))
        now = after
    return tuple(steps)


def submitted_steps(kind: RecordKind, course: str, levels: ReviewLevels) -> tuple[Step, ...]:
    """Return the steps of a record that its graduate submitted."""
    return record_steps(kind, course, levels, first=first_status(LIVES[kind], levels), asker=Role.GRADUATE)


def _named(word: str, asker: Role) -> tuple[str, Role]:
    if word in _BY_ASKER:
        return _BY_ASKER[word], asker
    if word in _BY_OTHER:
        return _BY_OTHER[word], _OTHER[asker]
    return _REVIEWS.get(word) or _OF_RECORDS[word]
