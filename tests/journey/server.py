"""Starts the product as an operator does, and speaks to it as a client does."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.forked import Forked, start
from tests.outputs import OUTPUTS, async_client
from tests.patience import PATIENCE

SECRET: Final = "a key for tests, of 32 bytes...!"
"""The same as `tests.world.VAULT`'s, so that the server finds the people the world has made."""
PASSWORD: Final = "a password of the journey"
START_SECONDS: Final = 40
COMMAND: Final = (sys.executable, "-c", "from app.cli import main; main()")


def environment(url: str, port: int = 8000) -> dict[str, str]:
    """Return the environment of a command that works on one database."""
    mine = {"QUXIANG_DATABASE_URL": url, "QUXIANG_SECRET_KEY": SECRET, "QUXIANG_PORT": str(port), "QUXIANG_LOG_FORMAT": "json"}
    return {**{name: value for name, value in os.environ.items() if not name.startswith("QUXIANG_")}, **mine}


async def run(url: str, *arguments: str) -> str:
    """Run a command of `quxiang` to its end; return what it printed. Raises AssertionError where it fails."""
    code, printed = await ended(url, *arguments)
    assert code == 0, printed
    return printed


async def ended(url: str, *arguments: str) -> tuple[int, str]:
    """Run a command of `quxiang` to its end; return its exit code and what it printed."""
    with TemporaryFile() as said:
        process = await start(*arguments, environment=environment(url), output=said, errors=said)
        code = await process.wait()
        said.seek(0)
        printed = said.read().decode()
    OUTPUTS.look("commands", printed, " ".join(arguments))
    return code, printed


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Server:
    """A running server and a client of it."""

    http: httpx.AsyncClient
    socket_url: str

    async def ask(self, query: str, token: str | None = None, **variables: Any) -> dict[str, Any]:
        """Return the whole response of a document, whatever its status."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        response = await self.http.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
        answer: dict[str, Any] = orjson.loads(response.content)
        return answer

    async def data(self, query: str, token: str | None = None, **variables: Any) -> dict[str, Any]:
        """Return the data of a document that has no errors."""
        answer = await self.ask(query, token, **variables)
        assert "errors" not in answer, answer
        data: dict[str, Any] = answer["data"]
        return data

    async def log_in(self, account: str, password: str = PASSWORD) -> str:
        """Return an access token."""
        login = "mutation($input: LoginInput!) { login(input: $input) { accessToken userErrors { message } } }"
        payload = (await self.data(login, input={"account": account, "password": password}))["login"]
        assert payload["userErrors"] == []
        return str(payload["accessToken"])

    @asynccontextmanager
    async def watching(self, query: str, token: str, **variables: Any) -> AsyncIterator["Live"]:
        """Subscribe over graphql-transport-ws; yield where the answers arrive."""
        async with connect(self.socket_url, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket_:
            await socket_.send(orjson.dumps({"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}}).decode())
            assert orjson.loads(await socket_.recv())["type"] == "connection_ack"
            operation = {"query": query, "variables": variables}
            await socket_.send(orjson.dumps({"id": "1", "type": "subscribe", "payload": operation}).decode())
            yield Live(socket_)


@dataclass(frozen=True)
class Live:
    """One subscription's answers."""

    socket: ClientConnection

    async def close_code(self) -> int:
        """Read until the server closes the socket; return its code."""
        try:
            while True:
                await self.socket.recv()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd is not None else 1006

    async def message(self, seconds: float = PATIENCE) -> dict[str, Any]:
        """Return the next message. Raises TimeoutError where none comes."""
        received = await asyncio.wait_for(self.socket.recv(decode=True), seconds)
        OUTPUTS.look("live messages", received)
        message: dict[str, Any] = orjson.loads(received)
        return message

    async def to_its_end(self) -> AsyncIterator[dict[str, Any]]:
        """Yield the data of each answer until the server says that there will be no more."""
        while (message := await self.message())["type"] == "next":
            assert "errors" not in message["payload"], message
            yield message["payload"]["data"]
        assert message["type"] == "complete", message

    async def figures(self) -> dict[str, Any]:
        """Return the next answer's statistics."""
        message = await self.message()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        figures: dict[str, Any] = message["payload"]["data"]["signingStatistics"]
        return figures

    async def until(self, **expected: int) -> dict[str, Any]:
        """Return the first answer with these figures; earlier ones may have been sent before the last change."""
        while True:
            figures = await self.figures()
            if expected.items() <= figures.items():
                return figures


@asynccontextmanager
async def serving(url: str, log: Path | None = None, **settings: int | str) -> AsyncIterator[Server]:
    """Run `quxiang serve` on a free port; stop it as Ctrl-C does, and see that it ends well.

    What it logs goes to `log` where given; `settings` are QUXIANG_* variables by their names in lower case.
    """
    port = free_port()
    mine = {f"QUXIANG_{name.upper()}": str(value) for name, value in settings.items()}
    with (log or Path(os.devnull)).open("wb") as said:
        process = await start("serve", environment=environment(url, port) | mine, errors=said if log else None)
    try:
        async with async_client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as http:
            await _answers(http, process)
            yield Server(http, f"ws://127.0.0.1:{port}/graphql")
    finally:
        if process.returncode is None:
            process.send_signal(2)
        code = await asyncio.wait_for(process.wait(), PATIENCE)
    assert code == 0


async def _answers(http: httpx.AsyncClient, process: Forked) -> None:
    async with asyncio.timeout(START_SECONDS):
        while True:
            assert process.returncode is None, "the server ended before it served"
            try:
                if (await http.get("/health")).status_code == 200:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.05)
