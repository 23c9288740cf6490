"""The stage that tests of jobs act on."""

import pytest_asyncio

from tests.actions.stage import Stage
from tests.world import build_world


@pytest_asyncio.fixture(loop_scope="session")
async def stage(database: str) -> Stage:
    """Return a stage with a fresh world in the open database."""
    return Stage(await build_world())
