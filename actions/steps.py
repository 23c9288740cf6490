"""Decided steps in the lives of records, as they are written: the same statements in the same order, whatever the records are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from actions.counters import shift_counters
from actions.trail import Act, Trail


@dataclass(frozen=True, slots=True)
class Done:
    """What a step leaves behind: an act for the trail, and column -> change of the counters."""

    act: Act
    shift: Mapping[str, int]


class Step(Protocol):
    """What the rules decided about a record as it was read; nothing of it is written yet."""

    @property
    def school_id(self) -> UUID: ...

    @property
    def class_year(self) -> int: ...

    @property
    def now(self) -> datetime: ...

    async def take(self) -> list[Done] | None:
        """Write all of the step but trail and counters, and what follows from it; None where somebody moved the record meanwhile.

        Raises SlotTaken, TryAgain, Inconsistent.
        """
        ...


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


async def leave(done: Iterable[Done], last: Step, trail: Trail) -> None:
    """Write what steps left behind: the trail, then the counters, and nothing after them."""
    done = list(done)
    await trail.record(*(each.act for each in done))
    await shift_counters(last.school_id, last.class_year, (each.shift for each in done), last.now)
