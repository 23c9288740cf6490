"""What must hold before a move of any record, besides its status and the role: each guard's one form, and what is refused without it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from rules.agreement_terms import Guard, Move, Status
from rules.confirmation_errors import ChangesEnded
from rules.errors import (
    BasicsUnconfirmed,
    ClassYearClosed,
    DeadlinePassed,
    DirectedGraduate,
    EmployerNotApproved,
    FeatureClosed,
    MoveNotAllowed,
    NotSetUp,
    ReasonRequired,
    RuleError,
    SlotTaken,
    TerminationUnderWay,
)
from rules.gate import ClassYearState, Gate
from rules.inbound_errors import ApprovedElsewhere
from rules.roles import Role
from rules.transfer_errors import ArchiveDispatched, ArchiveNotNeeded, HukouNotNeeded


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the guards ask about, read before a move. Times are aware."""

    now: datetime
    gate: Gate
    slot_free: bool
    """True while nothing else asks for or holds the graduate's destination; what is there until another one is, hinders nobody."""
    basics_confirmed: bool
    """True once the graduate has confirmed what the roster says of it now."""
    reason: str | None
    reply_deadline: datetime | None = None
    """None where the record was not started by an invitation."""
    employer_approved: bool = True
    """Whether the employer that invites is still let in (`rules.employer`); True where none invites."""
    directed: bool = False
    """True for graduates trained for a directed unit (`rules.codes.DIRECTED_MODES`)."""
    archive_in_school: bool = False
    """Whether the roster says that the graduate's archive was moved to the school; its record alone asks about it."""
    archive_dispatched: bool = False
    """Whether the graduate's archive has left the school (`rules.archive.ON_ITS_WAY`)."""
    hukou_in_school: bool = False
    imported: bool = False
    """Whether the record came from the province's own system."""
    termination_open: bool = False
    """True while somebody has asked to end the record, and nothing has come of it yet."""


def _is_due(facts: Facts) -> bool:
    """Tell whether the reply deadline has come; its very instant counts as come."""
    return facts.reply_deadline is not None and facts.now >= facts.reply_deadline


def in_season(gate: Gate, now: datetime) -> bool:
    """Return whether graduates may still change what is theirs by themselves (until 31 August, 教学厅〔2023〕5号); schools always may."""
    return gate.changes_until is None or now < gate.changes_until


def check_season(gate: Gate, now: datetime) -> None:
    """Raise ChangesEnded unless graduates may still begin something by themselves."""
    if not in_season(gate, now):
        raise ChangesEnded


HOLDS: Final[Mapping[Guard, Callable[[Facts], bool]]] = {
    Guard.BEFORE_DEADLINE: lambda facts: not _is_due(facts),
    Guard.AT_DEADLINE: _is_due,
    Guard.EMPLOYER_APPROVED: lambda facts: facts.employer_approved,
    Guard.CLASS_YEAR_OPEN: lambda facts: facts.gate.class_year_state is ClassYearState.OPEN,
    Guard.IN_SEASON: lambda facts: in_season(facts.gate, facts.now),
    Guard.FEATURE_OPEN: lambda facts: facts.gate.feature_open,
    Guard.SET_UP: lambda facts: facts.gate.set_up,
    Guard.BASICS_CONFIRMED: lambda facts: facts.basics_confirmed,
    Guard.NOT_DIRECTED: lambda facts: not facts.directed,
    Guard.SLOT_FREE: lambda facts: facts.slot_free,
    Guard.NO_TERMINATION: lambda facts: not facts.termination_open,
    Guard.REASON_GIVEN: lambda facts: bool(facts.reason and facts.reason.strip()),
    Guard.ARCHIVE_IN_SCHOOL: lambda facts: facts.archive_in_school,
    Guard.ARCHIVE_NOT_DISPATCHED: lambda facts: not facts.archive_dispatched,
    Guard.HUKOU_IN_SCHOOL: lambda facts: facts.hukou_in_school,
    Guard.DECIDED_HERE: lambda facts: not facts.imported or facts.gate.set_up,
}
"""The one form of each guard."""

REFUSALS: Final[Mapping[Guard, Callable[[Facts], RuleError]]] = {
    Guard.BEFORE_DEADLINE: lambda facts: DeadlinePassed(),
    Guard.AT_DEADLINE: lambda facts: MoveNotAllowed(Status.PENDING_GRADUATE, Move.EXPIRE, Role.SYSTEM),
    Guard.EMPLOYER_APPROVED: lambda facts: EmployerNotApproved(),
    Guard.CLASS_YEAR_OPEN: lambda facts: ClassYearClosed(facts.gate.class_year),
    Guard.IN_SEASON: lambda facts: ChangesEnded(),
    Guard.FEATURE_OPEN: lambda facts: FeatureClosed(facts.gate.feature),
    Guard.SET_UP: lambda facts: NotSetUp(),
    Guard.BASICS_CONFIRMED: lambda facts: BasicsUnconfirmed(),
    Guard.NOT_DIRECTED: lambda facts: DirectedGraduate(),
    Guard.SLOT_FREE: lambda facts: SlotTaken(),
    Guard.NO_TERMINATION: lambda facts: TerminationUnderWay(),
    Guard.REASON_GIVEN: lambda facts: ReasonRequired(),
    Guard.ARCHIVE_IN_SCHOOL: lambda facts: ArchiveNotNeeded(),
    Guard.ARCHIVE_NOT_DISPATCHED: lambda facts: ArchiveDispatched(),
    Guard.HUKOU_IN_SCHOOL: lambda facts: HukouNotNeeded(),
    Guard.DECIDED_HERE: lambda facts: ApprovedElsewhere(),
}
"""What is raised where a guard does not hold."""


def check(guards: Iterable[Guard], facts: Facts) -> None:
    """Raise the refusal of the first of some guards that does not hold.

    Raises DeadlinePassed, ClassYearClosed, ChangesEnded, FeatureClosed, NotSetUp, EmployerNotApproved, BasicsUnconfirmed,
    DirectedGraduate, SlotTaken, TerminationUnderWay, ReasonRequired, ArchiveNotNeeded, ArchiveDispatched, HukouNotNeeded,
    ApprovedElsewhere;
    MoveNotAllowed where an invitation would expire before its deadline.
    """
    for guard in guards:
        if not HOLDS[guard](facts):
            raise REFUSALS[guard](facts)
