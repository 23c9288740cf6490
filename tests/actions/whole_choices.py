"""Everything that somebody could do next with a graduate's records, each with what it would be refused for."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Final

from rules.acts import RecordKind
from rules.agreement import Move, Status
from rules.confirmation_errors import GrantOver, NothingConfirmed
from rules.gate import Feature
from rules.record_terms import RecordMove
from rules.roles import Role
from rules.termination import TerminationKind, first_standing
from rules.transfer_terms import DispatchMove
from tests.actions.whole import Whole
from tests.actions.whole_acts import Acts
from tests.actions.whole_record import BY_THE_WAY, DESTINATIONS, WAITING, AnyMove, Rec, Refusal, Row, whose

ACTING: Final = (Role.DEPARTMENT, Role.SCHOOL, Role.GRADUATE, Role.EMPLOYER)
LIKELY: Final = {"PASS": 8, "ACCEPT": 4, "AGREE": 4, "UPLOAD_SCAN": 4, "RESUBMIT": 3, "REQUEST_VOID": 3}
"""How much more often than once a move is made, so that lives go far."""
CHANGING: Final = frozenset({("CONFIRMATION", "CONFIRMED")})
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
    leads: frozenset[tuple[str, str]] = frozenset()
    """Whose record it leaves where, and whether what waits then would change what is confirmed."""


class Theme(StrEnum):
    """What a graduate's life is about: what begins in it beside everything that can be done to what has begun."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"
    PAPER = "PAPER"
    OTHERS = "OTHERS"
    TRANSFERS = "TRANSFERS"
    EVERYTHING = "EVERYTHING"

    @property
    def has_archive(self) -> bool:
        """Whether the graduate's archive and household registration are at the school, so that they come before confirming."""
        return self in (Theme.TRANSFERS, Theme.EVERYTHING)


_PASSED: Final = ("DEPARTMENT PASS", "SCHOOL PASS")
_SIGNED: Final = ("the employer invites", "GRADUATE ACCEPT", *_PASSED)
OPENINGS: Final[Mapping[Theme, tuple[str, ...]]] = {
    Theme.ONLINE: (
        *(*_SIGNED, "the graduate confirms", "EMPLOYER asks to end", "GRADUATE AGREE", *_PASSED),
        *(*_SIGNED, "GRADUATE asks to end", "SCHOOL VOID: AGREEMENT"),
    ),
    Theme.OFFLINE: (),
    Theme.PAPER: (
        *("the graduate registers a paper", *_PASSED, "the graduate confirms", "GRADUATE asks to end", *_PASSED),
        *("the graduate registers a paper", *_PASSED, "GRADUATE asks to end", "SCHOOL VOID: SUPPLEMENT"),
    ),
    Theme.OTHERS: (
        *("the graduate registers 70", *_PASSED, "the graduate confirms", *_SIGNED[:2], "SCHOOL VOID: REGISTRATION", *_PASSED),
        *("SCHOOL VOID: AGREEMENT", "the graduate registers 70", *_PASSED, *_SIGNED[:2], "DEPARTMENT FAIL: AGREEMENT"),
        *("GRADUATE REQUEST_VOID", *_SIGNED[:2], "DEPARTMENT PASS: AGREEMENT", "SCHOOL PASS: AGREEMENT"),
    ),
    Theme.TRANSFERS: (
        *("GRADUATE registers HUKOU", "DEPARTMENT FAIL", "SCHOOL registers HUKOU", "GRADUATE RESUBMIT", *_PASSED),
        *("GRADUATE registers ARCHIVE", *_PASSED, "the graduate registers 70", *_PASSED, "the graduate confirms"),
        *("GRADUATE registers ARCHIVE", *_PASSED, "the school SENDs ARCHIVE"),
    ),
    Theme.EVERYTHING: (),
}
"""What happens first in each at a school that reviews twice, as far as kinds meet, where chance seldom comes: how it is told begins so."""


def begun_with(told: str, found: Sequence[Choice]) -> Choice:
    """Return the first of what can be done now that is told so. Raises LookupError where nothing is."""
    for choice in found:
        if choice.told.startswith(told):
            return choice
    raise LookupError(told)


def choices(acts: Acts, theme: Theme) -> Iterator[Choice]:
    """Return all of them: moves of the newest records first, then what begins, and what else happens."""
    whole = acts.whole
    yield from _moves(acts, whole)
    yield from _confirmations(acts, whole)
    yield from _endings(acts, whole)
    yield from _beginnings(acts, whole, theme)
    if theme.has_archive:
        yield from _transfers(acts, whole)
        names = ("archiveInSchool", "hukouInSchool")
        yield from (Choice(f"the school corrects {name}", partial(acts.correct, name), None) for name in names)
    waiting = frozenset(str(rec.status) for rec in whole.of(RecordKind.AGREEMENT) if rec.status is Status.PENDING_GRADUATE)
    expiring = frozenset(("AGREEMENT EMPLOYER", status, "EXPIRE", str(Role.SYSTEM)) for status in waiting)
    yield Choice("days pass", partial(acts.pass_days, 5), None, rows=expiring)
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
    rows, (moved, is_told) = {(whose(rec), str(rec.status), str(move), str(role))}, whole.follows(rec, outcome)
    rows |= {(whose(other), str(before), BY_THE_WAY[after], str(Role.SYSTEM)) for other, before, after in moved}
    rows |= {("CONFIRMATION", "CONFIRMED", "STALE", f"{rec.kind} {move}")} if is_told and whole.confirmed else set()
    waits = CHANGING if whole.confirmed and outcome in WAITING else frozenset()
    return replace(choice, rows=frozenset(rows), leads=waits | {(whose(rec), str(outcome))})


def _beginnings(acts: Acts, whole: Whole, theme: Theme) -> Iterator[Choice]:
    refusal, is_all = whole.refuses_destination(), theme is Theme.EVERYTHING
    is_asked = any(rec.status is Status.PENDING_GRADUATE for rec in whole.records)
    if not is_asked and (is_all or theme in (Theme.ONLINE, Theme.OTHERS)):
        yield Choice("the employer invites", acts.invite, None, weight=3)
    if is_all or theme is Theme.OFFLINE:
        yield Choice("the graduate applies", acts.apply, refusal, weight=3)
    if is_all or theme is Theme.PAPER:
        yield Choice("the graduate registers a paper agreement", acts.supplement, refusal, weight=3)
    if is_all or theme in (Theme.OTHERS, Theme.TRANSFERS):
        for category in ("70", "80", "71", "76")[: 1 if theme is Theme.TRANSFERS else None]:
            yield Choice(f"the graduate registers {category}", partial(acts.register, category), refusal)


def _endings(acts: Acts, whole: Whole) -> Iterator[Choice]:
    ways = ((TerminationKind.ONLINE, Role.GRADUATE), (TerminationKind.ONLINE, Role.EMPLOYER), (TerminationKind.OFFLINE, Role.GRADUATE))
    for ended in whole.of(*DESTINATIONS[:2])[:3]:
        for kind, role in ways if ended.kind is RecordKind.AGREEMENT else ways[2:]:
            refusal = whole.refuses_ending(ended, kind, role)
            leads = (CHANGING if whole.confirmed else frozenset()) | {("TERMINATION", str(first_standing(kind, whole.levels)))}
            yield Choice(f"{role} asks to end {ended} {kind}", partial(acts.ask_to_end, ended, kind, role), refusal, 4, leads=leads)


def _transfers(acts: Acts, whole: Whole) -> Iterator[Choice]:
    for kind in (RecordKind.ARCHIVE, RecordKind.HUKOU):
        for role in (Role.GRADUATE, Role.SCHOOL):
            for is_kept in (False, True) if kind is RecordKind.ARCHIVE else (False,):
                act = partial(acts.register_transfer, kind, role, is_kept=is_kept)
                leads = CHANGING if whole.confirmed and role is Role.GRADUATE else frozenset[tuple[str, str]]()
                yield Choice(f"{role} registers {kind} (kept: {is_kept})", act, whole.refuses_transfer(kind, role), leads=leads)
    for rec in whole.of(RecordKind.ARCHIVE)[:3]:
        for move in DispatchMove:
            outcome = whole.dispatched(rec, move)
            refusal = outcome if isinstance(outcome, type) else None
            rows = frozenset({("ARCHIVE dispatch", str(rec.dispatch), str(move), str(Role.SCHOOL))})
            yield Choice(f"the school {move}s {rec}", partial(acts.dispatch, rec, move), refusal, weight=2, rows=rows)


def _confirmations(acts: Acts, whole: Whole) -> Iterator[Choice]:
    for scope in SCOPES:
        act, held = partial(acts.confirm, scope, 30 if scope else 2), whole.in_force(Feature.DESTINATION)
        rows = frozenset({("CONFIRMATION", "", "MAKE", str(held and held.kind))})
        yield Choice(f"the graduate confirms and shows {sorted(scope)}", act, whole.refuses_confirmation(), 4, rows)
    for key in whole.confirmations[-2:]:
        refusal = None if key == whole.confirmed else NothingConfirmed
        act, rows = partial(acts.grant, key, frozenset(Feature), 2), frozenset({("CONFIRMATION", "CONFIRMED", "GRANT", "GRADUATE")})
        yield Choice("the graduate lets somebody verify", act, refusal, rows=rows)
    for grant in whole.grants[-3:]:
        rows = frozenset({("CONFIRMATION", "CONFIRMED", "REVOKE", "GRADUATE")})
        yield Choice("the graduate takes it back", partial(acts.revoke, grant), None if grant.is_active else GrantOver, rows=rows)
