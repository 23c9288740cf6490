"""The stage, written once and copied for each file of tests, and the count of cells, told at the end of the run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import pytest
import pytest_asyncio

from tests.access.stage import ASKED_LEVELS, LEVELS, Stage, Written, open_stage, write_stage
from tests.engines import Engine

CELLS: Final = pytest.StashKey[dict[str, int]]()


class Cells:
    """How many expectations were held against an answer, by kind."""

    def __init__(self, counted: dict[str, int]) -> None:
        self._counted = counted

    def add(self, kind: str, number: int = 1) -> None:
        """Count cells of a kind."""
        self._counted[kind] = self._counted.get(kind, 0) + number


@pytest.fixture(scope="session")
def cells(pytestconfig: pytest.Config) -> Cells:
    """Return the counter of the run."""
    return Cells(pytestconfig.stash.setdefault(CELLS, {}))


@dataclass(frozen=True)
class Scenery:
    """Where stages come from: one was written, and each is a copy of its database."""

    engine: Engine
    written: Written
    kept: str

    @asynccontextmanager
    async def stage(self) -> AsyncIterator[Stage]:
        """Yield a stage on a database of its own."""
        async with self.engine.fresh(like=self.kept) as url, open_stage(url, self.written) as stage:
            yield stage


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def scenery(engine: Engine) -> Scenery:
    """Return where stages come from."""
    async with engine.fresh() as url:
        written = await write_stage(url)
        return Scenery(engine, written, await engine.keep(url))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(scenery: Scenery) -> AsyncIterator[Stage]:
    """Yield a stage. Tests of a file share it, so only the last of a file may write."""
    async with scenery.stage() as stage:
        yield stage


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell how large the matrix was."""
    counted = config.stash.get(CELLS, {})
    if counted:
        kinds = ", ".join(f"{number} {kind}" for kind, number in counted.items())
        terminalreporter.write_line(f"access matrix: {sum(counted.values())} cells ({kinds})")
        if left := len(LEVELS) - len(ASKED_LEVELS):
            told = f"{left} of {len(LEVELS)} combinations of levels that schools and departments can hold"
            terminalreporter.write_line(f"left to the run on SQLite, as levels are compared before a database is asked: {told}")
