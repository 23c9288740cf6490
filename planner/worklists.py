"""What a field is bound to that says what waits for whoever asks."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Something that waits for whoever meets `needs`: the rows of a root list under a filter, as a client would write it.

    `due` is a moment of those rows, the earliest of which is told.
    """

    code: str
    label: str
    needs: tuple[Hashable, ...]
    list: str
    filter: Mapping[str, object]
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Worklist:
    """A root field that says what waits for whoever asks, and how much of it."""

    items: tuple[WorkItem, ...]
