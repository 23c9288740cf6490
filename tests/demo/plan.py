"""The one plan of a demonstration, and the one way to load it, that the tests of this folder share."""

from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, TypeVar

from auth.passwords import Passwords
from demo.load import DemoSummary, Progress, load_demo
from demo.rows import Row
from demo.schools import read_schools
from demo.stream import FEWEST_GRADUATES, DemoPlan, demo_rows
from tests.world import SEAL, VAULT

MOMENT: Final = datetime(2023, 6, 1, 4, tzinfo=UTC)
GRADUATES: Final = 2000
Kind = TypeVar("Kind", bound=Row)


def plan(*, graduates: int = GRADUATES, seed: int = 2023) -> DemoPlan:
    """Return a plan around a fixed moment, of the size that `quxiang demo` loads when nothing else is said."""
    return DemoPlan(graduates, read_schools(), VAULT, "not a hash", MOMENT, seed, SEAL)


@cache
def rows() -> tuple[Row, ...]:
    """Return the rows of the plan of the usual size, made once."""
    return tuple(demo_rows(plan()))


def of(kind: type[Kind]) -> list[Kind]:
    """Return those of one table."""
    return [row for row in rows() if isinstance(row, kind)]


def records(table: type[Row]) -> list[Any]:
    """Return those of one of several tables, whose columns differ."""
    return [row for row in rows() if isinstance(row, table)]


def silent(what: str, done: int, total: int) -> None:
    """Take the progress of a load and say nothing."""


async def load(url: str, passwords: Passwords, *, graduates: int = FEWEST_GRADUATES, progress: Progress = silent) -> DemoSummary:
    """Load a demonstration around the fixed moment into the database of the URL."""
    return await load_demo(url, graduates=graduates, progress=progress, vault=VAULT, seal=SEAL, passwords=passwords, moment=MOMENT)
