"""What is kept for the next request: documents and what was compiled of them, within a budget of bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Final

MOST_OF_BUDGET: Final = 48
"""A single value may weigh at most this part of the budget: whoever sends large ones pays for them, and pushes nobody else's out."""


OF_ENTRY: Final = 500
"""Bytes that keeping a value takes, whatever it is."""


@dataclass(slots=True)
class _Entry:
    value: Any
    weight: int
    parent: Hashable | None
    children: set[Hashable] = field(default_factory=set)


class Kept:
    """Keeps what was used last, as far as its weight goes: clients choose keys, so nothing of theirs may grow without end.

    A value may hang on another (a plan on its document): it goes when that goes, and using it counts as using that.
    """

    def __init__(self, budget: int) -> None:
        """Keep nothing yet; `budget` is in bytes."""
        self._budget = budget
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self.weight = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Any:
        """Return the value, counted as used with all it hangs on; None where it is not kept."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._use(key, entry)
        return entry.value

    def _use(self, key: Hashable, entry: _Entry) -> None:
        self._entries.move_to_end(key)
        if entry.parent is not None:
            # A parent is always the younger of the two, so that what is thrown away first has nothing hanging on it.
            self._use(entry.parent, self._entries[entry.parent])

    def put(self, key: Hashable, value: Any, weight: int, parent: Hashable | None = None) -> bool:
        """Keep a value of so many bytes, and throw away what was used longest ago; return whether it is kept.

        It is not where it weighs too much for the budget, or what it hangs on is kept no longer.
        """
        self.drop(key)
        weight += OF_ENTRY
        if weight * MOST_OF_BUDGET > self._budget or (parent is not None and parent not in self._entries):
            return False
        self._entries[key] = entry = _Entry(value, weight, parent)
        self.weight += weight
        if parent is not None:
            self._entries[parent].children.add(key)
        self._use(key, entry)
        while self.weight > self._budget:
            self.drop(next(iter(self._entries)))
        return key in self._entries

    def drop(self, key: Hashable) -> None:
        """Forget a value and all that hangs on it."""
        entry = self._entries.pop(key, None)
        if entry is None:
            return
        self.weight -= entry.weight
        parent = self._entries.get(entry.parent) if entry.parent is not None else None
        if parent is not None:
            parent.children.discard(key)
        for child in list(entry.children):
            self.drop(child)
