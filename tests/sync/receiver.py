"""An employment system on a real socket, which does everything wrong that one can, and is exact about what it has taken."""

import asyncio
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

import orjson
from jsonschema import Draft202012Validator
from standardwebhooks.webhooks import Webhook

from sync.message_schema import message_schema

SECRET: Final = "whsec_" + b64encode(b"a secret for tests, 32 bytes ...").decode()
PATH: Final = "/reports"
VALIDATOR: Final = Draft202012Validator(message_schema())


class Fault(Enum):
    """What it does with one request."""

    NONE = "takes it and says so"
    FAILS = "answers 500 and takes nothing"
    SILENT = "takes nothing and never answers"
    DROPS = "takes it and drops the connection before it answers"
    ANSWERS_AND_DROPS = "takes it, answers 200 and drops the connection within the answer"
    HANGS_UP = "drops the connection without a word"
    BUSY = "answers 503 and asks for patience"
    REFUSES = "answers 422, for good"
    ELSEWHERE = "answers 307 to another address"


@dataclass
class FaultyReceiver:
    """Counts what arrives; takes each idempotency key once, as docs/sync.md asks."""

    faults: list[Fault] = field(default_factory=list)
    """What it does with the next requests; afterwards nothing is wrong any more."""
    taken: list[dict[str, Any]] = field(default_factory=list)
    """In the order in which they were taken, each once."""
    arrivals: list[tuple[str, str]] = field(default_factory=list)
    """Idempotency key and `webhook-id` of every request that was read."""
    paths: set[str] = field(default_factory=set)
    port: int = 0
    under_way: int = 0
    most_under_way: int = 0
    _server: asyncio.Server | None = None
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where it takes reports."""
        return f"http://127.0.0.1:{self.port}{PATH}"

    async def start(self) -> None:
        """Listen, on the same port as before where there was one."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def kill(self) -> None:
        """Be gone with all connections, in the middle of whatever it does."""
        if self._server is not None:
            self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        self._serving.clear()

    def numbers(self, graduate_exam_number: str) -> list[int]:
        """Return the sequence numbers that were taken of a graduate, in that order."""
        return [said["sequence"] for said in self.taken if said["graduate"]["examNumber"] == graduate_exam_number]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while await self._answer(reader, writer):
                pass
        self.under_way -= 1
        writer.transport.abort()
        self._serving.discard(task)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether the connection goes on."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        # A signature is not lower case.
        signature = next(line.split(": ", 1)[1] for line in head if line.lower().startswith("webhook-signature"))
        body = await reader.readexactly(int(headers["content-length"]))
        self.paths.add(head[0].split(" ")[1])
        fault = self.faults.pop(0) if self.faults else Fault.NONE
        if fault is Fault.HANGS_UP:
            return False
        self._check(headers, signature, body)
        if fault in {Fault.NONE, Fault.DROPS, Fault.ANSWERS_AND_DROPS}:
            self._take(orjson.loads(body))
        match fault:
            case Fault.SILENT:
                await asyncio.sleep(3600)
            case Fault.DROPS:
                return False
            case Fault.ANSWERS_AND_DROPS:
                await self._say(writer, b"200 OK\r\nContent-Length: 100")
                return False
            case Fault.FAILS:
                await self._say(writer, b"500 Oh\r\nContent-Length: 0")
            case Fault.BUSY:
                await self._say(writer, b"503 Busy\r\nRetry-After: 600\r\nContent-Length: 0")
            case Fault.REFUSES:
                await self._say(writer, b"422 No\r\nContent-Length: 0")
            case Fault.ELSEWHERE:
                location = f"307 There\r\nLocation: http://127.0.0.1:{self.port}/elsewhere\r\nContent-Length: 0"
                await self._say(writer, location.encode())
            case _:
                await self._say(writer, b"204 Taken")
        return True

    async def _say(self, writer: asyncio.StreamWriter, said: bytes) -> None:
        writer.write(b"HTTP/1.1 " + said + b"\r\n\r\n")
        await writer.drain()

    def _check(self, headers: dict[str, str], signature: str, body: bytes) -> None:
        """Insist on what docs/sync.md promises: signed as Standard Webhooks has it, and as the schema says."""
        at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
        assert Webhook(SECRET).sign(headers["webhook-id"], at, body.decode()) == signature
        said = orjson.loads(body)
        VALIDATOR.validate(said)
        assert headers["webhook-id"] == said["id"]
        self.arrivals.append((said["idempotencyKey"], said["id"]))

    def _take(self, said: dict[str, Any]) -> None:
        if all(said["idempotencyKey"] != one["idempotencyKey"] for one in self.taken):
            self.taken.append(said)
