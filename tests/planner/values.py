"""What filters are compared with: values the rows hold, their beginnings and neighbours, and some that nothing can mean."""

from datetime import date, timedelta, timezone
from decimal import Decimal
from random import Random
from typing import Any, Final

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLNamedType, get_named_type

from tests.planner.texts import TEXTS
from tests.reference.rows import Store

ABSENT: Final = "00000000-0000-4000-8000-000000000000"
OFFSETS: Final = tuple(timezone(timedelta(minutes=minutes)) for minutes in (0, 480, -210))
MOMENTS: Final = ("2023-03-01T04:00:00Z", "1969-12-31T23:59:59.999999+00:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")
BAD_MOMENTS: Final = ("2023-03-01T04:00:00", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00")
DAYS: Final = ("0001-01-01", "9999-12-31", "2024-02-29")
DECIMALS: Final = ("0", "-0", "1", "1.0", "1e1", "-0.01", "99999", "1.10", 1, -1, 2.5)
BAD_DECIMALS: Final = ("0.0000001", "NaN", "Infinity", "1e30", "1.005")
NUMBERS: Final = (2021, 2022, 2023, 2023, 2024, 0, 1, -1, -(2**31), 2**31 - 1)


class Operands:
    """Draws operands for the filters of one store."""

    def __init__(self, random: Random, store: Store) -> None:
        self.random = random
        self.store = store

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def operand(self, target: str, field: str, operator: str, comparison: GraphQLInputObjectType) -> Any:
        """Return what a filter's operator is given; now and then null, or a list that is too long, which are refused."""
        type_ = get_named_type(comparison.fields[operator].type)
        if self.chance(200):
            return None
        if operator == "isNull":
            return self.random.random() < 0.5
        if operator == "in":
            length = self.random.choice((0, 1, 2, 3, 3, 3, 3, 101 if self.chance(20) else 2))
            return [self._value(type_, target, field) for _ in range(length)]
        one = self._value(type_, target, field)
        return one[: self.random.randrange(4)] if operator == "prefix" else one

    def _value(self, type_: GraphQLNamedType, target: str, field: str) -> Any:
        """Return a value of the kind a filter compares with: mostly one that a row holds."""
        if isinstance(type_, GraphQLEnumType):
            return self.random.choice(list(type_.values))
        match type_.name:
            case "ID" if speaks_of := self.store.words.speaks_of.get(f"{target}.{field}"):
                return self._id(self.random.choice(list(speaks_of.targets.values())))
            case "ID":
                return self._id(field[0].upper() + field[1:])
            case "Boolean":
                return self.random.random() < 0.5
        column = self.store.words.asked_of(target, field)
        held = [row[column] for row in self.store.rows[target] if row[column] is not None]
        return self._near(type_.name, self.random.choice(held) if held else None)

    def _id(self, type_name: str) -> str:
        odd = (f"{type_name}:{ABSENT}", f"School:{ABSENT}", f"School:{ABSENT.upper()}A", "School", f"{type_name}:")
        return self.random.choice(odd) if self.chance(16) else self.store.id_of(self.random.choice(self.store.rows[type_name]))

    def _near(self, type_name: str, held: Any) -> Any:
        """Return a value that is held, one near it, or an odd one."""
        is_odd = held is None or self.chance(4)
        match type_name:
            case "Int":
                return self.random.choice(NUMBERS) if is_odd else held
            case "DateTime":
                odd = BAD_MOMENTS if self.chance(4) else MOMENTS
                return self.random.choice(odd) if is_odd else held.astimezone(self._offset(held)).isoformat()
            case "Date":
                return self.random.choice(DAYS) if is_odd else self._day(held)
            case "Decimal":
                odd_decimals: Any = BAD_DECIMALS if self.chance(4) else DECIMALS
                return self.random.choice(odd_decimals) if is_odd else self._decimal(held)
        if not is_odd:
            return held
        near = (held.swapcase(), held[:1], f" {held[:6]} {held[6:]}") if held else ()
        return self.random.choice(("nul\x00" if self.chance(4) else "nul", "", *near, *TEXTS))

    def _offset(self, held: Any) -> timezone:
        """Return an offset that the moment can be written with: the first and the last day there is have no neighbour."""
        return self.random.choice(OFFSETS) if 1 < held.year < 9999 else OFFSETS[0]

    def _day(self, held: date) -> str:
        near = held + timedelta(days=self.random.choice((-1, 0, 0, 0, 1))) if 1 < held.year < 9999 else held
        return near.isoformat()

    def _decimal(self, held: Decimal) -> str:
        return str(held.normalize() if self.chance(3) and held else held)
