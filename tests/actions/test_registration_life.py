"""Lives of registrations beside agreements: whatever people try in whatever order, status, slot, report and counters never part."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Final
from uuid import UUID

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.agreement import move_agreement
from actions.record import move_record
from actions.registration import KIND, resubmit_registration, submit_registration
from models import Agreement, DestinationSlot, Graduate, Registration, Report, SchoolSetup
from rules.agreement import SLOT_AFTER, TRANSITIONS, Initiator, Move, SlotState, Status
from rules.errors import MoveNotAllowed, RuleError, SlotTaken
from rules.gate import ReviewLevels
from rules.record_life import SKIPPED_TO, first_status
from rules.record_terms import RecordMove, RecordStatus
from rules.registration import REGISTRATION, UNSETTLED
from rules.roles import Role
from tests.actions.registering import REASON, said_of
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted
from tests.world import make_agreement

NUMBERS: Final = count(1)
ACTING: Final = (Role.GRADUATE, Role.DEPARTMENT, Role.SCHOOL)
STEPS: Final = [(move, role) for _, move, role in REGISTRATION.transitions if role in ACTING]
SIGNING: Final = [(Move.ACCEPT, Role.GRADUATE), (Move.PASS, Role.DEPARTMENT), (Move.PASS, Role.SCHOOL), (Move.FAIL, Role.SCHOOL)]


@dataclass(frozen=True)
class Try:
    """A graduate registers (`category`), or is invited (neither); or somebody moves one of what is there."""

    category: str | None = None
    move: tuple[RecordMove, Role] | None = None
    signing: tuple[Move, Role] | None = None
    which: int = 0
    """Of the records of the kind, counted from the newest."""


registering = st.builds(Try, category=st.sampled_from(["70", "71", "80", "76"]))
moving = st.builds(Try, move=st.sampled_from(STEPS), which=st.sampled_from([0, 0, 0, 1]))
passing = st.builds(Try, move=st.sampled_from([(RecordMove.PASS, Role.DEPARTMENT), (RecordMove.PASS, Role.SCHOOL)]))
signing = st.builds(Try, signing=st.sampled_from([*SIGNING, (Move.VOID, Role.SCHOOL)]), which=st.sampled_from([0, 0, 1]))
tries = st.one_of(registering, moving, passing, passing, passing, st.just(Try()), signing, signing)


@dataclass
class Life:
    """What a record should be by now, told without a database; a category of None is an agreement's."""

    key: UUID
    status: RecordStatus | Status
    category: str | None = None
    version: int = 1

    @property
    def is_in_force(self) -> bool:
        return self.status in REGISTRATION.in_force if isinstance(self.status, RecordStatus) else self.status is Status.EFFECTIVE

    @property
    def is_asked_for(self) -> bool:
        if isinstance(self.status, RecordStatus):
            return REGISTRATION.slot_after.get(self.status) is SlotState.RESERVED
        return SLOT_AFTER[self.status] is SlotState.RESERVED

    @property
    def yields(self) -> bool:
        return self.is_in_force and self.category in UNSETTLED


@dataclass
class Lives:
    """Everything of one graduate."""

    graduate: Graduate
    levels: ReviewLevels
    registrations: list[Life] = field(default_factory=list)
    agreements: list[Life] = field(default_factory=list)
    reported: list[tuple[str, UUID]] = field(default_factory=list)

    @property
    def all(self) -> Iterator[Life]:
        yield from self.registrations
        yield from self.agreements

    def hindered(self, by_others_than: Life | None = None) -> bool:
        """Return whether something else has the destination that does not yield."""
        return any((life.is_in_force or life.is_asked_for) and not life.yields for life in self.all if life is not by_others_than)

    def change(self, life: Life, after: RecordStatus | Status) -> None:
        """Let a record stand so, with what follows from it."""
        was = life.is_in_force
        life.status, life.version = after, life.version + 1
        if life.is_in_force and not was:
            for other in self.registrations:
                if other is not life and other.yields:
                    other.status, other.version = RecordStatus.SUPERSEDED, other.version + 1
                    self.reported.append(("WITHDRAW", other.key))
            self.reported.append(("UPSERT", life.key))
        elif was and not life.is_in_force:
            self.reported.append(("WITHDRAW", life.key))

    @property
    def slot(self) -> tuple[UUID, SlotState, str | None, UUID | None] | None:
        """What the slot should be: at most one thing that yields is in force, and at most one other holds or asks."""
        beneath = _one_of(life for life in self.registrations if life.yields)
        other = _one_of(life for life in self.all if (life.is_in_force or life.is_asked_for) and not life.yields)
        if other is None:
            return None if beneath is None else (beneath.key, SlotState.SUPERSEDABLE, beneath.category, None)
        if other.is_in_force:
            return other.key, SlotState.HELD, other.category or "10", None
        return other.key, SlotState.RESERVED, *((None, None) if beneath is None else (beneath.category, beneath.key))


def _one_of(lives: Iterator[Life]) -> Life | None:
    """Return the only one, of which there may be none. Raises ValueError where there are more."""
    found = list(lives)
    if not found:
        return None
    [life] = found
    return life


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ReviewLevels), st.lists(tries, min_size=8, max_size=20))
async def test_whatever_people_try_one_destination_counts_and_the_report_says_which(
    stage: Stage, levels: ReviewLevels, tried: list[Try]
) -> None:
    graduate = await another_graduation(stage.world.graduate, next(NUMBERS))
    await SchoolSetup.filter(school_id=graduate.school_id).update(registration_levels=levels)
    lives = Lives(graduate, levels)
    for one in [Try(category="70"), *[Try(move=step) for step in ((RecordMove.PASS, role) for role in ACTING[1:])], *tried]:
        await _try(stage, lives, one)
        await _assert_agrees(lives)
    await assert_counted()


async def _try(stage: Stage, lives: Lives, one: Try) -> None:
    if one.category is not None:
        await _register(stage, lives, one.category)
    elif one.move is not None and one.which < len(lives.registrations):
        await _move(stage, lives, lives.registrations[-1 - one.which], *one.move)
    elif one.signing is not None and one.which < len(lives.agreements):
        await _sign(stage, lives, lives.agreements[-1 - one.which], *one.signing)
    elif one == Try() and not any(life.status is Status.PENDING_GRADUATE for life in lives.agreements):
        agreement = await make_agreement(stage.world, graduate=lives.graduate)
        lives.agreements.append(Life(agreement.id, Status.PENDING_GRADUATE))


async def _register(stage: Stage, lives: Lives, category: str) -> None:
    said, hindered = await said_of(stage, category), lives.hindered()
    try:
        key = await submit_registration(stage.as_role(Role.GRADUATE), lives.graduate.id, said)
    except SlotTaken:
        assert hindered
    else:
        assert not hindered
        lives.registrations.append(Life(key, first_status(REGISTRATION, lives.levels), category))


async def _move(stage: Stage, lives: Lives, life: Life, move: RecordMove, role: Role) -> None:
    assert isinstance(life.status, RecordStatus)
    after = REGISTRATION.transitions.get((life.status, move, role))
    expected: RecordStatus | type[RuleError] = MoveNotAllowed if after is None else SKIPPED_TO.get((lives.levels, after), after)
    if move is RecordMove.RESUBMIT and after is not None and lives.hindered(life):
        expected = SlotTaken
    outcome: RecordStatus | type[RuleError]
    try:
        if move is RecordMove.RESUBMIT:
            said = await said_of(stage, str(life.category))
            await resubmit_registration(stage.as_role(role), life.key, said, version=life.version)
        else:
            await move_record(stage.as_role(role), KIND, life.key, move, version=life.version, reason=REASON)
    except RuleError as refusal:
        outcome = type(refusal)
    else:
        outcome = (await Registration.get(id=life.key)).status
    assert outcome == expected, (life, move, role)
    if isinstance(outcome, RecordStatus):
        lives.change(life, outcome)


async def _sign(stage: Stage, lives: Lives, life: Life, move: Move, role: Role) -> None:
    assert isinstance(life.status, Status)
    after = TRANSITIONS.get((Initiator.EMPLOYER, life.status, move, role))
    expected = MoveNotAllowed if after is None else SlotTaken if move is Move.ACCEPT and lives.hindered(life) else after
    outcome: Status | type[RuleError]
    try:
        await move_agreement(stage.as_role(role), life.key, move, version=life.version, reason=REASON)
    except RuleError as refusal:
        outcome = type(refusal)
    else:
        outcome = (await Agreement.get(id=life.key)).status
    assert outcome == expected, (life, move, role)
    if isinstance(outcome, Status):
        lives.change(life, outcome)


async def _assert_agrees(lives: Lives) -> None:
    """Assert that all that is stored of the graduate is what should be."""
    stored = {each.id: (each.status, each.version) for each in await Registration.filter(graduate_id=lives.graduate.id)}
    stored |= {each.id: (each.status, each.version) for each in await Agreement.filter(graduate_id=lives.graduate.id)}  # type: ignore[misc]
    assert stored == {life.key: (life.status, life.version) for life in lives.all}
    slot = await DestinationSlot.get_or_none(graduate_id=lives.graduate.id)
    assert (slot and (slot.holder_id, slot.state, slot.category, slot.under_id)) == lives.slot
    reports = await Report.filter(graduate_id=lives.graduate.id).order_by("seq")
    assert [(str(report.operation), report.record_id) for report in reports] == lives.reported
    said = [orjson.loads(report.payload) for report in reports]
    categories = {life.key: life.category or "10" for life in lives.all}
    assert [each["category"] for each in said] == [categories[report.record_id] for report in reports]
    for life in lives.registrations:
        acts = await acts_on(await Registration.get(id=life.key))
        assert [before for _, before, _ in acts] == [None, *(after for _, _, after in acts)][: len(acts)]
        assert (len(acts), acts[-1][2]) == (life.version, life.status)
