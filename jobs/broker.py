"""Wakes whoever does a kind of work: in this process or, over Redis streams, in whichever worker is free. It decides nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, NoReturn

import structlog
from taskiq import AsyncBroker, InMemoryBroker
from taskiq.acks import AcknowledgeType
from taskiq.kicker import AsyncKicker
from taskiq.receiver import Receiver
from taskiq_redis import RedisStreamBroker

from jobs.rounds import repeat

STREAM: Final = "quxiang:jobs"
DOWNLOADS: Final = "quxiang:downloads"
"""A stream of their own, so that no download waits behind an import in the same process."""
MOST_KICKS: Final = 100
"""As many stay in the stream, about: where no worker runs they would pile up, and each only says that there is something to look for."""
RECONNECT: Final = 1.0
"""Seconds before Redis is tried again."""

SILENCE: Final = 5.0
"""Seconds without an answer after which Redis counts as gone."""
LAST_CALL: Final = 1.0
"""Seconds that a process which ends gives what it rings; whoever does the work finds the rest by itself."""

_log: Final = structlog.stdlib.get_logger("jobs.broker")


def broker_of(redis_url: str | None, stream: str = STREAM) -> AsyncBroker:
    """Return the broker of one kind of work in a deployment: without a Redis, this process."""
    if redis_url is None:
        return InMemoryBroker()
    return RedisStreamBroker(
        redis_url,
        queue_name=stream,
        consumer_group_name=stream,
        maxlen=MOST_KICKS,
        # One message at a time: a worker that has read ahead keeps from the others what it is too busy to do.
        xread_count=1,
        unacknowledged_lock_timeout=60,
        # A Redis that answers nothing is one that is gone. Longer than a worker waits for a message, which is two seconds.
        socket_connect_timeout=SILENCE,
        socket_timeout=SILENCE,
    )


class Bell:
    """Rings for one kind of work. What is not heard costs time only: whoever does the work also looks for it by itself."""

    def __init__(self, broker: AsyncBroker, work: str) -> None:
        self._broker = broker
        self._work = work
        self._ringing: set[asyncio.Task[None]] = set()

    def ring(self) -> None:
        """Say, after a commit, that there is something to do. Never raises, and waits for nothing."""
        task = asyncio.ensure_future(self._ring())
        self._ringing.add(task)
        task.add_done_callback(self._ringing.discard)

    async def _ring(self) -> None:
        try:
            await AsyncKicker[..., None](self._work, self._broker, {}).kiq()
        except Exception:
            _log.warning("nobody was woken", work=self._work, exc_info=True)

    def answered_by(self, do: Callable[[], Awaitable[None]]) -> None:
        """Have the work done when it is rung for: in this process at once, in a worker while it `listen`s."""

        async def answer() -> None:
            await do()

        self._broker.register_task(answer, task_name=self._work)

    async def listen(self) -> NoReturn:
        """Answer what other processes ring for, until cancelled, through every outage of Redis."""

        async def session() -> None:
            await self._broker.startup()
            # Acknowledged before it is done: that it is done after a crash is the lease's affair.
            receiver = Receiver(self._broker, max_async_tasks=1, run_startup=False, ack_type=AcknowledgeType.WHEN_RECEIVED)
            await receiver.listen(asyncio.Event())

        await repeat(session, every=RECONNECT, what=f"listening for {self._work}")

    async def close(self) -> None:
        """Let go of the broker, once what is being rung is heard."""
        if self._ringing:
            _, late = await asyncio.wait(self._ringing, timeout=LAST_CALL)
            for each in late:
                each.cancel()
        await self._broker.shutdown()
