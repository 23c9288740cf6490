"""The whole application over the world, and a client of it in which every account is logged in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.applications import Starlette

from actions.context import SystemClock
from app.asgi import create_app
from app.settings import Settings
from rules.roles import Role
from tests.outputs import async_client
from tests.sessions import SECRET, begun
from tests.world import World, build_world


@dataclass
class Accounts:
    """The application over the world, and a client of it."""

    client: httpx.AsyncClient
    app: Starlette
    world: World
    tokens: dict[Role, str]

    async def ask(self, role: Role, document: str, **variables: Any) -> dict[str, Any]:
        """Return the whole answer to an account of a role."""
        headers = {"authorization": f"Bearer {self.tokens[role]}"}
        answer = await self.client.post("/graphql", json={"query": document, "variables": variables}, headers=headers)
        body: dict[str, Any] = answer.json()
        return body


@asynccontextmanager
async def accounts_over(database_url: str) -> AsyncIterator[Accounts]:
    """Open the application, with every account of the world logged in at the real time."""
    app = create_app(Settings(database_url=database_url, secret_key=SECRET))  # type: ignore[arg-type]  # pydantic makes a secret of it.
    async with app.router.lifespan_context(app), async_client(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        world = await build_world()
        now = SystemClock().now()
        tokens = {role: (await begun(account, now=now)).tokens.access_token for role, account in world.accounts.items()}
        yield Accounts(client, app, world, tokens)
