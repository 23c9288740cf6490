"""A keep-alive HTTP/1.1 client that costs next to nothing, so that the servers are what is measured."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter
from typing import Final, Self, cast

HEAD_END: Final = b"\r\n\r\n"
LENGTH: Final = b"content-length:"
OK: Final = b"HTTP/1.1 200 "

Ask = Callable[[], Awaitable[object]]
"""Asks one question over one connection and waits for the answer."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of load came to: answers a second, and how long each took, in seconds."""

    rate: float
    latencies: list[float]

    def percentile(self, percent: int) -> float:
        """Return a percentile of the latencies, in milliseconds."""
        return quantiles(self.latencies, n=100, method="inclusive")[percent - 1] * 1000


class Connection(asyncio.Protocol):
    """One connection to a server on this machine, one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport
        self._answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._received = bytearray()
        self._expected = 0
        """The length of the answer, head included; 0 until its head has come."""

    @classmethod
    async def open(cls, port: int) -> Self:
        """Connect to a port on loopback. Raises OSError."""
        return (await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port))[1]

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._answer.done():
            self._answer.set_exception(ConnectionError("the server hung up"))

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._expected and (end := self._received.find(HEAD_END)) >= 0:
            lines = bytes(self._received[:end]).lower().split(b"\r\n")
            length = next(int(line[len(LENGTH) :]) for line in lines if line.startswith(LENGTH))
            self._expected = end + len(HEAD_END) + length
        if self._expected and len(self._received) >= self._expected:
            self._answer.set_result(bytes(self._received))

    async def ask(self, request: bytes) -> bytes:
        """Send a request and return the answer's body. Raises RuntimeError unless the status is 200, ConnectionError where none comes."""
        self._received.clear()
        self._expected = 0
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        answer = await self._answer
        if not answer.startswith(OK):
            raise RuntimeError(answer[:1000].decode())
        return answer[answer.index(HEAD_END) + len(HEAD_END) :]

    def asking(self, requests: Iterator[bytes]) -> Ask:
        """Return what asks the next request."""
        return lambda: self.ask(next(requests))

    def close(self) -> None:
        """Hang up."""
        self._answer.cancel()
        self._transport.close()


def request_of(body: bytes, token: str | None) -> bytes:
    """Return the bytes of a POST to /graphql."""
    lines = ["POST /graphql HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json", f"Content-Length: {len(body)}"]
    if token is not None:
        lines.append(f"Authorization: Bearer {token}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


async def run(asks: list[Ask], seconds: float) -> Round:
    """Ask over all connections at once, each as fast as it is answered, for a while; then wait for what is still out."""
    latencies: list[float] = []
    began = perf_counter()

    async def keep_asking(ask: Ask) -> None:
        while (asked := perf_counter()) < began + seconds:
            await ask()
            latencies.append(perf_counter() - asked)

    await asyncio.gather(*(keep_asking(ask) for ask in asks))
    return Round(len(latencies) / (perf_counter() - began), latencies)
