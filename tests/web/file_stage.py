"""The application over the world, with everybody logged in, for requests about files."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from starlette.applications import Starlette
from tortoise.transactions import in_transaction

from actions.context import ActionContext, NoSignals, SystemClock
from actions.upload import attach_upload
from app.asgi import create_app
from app.settings import Settings
from models import Account, Agreement
from rules.acts import RecordKind
from rules.roles import AccessLevel, Role
from tests.outputs import async_client
from tests.sessions import SECRET, begun
from tests.world import SEAL, VAULT, World, build_world


@dataclass
class Place:
    """The application, and a client of it."""

    app: Starlette
    client: httpx.AsyncClient
    world: World
    tokens: dict[Role, str] = field(default_factory=dict)

    def headers(self, role: Role | None) -> dict[str, str]:
        """Return the headers of a request by an account of a role."""
        return {"authorization": f"Bearer {self.tokens[role]}"} if role is not None else {}

    async def send(self, content: Any, role: Role | None = Role.GRADUATE, purpose: str = "SCAN", **headers: str) -> httpx.Response:
        """Upload a file; names of headers are written with `_`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.post("/files", params={"purpose": purpose}, content=content, headers=self.headers(role) | named)

    async def sent(self, content: bytes, role: Role = Role.GRADUATE, **headers: str) -> dict[str, Any]:
        """Upload a file that is taken; return what is told of it."""
        response = await self.send(content, role, **headers)
        assert response.status_code == 201, response.text
        told: dict[str, Any] = response.json()
        return told

    async def get(self, path: str, role: Role | None = Role.GRADUATE, method: str = "GET", **headers: str) -> httpx.Response:
        """Get a file."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.client.request(method, path, headers=self.headers(role) | named)

    async def attach(self, told: dict[str, Any], agreement: Agreement, role: Role = Role.GRADUATE) -> None:
        """Attach an upload to an agreement, as an action does."""
        acting = ActionContext(self.world.actor(role), SystemClock(), NoSignals(), VAULT, SEAL)
        async with in_transaction():
            await attach_upload(acting, UUID(told["id"].removeprefix("Upload:")), RecordKind.AGREEMENT, agreement)

    async def log_in(self, role: Role) -> None:
        """Begin a session of the account of a role, as the account is now."""
        account = await Account.get(id=self.world.accounts[role].id)
        self.tokens[role] = (await begun(account, now=SystemClock().now())).tokens.access_token

    async def grant(self, role: Role, level: AccessLevel) -> None:
        """Give an account a level on EMPLOYMENT, and begin a session of it."""
        await Account.filter(id=self.world.accounts[role].id).update(employment_level=level)
        await self.log_in(role)


@asynccontextmanager
async def open_place(database_url: str, files: Path | str) -> AsyncIterator[Place]:
    """Open the application over a fresh database, with files in a folder or under a URL."""
    url = files if isinstance(files, str) else f"file://{files}"
    app = create_app(Settings(database_url=database_url, secret_key=SECRET, files_url=url))  # type: ignore[arg-type]
    async with app.router.lifespan_context(app), async_client(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        place = Place(app, client, await build_world())
        for role in place.world.accounts:
            await place.log_in(role)
        yield place


def code_of(response: httpx.Response) -> str:
    """Return the code of the one error of an answer that holds nothing else."""
    body = response.json()
    assert body.keys() == {"errors"}
    [error] = body["errors"]
    assert error.keys() == {"message", "extensions"}
    return str(error["extensions"]["code"])


def reason_of(response: httpx.Response) -> str | None:
    """Return why a file was not taken."""
    reason: str | None = response.json()["errors"][0]["extensions"].get("reason")
    return reason
