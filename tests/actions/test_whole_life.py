"""Everything of one graduate at once: whatever anybody does in whatever order with records of every kind, all agree after every step."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Final

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from actions.expiry import expire_due
from models import ClassYear, SchoolSetup
from rules.agreement import TRANSITIONS
from rules.archive import DISPATCHES
from rules.gate import Feature, ReviewLevels
from rules.lives import LIVES
from rules.roles import Role
from tests.actions.stage import Stage, another_graduation, assert_counted
from tests.actions.whole import Row, Whole
from tests.actions.whole_acts import Acts
from tests.actions.whole_agrees import Agrees
from tests.actions.whole_choices import Choice, choices
from tests.transfers import open_transfers
from tests.world import NOW, OPEN_YEAR

EVERY_ROW: Final[frozenset[Row]] = frozenset(
    {(f"AGREEMENT {initiator}", str(before), str(move), str(role)) for initiator, before, move, role in TRANSITIONS}
    | {(str(kind), str(before), str(move), str(role)) for kind, life in LIVES.items() for before, move, role in life.transitions}
    | {("ARCHIVE dispatch", str(before), str(move), "SCHOOL") for before, move in DISPATCHES}
)
"""Every row of every table of moves, as `Agrees` remembers the ones that were walked."""
REFUSED: Final = 4
"""Of so many picks one is of what is refused."""
STEPS: Final = 35
"""How long a graduate lives on the way through the tables."""
picks = st.integers(0, 4095)


async def born(stage: Stage, levels: ReviewLevels, walked: set[Row]) -> Agrees:
    """Return a graduate without anything, whose archive and household registration are at the school."""
    if not await SchoolSetup.exists(school_id=stage.world.school.id, feature=Feature.ARCHIVE):
        await open_transfers(stage.world)
    # Nothing of earlier graduates is left to the clock, which would count it while it is this one's turn.
    stage.clock.advance(timedelta(days=365))
    await expire_due(stage.as_role(Role.SCHOOL))
    stage.clock.move_to(NOW)
    await ClassYear.filter(year=OPEN_YEAR).update(changes_until=None)
    await SchoolSetup.filter(school_id=stage.world.school.id).update(review_levels=levels)
    at_school = {"archive_in_school": True, "hukou_in_school": True}
    graduate = await another_graduation(stage.world.graduate, next(stage.world.numbers), **at_school)
    agrees = Agrees(stage, Whole(graduate=graduate, levels=levels, now=NOW), walked)
    await agrees.begin()
    return agrees


def pick(found: Sequence[Choice], number: int) -> Choice | None:
    """Return one of some choices, by a number that says nothing by itself, each as often as it weighs."""
    weighed = [choice for choice in found for _ in range(choice.weight)]
    return weighed[number % len(weighed)] if weighed else None


async def live(agrees: Agrees, numbers: Sequence[int]) -> None:
    """Let everybody do what the numbers pick, and compare everything after each step."""
    acts = Acts(agrees.stage, agrees.whole)
    for number in numbers:
        is_refused = number % REFUSED == REFUSED - 1
        found = [choice for choice in choices(acts) if (choice.refusal is not None) is is_refused]
        if (chosen := pick(found, number // REFUSED)) is not None:
            note(f"{chosen.told} -> {chosen.refusal.__name__ if chosen.refusal else 'done'}")
            await chosen.do()
            await agrees.check()
    await assert_counted()


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ReviewLevels), st.lists(picks, min_size=22, max_size=22))
async def test_whatever_anybody_does_no_record_leaves_its_table_and_all_agree(
    stage: Stage, levels: ReviewLevels, numbers: list[int]
) -> None:
    await live(await born(stage, levels, set()), numbers)


@pytest.mark.deep
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ReviewLevels), st.lists(picks, min_size=10, max_size=80))
async def test_whatever_anybody_does_for_long_no_record_leaves_its_table_and_all_agree(
    stage: Stage, levels: ReviewLevels, numbers: list[int]
) -> None:
    await live(await born(stage, levels, set()), numbers)


@pytest.mark.parametrize(("graduates", "at_least"), [(4, 50), pytest.param(150, len(EVERY_ROW), marks=pytest.mark.deep)])
async def test_the_moves_of_every_table_are_made_for_real_and_all_agree_after_each(stage: Stage, graduates: int, at_least: int) -> None:
    walked, random = set[Row](), Random(1)
    for number in range(graduates):
        levels = ReviewLevels.SCHOOL_ONLY if number % 5 == 4 else ReviewLevels.DEPARTMENT_THEN_SCHOOL
        agrees = await born(stage, levels, walked)
        acts = Acts(stage, agrees.whole)
        for _ in range(STEPS):
            chosen = nearest([choice for choice in choices(acts) if choice.refusal is None], EVERY_ROW - walked, random)
            await chosen.do()
            await agrees.check()
        if walked == EVERY_ROW:
            break
    await assert_counted()
    assert walked <= EVERY_ROW
    assert len(walked) >= at_least


def nearest(found: Sequence[Choice], left: frozenset[Row], random: Random) -> Choice:
    """Return something that walks a row that is left, else mostly something that leads to one, else anything."""
    new = [choice for choice in found if choice.rows & left]
    near = [choice for choice in found if choice.leads in {row[:2] for row in left}]
    chosen = pick(new or (near if random.random() < 0.8 else []) or found, random.randrange(4096))
    assert chosen is not None, "the school can always correct the roster"
    return chosen
