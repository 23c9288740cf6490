"""Everything that somebody could do next with a graduate's records, each with what it would be refused for."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from rules.acts import RecordKind
from rules.agreement import Move, Status
from rules.confirmation_errors import GrantOver, NothingConfirmed
from rules.gate import Feature
from rules.record_terms import RecordMove
from rules.roles import Role
from rules.termination import TerminationKind
from rules.transfer_terms import DispatchMove
from tests.actions.whole import BY_THE_WAY, DESTINATIONS, AnyMove, Rec, Refusal, Row, Whole, whose
from tests.actions.whole_acts import Acts

ACTING: Final = (Role.DEPARTMENT, Role.SCHOOL, Role.GRADUATE, Role.EMPLOYER)
LIKELY: Final = {"PASS": 8, "ACCEPT": 4, "AGREE": 4, "UPLOAD_SCAN": 4, "RESUBMIT": 3, "REQUEST_VOID": 3}
"""How much more often than once a move is made, so that lives go far."""
SCOPES: Final = (frozenset({Feature.DESTINATION}), frozenset(Feature), frozenset({Feature.ARCHIVE}), frozenset[Feature]())


@dataclass(frozen=True)
class Choice:
    """One thing that could be done next."""

    told: str
    do: Callable[[], Awaitable[None]]
    refusal: Refusal | None
    weight: int = 1
    rows: frozenset[Row] = frozenset()
    """The rows of tables that it walks: its own, and those of what follows from it."""
    leads: tuple[str, str] | None = None
    """Whose record it leaves, and where."""


def choices(acts: Acts) -> Iterator[Choice]:
    """Return all of them: moves of the newest records first, then what begins, and what else happens."""
    whole = acts.whole
    yield from _moves(acts, whole)
    yield from _beginnings(acts, whole)
    yield from _endings(acts, whole)
    yield from _transfers(acts, whole)
    yield from _confirmations(acts, whole)
    waiting = frozenset(str(rec.status) for rec in whole.of(RecordKind.AGREEMENT) if rec.status is Status.PENDING_GRADUATE)
    expiring = frozenset(("AGREEMENT EMPLOYER", status, "EXPIRE", str(Role.SYSTEM)) for status in waiting)
    yield Choice("days pass", partial(acts.pass_days, 5), None, rows=expiring)
    yield from (Choice(f"the school corrects {name}", partial(acts.correct, name), None) for name in ("archiveInSchool", "hukouInSchool"))
    if not whole.basics_confirmed:
        yield Choice("the graduate confirms its basic data", acts.look_through_basics, None, weight=12)
    elif whole.in_season and len(whole.told) > 3:
        yield Choice("the summer ends", acts.end_season, None)


def _moves(acts: Acts, whole: Whole) -> Iterator[Choice]:
    for rec in reversed(whole.records):
        for move in Move if rec.kind is RecordKind.AGREEMENT else RecordMove:
            for role in ACTING if rec.seen_by_employer else ACTING[:-1]:
                yield _move(acts, whole, rec, move, role)


def _move(acts: Acts, whole: Whole, rec: Rec, move: AnyMove, role: Role) -> Choice:
    outcome = whole.outcome(rec, move, role, rec.version)
    refusal = outcome if isinstance(outcome, type) else None
    choice = Choice(f"{role} {move}: {rec}", partial(acts.move, rec, move, role), refusal, LIKELY.get(move, 1))
    if isinstance(outcome, type):
        return choice
    rows = {(whose(rec), str(rec.status), str(move), str(role))}
    rows |= {(whose(other), str(before), BY_THE_WAY[after], str(Role.SYSTEM)) for other, before, after in whole.follows(rec, outcome)}
    return replace(choice, rows=frozenset(rows), leads=(whose(rec), str(outcome)))


def _beginnings(acts: Acts, whole: Whole) -> Iterator[Choice]:
    if not any(rec.status is Status.PENDING_GRADUATE for rec in whole.records):
        yield Choice("the employer invites", acts.invite, None, weight=3)
    refusal = whole.refuses_destination()
    yield Choice("the graduate applies", acts.apply, refusal, weight=3)
    yield Choice("the graduate registers a paper agreement", acts.supplement, refusal, weight=3)
    for category in ("70", "71", "80", "76"):
        yield Choice(f"the graduate registers {category}", partial(acts.register, category), refusal)


def _endings(acts: Acts, whole: Whole) -> Iterator[Choice]:
    ways = ((TerminationKind.ONLINE, Role.GRADUATE), (TerminationKind.ONLINE, Role.EMPLOYER), (TerminationKind.OFFLINE, Role.GRADUATE))
    for ended in whole.of(*DESTINATIONS[:2])[:3]:
        for kind, role in ways if ended.kind is RecordKind.AGREEMENT else ways[2:]:
            refusal = whole.refuses_ending(ended, kind, role)
            yield Choice(f"{role} asks to end {ended} {kind}", partial(acts.ask_to_end, ended, kind, role), refusal, weight=4)


def _transfers(acts: Acts, whole: Whole) -> Iterator[Choice]:
    for kind in (RecordKind.ARCHIVE, RecordKind.HUKOU):
        for role in (Role.GRADUATE, Role.SCHOOL):
            for is_kept in (False, True) if kind is RecordKind.ARCHIVE else (False,):
                act = partial(acts.register_transfer, kind, role, is_kept=is_kept)
                yield Choice(f"{role} registers {kind} (kept: {is_kept})", act, whole.refuses_transfer(kind, role))
    for rec in whole.of(RecordKind.ARCHIVE)[:3]:
        for move in DispatchMove:
            outcome = whole.dispatched(rec, move)
            refusal = outcome if isinstance(outcome, type) else None
            rows = frozenset({("ARCHIVE dispatch", str(rec.dispatch), str(move), str(Role.SCHOOL))})
            yield Choice(f"the school {move}s {rec}", partial(acts.dispatch, rec, move), refusal, weight=2, rows=rows)


def _confirmations(acts: Acts, whole: Whole) -> Iterator[Choice]:
    for scope in SCOPES:
        act = partial(acts.confirm, scope, 30 if scope else 2)
        yield Choice(f"the graduate confirms and shows {sorted(scope)}", act, whole.refuses_confirmation(), weight=3)
    for key in whole.confirmations[-2:]:
        refusal = None if key == whole.confirmed else NothingConfirmed
        yield Choice("the graduate lets somebody verify", partial(acts.grant, key, frozenset(Feature), 2), refusal)
    for grant in whole.grants[-3:]:
        yield Choice("the graduate takes it back", partial(acts.revoke, grant), None if grant.is_active else GrantOver)
