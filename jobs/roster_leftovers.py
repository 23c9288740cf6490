"""Removes what is left of imports of rosters: rows that were put aside for one that is over, and imports nobody looks at any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from tortoise.expressions import Subquery

from actions.context import Clock
from jobs.rounds import TIDYING, remove, repeat
from models import RosterImport, RosterProblem, RosterRow
from rules.roster_import import KEPT, UNDER_WAY


@dataclass(frozen=True, slots=True)
class Removed:
    """How many of each one round removed."""

    rows: int
    problems: int
    imports: int


async def run_once(now: datetime) -> Removed:
    """Remove what is due at an aware moment. Several processes may do it at once.

    A row holds a sealed identity number, so it goes as soon as its import is over; the import itself, which holds none, after `KEPT`.
    """
    over = RosterImport.exclude(state__in=UNDER_WAY)
    rows = await remove(RosterRow.filter(roster_import_id__in=Subquery(over.values("id"))))
    old = over.filter(finished_at__lte=now - KEPT)
    problems = await remove(RosterProblem.filter(roster_import_id__in=Subquery(old.values("id"))))
    return Removed(rows, problems, await remove(old))


async def run_forever(clock: Clock) -> NoReturn:
    """Do a round every five minutes until cancelled."""
    await repeat(lambda: run_once(clock.now()), every=TIDYING, what="removing what is left of imports of rosters")
