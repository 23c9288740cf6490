"""Figures are exact on either engine: what two schools published, halves that go up, and groups that add up."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from actions.snapshot import take_snapshot
from jobs.recount import recount
from models import Graduate, School, SchoolSnapshot, SigningCounters
from planner.rows import snake
from rules.counters import CATEGORY_COLUMNS
from rules.record_terms import RecordStatus
from rules.registration import CATEGORIES
from rules.roles import Role
from rules.statistics import Rate
from schema.fields import graphql_name
from tests.actions.stage import Stage
from tests.planner.compiled import Compiled
from tests.reference.statistics import SUMS
from tests.registrations import make_registration
from tests.rules.cohorts import COHORTS, Cohort
from tests.world import OPEN_YEAR, World

GROUPS = ("departmentStatistics", "degreeStatistics", "majorStatistics")
NUMBERS = " ".join(("graduates", "registered", *SUMS, "settled", "unregistered"))
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


@pytest.mark.parametrize("seed", range(3))
async def test_groups_add_up_to_the_counters_of_their_school(reads: Compiled, world: World, seed: int) -> None:
    random = Random(seed)
    for graduate in await Graduate.all().order_by("id"):
        studies = {"degree_code": random.choice(("31", "33", "11")), "major_code": random.choice(("0101", "0102"))}
        await Graduate.filter(id=graduate.id).update(**studies)
        if random.random() < 0.8:
            status = random.choice((RecordStatus.PENDING_SCHOOL, RecordStatus.APPROVED, RecordStatus.CANCELLED))
            await make_registration(graduate, random.choice(CATEGORIES), status)
    assert await recount() == []
    for school in await School.all():
        groups = " ".join(f'{name}(classYear: {OPEN_YEAR}, school: "School:{school.id}") {{ {NUMBERS} }}' for name in GROUPS)
        of_school = f'signingStatistics(classYear: {OPEN_YEAR}, school: "School:{school.id}") {{ {NUMBERS} }}'
        answer = await reads.ask(f"{{ {groups} {of_school} }}", world.actor(Role.MINISTRY))
        counted = answer.data.pop("signingStatistics") or dict.fromkeys(NUMBERS.split(), 0)
        for name, told in answer.data.items():
            assert {figure: sum(each[figure] for each in told) for figure in counted} == counted, (name, school.name)


async def test_finishers_without_a_degree_are_told_apart_by_the_code_and_a_department_reads_its_own(reads: Compiled, world: World) -> None:
    await Graduate.filter(id=world.graduate.id).update(degree_code="33")
    text = f"""query($f: GraduateFilter) {{ departmentStatistics(classYear: {OPEN_YEAR}, school: "School:{world.school.id}", filter: $f) {{
        department {{ id }} graduates settledRate }} }}"""
    answer = await reads.ask(text, world.actor(Role.DEPARTMENT), f={"degreeCode": {"in": ["03", "13", "26", "33", "43"]}})
    own = {"department": {"id": f"Department:{world.department.id}"}, "graduates": 1, "settledRate": 0}
    assert answer.data == {"departmentStatistics": [own]}


async def test_a_school_of_elsewhere_has_no_groups(reads: Compiled, world: World) -> None:
    groups = " ".join(f'{name}(classYear: {OPEN_YEAR}, school: "School:{world.far_school.id}") {{ graduates }}' for name in GROUPS)
    for role in (Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT):
        answer = await reads.ask(f"{{ {groups} }}", world.actor(role))
        assert answer.data == {name: [] for name in GROUPS}


async def test_two_snapshots_are_compared_school_by_school_in_every_figure(reads: Compiled, world: World) -> None:
    stage = Stage(world)
    counters = SigningCounters.filter(school_id=world.school.id, class_year=OPEN_YEAR)
    await counters.update(graduates=9, category_10=3, category_70=2, online_effective=3, registered=6)
    for _ in range(2):
        await take_snapshot(stage.as_role(Role.PROVINCE), class_year=OPEN_YEAR)
        await counters.update(graduates=10, category_10=5, category_70=0, online_effective=2, registered=7)
        stage.clock.advance(timedelta(days=90))
    taken = await SchoolSnapshot.filter(school_id=world.school.id).order_by("created_at")
    earlier, later = (each.created_at.isoformat() for each in taken)
    text = """query($from: DateTime!, $to: DateTime!) { snapshotComparison(classYear: 2023, earlier: $from, later: $to) {
        school { id } earlier { settledRate } later { settledRate }
        graduatesMore settledMore approvedMore unregisteredMore seekingMore signedMore registeredMore furtherStudyMore } }"""
    more = {"graduatesMore": 1, "settledMore": 2, "approvedMore": 0, "unregisteredMore": 1, "seekingMore": -2, "signedMore": -1}
    more |= {"registeredMore": 1, "furtherStudyMore": 0}
    shares = {"earlier": {"settledRate": 3333}, "later": {"settledRate": 5000}}
    for role in (Role.SCHOOL, Role.PROVINCE, Role.MINISTRY):
        answer = await reads.ask(text, world.actor(role), **{"from": earlier, "to": later})
        own = [each for each in answer.data["snapshotComparison"] if each["school"]["id"] == f"School:{world.school.id}"]
        assert own == [{"school": {"id": f"School:{world.school.id}"}, **shares, **more}], role
    other = await reads.ask(text, world.actor(Role.SCHOOL), **{"from": earlier, "to": "2023-01-01T00:00:00Z"})
    assert other.data == {"snapshotComparison": []}
