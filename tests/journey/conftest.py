"""Two servers over the small world, for a whole file of tests; each test begins with the accounts as the world has them."""

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
import pytest_asyncio

from auth.passwords import Passwords
from models import Account, Session
from models.database import close_database, open_database
from tests.engines import Engine
from tests.journey.server import PASSWORD, serving
from tests.journey.two import Two
from tests.world import build_world

CHANGED: Final = ("password_hash", "is_enabled", "province_code", "school_id", "employment_level", "archive_level", "hukou_level")
"""What tests change of an account; epochs only rise."""
Stored = dict[Any, dict[str, Any]]
"""Account -> its columns."""


async def give_passwords() -> None:
    """Let everybody log in with the journey's password."""
    passwords = Passwords(1)
    await Account.all().update(password_hash=await passwords.hash(PASSWORD))
    passwords.close()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def running(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Two, Stored]]:
    """Yield both servers, and the accounts as they are at first."""
    log = tmp_path_factory.mktemp("servers") / "b.log"
    async with engine.fresh() as url:
        await open_database(url)
        try:
            world = await build_world()
            await give_passwords()
            stored = {account.id: {name: getattr(account, name) for name in CHANGED} for account in await Account.all()}
            async with serving(url) as a, serving(url, log) as b:
                yield Two(a, b, world, log), stored
        finally:
            await close_database()


@pytest_asyncio.fixture(loop_scope="session")
async def two(running: tuple[Two, Stored]) -> AsyncIterator[Two]:
    """Yield both servers; afterwards the accounts are again as they were, and nobody is logged in."""
    servers, stored = running
    yield servers
    for key, columns in stored.items():
        await Account.filter(id=key).update(**columns)
    await Session.all().delete()
