"""A clock that is set by hand; apart from the stage, so that a process which only needs the time starts without pytest."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.world import NOW


@dataclass
class HandClock:
    """Shows the time it was set to."""

    time: datetime = NOW

    def now(self) -> datetime:
        return self.time

    def move_to(self, time: datetime | None) -> None:
        assert time is not None
        self.time = time

    def advance(self, by: timedelta) -> None:
        self.time += by
