"""A keep-alive HTTP/1.1 client that costs next to nothing, so that the servers are what is measured."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter
from typing import Final, Self

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


class Connection:
    """One connection to a server on this machine, one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> Self:
        """Connect to a port on loopback."""
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=1 << 22))

    async def ask(self, request: bytes) -> bytes:
        """Send a request and return the answer's body. Raises RuntimeError unless the status is 200."""
        self._writer.write(request)
        head = await self._reader.readuntil(HEAD_END)
        lines = head.split(b"\r\n")
        length = next(int(line[len(LENGTH) :]) for line in lines if line.lower().startswith(LENGTH))
        body = await self._reader.readexactly(length)
        if not head.startswith(OK):
            raise RuntimeError(f"{lines[0].decode()}: {body[:500].decode()}")
        return body

    def asking(self, requests: Iterator[bytes]) -> Ask:
        """Return what asks the next request."""
        return lambda: self.ask(next(requests))

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


def request_of(body: bytes, token: str | None) -> bytes:
    """Return the bytes of a POST to /graphql."""
    authorization = f"Authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{authorization}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


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
