"""Documents made at random from the printed schema for a database: whatever a client may write, with values that its rows hold."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
)

from tests.planner.shapes import PAGE_INFO
from tests.planner.values import operand
from tests.reference.lists import id_of
from tests.reference.rows import Store

ROOTS: Final = (
    "provinces",
    "schools",
    "graduates",
    "agreements",
    "agreements",
    "agreements",
    "accounts",
    "employerRegistrations",
    "signingStatistics",
    "node",
    "node",
)
FIRSTS: Final = (1, 2, 2, 3, 5, 100)
BAD_FIRSTS: Final = (0, -1, 101)
BAD_CURSORS: Final = ("", "zz", "5b5d", "5b2d4e414d455d", b'["NAME","a","b"]'.hex())
BAD_IDS: Final = ("", "School", "School:", "School:1", "Person:00000000-0000-4000-8000-000000000001", "SigningStatistics:11", "Province:99")


@dataclass
class Drawn:
    """A document, its variables, and the names of those that take a cursor of an earlier page."""

    text: str
    variables: dict[str, Any]
    cursors: Sequence[str]


@dataclass
class Writer:
    """Writes one document. `budget` bounds how many fields it has."""

    random: Random
    schema: GraphQLSchema
    store: Store
    budget: int
    names: int = 0
    declared: list[str] = field(default_factory=list)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    cursors: list[str] = field(default_factory=list)

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def pick(self, values: Sequence[Any]) -> Any:
        return self.random.choice(values)

    def name(self, prefix: str) -> str:
        self.names += 1
        return f"{prefix}{self.names}"

    def document(self) -> Drawn:
        """Write an operation of one to three root fields."""
        query = self.schema.query_type
        assert query is not None
        depth = self.pick((2, 3, 3, 4, 4, 7))
        names = self.random.choices(ROOTS, k=self.pick((1, 1, 2, 3)))
        body = " ".join(self.field(query, name, depth, is_aliased=True) for name in names)
        head = f"query({', '.join(self.declared)})" if self.declared else "query"
        return Drawn(" ".join([head, "{", body, "}", *self.fragments]), self.variables, self.cursors)

    # Selections

    def selection(self, type_: GraphQLObjectType, depth: int, *, is_aliased: bool = False) -> str:
        """Write what is selected of an object; only leaves once the depth or the budget is used up."""
        ends = depth <= 0 or self.budget <= 0
        names = [name for name, field in type_.fields.items() if not (ends and self.is_relation(type_, field))]
        weighted = [*names, "__typename", *[name for name in names if name != "pageInfo" and not self.is_leaf(type_, name)] * 4]
        chosen = self.random.choices(weighted, k=self.pick((1, 1, 2) if type_.name.endswith(("Connection", "Edge")) else (1, 2, 3, 4, 5)))
        entries = [self.all_leaves(type_)] if not is_aliased and self.chance(3) else []
        for name in chosen:
            self.budget -= 1
            entry = "__typename" if name == "__typename" else self.field(type_, name, depth, is_aliased=is_aliased)
            entries.append(self.wrapped(type_, name, entry) if self.chance(6) else entry)
        return f"{{ {' '.join(entries)} }}"

    def is_leaf(self, type_: GraphQLObjectType, name: str) -> bool:
        return is_leaf_type(get_named_type(type_.fields[name].type))

    def all_leaves(self, type_: GraphQLObjectType) -> str:
        """Write every leaf of an object; of a connection, all that pageInfo says."""
        leaves = " ".join(name for name in type_.fields if self.is_leaf(type_, name))
        return f"{leaves} {PAGE_INFO}" if "pageInfo" in type_.fields else leaves or "__typename"

    def is_relation(self, type_: GraphQLObjectType, field: GraphQLField) -> bool:
        return not is_leaf_type(get_named_type(field.type)) and not type_.name.endswith(("Connection", "Edge"))

    def wrapped(self, type_: GraphQLObjectType, name: str, entry: str) -> str:
        """Put an entry into a fragment: inline or named, on the type, on an interface that has the field, or on none."""
        conditions = [type_.name, *(each.name for each in type_.interfaces if name in each.fields)]
        condition = self.pick(conditions)
        if self.chance(2):
            return f"...{self.pick(('', f' on {condition}'))}{self.flag()} {{ {entry} }}"
        fragment = self.name("F")
        self.fragments.append(f"fragment {fragment} on {condition} {{ {entry} }}")
        return f"...{fragment}{self.flag()}"

    def flag(self) -> str:
        """Write @skip, @include, both or none."""
        flags = ""
        for directive, usual in (("include", True), ("skip", False)):
            if self.chance(8):
                value = usual if self.chance(2) else not usual
                flags += f" @{directive}(if: {self.literal(value, self.nonnull('Boolean'))})"
        return flags

    def nonnull(self, name: str) -> GraphQLInputType:
        type_: Any = self.schema.type_map[name]
        return GraphQLNonNull(type_)

    def field(self, type_: GraphQLObjectType, name: str, depth: int, *, is_aliased: bool = False) -> str:
        """Write one field; one with arguments has an alias of its own."""
        definition = type_.fields[name]
        target = get_named_type(definition.type)
        alias = f"{self.name('a')}: " if is_aliased or definition.args or self.chance(6) else ""
        if is_leaf_type(target):
            return f"{alias}{name}{self.flag()}"
        below = depth - 1 if self.is_relation(type_, definition) else depth
        if isinstance(target, GraphQLInterfaceType):
            return self.node(alias, below)
        assert isinstance(target, GraphQLObjectType)
        arguments, extra = self.arguments(definition, target)
        head = f"{alias}{name}{arguments}"
        parts = [f"{head}{self.flag()} {self.selection(target, below)}"]
        if self.chance(8):
            parts.append(f"{head} {self.selection(target, below)}")
        return " ".join([*parts, f"{head} {extra}" if extra else ""])

    def node(self, alias: str, depth: int) -> str:
        """Write `node(id:)`: fragments on its type, on interfaces, and on a type that it is not."""
        row = self.pick(self.store.rows[self.pick(list(self.store.rows))])
        id_ = self.pick(BAD_IDS) if self.chance(25) else id_of(row)
        own, other = row["__typename"], self.pick(list(self.store.rows))
        parts = ["__typename", f"... on {own}{self.flag()} {self.selection(self.object(own), depth)}"]
        if self.chance(3):
            parts.insert(0, self.pick(("id", "... on Node { id }", "... on SigningFigures { signingRate }")))
        if other != own and self.chance(3):
            parts.append(f"... on {other} {self.selection(self.object(other), 1, is_aliased=True)}")
        return f"{alias}node(id: {self.literal(id_, self.nonnull('ID'))}) {{ {' '.join(parts)} }}"

    def object(self, name: str) -> GraphQLObjectType:
        type_ = self.schema.type_map[name]
        assert isinstance(type_, GraphQLObjectType)
        return type_

    # Arguments

    def arguments(self, definition: GraphQLField, target: GraphQLObjectType) -> tuple[str, str]:
        """Write a field's arguments, and what must be selected so that a cursor of the page can be given as `after` next time."""
        given: dict[str, str] = {}
        extra = ""
        for name, argument in definition.args.items():
            if name == "after" and self.chance(2):
                variable = self.name("after")
                self.cursors.append(variable)
                self.declared.append(f"${variable}: String")
                given[name] = f"${variable}"
                extra = f"{{ {variable}: pageInfo {{ startCursor endCursor }} edges {{ {variable}: cursor }} }}"
            elif isinstance(argument.type, GraphQLNonNull) or self.chance(3):
                given[name] = self.literal(self.argument(name, argument.type, target), argument.type)
        return (f"({', '.join(f'{name}: {text}' for name, text in given.items())})" if given else ""), extra

    def argument(self, name: str, type_: GraphQLInputType, target: GraphQLObjectType) -> Any:
        """Draw an argument's value."""
        named = get_named_type(type_)
        match name:
            case "first":
                return self.pick(BAD_FIRSTS) if self.chance(80) else self.pick(FIRSTS)
            case "after":
                return self.pick(BAD_CURSORS) if self.chance(8) else None
            case "classYear":
                return self.pick((2022, 2023, 2023, 1))
            case "province" | "school":
                rows = self.store.rows[name.capitalize()]
                return self.pick(BAD_IDS) if self.chance(25) else id_of(self.pick([row for row in rows if row["code"] < "32"] or rows))
            case "orderBy":
                assert isinstance(named, GraphQLInputObjectType)
                orders: Any = get_named_type(named.fields["field"].type)
                order = {"field": self.pick(list(orders.values))}
                return order if self.chance(3) else {**order, "direction": self.pick(("ASC", "DESC"))}
        assert isinstance(named, GraphQLInputObjectType)
        assert name == "filter"
        return self.filter(named, target.name.removesuffix("Connection"))

    def filter(self, type_: GraphQLInputObjectType, target: str) -> dict[str, Any]:
        """Draw a filter of one or two columns, by one or two operators each."""
        chosen = self.random.sample(list(type_.fields), min(self.pick((0, 1, 1, 2)), len(type_.fields)))
        found: dict[str, Any] = {}
        for name in chosen:
            comparison = get_named_type(type_.fields[name].type)
            assert isinstance(comparison, GraphQLInputObjectType)
            operators = self.random.sample(list(comparison.fields), min(self.pick((0, 1, 1, 2)), len(comparison.fields)))
            found[name] = None if self.chance(20) else {each: operand(self.random, self.store, target, name, each) for each in operators}
        return found

    # Values

    def literal(self, value: Any, type_: GraphQLInputType) -> str:
        """Write a value, or any part of it, as a literal or as a variable: given, by default, or, where it may be, not at all."""
        if self.chance(7):
            return self.variable(value, type_)
        return self.written(value, type_, self.literal)

    def variable(self, value: Any, type_: GraphQLInputType) -> str:
        name = self.name("v")
        if self.chance(5):
            self.declared.append(f"${name}: {type_} = {self.written(value, type_, self.constant)}")
        else:
            self.declared.append(f"${name}: {type_}")
            if isinstance(type_, GraphQLNonNull) or not self.chance(10):
                self.variables[name] = value
        return f"${name}"

    def constant(self, value: Any, type_: GraphQLInputType) -> str:
        return self.written(value, type_, self.constant)

    def written(self, value: Any, type_: GraphQLInputType, part: Any) -> str:
        """Write a literal whose parts `part` writes."""
        bare: Any = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(value, Mapping):
            return f"{{{', '.join(f'{name}: {part(each, bare.fields[name].type)}' for name, each in value.items())}}}"
        if isinstance(value, list):
            assert isinstance(bare, GraphQLList)
            return f"[{', '.join(part(each, bare.of_type) for each in value)}]"
        return str(value) if isinstance(bare, GraphQLEnumType) and value is not None else json.dumps(value, ensure_ascii=False)
