"""What jobs share: one round after the other, whatever becomes of each, and removing many rows a portion at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final, NoReturn

from tortoise.queryset import QuerySet

TIDYING: Final = 300.0
"""Seconds between two rounds of what removes what is left over."""
PORTION: Final = 1_000
"""Rows removed by one statement, so that nobody waits long for their locks."""

_log: Final = logging.getLogger(__name__)


async def repeat(run: Callable[[], Awaitable[object]], *, every: float, what: str) -> NoReturn:
    """Do a round, and `every` so many seconds another, until cancelled. What a round that fails has left, the next one finds."""
    while True:
        try:
            await run()
        except Exception:
            _log.exception("a round of %s failed", what)
        await asyncio.sleep(every)


async def remove(due: QuerySet[Any]) -> int:
    """Remove all rows of a query; return how many."""
    removed, key = 0, due.model._meta.pk_attr
    while keys := await due.limit(PORTION).values_list(key, flat=True):
        removed += await due.model.filter(pk__in=keys).delete()
    return removed
