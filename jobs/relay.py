"""Sends reports to the employment system all the time, and removes old attempts."""

import asyncio
import logging
import time
from datetime import datetime
from typing import Final, NoReturn

from actions.context import Clock
from jobs.rounds import TIDYING, remove, repeat
from models import ReportAttempt
from rules.delivery import ATTEMPTS_KEPT
from sync.relay import Relay

PAUSE: Final = 1.0
"""Seconds between two looks for what is due."""
SHARE: Final = 20
"""A look that took long, because much waits, is followed by a pause of so many times as long."""

_log: Final = logging.getLogger(__name__)


async def run_forever(relay: Relay) -> NoReturn:
    """Send what is due every second or so until cancelled; a round that fails leaves everything to the next one."""
    while True:
        began = time.monotonic()
        try:
            sent = await relay.run_once()
        except Exception:
            sent = 0
            _log.exception("a round of sending reports failed")
        took = time.monotonic() - began
        await asyncio.sleep(PAUSE if sent else max(PAUSE, SHARE * took))


async def prune(now: datetime) -> int:
    """Remove attempts that are old enough at an aware moment; return how many. What a report says of its delivery stays."""
    return await remove(ReportAttempt.filter(created_at__lte=now - ATTEMPTS_KEPT))


async def prune_forever(clock: Clock) -> NoReturn:
    """Do so every five minutes until cancelled."""
    await repeat(lambda: prune(clock.now()), every=TIDYING, what="removing old attempts to report")
