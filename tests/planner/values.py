"""What filters are compared with: values the rows hold, their beginnings and neighbours, and some that nothing can mean."""

from datetime import datetime, timedelta, timezone
from typing import Any, Final

from hypothesis import strategies as st

from tests.planner.data import TEXTS
from tests.reference.lists import id_of
from tests.reference.rows import Store
from tests.reference.words import column_of

PLACES: Final = {"province", "school", "department", "graduate", "employer"}
ABSENT: Final = "00000000-0000-4000-8000-000000000000"
OFFSETS: Final = tuple(timezone(timedelta(minutes=minutes)) for minutes in (0, 480, -210))
MOMENTS: Final = ("2023-03-01T04:00:00Z", "1969-12-31T23:59:59.999999+00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")
BAD_MOMENTS: Final = ("2023-03-01T04:00:00", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00")


@st.composite
def operands(draw: st.DrawFn, store: Store, target: str, name: str, operator: str) -> Any:
    """Draw what a filter's operator is given; null now and then, which it refuses."""
    if draw(st.integers(0, 24)) == 24:
        return None
    if operator == "isNull":
        return draw(st.booleans())
    value = values(store, target, name)
    if operator == "in":
        too_many = draw(st.integers(0, 30)) == 30
        return draw(value.map(lambda each: [each] * 101) if too_many else st.lists(value, max_size=3))
    if operator == "prefix":
        length = draw(st.integers(0, 3))
        return draw(value)[:length]
    return draw(value)


def values(store: Store, target: str, name: str) -> st.SearchStrategy[Any]:
    """Return values of the kind a filter compares with."""
    if name in PLACES:
        known = [id_of(row) for row in store.rows[name.capitalize()]]
        others = [f"{name.capitalize()}:{ABSENT}", f"School:{ABSENT}", f"School:{ABSENT.upper()}A", "School"]
        return st.sampled_from(known[:12]) | st.sampled_from([*known[:20], *others])
    held = [value for row in store.rows[target] if (value := row[column_of(target, name)]) is not None]
    if name == "createdAt":
        return st.one_of(st.builds(near, st.sampled_from(held), st.sampled_from(OFFSETS)), st.sampled_from((*MOMENTS, *BAD_MOMENTS)))
    if name == "classYear":
        return st.sampled_from((2021, 2022, 2023, 2024, -(2**31), 2**31 - 1))
    if name in {"status", "initiator"}:
        return st.sampled_from(held)
    return st.sampled_from(held) | st.sampled_from((*TEXTS, "", "nul\x00", *(value.swapcase() for value in held)))


def near(moment: datetime, offset: timezone) -> str:
    """Return a moment as a client elsewhere writes it."""
    return moment.astimezone(offset).isoformat()
