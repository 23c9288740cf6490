"""How long a test waits for what must come: long, since a busy machine proves nothing, and never for what is there already."""

import asyncio
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 30
"""Seconds within which what must come has come, on a busy machine too."""
_PAUSE: Final = 0.02


async def until(holds: Callable[[], bool]) -> None:
    """Return once something holds. Raises TimeoutError where it never does."""
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110  # what is waited for tells nobody
            await asyncio.sleep(_PAUSE)
