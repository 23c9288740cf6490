"""Who waits for which rows, and how they learn of a change: by a signal at once, by a version soon, never not."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self, cast
from uuid import UUID

import orjson
import structlog
from broadcaster import Broadcast, Event

from actions.context import Dirty
from rules.acts import RecordKind

CHANNEL: Final = "changed"
WINDOW: Final = 0.2
"""Seconds between two answers of one live view, at least: what changes meanwhile is in the next."""
SWEEP: Final = 1.0
"""Seconds between two looks at the versions: a lost signal, or another process, delays an answer by this much at most."""


JOBS: Final = frozenset({RecordKind.ROSTER_IMPORT, RecordKind.DOWNLOAD})
"""Kinds of records of which each is watched by itself."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which counters a live view sums: of a class year, and of one province or one school where it names one."""

    class_year: int
    province_code: str | None = None
    school_id: UUID | None = None

    def concerns(self, dirty: Dirty) -> bool:
        """Return whether a change of these keys is a change of the view. How far a job has come is counted nowhere."""
        return (
            self.class_year == dirty.class_year
            and self.province_code in (None, dirty.province_code)
            and self.school_id in (None, dirty.school_id)
            and dirty.record_kind not in JOBS
        )


@dataclass(frozen=True, slots=True)
class OneJob:
    """The one job that a live view shows: an import of a roster, a download."""

    kind: RecordKind
    id: UUID

    def concerns(self, dirty: Dirty) -> bool:
        """Return whether a change of these keys is a change of the view."""
        return dirty.record_kind == self.kind and dirty.record_id == str(self.id)


Watched = Chosen | OneJob
Version = Callable[[Watched], Awaitable[int]]
"""Returns the sum of the versions of the rows that are watched: each rises under its row's lock, so any commit changes the sum."""


@dataclass(eq=False, slots=True)
class Watch:
    """One live view waiting. It keeps no queue: a change only says that the next answer is due."""

    watched: Watched
    seen: int = -1
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class Hub:
    """Wakes live views. `changed` implements `actions.context.Signals`."""

    def __init__(self, broadcast: Broadcast, version: Version, sweep: float = SWEEP) -> None:
        self._broadcast = broadcast
        self._version = version
        self._seconds = sweep
        self._watches: set[Watch] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._log = structlog.stdlib.get_logger("subscriptions.hub")

    async def __aenter__(self) -> Self:
        await self._broadcast.connect()
        listening = asyncio.Event()
        self._start(self._listen(listening))
        self._start(self._sweep())
        await listening.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._broadcast.disconnect()

    @property
    def watching(self) -> int:
        """How many live views wait."""
        return len(self._watches)

    def _start(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def changed(self, dirty: Sequence[Dirty]) -> None:
        """Tell every process, after a commit. Never raises; what is lost the sweep finds."""
        self._start(self._publish(orjson.dumps(unlike(dirty), default=str).decode()))

    async def _publish(self, message: str) -> None:
        try:
            await self._broadcast.publish(CHANNEL, message)
        except Exception:
            self._log.warning("signal lost", exc_info=True)

    async def _listen(self, listening: asyncio.Event) -> None:
        async with self._broadcast.subscribe(CHANNEL) as events:
            listening.set()
            async for event in cast("AsyncIterator[Event]", events):
                self._mark([dirty_of(each) for each in orjson.loads(event.message)])

    def _mark(self, dirty: Sequence[Dirty]) -> None:
        for watch in self._watches:
            if any(watch.watched.concerns(each) for each in dirty):
                watch.changed.set()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(self._seconds)
            with suppress(Exception):
                await self.look()

    async def look(self) -> None:
        """Compare the versions that live views have seen with those that are, and wake the views that lag."""
        for watched in {watch.watched for watch in self._watches}:
            version = await self._version(watched)
            for watch in self._watches:
                if watch.watched == watched and watch.seen != version:
                    watch.changed.set()

    async def watch(self, watched: Watched) -> AsyncGenerator[None, None]:
        """Yield once at once, then after each change, at most once a WINDOW; whoever reads then sees the change."""
        watch = Watch(watched)
        self._watches.add(watch)
        loop = asyncio.get_running_loop()
        try:
            while True:
                # Cleared and noted before the read: a change that comes during it sets the event again.
                watch.changed.clear()
                watch.seen = await self._version(watched)
                answered = loop.time()
                yield None
                await watch.changed.wait()
                await asyncio.sleep(max(0.0, answered + WINDOW - loop.time()))
        finally:
            self._watches.discard(watch)


def unlike(dirty: Sequence[Dirty]) -> list[Dirty]:
    """Return as many keys as tell all views what they must know: of records that are only counted, one for each place and year."""
    return list({each if each.record_kind in JOBS else replace(each, record_id=""): each for each in dirty})


def dirty_of(sent: Mapping[str, Any]) -> Dirty:
    """Return the keys that a process has sent."""
    school_id = sent["school_id"]
    return Dirty(**{**sent, "school_id": None if school_id is None else UUID(school_id)})
