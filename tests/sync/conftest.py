"""What tests of the sync act on: the stage of the actions, and a receiver that listens on a real socket."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.actions.stage import Stage
from tests.sync.receiver import FaultyReceiver
from tests.world import World


@pytest.fixture
def stage(world: World) -> Stage:
    """Return the stage over the small world."""
    return Stage(world)


@pytest_asyncio.fixture(loop_scope="session")
async def receiver() -> AsyncIterator[FaultyReceiver]:
    """Yield a receiver that listens."""
    receiver = FaultyReceiver()
    await receiver.start()
    try:
        yield receiver
    finally:
        await receiver.kill()
