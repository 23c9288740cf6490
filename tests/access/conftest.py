"""The stage, written once for a file of tests, and the count of cells, told at the end of the run."""

from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio

from tests.access.stage import Stage, open_stage
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


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stage(engine: Engine) -> AsyncIterator[Stage]:
    """Yield the stage on a fresh database. Tests of a file share it, so only the last of a file may write."""
    async with engine.fresh() as url, open_stage(url) as stage:
        yield stage


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell how large the matrix was."""
    counted = config.stash.get(CELLS, {})
    if counted:
        kinds = ", ".join(f"{number} {kind}" for kind, number in counted.items())
        terminalreporter.write_line(f"access matrix: {sum(counted.values())} cells ({kinds})")
