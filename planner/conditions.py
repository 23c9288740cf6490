"""A filter's tree as SQL. SQL knows three truths and a filter two: what is not true is false, and its opposite is true."""

from collections.abc import Callable, Sequence
from typing import Final

from planner.filters import All, Comparison, Condition, Filter, Not, Related, Some

TRUE: Final = "1=1"
FALSE: Final = "1=0"

Compare = Callable[[Comparison], str]
"""Writes one comparison."""


def conjuncts(chosen: All, compare: Compare) -> list[str]:
    """Return conditions that hold together for exactly the rows a filter chooses.

    And and or of comparisons that are unknown are never true where they should be false, so only `not` has to say what it
    means. Nested parts come first: a parser stacks what stands before a bracket, and SQLite's stack is small.
    """
    parts = sorted(chosen.parts, key=_depth, reverse=True)
    return [_enclosed(part, compare, bare=All) for part in parts]


def _written(part: Filter, compare: Compare) -> str:
    match part:
        case Condition() | Related():
            return compare(part)
        case Not(inner):
            return f"({_written(inner, compare)}) is not true"
        case All(parts):
            return _joined(" and ", parts, compare, bare=All) or TRUE
        case Some(parts):
            return _joined(" or ", parts, compare, bare=Some) or FALSE


def _joined(by: str, parts: Sequence[Filter], compare: Compare, *, bare: type[All] | type[Some]) -> str:
    return by.join(_enclosed(part, compare, bare=bare) for part in sorted(parts, key=_depth, reverse=True))


def _enclosed(part: Filter, compare: Compare, *, bare: type[All] | type[Some]) -> str:
    """Return a part as it can stand among others that are joined: in brackets unless it needs none there."""
    text = _written(part, compare)
    return text if isinstance(part, Condition | Related | Not | bare) else f"({text})"


def _depth(part: Filter) -> int:
    """Return how many brackets a part opens inside each other."""
    match part:
        case Condition():
            return 0
        case Related(_, inner):
            return 1 + _depth(inner)
        case Not(inner):
            return 1 + _depth(inner)
        case All(parts) | Some(parts):
            return 1 + max((_depth(each) for each in parts), default=0)
