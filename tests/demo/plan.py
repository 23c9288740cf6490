"""The one plan of a demonstration, and the one way to load it, that the tests of this folder share."""

from datetime import UTC, datetime
from typing import Final

from auth.passwords import Passwords
from demo.load import DemoSummary, Progress, load_demo
from demo.schools import read_schools
from demo.stream import FEWEST_GRADUATES, DemoPlan
from tests.world import SEAL, VAULT

MOMENT: Final = datetime(2023, 6, 1, 4, tzinfo=UTC)
GRADUATES: Final = 2000


def plan(*, graduates: int = GRADUATES, seed: int = 2023) -> DemoPlan:
    """Return a plan around a fixed moment, of the size that `quxiang demo` loads when nothing else is said."""
    return DemoPlan(graduates, read_schools(), VAULT, "not a hash", MOMENT, seed, SEAL)


def silent(what: str, done: int, total: int) -> None:
    """Take the progress of a load and say nothing."""


async def load(url: str, passwords: Passwords, *, graduates: int = FEWEST_GRADUATES, progress: Progress = silent) -> DemoSummary:
    """Load a demonstration around the fixed moment into the database of the URL."""
    return await load_demo(url, graduates=graduates, progress=progress, vault=VAULT, seal=SEAL, passwords=passwords, moment=MOMENT)
