"""How forms write what they print: days and moments of China, sums, and what is not there."""

from datetime import date, datetime
from typing import Final

from rules.gate_terms import CHINA

NOTHING: Final = "——"
"""Printed where there is nothing, so that nobody can write something there afterwards."""


def given(text: str | None) -> str:
    """Return a text, or the dash that stands for none."""
    return text or NOTHING


def day_of(when: date | datetime | None) -> str:
    """Return a day, e.g. 2026年5月3日; of a moment the day that it is in China; the dash for none."""
    if when is None:
        return NOTHING
    day = when.astimezone(CHINA) if isinstance(when, datetime) else when
    return f"{day.year}年{day.month}月{day.day}日"


def moment_of(when: datetime) -> str:
    """Return a moment as it is in China, to the minute, e.g. 2026年5月3日 08:00."""
    return f"{day_of(when)} {when.astimezone(CHINA):%H:%M}"


def yuan(amount: int | None) -> str:
    """Return a monthly sum, e.g. 6,500元/月; the dash for none."""
    return NOTHING if amount is None else f"{amount:,}元/月"
