"""Work that is leased: the states that every kind of it shares, and how long and how often it may be held."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class LeaseState(StrEnum):
    """The words of any leased work's state by which it is taken up, held and given up; all others are final."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class LeaseTerms:
    """How long a holder has it without saying so again, and how often it is taken up before it is given up."""

    length: timedelta
    most_tries: int
