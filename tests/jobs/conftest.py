"""The stage that tests of jobs act on, and what it takes to make the files of downloads."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from app.asgi import open_reads
from app.schema import build_schema
from jobs.download import Means
from storage.blobs import Blobs
from tests.actions.stage import Stage
from tests.jobs.downloading import KEEP
from tests.world import build_world

SCHEMA = build_schema()._schema


@pytest_asyncio.fixture(loop_scope="session")
async def stage(database: str) -> Stage:
    """Return a stage with a fresh world in the open database."""
    return Stage(await build_world())


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Return where files are made, which is this test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest_asyncio.fixture(loop_scope="session")
async def means(database: str, files: Path, temporary: Path) -> AsyncIterator[Means]:
    """Yield what it takes to make files, two rows at a time."""
    reads, blobs = await open_reads(database), Blobs(f"file://{files}")
    yield Means(SCHEMA, reads, blobs, most_rows=100, keep_for=KEEP, rows_together=2, drafts=temporary)
    blobs.close()
    await reads.close()
