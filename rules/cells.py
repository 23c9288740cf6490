"""What a cell of a spreadsheet says, as the text that somebody typed into it."""

import re
from typing import Final, TypeAlias

Cell: TypeAlias = str | int | float | bool | None
"""As it is read: dates are ISO texts already, and an empty cell is None."""

EXACT_DIGITS: Final = 15
"""How many digits of a number a spreadsheet keeps; it writes zeros for those behind them."""
_TOO_LARGE: Final = 10**EXACT_DIGITS
_ROUNDED: Final = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{2,}")
"""How a spreadsheet writes a long number into a CSV file."""
_BLANK: Final = re.compile(r"^[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+|[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+$")
"""Blanks at either end, and the invisible marks that come with a number that is copied from a page or another program."""


class NumberLost(Exception):
    """A number was too long for a spreadsheet, and its last digits are gone. Nothing of it stands in the text, which is for end users."""

    def __str__(self) -> str:
        """Return the Chinese sentence for end users."""
        return "该单元格被Excel存成了数值，末尾几位已丢失。请将该列设为文本格式后重新填写。"


def cell_text(value: Cell) -> str | None:
    """Return a cell's text without blanks around it; None where it says nothing.

    A whole number is its digits, whatever it looks like on the sheet. Raises NumberLost where it has more digits than a sheet keeps.
    """
    match value:
        case None:
            return None
        case bool():
            return "是" if value else "否"
        case str():
            text = _BLANK.sub("", value)
            if _ROUNDED.fullmatch(text):
                raise NumberLost
            return text or None
    if abs(value) >= _TOO_LARGE:
        raise NumberLost
    return str(int(value)) if value == int(value) else format(value, f".{EXACT_DIGITS}g")
