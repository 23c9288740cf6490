"""When things happened in the demonstration, in days before the moment it is built around."""

from datetime import datetime, timedelta
from typing import Final

CLASS_YEAR: Final = 2023
"""The class year of the guide (届), open in the demonstration whatever the clock says."""
REPLY_DAYS: Final = 30
"""The most a school may grant, so that the waiting invitations of a demonstration last three weeks."""

FOUNDED: Final = timedelta(days=120)
"""Schools, accounts and set-ups."""
ENROLLED: Final = timedelta(days=90)
"""The roster."""
CONFIRMING: Final = timedelta(days=2)
"""From the roster to the graduate's word that it is right."""

Ages = tuple[int, int]
"""Oldest and youngest age in days."""

EARLIER: Final[Ages] = (68, 42)
"""First attempts, and all expired invitations: old enough that the days to answer are over."""
LATER: Final[Ages] = (40, 11)
"""What follows. Its longest course ends before the invitations that still wait."""
WAITING: Final[Ages] = (10, 9)
"""Invitations that wait for the graduate."""
TOUR: Final = timedelta(days=8)
FIGURE6: Final = timedelta(days=7)
"""Newer than all that is generated: the figure's ten rows open the province's list."""


def instant(moment: datetime, ages: Ages, fraction: float) -> datetime:
    """Return the instant at a fraction (0 to 1) of the way from the oldest to the youngest age, to the microsecond."""
    oldest, youngest = ages
    return moment - timedelta(days=oldest - fraction * (oldest - youngest))
