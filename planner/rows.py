"""What the writers of rows and of pages share: hoisted relations, ties to a parent, joined conditions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Match = Callable[[str], list[str]]
"""What ties a row to its parent, given the row's alias."""


@dataclass(slots=True)
class Hoisted:
    """The relations of one row, computed as columns of its source."""

    columns: list[str] = field(default_factory=list)

    def add(self, subselect: str) -> str:
        """Take a scalar subselect; return the column's name."""
        self.columns.append(subselect)
        return f"c{len(self.columns)}"

    def rendered(self) -> str:
        """Return the extra columns of the select list."""
        return "".join(f",{subselect} c{number}" for number, subselect in enumerate(self.columns, 1))


def both(conditions: Sequence[str]) -> str:
    """Return the conditions joined by and; a truth where there are none."""
    return " and ".join(conditions) or "1=1"


def snake(name: str) -> str:
    """Return the Python name of a GraphQL field, which a column without an attribute of its own bears."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
