"""Removes what is left of uploads: those that were attached to nothing in a day, and contents that nothing names any more."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NoReturn

from actions.context import Clock
from actions.upload import remove_unattached, remove_unnamed
from rules.files import CLAIM
from storage.blobs import Blobs

PAUSE: Final = 300.0
"""Seconds between two rounds."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Removed:
    """How many of each one round removed."""

    uploads: int
    contents: int
    drafts: int


async def run_once(now: datetime, blobs: Blobs) -> Removed:
    """Remove what is due at an aware moment. Several processes may do it at once. Raises OSError where storage fails."""
    return Removed(await remove_unattached(now), await remove_unnamed(now, blobs), await blobs.remove_drafts(now - CLAIM))


async def run_forever(clock: Clock, blobs: Blobs) -> NoReturn:
    """Do a round every five minutes until cancelled. What a round that fails has left, the next one finds."""
    while True:
        try:
            await run_once(clock.now(), blobs)
        except Exception:
            _log.exception("a round of removing what is left of uploads failed")
        await asyncio.sleep(PAUSE)
