"""Fixtures every layer uses: a fresh migrated database for each test, on the engine in hand."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from hypothesis import settings

from models.database import close_database, open_database
from storage.blobs import Blobs
from tests.engines import ENGINE, Engine, new_engine
from tests.outputs import OUTPUTS
from tests.world import World, build_world

HERE: Final = Path(__file__).parent
ALIKE: Final = pytest.StashKey[Counter[str]]()

settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
"""What `make test` loads: the same examples in every run, and no deadline, since a busy machine proves nothing."""


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def engine(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Engine]:
    """Yield the engine in hand, with its template migrated."""
    engine = new_engine(tmp_path_factory.mktemp("databases"))
    await engine.prepare()
    try:
        yield engine
    finally:
        await engine.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def database_url(engine: Engine) -> AsyncIterator[str]:
    """Yield the URL of a fresh migrated database, not opened."""
    async with engine.fresh() as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def database(database_url: str) -> AsyncIterator[str]:
    """Yield the URL of a fresh migrated database that is open in this process."""
    await open_database(database_url)
    try:
        yield database_url
    finally:
        await close_database()


@pytest_asyncio.fixture(loop_scope="session")
async def world(database: str) -> World:
    """Return the small world, just written into a fresh database that is open in this process."""
    return await build_world()


@pytest.fixture
def blobs(tmp_path: Path) -> Iterator[Blobs]:
    """Yield a place for the contents of files, which is empty."""
    blobs = Blobs(f"file://{tmp_path}/files")
    yield blobs
    blobs.close()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Look through what was printed and logged, by servers of our own too."""
    for name, text in report.sections:
        OUTPUTS.look("captured", text, f"{report.nodeid} {name}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run where an identity number came out anywhere."""
    if OUTPUTS.found:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def why_once(item: pytest.Item) -> str | None:
    """Return why a test is left to the run on SQLite: it would be the same test twice. None where both runs have it."""
    if item.path.relative_to(HERE).parts[0] == "models":
        return None  # They read what is kept for each engine, whether or not they open it.
    if isinstance(item, pytest.Function) and "engine" not in item.fixturenames:
        return "they ask no database"
    return "what they prove is the same on any" if item.get_closest_marker("any_engine") else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what one run proves as `once`, so that it can be run beside both engines, and leave it out on PostgreSQL."""
    left = {item: why for item in items if (why := why_once(item)) is not None}
    for item in left:
        item.add_marker("once")
    if ENGINE == "sqlite":
        return
    items[:] = [item for item in items if item not in left]
    config.hook.pytest_deselected(items=list(left))
    config.stash[ALIKE] = Counter(left.values())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell what was left to the other run, how much was looked through, and where a number came out."""
    for why, number in config.stash.get(ALIKE, Counter()).items():
        terminalreporter.write_line(f"left to the run on SQLite, as {why}: {number} tests")
    looked = ", ".join(f"{number} {kind}" for kind, number in OUTPUTS.seen.items())
    terminalreporter.write_line(f"looked through for identity numbers: {looked or 'nothing'}")
    for place in OUTPUTS.found:
        terminalreporter.write_line(f"an identity number came out: {place}", red=True)
