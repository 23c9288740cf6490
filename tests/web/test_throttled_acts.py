"""Acts that could be used to find people out are done only so often, whoever does them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest_asyncio

from actions.context import SystemClock
from app.asgi import create_app
from app.settings import Settings
from models import Audit
from rules.roles import Role
from rules.throttling import INVITEE_BY_EMPLOYER, REVEAL_BY_ACCOUNT
from tests.engines import everything_stored
from tests.outputs import OUTPUTS, async_client
from tests.sessions import SECRET, begun
from tests.world import OPEN_YEAR, World, build_world

REVEAL = "mutation($i: RevealIdentityNumberInput!) { done: revealIdentityNumber(input: $i) { idNumber userErrors { code retryAfter } } }"
INVITE = "mutation($i: InviteGraduateInput!) { done: inviteGraduate(input: $i) { agreement { id } userErrors { code retryAfter } } }"


@dataclass
class Place:
    """The application over the world, and a client of it."""

    client: httpx.AsyncClient
    world: World
    tokens: dict[Role, str]

    async def act(self, role: Role, document: str, **given: Any) -> dict[str, Any]:
        """Do something as an account of a role; return the payload."""
        headers = {"authorization": f"Bearer {self.tokens[role]}"}
        answer = await self.client.post("/graphql", json={"query": document, "variables": {"i": given}}, headers=headers)
        payload: dict[str, Any] = answer.json()["data"]["done"]
        return payload


@pytest_asyncio.fixture(loop_scope="session")
async def place(database_url: str) -> AsyncIterator[Place]:
    """Yield the application, with every account of the world logged in at the real time."""
    app = create_app(Settings(database_url=database_url, secret_key=SECRET))  # type: ignore[arg-type]  # pydantic makes a secret of it.
    async with app.router.lifespan_context(app), async_client(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        world = await build_world()
        now = SystemClock().now()
        tokens = {role: (await begun(account, now=now)).tokens.access_token for role, account in world.accounts.items()}
        yield Place(client, world, tokens)


def codes(payload: dict[str, Any]) -> list[str]:
    return [error["code"] for error in payload["userErrors"]]


async def test_identity_numbers_are_shown_to_one_account_only_so_often_an_hour(place: Place) -> None:
    graduate = place.world.graduate
    asked = {"graduate": f"Graduate:{graduate.id}", "reason": "核对档案"}
    with OUTPUTS.revealing(place.world.id_number(graduate)):
        for _ in range(REVEAL_BY_ACCOUNT.times):
            assert codes(await place.act(Role.SCHOOL, REVEAL, **asked)) == []
        before = await everything_stored()
        refused = await place.act(Role.SCHOOL, REVEAL, **asked)
        assert (refused["idNumber"], codes(refused)) == (None, ["TOO_MANY_ATTEMPTS"])
        assert 1 <= refused["userErrors"][0]["retryAfter"] <= 3600
        assert await everything_stored() == before
        assert await Audit.filter(action="IDENTITY_REVEAL").count() == REVEAL_BY_ACCOUNT.times
        assert codes(await place.act(Role.GRADUATE, REVEAL, graduate=asked["graduate"])) == []


async def test_an_employer_misses_graduates_only_so_often_an_hour_and_what_it_finds_does_not_count(place: Place) -> None:
    world = place.world
    found = {
        "school": f"School:{world.school.id}",
        "classYear": OPEN_YEAR,
        "name": world.graduate.name,
        "idNumber": world.id_number(world.graduate),
    }
    missed = found | {"name": "无此人"}
    for _ in range(INVITEE_BY_EMPLOYER.times - 1):
        assert codes(await place.act(Role.EMPLOYER, INVITE, **missed)) == ["INVITEE_NOT_FOUND"]
    assert codes(await place.act(Role.EMPLOYER, INVITE, **found)) == []
    assert codes(await place.act(Role.EMPLOYER, INVITE, **missed)) == ["INVITEE_NOT_FOUND"]
    before = await everything_stored()
    for asked in (missed, found | {"name": world.classmate.name, "idNumber": world.id_number(world.classmate)}):
        assert codes(await place.act(Role.EMPLOYER, INVITE, **asked)) == ["TOO_MANY_ATTEMPTS"]
    assert await everything_stored() == before
