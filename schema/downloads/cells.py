"""What stands in a cell: a value as GraphQL answers it, in the words and the time of whoever opens the file."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from schema.downloads.columns import Column

Cell = str | int
"""A number is written as one; everything else is text."""
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one time without summer time since 1991."""


def cell_of(column: Column, scalar: str, row: Mapping[str, Any]) -> Cell:
    """Return the cell of a column, given the row as GraphQL answers it and the name of the scalar (or enum) at the path's end."""
    value: Any = row
    for name in column.path.split("."):
        value = value[name]
        if value is None:
            return column.null
    if column.is_rate:
        return percent(value)
    if column.words is not None:
        return column.words.get(value, str(value))
    show = _SHOWN.get(scalar)
    return show(value) if show is not None else str(value)


def percent(basis_points: int) -> str:
    """Return basis points as a percentage, to the digit: 6189 is 61.89%."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}%"


def local_time(moment: str) -> str:
    """Return an ISO moment in the time of Shanghai, to the second; one at the end of all time, which has none there, as it is."""
    try:
        return datetime.fromisoformat(moment).astimezone(SHANGHAI).isoformat(" ", "seconds")[:19]
    except OverflowError:
        return moment


def local_text(moment: datetime) -> str:
    """Return a moment in the time of Shanghai, to the second."""
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def local_name(title: str, moment: datetime) -> str:
    """Return what a file of a list is called that was asked for at a moment."""
    return f"{title}-{moment.astimezone(SHANGHAI):%Y%m%d-%H%M%S}"


_SHOWN: Final[Mapping[str, Callable[[Any], Cell]]] = {
    "Boolean": lambda value: "是" if value else "否",
    "DateTime": local_time,
    "Int": lambda value: value,
}
