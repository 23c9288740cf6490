"""A socket goes by its session: nothing begins on it once the session is over, and what ended it is still answered."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import pytest_asyncio
from httpx_ws import AsyncWebSocketSession, WebSocketDisconnect, aconnect_ws
from httpx_ws.transport import ASGIWebSocketTransport
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute

from actions.context import SystemClock
from app.asgi import made, open_reads
from app.schema import the_schema
from app.settings import Settings
from auth.revocation import Gone
from auth.sessions import Begun
from models import Account, Audit, RosterImport, Session
from rules.roles import Role
from tests.imports import make_import
from tests.patience import PATIENCE
from tests.sessions import SECRET, begun, session_of
from tests.world import World
from web.context import Services
from web.websocket import FORBIDDEN, MAX_OPERATIONS, GraphQLSocket

OLD, NEW = "the old password", "a new and better one"
WATCH = "subscription { signingStatistics(classYear: 2023) { version } }"


@dataclass
class Endpoint:
    """The socket's endpoint in this process, and what it shares."""

    app: Starlette
    services: Services
    world: World

    async def log_in(self, role: Role = Role.SCHOOL) -> Begun:
        return await begun(self.world.accounts[role], now=self.services.clock.now(), issuer=self.services.issuer)

    @asynccontextmanager
    async def socket(self, **parameters: str) -> AsyncIterator[AsyncWebSocketSession]:
        """Yield a socket that has sent its connection parameters."""
        transport, protocols = ASGIWebSocketTransport(self.app), ["graphql-transport-ws"]
        socket: AsyncWebSocketSession
        async with (
            httpx.AsyncClient(transport=transport) as client,
            aconnect_ws("http://quxiang/graphql", client, subprotocols=protocols) as socket,
        ):
            await socket.send_json({"type": "connection_init", "payload": parameters})
            yield socket

    @asynccontextmanager
    async def logged_in(self, session: Begun) -> AsyncIterator[AsyncWebSocketSession]:
        """Yield a socket of a session."""
        async with self.socket(authorization=f"Bearer {session.tokens.access_token}") as socket:
            assert (await socket.receive_json())["type"] == "connection_ack"
            yield socket


@pytest_asyncio.fixture(loop_scope="session")
async def endpoint(database: str, world: World) -> AsyncIterator[Endpoint]:
    """Yield the endpoint over the small world."""
    async with AsyncExitStack() as stack:
        reads = await open_reads(database)
        stack.push_async_callback(reads.close)
        settings = Settings(database_url=database, secret_key=SECRET)  # type: ignore[arg-type]  # pydantic makes a secret of it.
        services = await made(settings, reads, SystemClock(), stack)
        yield Endpoint(Starlette(routes=[WebSocketRoute("/graphql", GraphQLSocket(the_schema(), services))]), services, world)


async def send(socket: AsyncWebSocketSession, query: str, id_: str = "1", **variables: Any) -> None:
    await socket.send_json({"type": "subscribe", "id": id_, "payload": {"query": query, "variables": variables}})


async def close_code(socket: AsyncWebSocketSession) -> int:
    """Return the code of the close that comes next; any message before it fails."""
    with pytest.raises(WebSocketDisconnect) as closed:
        raise AssertionError(await socket.receive_json(timeout=PATIENCE))
    return closed.value.code


@pytest.mark.parametrize("authorization", ["Bearer nonsense", "Basic abc", "", "Bearer"])
async def test_a_token_that_does_not_hold_is_refused_at_the_door(endpoint: Endpoint, authorization: str) -> None:
    async with endpoint.socket(authorization=authorization) as socket:
        assert await close_code(socket) == FORBIDDEN


async def test_a_page_of_another_origin_opens_no_socket(endpoint: Endpoint) -> None:
    async with httpx.AsyncClient(transport=ASGIWebSocketTransport(endpoint.app), headers={"origin": "https://elsewhere.example"}) as client:
        with pytest.raises(WebSocketDisconnect, check=lambda closed: closed.code == 1008):
            async with aconnect_ws("http://quxiang/graphql", client, subprotocols=["graphql-transport-ws"]):
                raise AssertionError("the socket was opened")


async def test_a_session_that_is_over_is_refused_at_the_door(endpoint: Endpoint) -> None:
    session = await endpoint.log_in()
    await Account.filter(username="10001").update(epoch=2)
    async with endpoint.socket(authorization=f"Bearer {session.tokens.access_token}") as socket:
        assert await close_code(socket) == FORBIDDEN


async def test_without_a_token_one_is_nobody_and_may_ask_what_nobody_may(endpoint: Endpoint) -> None:
    async with endpoint.socket() as socket:
        assert (await socket.receive_json())["type"] == "connection_ack"
        await send(socket, "{ __typename viewer { account } }")
        assert (await socket.receive_json())["payload"] == {"data": {"__typename": "Query", "viewer": None}}


async def test_the_name_of_the_parameter_is_read_in_any_case(endpoint: Endpoint) -> None:
    session = await endpoint.log_in()
    async with endpoint.socket(Authorization=f"bearer {session.tokens.access_token}") as socket:
        assert (await socket.receive_json())["type"] == "connection_ack"


async def test_no_operation_begins_after_the_session_is_over_and_the_socket_is_closed(endpoint: Endpoint) -> None:
    session, other = await endpoint.log_in(), await endpoint.log_in()
    async with endpoint.logged_in(session) as socket:
        await send(socket, "{ viewer { account } }")
        assert [(await socket.receive_json())["type"] for _ in range(2)] == ["next", "complete"]
        endpoint.services.standings.revoked(Gone.of(sessions=[session_of(session)]))
        await send(socket, "mutation { endOtherSessions { ended } }")
        await send(socket, "{ viewer { account } }", "2")
        await send(socket, WATCH, "3")
        assert await close_code(socket) == FORBIDDEN
    assert (await Session.get(id=session_of(other))).ended_at is None


async def test_a_live_view_says_nothing_more_once_the_session_is_over(endpoint: Endpoint) -> None:
    session = await endpoint.log_in()
    async with endpoint.logged_in(session) as socket:
        await send(socket, WATCH)
        assert (await socket.receive_json())["type"] == "next"
        endpoint.services.standings.revoked(Gone.of(accounts=[endpoint.world.accounts[Role.SCHOOL].id]))
        await endpoint.services.hub.look()
        assert await close_code(socket) == FORBIDDEN
    assert endpoint.services.hub.watching == 0


async def test_an_import_is_told_no_more_once_the_session_is_over(endpoint: Endpoint) -> None:
    job = await make_import(endpoint.world.accounts[Role.SCHOOL], endpoint.world.school)
    session = await endpoint.log_in()
    async with endpoint.logged_in(session) as socket:
        await send(socket, "subscription($id: ID!) { rosterImport(id: $id) { state } }", id=f"RosterImport:{job.id}")
        assert (await socket.receive_json())["payload"]["data"] == {"rosterImport": {"state": "QUEUED"}}
        endpoint.services.standings.revoked(Gone.of(accounts=[endpoint.world.accounts[Role.SCHOOL].id]))
        await RosterImport.filter(id=job.id).update(version=2)
        await endpoint.services.hub.look()
        assert await close_code(socket) == FORBIDDEN
    assert endpoint.services.hub.watching == 0


async def test_who_ends_its_own_session_over_its_socket_is_still_answered(endpoint: Endpoint) -> None:
    session = await endpoint.log_in()
    async with endpoint.logged_in(session) as socket:
        await send(socket, WATCH, "live")
        assert (await socket.receive_json())["id"] == "live"
        await send(socket, "mutation { logout { session { endReason } } }")
        assert (await socket.receive_json())["payload"]["data"] == {"logout": {"session": {"endReason": "LOGOUT"}}}
        assert (await socket.receive_json())["type"] == "complete"
        assert await close_code(socket) == FORBIDDEN


async def test_who_changes_its_password_over_its_socket_gets_the_new_tokens(endpoint: Endpoint) -> None:
    account = endpoint.world.accounts[Role.SCHOOL]
    await Account.filter(id=account.id).update(password_hash=await endpoint.services.passwords.hash(OLD))
    session = await endpoint.log_in()
    query = "mutation($i: ChangePasswordInput!) { changePassword(input: $i) { accessToken userErrors { code } } }"
    async with endpoint.logged_in(session) as socket:
        await send(socket, query, i={"currentPassword": OLD, "newPassword": NEW})
        payload = (await socket.receive_json(timeout=PATIENCE))["payload"]["data"]["changePassword"]
        assert payload["userErrors"] == []
        assert (await socket.receive_json())["type"] == "complete"
        assert await close_code(socket) == FORBIDDEN
    async with endpoint.socket(authorization=f"Bearer {payload['accessToken']}") as socket:
        assert (await socket.receive_json())["type"] == "connection_ack"
    assert (await Audit.get()).account_id == account.id


async def test_nobody_is_followed_after_the_socket_is_left(endpoint: Endpoint) -> None:
    session = await endpoint.log_in()
    async with endpoint.logged_in(session) as socket:
        await send(socket, WATCH)
        await socket.receive_json()
        assert endpoint.services.standings.followed == 1
    assert (endpoint.services.standings.followed, endpoint.services.hub.watching) == (0, 0)


@pytest.mark.parametrize("query", [None, 7, [], {"a": 1}, "{", "{ nothing }"])
async def test_what_is_no_document_is_refused(endpoint: Endpoint, query: object) -> None:
    async with endpoint.logged_in(await endpoint.log_in()) as socket:
        await socket.send_json({"type": "subscribe", "id": "1", "payload": {"query": query}})
        assert await refusal(socket) in {"error", "complete", 4400}


@pytest.mark.parametrize(
    "message",
    [
        None,
        7,
        "text",
        [],
        {},
        {"type": None},
        {"type": ["subscribe"]},
        {"type": "next", "id": "1", "payload": {}},
        {"type": "subscribe"},
        {"type": "subscribe", "id": "1"},
        {"type": "subscribe", "id": "1", "payload": "{ viewer { role } }"},
        {"type": "subscribe", "id": 1, "payload": {"query": "{ viewer { role } }"}},
        {"type": "subscribe", "id": ["1"], "payload": {"query": "{ viewer { role } }"}},
        {"type": "subscribe", "id": "院" * 30, "payload": {"query": "{ viewer { role } }"}},
        {"type": "complete"},
        {"type": "complete", "id": {}},
    ],
)
async def test_what_is_no_message_closes_the_socket(endpoint: Endpoint, message: object) -> None:
    async with endpoint.logged_in(await endpoint.log_in()) as socket:
        await socket.send_text(json.dumps(message))
        assert await close_code(socket) == 4400


async def test_an_id_in_use_closes_the_socket(endpoint: Endpoint) -> None:
    async with endpoint.logged_in(await endpoint.log_in()) as socket:
        await send(socket, WATCH, "院" * 26)
        assert (await socket.receive_json(timeout=PATIENCE))["type"] == "next"
        await send(socket, WATCH, "院" * 26)
        assert await close_code(socket) == 4409


async def test_only_so_many_operations_run_over_a_socket_and_who_ends_one_begins_another(endpoint: Endpoint) -> None:
    async with endpoint.logged_in(await endpoint.log_in()) as socket:
        for number in range(MAX_OPERATIONS):
            await send(socket, WATCH, str(number))
            assert (await socket.receive_json(timeout=PATIENCE))["type"] == "next"
        await send(socket, WATCH, "more")
        refused = await socket.receive_json(timeout=PATIENCE)
        assert (refused["id"], refused["type"], refused["payload"][0]["extensions"]["code"]) == ("more", "error", "QUERY_TOO_LARGE")
        await socket.send_json({"type": "complete", "id": "0"})
        await send(socket, WATCH, "more")
        assert (await socket.receive_json(timeout=PATIENCE))["type"] == "next"


async def refusal(socket: AsyncWebSocketSession) -> str | int:
    """Return the type of the next message, or the code of the close that comes instead."""
    try:
        return str((await socket.receive_json(timeout=PATIENCE))["type"])
    except WebSocketDisconnect as closed:
        return closed.code
