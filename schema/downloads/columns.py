"""What a downloadable list is made of: a title, and columns that are paths of its GraphQL selection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

NONE: Final = "--"
"""What figure 6 of the guide prints for a student number that is not there."""
DASH: Final = "-"
"""What statistics print for a share of nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file. By its path clients choose it, and by it access decides about it."""

    heading: str
    path: str
    """Fields of the list's row with dots between, as a selection nests them, e.g. `graduate.degreeLabel`."""
    words: Mapping[str, str] | None = None
    """What is printed for the words of an enum (or a text), by their GraphQL names; a word that is not in it is printed as it is."""
    null: str = ""
    """What is printed where there is no value."""
    is_rate: bool = False
    """Whether the number is one of basis points: 6189 is printed 61.89%."""
    is_default: bool = True
    """Whether it is in a file for which no columns were chosen."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list or statistic that can be downloaded."""

    title: str
    """What it is called: the file, and its sheet, bear it."""
    columns: tuple[Column, ...]
    """In the order of the page; figure 6 of the guide where it is one of its lists."""


def more(heading: str, path: str, words: Mapping[str, str] | None = None) -> Column:
    """Return a column that is there where it is asked for."""
    return Column(heading, path, words, is_default=False)
