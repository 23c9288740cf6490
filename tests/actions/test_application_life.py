"""Whole lives of offline signings: whatever people try in whatever order, status, slot, numbers, trail and counters never part."""

from dataclasses import dataclass
from itertools import count
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.agreement import move_agreement
from actions.application import apply, resubmit
from models import Agreement, DestinationSlot, IssuedNumber, Review, SchoolSetup
from rules.agreement import GUARDS, SKIPPED_TO, SLOT_AFTER, TRANSITIONS, Guard, Initiator, Move, SlotState, Status
from rules.agreement_number import BEARS_NUMBER
from rules.errors import BasicsUnconfirmed, ChangedMeanwhile, MoveNotAllowed, ReasonRequired, RuleError, SlotTaken
from rules.gate import ReviewLevels
from rules.roles import Role
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted, let_confirm
from tests.actions.test_application import TERMS

NUMBERS: Final = count(1)
OFFLINE: Final = [
    (move, role)
    for initiator, _, move, role in TRANSITIONS
    if initiator is Initiator.GRADUATE and role in (Role.GRADUATE, Role.DEPARTMENT, Role.SCHOOL)
]
FIRST: Final = Status.PROTOCOL_PENDING_DEPARTMENT


@dataclass(frozen=True)
class Try:
    """Somebody tries a move on the newest application or the one before, or the graduate applies once more (no move)."""

    act: tuple[Move, Role] | None
    is_newest: bool
    is_up_to_date: bool
    reason: str | None
    is_confirmed: bool
    """Whether the graduate has confirmed its basic data by then, or the school has corrected them since."""


unlikely = st.tuples(st.sampled_from(Move), st.sampled_from([Role.GRADUATE, Role.SCHOOL]))
tries = st.builds(
    Try,
    act=st.one_of(
        st.none(), *[st.sampled_from(OFFLINE)] * 8, st.tuples(st.sampled_from(Move), st.sampled_from([Role.GRADUATE, Role.SCHOOL]))
    ),
    is_newest=st.sampled_from([True, True, True, False]),
    is_up_to_date=st.sampled_from([True, True, True, False]),
    reason=st.sampled_from(["材料不全", "材料不全", None]),
    is_confirmed=st.sampled_from([True, True, True, False]),
)


@dataclass
class Life:
    """What an application should be by now, told without a database."""

    key: object
    status: Status
    version: int = 1
    issued: int = 0

    @property
    def slot(self) -> SlotState | None:
        return SLOT_AFTER[self.status]


def expected(one: Try, life: Life, others_ask: bool, levels: ReviewLevels) -> Status | type[RuleError]:
    """Return the status that should follow, or the refusal."""
    assert one.act is not None
    move, role = one.act
    after = TRANSITIONS.get((Initiator.GRADUATE, life.status, move, role))
    if after is None:
        return MoveNotAllowed
    if Guard.BASICS_CONFIRMED in GUARDS[move] and not one.is_confirmed:
        return BasicsUnconfirmed
    if Guard.SLOT_FREE in GUARDS[move] and others_ask:
        return SlotTaken
    if Guard.REASON_GIVEN in GUARDS[move] and one.reason is None:
        return ReasonRequired
    if not one.is_up_to_date:
        return ChangedMeanwhile
    return SKIPPED_TO.get((levels, after), after)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ReviewLevels), st.lists(tries, min_size=6, max_size=20))
async def test_whatever_people_try_offline_everything_agrees_and_no_number_comes_twice(
    stage: Stage, levels: ReviewLevels, tried: list[Try]
) -> None:
    graduate = await another_graduation(stage.world.graduate, next(NUMBERS))
    await SchoolSetup.filter(school_id=graduate.school_id).update(review_levels=levels)
    lives: list[Life] = []
    for one in [Try(None, True, True, None, True), *tried]:
        await let_confirm(stage, graduate.id, next(NUMBERS), is_confirmed=one.is_confirmed)
        if one.act is None:
            await _apply(stage, graduate.id, lives, SKIPPED_TO.get((levels, FIRST), FIRST), is_confirmed=one.is_confirmed)
        elif chosen := (lives[-1:] if one.is_newest else lives[-2:-1]):
            await _move(stage, chosen[0], one, any(other.slot for other in lives if other is not chosen[0]), levels)
    for life in lives:
        await _assert_agrees(life)
    held = [(slot.holder_id, slot.state) for slot in await DestinationSlot.filter(graduate_id=graduate.id)]
    assert held == [(life.key, life.slot) for life in lives if life.slot]
    await assert_counted()


async def _apply(stage: Stage, graduate_id: object, lives: list[Life], first: Status, *, is_confirmed: bool) -> None:
    try:
        key = await apply(stage.as_role(Role.GRADUATE), graduate_id, TERMS)  # type: ignore[arg-type]  # Drawn as an object.
    except BasicsUnconfirmed:
        assert not is_confirmed
    except SlotTaken:
        assert is_confirmed
        assert any(life.slot for life in lives)
    else:
        assert is_confirmed
        assert not any(life.slot for life in lives)
        lives.append(Life(key, first))


async def _move(stage: Stage, life: Life, one: Try, others_ask: bool, levels: ReviewLevels) -> None:
    assert one.act is not None
    (move, role), version = one.act, life.version if one.is_up_to_date else life.version - 1
    awaited = expected(one, life, others_ask, levels)
    outcome: Status | type[RuleError]
    try:
        if move is Move.RESUBMIT:
            await resubmit(stage.as_role(role), life.key, TERMS, version=version)  # type: ignore[arg-type]
        else:
            await move_agreement(stage.as_role(role), life.key, move, version=version, reason=one.reason)  # type: ignore[arg-type]
    except RuleError as refusal:
        outcome = type(refusal)
    else:
        outcome = (await Agreement.get(id=life.key)).status
    assert outcome == awaited, (one, life)
    if isinstance(outcome, Status):
        life.issued += outcome is Status.PROTOCOL_ISSUED
        life.status, life.version = outcome, life.version + 1


async def _assert_agrees(life: Life) -> None:
    stored = await Agreement.get(id=life.key)
    assert (stored.status, stored.version) == (life.status, life.version)
    acts = await acts_on(stored)
    assert [before for _, before, _ in acts] == [None, *(after for _, _, after in acts)][: len(acts)]
    assert len(acts) == life.version
    assert await Review.filter(agreement_id=stored.id).count() == len(
        [act for act, _, _ in acts if act in {"AGREEMENT_PASS", "AGREEMENT_FAIL"}]
    )
    kept = IssuedNumber.filter(agreement_id=stored.id)
    assert await kept.count() == life.issued
    assert await kept.filter(number=stored.number).exists() is (stored.number is not None)
    assert stored.number is not None or stored.status not in BEARS_NUMBER[Initiator.GRADUATE]
