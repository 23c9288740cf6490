"""Removes what is left of uploads: those that were attached to nothing in a day, and contents that nothing names any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from actions.context import Clock
from actions.upload import remove_unattached, remove_unnamed
from jobs.rounds import TIDYING, repeat
from rules.files import CLAIM
from storage.blobs import Blobs


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
    """Do a round every five minutes until cancelled."""
    await repeat(lambda: run_once(clock.now(), blobs), every=TIDYING, what="removing what is left of uploads")
