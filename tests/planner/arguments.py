"""A field's arguments, made at random: pages from both ends, orders of several terms, filters inside filters, IDs."""

from collections.abc import Sequence
from random import Random
from typing import Any, Final

from graphql import GraphQLInputObjectType, GraphQLInputType, get_named_type

from tests.planner.values import Operands
from tests.reference.rows import Store
from tests.reference.vocabulary import Row

SIZES: Final = (1, 2, 2, 3, 5, 100)
BAD_SIZES: Final = (0, -1, 101)
BAD_CURSORS: Final = ("", "zz", "5b5d", "5b2d4e414d455d", b'["NAME","a","b"]'.hex(), b'["SINCE",null,"b"]'.hex(), b'["NUMBER",1]'.hex())
BAD_IDS: Final = ("", "School", "School:", "School:1", "Person:00000000-0000-4000-8000-000000000001", "SigningStatistics:11", "Province:99")


class Arguments:
    """Draws the values of arguments for one store."""

    def __init__(self, random: Random, store: Store) -> None:
        self.random = random
        self.store = store
        self.operands = Operands(random, store)

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def pick(self, values: Sequence[Any]) -> Any:
        return self.random.choice(values)

    def sizes(self) -> dict[str, Any]:
        """Draw `first` or `last`; now and then both, neither, or one that no page has."""
        side = self.pick(("first", "last"))
        if self.chance(150):
            odd: dict[str, Any] = self.pick(({}, {"first": 1, "last": 1}, {side: None}, {side: self.pick(BAD_SIZES)}))
            return odd
        other = {"last" if side == "first" else "first": None} if self.chance(20) else {}
        return {side: self.pick(SIZES), **other}

    def cursor(self) -> str | None:
        """Draw a cursor that is none, or no cursor."""
        return self.pick(BAD_CURSORS) if self.chance(8) else None

    def place(self, name: str) -> str:
        """Draw the ID of a province or a school; most have counters."""
        rows = self.store.rows[name.capitalize()]
        with_counters = [row for row in rows if row["code"] < "32"] or rows
        return str(self.pick(BAD_IDS) if self.chance(25) else self.store.id_of(self.pick(with_counters)))

    def taken_at(self) -> str:
        """Draw when a snapshot was taken."""
        taken: str = self.pick(self.store.rows["SchoolSnapshot"])["created_at"].isoformat()
        return taken

    def id(self) -> str:
        """Draw the ID of a row, or of none."""
        row = self.row()
        return str(self.pick(BAD_IDS) if self.chance(40) else self.store.id_of(row))

    def row(self) -> Row:
        """Draw a row of a type that has some."""
        row: Row = self.pick(self.store.rows[self.pick([name for name, rows in self.store.rows.items() if rows])])
        return row

    def ids(self) -> list[str]:
        """Draw some IDs, now and then one of them twice, none, or too many."""
        some = [self.store.id_of(self.row()) for _ in range(self.pick((1, 2, 4, 6)))]
        some += [self.id() for _ in range(self.pick((0, 0, 1)))] + some[: self.pick((0, 0, 1))]
        return self.pick(([], some * 101)) if self.chance(100) else some

    def order(self, type_: GraphQLInputType) -> Any:
        """Draw an order: some terms, or one that is no list; now and then too many, or one field twice."""
        named: Any = get_named_type(type_)
        fields = list(named.fields["field"].type.of_type.values)
        terms = [self._term(name) for name in self.random.sample(fields, min(self.pick((0, 1, 1, 2, 2, 3, 4)), len(fields)))]
        if self.chance(150):
            terms = [self._term(name) for name in fields[:5]] if len(fields) > 4 else terms * 2
        return terms[0] if len(terms) == 1 and self.chance(3) else terms

    def _term(self, name: str) -> dict[str, Any]:
        return {"field": name} if self.chance(3) else {"field": name, "direction": self.pick(("ASC", "DESC"))}

    def filter(self, type_: GraphQLInputObjectType, target: str, depth: int = 0) -> dict[str, Any]:
        """Draw a filter: comparisons, and filters in it; now and then one that is too deep or has too much in it."""
        if depth == 0 and self.chance(200):
            return self._too_much(type_, target)
        compared = [name for name in type_.fields if name not in {"and", "or", "not"}]
        found: dict[str, Any] = {}
        for name in self.random.sample(compared, min(self.pick((0, 1, 1, 2)), len(compared))):
            comparison: Any = get_named_type(type_.fields[name].type)
            if followed := self.store.words.follows.get(f"{target}.{name}"):
                found[name] = None if self.chance(20) else self.filter(comparison, followed[0].upper() + followed[1:], depth + 2)
                continue
            operators = self.random.sample(list(comparison.fields), min(self.pick((0, 1, 1, 2)), len(comparison.fields)))
            found[name] = None if self.chance(20) else {each: self.operands.operand(target, name, each, comparison) for each in operators}
        if depth < 4 and self.chance(2 if depth else 3):
            found[self.pick(("and", "or", "or"))] = [self.filter(type_, target, depth + 1) for _ in range(self.pick((0, 1, 2, 2, 3)))]
        if depth < 4 and self.chance(3):
            found["not"] = None if self.chance(10) else self.filter(type_, target, depth + 1)
        return found

    def _too_much(self, type_: GraphQLInputObjectType, target: str) -> dict[str, Any]:
        inner = self.filter(type_, target, 9)
        if self.chance(2):
            return {"or": [inner] * self.pick((20, 61))}
        for _ in range(self.pick((5, 6))):
            inner = {self.pick(("and", "or")): [inner]} if self.chance(2) else {"not": inner}
        return inner
