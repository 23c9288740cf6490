"""A WebSocket to an ASGI application in this process, as a client of graphql-transport-ws holds it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.types import ASGIApp, Message

from tests.patience import PATIENCE


@dataclass
class Socket:
    """An open socket, past its greeting."""

    incoming: "asyncio.Queue[Message]" = field(default_factory=asyncio.Queue)
    outgoing: "asyncio.Queue[Message]" = field(default_factory=asyncio.Queue)
    asked: int = 0

    async def say(self, **message: Any) -> None:
        """Send one message of the protocol."""
        await self.incoming.put({"type": "websocket.receive", "text": orjson.dumps(message).decode()})

    async def hear(self) -> dict[str, Any]:
        """Return the next message of the protocol. Raises AssertionError where the socket is closed instead."""
        message = await asyncio.wait_for(self.outgoing.get(), PATIENCE)
        assert message["type"] == "websocket.send", message
        heard: dict[str, Any] = orjson.loads(message["text"])
        return heard

    async def ask(self, **payload: Any) -> dict[str, Any]:
        """Return the first answer to an operation; what follows of it is refused."""
        self.asked += 1
        await self.say(id=str(self.asked), type="subscribe", payload=payload)
        while (heard := await self.hear())["id"] != str(self.asked):
            pass
        await self.say(id=str(self.asked), type="complete")
        return heard


@asynccontextmanager
async def open_socket(app: ASGIApp, **parameters: Any) -> AsyncIterator[Socket]:
    """Open a socket, greet with the connection's parameters, and leave it closed."""
    socket = Socket()
    scope = {
        "type": "websocket",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "headers": [(b"host", b"test")],
        "client": ("192.0.2.1", 1),
        "server": ("test", 80),
        "subprotocols": ["graphql-transport-ws"],
        "scheme": "ws",
    }
    await socket.incoming.put({"type": "websocket.connect"})
    serving = asyncio.create_task(_serve(app, scope, socket))
    assert (await asyncio.wait_for(socket.outgoing.get(), PATIENCE))["type"] == "websocket.accept"
    await socket.say(type="connection_init", payload=parameters)
    assert (await socket.hear())["type"] == "connection_ack"
    yield socket
    await socket.incoming.put({"type": "websocket.disconnect", "code": 1000})
    await serving


async def _serve(app: ASGIApp, scope: dict[str, Any], socket: Socket) -> None:
    await app(scope, socket.incoming.get, socket.outgoing.put)
