"""Expires unanswered invitations within two seconds of their deadline."""

import asyncio
import logging
from typing import Final, NoReturn

from actions.context import ActionContext
from actions.expiry import expire_due

PAUSE: Final = 1.0
"""Seconds between two rounds; with the round itself, less than the two seconds that are promised."""

_log: Final = logging.getLogger(__name__)


async def run_once(ctx: ActionContext) -> int:
    """Expire everything that is due, in portions that leave room for other writers; return how many invitations expired."""
    expired = 0
    while portion := await expire_due(ctx):
        expired += portion
    return expired


async def run_forever(ctx: ActionContext) -> NoReturn:
    """Do a round every second until cancelled. A round that fails is logged, and the next one finds what it left."""
    while True:
        try:
            await run_once(ctx)
        except Exception:
            _log.exception("a round of expiry failed")
        await asyncio.sleep(PAUSE)
