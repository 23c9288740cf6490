"""Decided steps in the lives of records, as they are written: the same statements in the same order, whatever the records are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from actions.counters import COUNTED, shift_counters
from actions.record_kinds import Counters
from actions.trail import Act, Trail
from models import SigningCounters


@dataclass(frozen=True, slots=True)
class Done:
    """What a step leaves behind: an act for the trail, and column -> change of the counters."""

    act: Act
    shift: Mapping[str, int]
    counters: Counters = SigningCounters
    """Whose columns these are."""


class Place(Protocol):
    """Whose counters change, and when."""

    @property
    def school_id(self) -> UUID: ...

    @property
    def class_year(self) -> int: ...

    @property
    def now(self) -> datetime: ...


class Step(Place, Protocol):
    """What the rules decided about a record as it was read; nothing of it is written yet."""

    async def take(self) -> list[Done] | None:
        """Write all of the step but trail and counters, and what follows from it; None where somebody moved the record meanwhile.

        Raises SlotTaken, TryAgain, Inconsistent.
        """
        ...


class Locked(Protocol):
    """A record of a graduate."""

    id: UUID
    graduate_id: UUID
    class_year: int


def lock_order(record: Locked) -> tuple[int, UUID, UUID]:
    """Return the order in which the rows of many records are always locked: two who write the same wait for each other, not in a circle.

    Graduates come first, as what is locked beside a record is its graduate's, whatever kind the record is.
    """
    return record.class_year, record.graduate_id, record.id


S = TypeVar("S", bound=Step)


async def take_steps(steps: Sequence[S], trail: Trail) -> list[S]:
    """Write steps of one school and class year; return those taken, the others having been moved meanwhile.

    It is all that their transaction does: each record with its slot and reports, then the trail, and the counters last.
    Raises SlotTaken; TryAgain where a number is already another agreement's; Inconsistent.
    """
    taken: list[S] = []
    done: list[Done] = []
    for step in steps:
        left = await step.take()
        if left is not None:
            taken.append(step)
            done += left
    if taken:
        await leave(done, taken[-1], trail)
    return taken


async def leave(done: Iterable[Done], last: Place, trail: Trail) -> None:
    """Write what steps left behind: the trail, then the counters, and nothing after them."""
    done = list(done)
    await trail.record(*(each.act for each in done))
    for table in COUNTED:
        shifts = [each.shift for each in done if each.counters is table]
        if shifts:
            await shift_counters(last.school_id, last.class_year, shifts, last.now, table)
