"""Who does a kind of work is woken at once, in this process or over Redis, and an outage of Redis is got over."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from structlog.testing import capture_logs

from app.asgi import stopped
from jobs.broker import Bell, broker_of
from tests.patience import PATIENCE
from tests.redis_server import RedisServer

QUIET = 0.5
"""Seconds of silence after which nothing that was rung for is on its way any more."""


class Heard:
    """Counts how often anybody was woken."""

    def __init__(self) -> None:
        self.times = 0
        self._left = asyncio.Semaphore(0)

    async def __call__(self) -> None:
        self.times += 1
        self._left.release()

    async def so_often(self, times: int) -> None:
        """Return once somebody was woken so often more."""
        async with asyncio.timeout(PATIENCE):
            for _ in range(times):
                await self._left.acquire()

    async def at_last(self, ringing: Bell) -> None:
        """Ring until somebody hears it who has yet to find Redis, and until all of it is heard."""
        async with asyncio.timeout(PATIENCE):
            ringing.ring()
            while not await self._once(0.1):
                ringing.ring()
            while await self._once(QUIET):
                pass

    async def _once(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._left.acquire(), seconds)
        except TimeoutError:
            return False
        return True


@asynccontextmanager
async def bell(url: str | None) -> AsyncIterator[Bell]:
    """Yield a bell for counting."""
    made = Bell(broker_of(url), "counting")
    yield made
    await made.close()


@asynccontextmanager
async def worker(url: str, heard: Heard) -> AsyncIterator[None]:
    """Listen as a worker does, beside the test."""
    async with bell(url) as listening:
        listening.answered_by(heard)
        task = asyncio.create_task(listening.listen())
        yield
        await stopped(task)


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[RedisServer]:
    """Yield a Redis that runs."""
    redis = RedisServer(folder)
    await redis.start()
    try:
        yield redis
    finally:
        await redis.stop()


async def test_without_a_redis_this_process_is_woken_and_who_rings_waits_for_nothing() -> None:
    heard = Heard()
    async with bell(None) as ringing:
        ringing.answered_by(heard)
        ringing.ring()
        assert not heard.times
        await heard.so_often(1)


async def test_a_bell_that_nobody_answers_disturbs_nobody() -> None:
    with capture_logs() as said:
        async with bell(None) as ringing:
            ringing.ring()
    assert [line["event"] for line in said] == ["nobody was woken"]


async def test_who_rings_a_redis_that_answers_nothing_ends_all_the_same() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with capture_logs():
            async with asyncio.timeout(PATIENCE), bell(f"redis://127.0.0.1:{silent.getsockname()[1]}/0") as ringing:
                ringing.ring()
                await asyncio.sleep(0)


async def test_over_redis_one_of_the_workers_is_woken_for_each_ring(tmp_path: Path) -> None:
    heard = Heard()
    async with serving(tmp_path) as redis, worker(redis.url, heard), worker(redis.url, heard), bell(redis.url) as ringing:
        await heard.at_last(ringing)
        before = heard.times
        for _ in range(20):
            ringing.ring()
        await heard.so_often(20)
        await asyncio.sleep(QUIET)
    assert heard.times == before + 20


async def test_a_worker_finds_redis_late_and_again_after_it_has_forgotten_everything(tmp_path: Path) -> None:
    heard, redis = Heard(), RedisServer(tmp_path)
    with capture_logs():
        async with worker(redis.url, heard), bell(redis.url) as ringing:
            ringing.ring()
            for _ in range(2):
                await redis.start()
                await heard.at_last(ringing)
                await redis.stop()
                ringing.ring()
