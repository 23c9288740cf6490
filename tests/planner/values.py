"""What filters are compared with: values the rows hold, their beginnings and neighbours, and some that nothing can mean."""

from datetime import timedelta, timezone
from random import Random
from typing import Any, Final

from tests.planner.data import TEXTS
from tests.reference.lists import id_of
from tests.reference.rows import Store
from tests.reference.words import column_of

PLACES: Final = {"province", "school", "department", "graduate", "employer"}
ABSENT: Final = "00000000-0000-4000-8000-000000000000"
OFFSETS: Final = tuple(timezone(timedelta(minutes=minutes)) for minutes in (0, 480, -210))
MOMENTS: Final = ("2023-03-01T04:00:00Z", "1969-12-31T23:59:59.999999+00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")
BAD_MOMENTS: Final = ("2023-03-01T04:00:00", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00")


def operand(random: Random, store: Store, target: str, name: str, operator: str) -> Any:
    """Return what a filter's operator is given; now and then null, or a list that is too long, which are refused."""
    if random.randrange(80) == 0:
        return None
    if operator == "isNull" or name in {"isEnabled", "isActivated"}:
        return random.random() < 0.5
    if operator == "in":
        length = random.choice((0, 1, 2, 3, 3, 3, 3, 101 if random.randrange(10) == 0 else 2))
        return [value(random, store, target, name) for _ in range(length)]
    one = value(random, store, target, name)
    return one[: random.randrange(4)] if operator == "prefix" else one


def value(random: Random, store: Store, target: str, name: str) -> Any:
    """Return a value of the kind a filter compares with: mostly one that a row holds."""
    if name in PLACES:
        type_name = name.capitalize()
        odd = (f"{type_name}:{ABSENT}", f"School:{ABSENT}", f"School:{ABSENT.upper()}A", "School")
        return random.choice(odd) if random.randrange(16) == 0 else id_of(random.choice(store.rows[type_name]))
    if name == "classYear":
        return random.choice((2021, 2022, 2023, 2023, 2024, -(2**31), 2**31 - 1))
    held = random.choice([value for row in store.rows[target] if (value := row[column_of(target, name)]) is not None])
    if name == "createdAt":
        moments = BAD_MOMENTS if random.randrange(4) == 0 else MOMENTS
        return random.choice(moments) if random.randrange(4) == 0 else held.astimezone(random.choice(OFFSETS)).isoformat()
    if name in {"status", "initiator", "role"} or random.randrange(4):
        return held
    return random.choice((held.swapcase(), held[:1], "", "nul\x00" if random.randrange(4) == 0 else "nul", *TEXTS))
