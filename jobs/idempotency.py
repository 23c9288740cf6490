"""Removes idempotency keys (幂等键) that are old enough: nobody sends the same again after a day."""

from datetime import datetime
from typing import NoReturn

from actions.context import Clock
from jobs.rounds import TIDYING, remove, repeat
from models import IdempotencyKey
from rules.idempotency import KEPT


async def run_once(now: datetime) -> int:
    """Remove the keys that have been kept for long enough at an aware moment; return how many. Several processes may do it at once."""
    return await remove(IdempotencyKey.filter(created_at__lte=now - KEPT))


async def run_forever(clock: Clock) -> NoReturn:
    """Do a round every five minutes until cancelled."""
    await repeat(lambda: run_once(clock.now()), every=TIDYING, what="removing idempotency keys")
