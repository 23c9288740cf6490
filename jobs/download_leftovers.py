"""Removes what is left of downloads: files that have expired, downloads nobody looks at any more, and files that were never whole."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from tortoise.expressions import F

from actions.context import Clock
from jobs.rounds import TIDYING, remove, repeat
from models import Download
from rules.download import KEPT, UNDER_WAY, DownloadState
from storage.drafts import remove_abandoned


@dataclass(frozen=True, slots=True)
class Removed:
    """How many of each one round removed."""

    files: int
    downloads: int
    drafts: int


async def run_once(now: datetime) -> Removed:
    """Remove what is due at an aware moment. Several processes may do it at once.

    A file that has expired is named by nothing from here on, and goes with the next round of `jobs.uploads`.
    """
    nothing = {"content_id": None, "size": None, "path": None}
    expired = Download.filter(state=DownloadState.DONE, expires_at__lte=now)
    files = await expired.update(state=DownloadState.EXPIRED, version=F("version") + 1, updated_at=now, **nothing)
    old = Download.exclude(state__in=(*UNDER_WAY, DownloadState.DONE)).filter(finished_at__lte=now - KEPT)
    return Removed(files, await remove(old), await asyncio.to_thread(remove_abandoned))


async def run_forever(clock: Clock) -> NoReturn:
    """Do a round every five minutes until cancelled."""
    await repeat(lambda: run_once(clock.now()), every=TIDYING, what="removing what is left of downloads")
