"""Idempotency keys (幂等键): what one may be, and how long what was done under it is known again."""

import re
from datetime import timedelta
from typing import Final

LONGEST_KEY: Final = 64
"""Characters; a UUID has 36."""
KEPT: Final = timedelta(hours=24)
"""For how long at least a key is known: longer than a client that lost its connection, or its power, needs to ask again."""

_KEY: Final = re.compile(rf"[!-~]{{1,{LONGEST_KEY}}}")
"""Visible ASCII, without blanks: what every client, log and header writes in one way."""


def is_idempotency_key(text: str) -> bool:
    """Return whether a text can be a key."""
    return _KEY.fullmatch(text) is not None
