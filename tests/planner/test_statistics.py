"""Figures are exact on either engine: what two schools published, and halves that go up."""

from decimal import Decimal

import pytest

from models import SigningCounters
from planner.rows import snake
from rules.counters import CATEGORY_COLUMNS
from rules.roles import Role
from rules.statistics import Rate
from schema.fields import graphql_name
from tests.planner.compiled import Compiled
from tests.rules.cohorts import COHORTS, Cohort
from tests.world import OPEN_YEAR, World

RATES = " ".join(graphql_name(rate) for rate in Rate)


def asked(figures: str, world: World) -> str:
    """Return the document that asks for figures of the world's school."""
    return f'{{ signingStatistics(classYear: {OPEN_YEAR}, school: "School:{world.school.id}") {{ {figures} }} }}'


@pytest.mark.parametrize("cohort", COHORTS, ids=lambda cohort: cohort.name)
async def test_published_cohorts_come_out_to_the_digit(reads: Compiled, world: World, cohort: Cohort) -> None:
    counts = {**dict.fromkeys(CATEGORY_COLUMNS, 0), **cohort.counts, "graduates": cohort.graduates}
    await SigningCounters.filter(school_id=world.school.id, class_year=OPEN_YEAR).update(**counts)
    answer = await reads.ask(
        asked(f"{RATES} unregistered approved schools(first: 1) {{ edges {{ node {{ {RATES} }} }} }}", world), world.actor(Role.SCHOOL)
    )
    figures = answer.data["signingStatistics"]
    assert (figures["unregistered"], figures["approved"]) == (0, cohort.graduates)
    for found in (figures, figures["schools"]["edges"][0]["node"]):
        assert {rate: str(Decimal(found[graphql_name(rate)]).scaleb(-2)) for rate in cohort.percents} == dict(cohort.percents)


@pytest.mark.parametrize(("signed", "graduates", "rate"), [(2, 3, 6667), (1, 3, 3333), (1, 20_000, 1), (3, 3, 10_000), (0, 0, None)])
async def test_a_rate_is_rounded_half_up_and_none_of_nothing(
    reads: Compiled, world: World, signed: int, graduates: int, rate: int | None
) -> None:
    of_school = SigningCounters.filter(school_id=world.school.id, class_year=OPEN_YEAR)
    await of_school.update(online_effective=0, supplement_approved=signed, graduates=graduates)
    answer = await reads.ask(asked("signingRate", world), world.actor(Role.SCHOOL))
    assert answer.data == {"signingStatistics": {"signingRate": rate}}


def test_the_schema_calls_every_rate_as_the_rules_do() -> None:
    assert [snake(graphql_name(rate)) for rate in Rate] == list(Rate)
