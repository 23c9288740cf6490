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
from tests.actions.whole import Whole
from tests.actions.whole_acts import Acts
from tests.actions.whole_agrees import Agrees
from tests.actions.whole_choices import OPENINGS, Choice, Theme, begun_with, choices
from tests.actions.whole_record import DESTINATIONS, Row
from tests.transfers import open_transfers
from tests.world import NOW, OPEN_YEAR

CHANGES: Final = (
    "AGREEMENT VOID",
    "SUPPLEMENT VOID",
    "REGISTRATION VOID",
    "REGISTRATION PASS",
    "TERMINATION PASS",
    "ARCHIVE PASS",
    "HUKOU PASS",
)
"""What ends a confirmation."""
IMPORTED: Final[frozenset[Row]] = frozenset(
    {
        *((kind, "APPROVED", "AMEND", "SYSTEM") for kind in ("REGISTRATION", "SUPPLEMENT")),
        *((kind, "APPROVED", "WITHDRAW", "SYSTEM") for kind in ("ARCHIVE", "HUKOU")),
    }
)
"""What a province's own system alone does, where no school has set up: `tests.actions.test_inbound` walks it."""
EVERY_ROW: Final[frozenset[Row]] = (
    frozenset(
        {(f"AGREEMENT {initiator}", str(before), str(move), str(role)) for initiator, before, move, role in TRANSITIONS}
        | {(str(kind), str(before), str(move), str(role)) for kind, life in LIVES.items() for before, move, role in life.transitions}
        | {("ARCHIVE dispatch", str(before), str(move), "SCHOOL") for before, move in DISPATCHES}
        | {("CONFIRMATION", "", "MAKE", str(kind)) for kind in DESTINATIONS}
        | {("CONFIRMATION", "CONFIRMED", move, "GRADUATE") for move in ("GRANT", "REVOKE")}
        | {("CONFIRMATION", "CONFIRMED", "STALE", by) for by in CHANGES}
    )
    - IMPORTED
)
"""Every row of every table of moves, as `Agrees` remembers the ones that were walked."""
REFUSED: Final = 4
"""Of so many picks one is of what is refused."""
STEPS: Final = 12
"""How long a graduate lives after its theme's opening, on the way through the tables."""
picks = st.integers(0, 4095)


async def born(stage: Stage, levels: ReviewLevels, theme: Theme, walked: set[Row]) -> Agrees:
    """Return a graduate without anything."""
    if not await SchoolSetup.exists(school_id=stage.world.school.id, feature=Feature.ARCHIVE):
        await open_transfers(stage.world)
    # Nothing of earlier graduates is left to the clock, which would count it while it is this one's turn.
    stage.clock.advance(timedelta(days=365))
    await expire_due(stage.as_role(Role.SCHOOL))
    stage.clock.move_to(NOW)
    await ClassYear.filter(year=OPEN_YEAR).update(changes_until=None)
    await SchoolSetup.filter(school_id=stage.world.school.id).update(review_levels=levels)
    at_school = {"archive_in_school": theme.has_archive, "hukou_in_school": theme.has_archive}
    graduate = await another_graduation(stage.world.graduate, next(stage.world.numbers), **at_school)
    agrees = Agrees(
        stage,
        Whole(graduate=graduate, levels=levels, now=NOW, archive_at_school=theme.has_archive, hukou_at_school=theme.has_archive),
        walked,
    )
    await agrees.begin()
    return agrees


def pick(found: Sequence[Choice], number: int) -> Choice | None:
    """Return one of some choices, by a number that says nothing by itself, each as often as it weighs."""
    weighed = [choice for choice in found for _ in range(choice.weight)]
    return weighed[number % len(weighed)] if weighed else None


async def live(agrees: Agrees, theme: Theme, numbers: Sequence[int]) -> None:
    """Let everybody do what the numbers pick, and compare everything after each step."""
    acts = Acts(agrees.stage, agrees.whole)
    for number in numbers:
        is_refused = number % REFUSED == REFUSED - 1
        found = [choice for choice in choices(acts, theme) if (choice.refusal is not None) is is_refused]
        if (chosen := pick(found, number // REFUSED)) is not None:
            note(f"{chosen.told} -> {chosen.refusal.__name__ if chosen.refusal else 'done'}")
            await chosen.do()
            await agrees.check()
    await assert_counted()


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ReviewLevels), st.sampled_from(Theme), st.lists(picks, min_size=22, max_size=22))
async def test_whatever_anybody_does_no_record_leaves_its_table_and_all_agree(
    stage: Stage, levels: ReviewLevels, theme: Theme, numbers: list[int]
) -> None:
    await live(await born(stage, levels, theme, set()), theme, numbers)


@pytest.mark.deep
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(ReviewLevels), st.sampled_from(Theme), st.lists(picks, min_size=10, max_size=80))
async def test_whatever_anybody_does_for_long_no_record_leaves_its_table_and_all_agree(
    stage: Stage, levels: ReviewLevels, theme: Theme, numbers: list[int]
) -> None:
    await live(await born(stage, levels, theme, set()), theme, numbers)


@pytest.mark.parametrize(("rounds", "at_least"), [(1, 60), pytest.param(30, len(EVERY_ROW), marks=pytest.mark.deep)])
async def test_the_moves_of_every_table_are_made_for_real_and_all_agree_after_each(stage: Stage, rounds: int, at_least: int) -> None:
    walked, random = set[Row](), Random(1)
    for number, theme in enumerate(list(Theme) * rounds):
        levels = ReviewLevels.SCHOOL_ONLY if number % 7 == 6 else ReviewLevels.DEPARTMENT_THEN_SCHOOL
        agrees = await born(stage, levels, theme, walked)
        acts = Acts(stage, agrees.whole)
        opening = OPENINGS[theme] if levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL else ()
        for told in [*opening, *[None] * STEPS]:
            found = [choice for choice in choices(acts, theme) if choice.refusal is None]
            chosen = nearest(found, EVERY_ROW - walked, random) if told is None else begun_with(told, found)
            await chosen.do()
            await agrees.check()
        await refuse(agrees, theme)
        await acts.end_season()
        await refuse(agrees, theme)
        if walked >= EVERY_ROW:
            break
    await assert_counted()
    assert len(walked & EVERY_ROW) >= at_least


async def refuse(agrees: Agrees, theme: Theme) -> None:
    """Try something of each that is refused now, which changes nothing."""
    for choice in {choice.refusal: choice for choice in choices(Acts(agrees.stage, agrees.whole), theme) if choice.refusal}.values():
        await choice.do()
    await agrees.check()


def nearest(found: Sequence[Choice], left: frozenset[Row], random: Random) -> Choice:
    """Return something that walks a row that is left, else mostly something that leads to one, else anything."""
    new = [choice for choice in found if choice.rows & left]
    near = [choice for choice in found if choice.leads & {row[:2] for row in left}]
    chosen = pick(new or (near if random.random() < 0.8 else []) or found, random.randrange(4096))
    assert chosen is not None, "the school can always correct the roster"
    return chosen
