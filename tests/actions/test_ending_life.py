"""Lives of supplements and terminations beside agreements: whatever people try in whatever order, nothing parts from what should be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.agreement import move_agreement
from actions.record import move_record
from actions.supplement import resubmit_supplement, submit_supplement
from actions.termination import request_termination, submit_termination
from models import Agreement, DestinationSlot, Graduate, Report, SchoolSetup, Supplement, Termination
from models.record import ReviewedRecord
from rules.acts import RecordKind
from rules.agreement import SLOT_AFTER, TRANSITIONS, Initiator, Move, SlotState, Status
from rules.errors import MoveNotAllowed, RuleError, SlotTaken, TerminationUnderWay
from rules.files import Purpose
from rules.gate import ReviewLevels
from rules.record_life import SKIPPED_TO, first_status
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role
from rules.supplement import SUPPLEMENT
from rules.termination import OPEN, TERMINATION, TerminationKind, first_standing
from tests.actions.ending import REASON, move_termination, paper, uploaded
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted
from tests.world import make_agreement

NUMBERS: Final = count(1)
ACTING: Final = (Role.GRADUATE, Role.EMPLOYER, Role.DEPARTMENT, Role.SCHOOL)
PASSES: Final = [(RecordMove.PASS, Role.DEPARTMENT), (RecordMove.PASS, Role.SCHOOL)]
SIGNING: Final = [(Move.ACCEPT, Role.GRADUATE), (Move.PASS, Role.DEPARTMENT), (Move.PASS, Role.SCHOOL), (Move.VOID, Role.SCHOOL)]


def steps_of(transitions: object) -> list[tuple[RecordMove, Role]]:
    """Return what people can try with records of a life."""
    return [(move, role) for _, move, role in transitions if role in ACTING]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Try:
    """Somebody begins a record (`what` alone), or moves the newest but `which` of its kind."""

    what: str
    move: tuple[RecordMove | Move, Role] | None = None
    which: int = 0
    asks: Role = Role.GRADUATE


supplementing = st.one_of(
    st.just(Try("supplement")),
    st.builds(
        Try, st.just("supplement"), st.sampled_from([*steps_of(SUPPLEMENT.transitions), *PASSES, *PASSES]), st.sampled_from([0, 0, 1])
    ),
)
terminating = st.one_of(
    st.builds(Try, st.just("ask"), which=st.sampled_from([0, 0, 1]), asks=st.sampled_from([Role.GRADUATE, Role.EMPLOYER])),
    st.builds(Try, st.just("letter"), which=st.sampled_from([0, 0, 1])),
    st.builds(Try, st.just("termination"), st.sampled_from([*steps_of(TERMINATION.transitions), *PASSES]), st.sampled_from([0, 0, 0, 1])),
)
signing = st.one_of(
    st.just(Try("agreement")), st.builds(Try, st.just("agreement"), st.sampled_from([*SIGNING, *SIGNING]), st.sampled_from([0, 0, 1]))
)
tries = st.one_of(supplementing, terminating, terminating, signing)


@dataclass
class Life:
    """What a record should be by now, told without a database."""

    key: UUID
    status: RecordStatus | Status
    version: int = 1
    ends: "Life | None" = None
    """Of a termination: what it is to end."""
    asked_by: Role = Role.GRADUATE

    @property
    def is_in_force(self) -> bool:
        return self.ends is None and self.status in {RecordStatus.APPROVED, Status.EFFECTIVE}

    @property
    def is_asked_for(self) -> bool:
        if isinstance(self.status, Status):
            return SLOT_AFTER[self.status] is SlotState.RESERVED
        return self.ends is None and SUPPLEMENT.slot_after.get(self.status) is SlotState.RESERVED


@dataclass
class Lives:
    """Everything of one graduate."""

    graduate: Graduate
    levels: ReviewLevels
    supplements: list[Life] = field(default_factory=list)
    agreements: list[Life] = field(default_factory=list)
    terminations: list[Life] = field(default_factory=list)
    reported: list[tuple[str, UUID]] = field(default_factory=list)

    @property
    def signed(self) -> Iterator[Life]:
        yield from self.supplements
        yield from self.agreements

    def hindered(self, but: Life | None = None) -> bool:
        return any(life.is_in_force or life.is_asked_for for life in self.signed if life is not but)

    def is_ending(self, life: Life) -> bool:
        return any(each.ends is life and each.status in OPEN for each in self.terminations)

    def change(self, life: Life, after: RecordStatus | Status) -> None:
        """Let a record stand so, with what follows from it."""
        was = life.is_in_force
        life.status, life.version = after, life.version + 1
        if life.ends is not None and after is RecordStatus.APPROVED:
            self.change(life.ends, Status.TERMINATED if isinstance(life.ends.status, Status) else RecordStatus.TERMINATED)
        if was != life.is_in_force:
            self.reported.append(("WITHDRAW" if was else "UPSERT", life.key))
        if was and not life.is_in_force:
            for each in self.terminations:
                if each.ends is life and each.status in OPEN:
                    each.status, each.version = RecordStatus.LAPSED, each.version + 1


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ReviewLevels), st.lists(tries, min_size=8, max_size=24))
async def test_whatever_people_try_what_ends_ends_whole_and_the_report_says_so(
    stage: Stage, levels: ReviewLevels, tried: list[Try]
) -> None:
    graduate = await another_graduation(stage.world.graduate, next(NUMBERS))
    await SchoolSetup.filter(school_id=graduate.school_id).update(supplement_levels=levels, termination_levels=levels)
    lives = Lives(graduate, levels)
    for one in tried:
        await _try(stage, lives, one)
        await _assert_agrees(lives)
    await assert_counted()


async def _try(stage: Stage, lives: Lives, one: Try) -> None:
    of_kind = {"supplement": lives.supplements, "agreement": lives.agreements, "termination": lives.terminations}
    if one.what in {"ask", "letter"}:
        of_ended = lives.agreements if one.what == "ask" else lives.supplements
        if one.which < len(of_ended):
            await _ask(stage, lives, of_ended[-1 - one.which], one)
    elif one.move is not None:
        if one.which < len(of_kind[one.what]):
            await _move(stage, lives, of_kind[one.what][-1 - one.which], *one.move)
    elif one.what == "supplement":
        await _supplement(stage, lives)
    elif not any(life.status is Status.PENDING_GRADUATE for life in lives.agreements):
        agreement = await make_agreement(stage.world, graduate=lives.graduate)
        lives.agreements.append(Life(agreement.id, Status.PENDING_GRADUATE))


async def _supplement(stage: Stage, lives: Lives) -> None:
    hindered, scan = lives.hindered(), await uploaded(stage)
    try:
        key = await submit_supplement(stage.as_role(Role.GRADUATE), lives.graduate.id, paper(), scan)
    except SlotTaken:
        assert hindered
    else:
        assert not hindered
        lives.supplements.append(Life(key, first_status(SUPPLEMENT, lives.levels)))


async def _ask(stage: Stage, lives: Lives, ended: Life, one: Try) -> None:
    expected: type[RuleError] | None = TerminationUnderWay if lives.is_ending(ended) else None
    if not ended.is_in_force:
        expected = MoveNotAllowed
    kind = TerminationKind.ONLINE if one.what == "ask" else TerminationKind.OFFLINE
    asks, letter = stage.as_role(one.asks), await uploaded(stage, Purpose.LETTER)
    outcome: type[RuleError] | None = None
    try:
        if kind is TerminationKind.ONLINE:
            key = await request_termination(asks, ended.key, version=ended.version, reason=REASON)
        else:
            key = await submit_termination(asks, RecordKind.SUPPLEMENT, ended.key, letter, version=ended.version, reason=REASON)
        lives.terminations.append(Life(key, first_standing(kind, lives.levels), ends=ended, asked_by=one.asks))
    except RuleError as refusal:
        outcome = type(refusal)
    assert outcome is expected, one


async def _move(stage: Stage, lives: Lives, life: Life, move: RecordMove | Move, role: Role) -> None:
    expected = _expected(lives, life, move, role)
    outcome: RecordStatus | Status | type[RuleError]
    try:
        outcome = await _moved(stage, life, move, role)
    except RuleError as refusal:
        outcome = type(refusal)
    assert outcome == expected, (life, move, role)
    if isinstance(outcome, RecordStatus | Status):
        lives.change(life, outcome)


def _expected(lives: Lives, life: Life, move: RecordMove | Move, role: Role) -> RecordStatus | Status | type[RuleError]:
    if isinstance(move, Move):
        assert isinstance(life.status, Status)
        signed = TRANSITIONS.get((Initiator.EMPLOYER, life.status, move, role))
        return MoveNotAllowed if signed is None else SlotTaken if move is Move.ACCEPT and lives.hindered(life) else signed
    assert isinstance(life.status, RecordStatus)
    table = SUPPLEMENT if life.ends is None else TERMINATION
    after = table.transitions.get((life.status, move, role))
    is_other = role in {Role.GRADUATE, Role.EMPLOYER} and role is not life.asked_by
    if after is None or (life.ends is not None and role in {Role.GRADUATE, Role.EMPLOYER} and (move is RecordMove.WITHDRAW) is is_other):
        return MoveNotAllowed
    if move is RecordMove.RESUBMIT and lives.hindered(life):
        return SlotTaken
    return SKIPPED_TO.get((lives.levels, after), after)


async def _moved(stage: Stage, life: Life, move: RecordMove | Move, role: Role) -> RecordStatus | Status:
    acting = stage.as_role(role)
    if isinstance(move, Move):
        await move_agreement(acting, life.key, move, version=life.version, reason=REASON)
        return (await Agreement.get(id=life.key)).status
    if life.ends is not None:
        return (await move_termination(stage, life.key, move, role, life.version)).status
    if move is RecordMove.RESUBMIT:
        await resubmit_supplement(acting, life.key, paper(), version=life.version)
    else:
        await move_record(acting, RecordKind.SUPPLEMENT, life.key, move, version=life.version, reason=REASON)
    return (await Supplement.get(id=life.key)).status


async def _assert_agrees(lives: Lives) -> None:
    """Assert that all that is stored of the graduate is what should be."""
    stored: dict[UUID, tuple[RecordStatus | Status, int]] = {}
    models: tuple[type[Agreement] | type[ReviewedRecord], ...] = (Agreement, Supplement, Termination)
    for model in models:
        stored |= {each.id: (each.status, each.version) for each in await model.filter(graduate_id=lives.graduate.id)}
    assert stored == {life.key: (life.status, life.version) for life in (*lives.signed, *lives.terminations)}
    slot = await DestinationSlot.get_or_none(graduate_id=lives.graduate.id)
    holders = [(life.key, SlotState.HELD if life.is_in_force else SlotState.RESERVED) for life in lives.signed if _has_slot(life)]
    assert [(slot.holder_id, slot.state)] * bool(slot) == holders if slot else holders == []
    reports = await Report.filter(graduate_id=lives.graduate.id).order_by("seq")
    assert [(str(report.operation), report.record_id) for report in reports] == lives.reported
    for life in lives.terminations:
        acts = await acts_on(await Termination.get(id=life.key))
        assert (len(acts), acts[-1][2]) == (life.version, life.status)


def _has_slot(life: Life) -> bool:
    return life.is_in_force or life.is_asked_for
