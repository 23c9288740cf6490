"""Whole lives of agreements: whatever sequence of moves people try, status, slot, trail and counters never part."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.agreement import move_agreement
from models import Agreement, Audit, DestinationSlot, Review
from rules.agreement import GUARDS, SLOT_AFTER, TRANSITIONS, Guard, Initiator, Move, SlotState, Status
from rules.errors import BasicsUnconfirmed, ChangedMeanwhile, MoveNotAllowed, ReasonRequired, RuleError, SlotTaken
from rules.gate import ReviewLevels
from rules.roles import Role
from tests.actions.stage import Stage, acts_on, another_graduation, assert_counted, let_confirm
from tests.world import make_agreement

NUMBERS = count(1)
PEOPLE = (Role.EMPLOYER, Role.GRADUATE, Role.DEPARTMENT, Role.SCHOOL)


@dataclass(frozen=True)
class Try:
    """Somebody tries a move on one of the two agreements of a graduate, having seen its newest version or an older one."""

    which: int
    act: tuple[Move, Role]
    is_up_to_date: bool
    reason: str | None
    is_confirmed: bool
    """Whether the graduate has confirmed its basic data by then, or the school has corrected them since."""

    @property
    def move(self) -> Move:
        return self.act[0]

    @property
    def role(self) -> Role:
        return self.act[1]


likely = st.sampled_from([(move, role) for _, _, move, role in TRANSITIONS if role is not Role.SYSTEM])
unlikely = st.tuples(st.sampled_from(Move), st.sampled_from(PEOPLE))
tries = st.builds(
    Try,
    which=st.integers(0, 1),
    act=st.one_of(likely, likely, likely, unlikely),
    is_up_to_date=st.sampled_from([True, True, True, False]),
    reason=st.sampled_from(["材料不全", "材料不全", None]),
    is_confirmed=st.sampled_from([True, True, True, False]),
)


@dataclass
class Life:
    """What an agreement should be after the moves so far, told without a database."""

    agreement: Agreement
    status: Status = Status.PENDING_GRADUATE
    version: int = 1

    @property
    def slot(self) -> SlotState | None:
        return SLOT_AFTER[self.status]

    def expected(self, one: Try, other: "Life") -> Status | type[RuleError]:
        """Return the status that should follow, or the refusal."""
        after = TRANSITIONS.get((Initiator.EMPLOYER, self.status, one.move, one.role))
        if after is None:
            return MoveNotAllowed
        if Guard.BASICS_CONFIRMED in GUARDS[one.move] and not one.is_confirmed:
            return BasicsUnconfirmed
        if one.move is Move.ACCEPT and other.slot is not None:
            return SlotTaken
        if one.move in (Move.FAIL, Move.VOID) and one.reason is None:
            return ReasonRequired
        if not one.is_up_to_date:
            return ChangedMeanwhile
        alone = self.agreement.review_levels is ReviewLevels.SCHOOL_ONLY
        return Status.PENDING_SCHOOL if alone and after is Status.PENDING_DEPARTMENT else after


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ReviewLevels), st.lists(tries, min_size=4, max_size=14))
async def test_whatever_people_try_a_graduate_has_one_destination_and_everything_agrees(
    stage: Stage, levels: ReviewLevels, tried: list[Try]
) -> None:
    graduate = await another_graduation(stage.world.graduate, next(NUMBERS))
    lives = [
        Life(await make_agreement(stage.world, graduate=graduate, employer=employer, review_levels=levels))
        for employer in (stage.world.employer, stage.world.other_employer)
    ]
    for one in tried:
        life, other = lives[one.which], lives[1 - one.which]
        await let_confirm(stage, graduate.id, next(NUMBERS), is_confirmed=one.is_confirmed)
        outcome = await _try(stage, life, one)
        assert outcome == life.expected(one, other)
        if isinstance(outcome, Status):
            life.status, life.version = outcome, life.version + 1

    for life in lives:
        await _assert_agrees(life)
    held = [slot.holder_id for slot in await DestinationSlot.filter(graduate_id=graduate.id)]
    assert held == [life.agreement.id for life in lives if life.slot]
    await assert_counted()


async def _try(stage: Stage, life: Life, one: Try) -> Status | type[RuleError]:
    scope: dict[str, Any] = {"employer_id": life.agreement.employer_id} if one.role is Role.EMPLOYER else {}
    ctx = stage.as_role(one.role, **scope)
    version = life.version if one.is_up_to_date else life.version - 1
    try:
        await move_agreement(ctx, life.agreement.id, one.move, version=version, reason=one.reason)
    except RuleError as refusal:
        return type(refusal)
    return (await Agreement.get(id=life.agreement.id)).status


async def _assert_agrees(life: Life) -> None:
    stored = await Agreement.get(id=life.agreement.id)
    assert (stored.status, stored.version) == (life.status, life.version)
    acts = await acts_on(stored)
    assert len(acts) == life.version - 1
    assert [before for _, before, _ in acts] == ["PENDING_GRADUATE", *(after for _, _, after in acts)][: len(acts)]
    reviews = await Review.filter(agreement_id=stored.id).count()
    assert reviews == await Audit.filter(record_id=str(stored.id), action__in=("AGREEMENT_PASS", "AGREEMENT_FAIL")).count()
