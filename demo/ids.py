"""Keys of demonstration rows: the same in every load, so that documents can name them."""

from typing import Final
from uuid import UUID, uuid5

_NAMESPACE: Final = UUID("6f0f5a0c-5d0e-5b7e-9d6c-71757869616e")
_SERIAL_BASE: Final = (1_672_531_200_000 << 80) | (0x7 << 76) | (0b10 << 62)
"""The version 7 form at 2023-01-01 00:00 UTC, in milliseconds, with nothing in its random bits."""


def named_id(*words: str) -> UUID:
    """Return the key of a row that is known by name, e.g. `named_id("school", "10001")`: a version 5 UUID."""
    return uuid5(_NAMESPACE, "/".join(words))


def serial_id(series: int, ordinal: int) -> UUID:
    """Return the key of the generated row `ordinal` (0 to 2**62 - 1) of one series (0 to 4095).

    The keys have the form of version 7 and ascend in loading order, so that index pages fill one after another instead of at random;
    they are not the instant of anything.
    """
    return UUID(int=_SERIAL_BASE | series << 64 | ordinal)
