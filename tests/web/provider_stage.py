"""What the tests of logging in through a provider share: a browser, and the application that trusts a real issuer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

import httpx

from actions.entry import challenge_of
from app.settings import ProviderEntry, Settings
from auth.identity import Match
from tests.auth.issuer import CLIENT_ID, CLIENT_SECRET, Issuer
from tests.journey.server import SECRET
from tests.outputs import async_client
from tests.world import World

HERE: Final = "http://127.0.0.1:8000"
REDEEM: Final = """mutation($ticket: String!, $verifier: String!) { redeemLoginTicket(input: {ticket: $ticket, verifier: $verifier}) {
    accessToken viewer { account role } userErrors { code message } } }"""


@dataclass
class Browser:
    """A browser of its own: its cookies, and what the page in it keeps."""

    http: httpx.AsyncClient
    issuer: Issuer
    verifier: str = field(default_factory=lambda: token_urlsafe(32))

    async def leave(self, provider: str = "jy") -> httpx.Response:
        """Ask to log in; return the answer, which sends the browser away."""
        return await self.http.get(f"/login/{provider}", params={"challenge": challenge_of(self.verifier)})

    async def agree(self, away: httpx.Response) -> str:
        """Go to the provider, where the user agrees; return the address it sends the browser back to."""
        async with httpx.AsyncClient(trust_env=False) as outside:
            return (await outside.get(away.headers["location"])).headers["location"]

    async def come_back(self, address: str) -> dict[str, str]:
        """Follow the address back; return what stands in the fragment of where the browser ends."""
        answer = await self.http.get(address.removeprefix(HERE))
        assert answer.status_code == 303
        assert answer.headers["cache-control"] == "no-store"
        ends = urlsplit(answer.headers["location"])
        assert (ends.scheme, ends.netloc, ends.path, ends.query) == ("", "", "/", "")
        return dict(parse_qsl(ends.fragment))

    async def log_in(self, provider: str = "jy") -> dict[str, str]:
        """Do it all; return what the page is told."""
        return await self.come_back(await self.agree(await self.leave(provider)))

    async def redeem(self, ticket: str, verifier: str | None = None) -> dict[str, Any]:
        """Redeem a ticket; return the payload."""
        variables = {"ticket": ticket, "verifier": self.verifier if verifier is None else verifier}
        answer = await self.http.post("/graphql", json={"query": REDEEM, "variables": variables})
        payload: dict[str, Any] = answer.json()["data"]["redeemLoginTicket"]
        return payload

    async def viewer(self, token: str) -> dict[str, Any]:
        """Return who a token speaks for."""
        given = {"json": {"query": "{ viewer { account } }"}, "headers": {"authorization": f"Bearer {token}"}}
        answer: dict[str, Any] = (await self.http.post("/graphql", **given)).json()  # type: ignore[arg-type]  # two dicts
        return answer


@dataclass
class Place:
    """The application over the world, and one issuer that it trusts twice: by usernames, and by identity numbers."""

    app: Any
    issuer: Issuer
    world: World

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        async with async_client(transport=httpx.ASGITransport(self.app), base_url=HERE) as http:
            yield Browser(http, self.issuer)


def settings_of(url: str, issuer: Issuer) -> Settings:
    common: dict[str, Any] = {"issuer": issuer.url, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    providers = (
        ProviderEntry(key="jy", title="就业管理系统", match=Match.USERNAME, claim="preferred_username", **common),
        ProviderEntry(key="chsi", title="学信网", match=Match.ID_NUMBER, claim="id_card", **common),
    )
    given: dict[str, Any] = {"database_url": url, "secret_key": SECRET, "oidc_providers": providers, "public_url": f"{HERE}/"}
    return Settings(**given)
