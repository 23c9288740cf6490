"""The application over the world, and the one that trusts a real issuer with a browser in front of it."""

from collections.abc import AsyncIterator

import pytest_asyncio

from app.asgi import create_app
from models.database import close_database, open_database
from tests.auth.issuer import Issuer, running_issuer
from tests.web.account_stage import Accounts, accounts_over
from tests.web.provider_stage import Browser, Place, settings_of
from tests.world import build_world


@pytest_asyncio.fixture(loop_scope="session")
async def accounts(database_url: str) -> AsyncIterator[Accounts]:
    async with accounts_over(database_url) as accounts:
        yield accounts


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def issuer() -> AsyncIterator[Issuer]:
    async with running_issuer() as issuer:
        yield issuer


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str, issuer: Issuer) -> AsyncIterator[Place]:
    await open_database(database_url)
    try:
        world = await build_world()
    finally:
        await close_database()
    issuer.reset()
    issuer.said = {"preferred_username": "10001"}
    app = create_app(settings_of(database_url, issuer))
    async with app.router.lifespan_context(app):
        yield Place(app, issuer, world)


@pytest_asyncio.fixture(loop_scope="session")
async def browser(place: Place) -> AsyncIterator[Browser]:
    async with place.browser() as browser:
        yield browser
