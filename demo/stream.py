"""Everything a demonstration consists of, as one stream of rows: each after the rows it refers to, the mark at the very end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from auth.seal import AuditSeal
from auth.vault import IdentityVault
from demo import figure6, settled, tour
from demo.accounts import account_rows
from demo.cast import story_rows
from demo.chains import Chains
from demo.cohort import Cohort, CohortPlan
from demo.employers import MOST_INVENTED, invented_employer_rows, named_employer_rows
from demo.ids import named_id
from demo.rows import ClassYearRow, FeatureSwitchRow, Row
from demo.schools import PROVINCE, DemoSchool, school_rows
from demo.timeline import CLASS_YEAR, FOUNDED
from rules.gate import ClassYearState, Feature

STORIES: Final = (figure6.STORY, tour.STORY, settled.STORY)
FEWEST_GRADUATES: Final = sum(len(story.graduates) for story in STORIES)
"""The people of the stories are always there."""
MARK: Final = "demo"
"""Name of the row of `database_mark`. It commits with the last row of the demonstration or not at all."""

_CLASS_YEARS: Final = {CLASS_YEAR - 1: ClassYearState.CLOSED, CLASS_YEAR: ClassYearState.OPEN}
_GRADUATES_PER_EMPLOYER: Final = 200
_FEWEST_EMPLOYERS: Final = 20


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """What is to be made. The same plan gives the same rows, but for the encrypted identity numbers, which never repeat."""

    graduates: int
    """On the roster in all, at least `FEWEST_GRADUATES`."""
    schools: Sequence[DemoSchool]
    vault: IdentityVault
    password_hash: str
    moment: datetime
    """Aware, UTC: deadlines lie ahead of it, histories behind it."""
    seed: int
    seal: AuditSeal
    """Of the audit, which tells of every move that the records show."""


def demo_rows(plan: DemoPlan) -> Iterator[Row]:
    """Yield every row but the counters, which are counted from these, and the mark."""
    founded, chains = plan.moment - FOUNDED, Chains(plan.seal)
    yield from _opened(founded)
    for school in plan.schools:
        yield from school_rows(school, founded)
    yield from named_employer_rows(founded)
    invented = min(MOST_INVENTED, max(_FEWEST_EMPLOYERS, plan.graduates // _GRADUATES_PER_EMPLOYER))
    employers = tuple(invented_employer_rows(invented, founded))
    yield from employers
    for story in STORIES:
        yield from story_rows(story, plan.schools[0], plan.vault, plan.moment, chains)
    yield from account_rows(plan.password_hash, founded)
    cohort = CohortPlan(
        graduates=plan.graduates - FEWEST_GRADUATES,
        schools=plan.schools,
        employers=employers,
        vault=plan.vault,
        moment=plan.moment,
        taken_endings=frozenset(signing.number[-8:] for story in STORIES for signing in story.signings if signing.number),
        seed=plan.seed,
        chains=chains,
    )
    yield from Cohort(cohort).rows()
    yield from chains.ends(plan.moment)


def _opened(at: datetime) -> Iterator[Row]:
    """Yield the class years and the province's features, all of them open (功能设置)."""
    for year, state in _CLASS_YEARS.items():
        closed: dict[str, Any] = {"closed_at": at, "status_reason": "本届工作已结束"} if state is ClassYearState.CLOSED else {}
        yield ClassYearRow(year, state, at, at, **closed)
    for feature in Feature:
        yield FeatureSwitchRow(named_id("feature-switch", PROVINCE, feature), PROVINCE, feature, at, at)
