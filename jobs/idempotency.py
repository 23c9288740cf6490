"""Removes idempotency keys (幂等键) that are old enough: nobody sends the same again after a day."""

import asyncio
import logging
from datetime import datetime
from typing import Final, NoReturn

from actions.context import Clock
from models import IdempotencyKey
from rules.idempotency import KEPT

PAUSE: Final = 300.0
"""Seconds between two rounds."""
PORTION: Final = 1_000
"""Rows removed by one statement, so that nobody waits long for their locks."""

_log: Final = logging.getLogger(__name__)


async def run_once(now: datetime) -> int:
    """Remove the keys that have been kept for long enough at an aware moment; return how many. Several processes may do it at once."""
    removed = 0
    while keys := await IdempotencyKey.filter(created_at__lte=now - KEPT).limit(PORTION).values_list("id", flat=True):
        removed += await IdempotencyKey.filter(id__in=keys).delete()
    return removed


async def run_forever(clock: Clock) -> NoReturn:
    """Do a round every five minutes until cancelled. What a round that fails has left, the next one finds."""
    while True:
        try:
            await run_once(clock.now())
        except Exception:
            _log.exception("a round of removing idempotency keys failed")
        await asyncio.sleep(PAUSE)
