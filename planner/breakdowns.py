"""Sums in groups, as a root field of the schema is bound to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.bindings import FilterColumn, Filters


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A root field that sums the rows its arguments and its filter choose, one answer for each combination of the columns `by` there is.

    `rows` is the type whose lists have that filter; `equals` maps an argument to the column it must equal. The target's fields are
    columns, labels and relations of `by`, sums, and columns of which a group shows the least.
    """

    rows: str
    target: str
    equals: "Mapping[str, FilterColumn]"
    by: tuple[str, ...]
    filters: "Filters"
