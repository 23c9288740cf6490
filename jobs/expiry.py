"""Expires unanswered invitations within two seconds of their deadline."""

from typing import Final, NoReturn

from actions.context import ActionContext
from actions.expiry import expire_due
from jobs.rounds import repeat

PAUSE: Final = 1.0
"""Seconds between two rounds; with the round itself, less than the two seconds that are promised."""


async def run_once(ctx: ActionContext) -> int:
    """Expire everything that is due, in portions that leave room for other writers; return how many invitations expired."""
    expired = 0
    while portion := await expire_due(ctx):
        expired += portion
    return expired


async def run_forever(ctx: ActionContext) -> NoReturn:
    """Do a round every second until cancelled."""
    await repeat(lambda: run_once(ctx), every=PAUSE, what="expiry")
