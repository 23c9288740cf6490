"""Documents made at random from the printed schema for a database: whatever a client may write, with values that its rows hold."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    parse,
)

from tests.planner.arguments import Arguments
from tests.planner.shapes import PAGE_INFO
from tests.reference.rows import Store

MOST_TOKENS: Final = 5_000
"""How long a document may be."""
OFTEN: Final = ("agreements", "agreements", "things", "things", "node", "nodes")
"""Root fields that are asked for more often than others."""
NO_ROWS: Final = frozenset(
    {"viewer", "loginProviders", "permissionTable", "downloadLists", "registrationForms", "archiveForm", "hukouForm"}
)
"""Root fields that are no reads: who asks, and how one could log in."""


@dataclass
class Drawn:
    """A document, its variables, and the names of those that take a cursor of an earlier page."""

    text: str
    variables: dict[str, Any]
    cursors: Sequence[str]


def draw(random: Random, schema: GraphQLSchema, store: Store, budget: int) -> Drawn:
    """Draw a document that is no longer than one may be: what is longer is refused unread, and has no answer to compare."""
    while True:
        drawn = Writer(random, schema, store, budget).document()
        if (parse(drawn.text).token_count or 0) <= MOST_TOKENS:
            return drawn


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

    def __post_init__(self) -> None:
        self.values = Arguments(self.random, self.store)

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
        roots = [name for name in (*query.fields, *OFTEN) if name in query.fields and name not in NO_ROWS]
        names = self.random.choices(roots, k=self.pick((1, 1, 2, 3)))
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
        return self.in_fragment(self.pick([type_.name, *(each.name for each in type_.interfaces if name in each.fields)]), entry)

    def in_fragment(self, condition: str, entry: str, *, needs_condition: bool = False) -> str:
        """Write a fragment, inline or named."""
        if self.chance(2):
            return f"...{f' on {condition}' if needs_condition or self.chance(2) else ''}{self.flag()} {{ {entry} }}"
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
        arguments, extra = self.arguments(definition, target)
        head = f"{alias}{name}{arguments}"
        if isinstance(target, GraphQLInterfaceType | GraphQLUnionType):
            return f"{head}{self.flag()} {self.of_several(target, below)}"
        assert isinstance(target, GraphQLObjectType)
        parts = [f"{head}{self.flag()} {self.selection(target, below)}"]
        if self.chance(8):
            parts.append(f"{head} {self.selection(target, below)}")
        return " ".join([*parts, f"{head} {extra}" if extra else ""])

    def of_several(self, type_: GraphQLInterfaceType | GraphQLUnionType, depth: int) -> str:
        """Write what is selected of an interface or union: of itself, of types of it, of other interfaces that they have."""
        possible = list(self.schema.get_possible_types(type_))
        parts = ["__typename"] if self.chance(2) else []
        if isinstance(type_, GraphQLInterfaceType) and self.chance(3):
            parts.append(f"{self.name('a')}: {self.pick(list(type_.fields))}")
        interfaces = {each.name: each for member in possible for each in member.interfaces}
        if self.chance(3):
            interface = interfaces[self.pick(sorted(interfaces))]
            leaf = self.pick([name for name, each in interface.fields.items() if is_leaf_type(get_named_type(each.type))])
            parts.append(self.in_fragment(interface.name, f"{self.name('a')}: {leaf}", needs_condition=True))
        for number, member in enumerate(self.random.sample(possible, min(len(possible), self.pick((1, 2, 3))))):
            # Two types may call fields of different types alike, so that only one of them is without aliases.
            inner = self.selection(member, depth, is_aliased=number > 0)
            parts.append(self.in_fragment(member.name, inner[1:-1], needs_condition=True))
        self.random.shuffle(parts)
        return f"{{ {' '.join(parts)} }}"

    # Arguments

    def arguments(self, definition: GraphQLField, target: GraphQLNamedType) -> tuple[str, str]:
        """Write a field's arguments, and what must be selected so that a cursor of the page can be given next time."""
        if not definition.args:
            return "", ""
        given = self.values.sizes() if "first" in definition.args else {}
        texts: dict[str, str] = {}
        extra: list[str] = []
        for name, argument in definition.args.items():
            if name in given:
                texts[name] = self.literal(given[name], argument.type)
            elif name in {"after", "before"} and self.chance(2 if name == "after" else 3):
                variable = self.name(name)
                self.cursors.append(variable)
                self.declared.append(f"${variable}: String")
                texts[name] = f"${variable}"
                extra.append(f"{variable}: pageInfo {{ startCursor endCursor }} edges {{ {variable}: cursor }}")
            elif name not in {"first", "last"} and (isinstance(argument.type, GraphQLNonNull) or self.chance(2)):
                texts[name] = self.literal(self.argument(name, argument.type, target), argument.type)
        written = f"({', '.join(f'{name}: {text}' for name, text in texts.items())})" if texts else ""
        return written, f"{{ {' '.join(extra)} }}" if extra else ""

    def argument(self, name: str, type_: GraphQLInputType, target: GraphQLNamedType) -> Any:
        """Draw an argument's value."""
        match name:
            case "after" | "before":
                return self.values.cursor()
            case "classYear":
                return self.pick((2022, 2023, 2023, 1))
            case "earlier" | "later":
                return self.values.taken_at()
            case "province" | "school":
                return self.values.place(name)
            case "id":
                return self.values.id()
            case "ids":
                return self.values.ids()
            case "orderBy":
                return self.values.order(type_)
        assert name == "filter"
        named: Any = get_named_type(type_)
        listed = target.name.removesuffix("Connection")
        # What counts rows is filtered as their lists are.
        return self.values.filter(named, listed if listed in self.store.rows else named.name.removesuffix("Filter"))

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
        if isinstance(value, list):
            assert isinstance(bare, GraphQLList)
            return f"[{', '.join(part(each, bare.of_type) for each in value)}]"
        if isinstance(bare, GraphQLList) and value is not None:
            # A list of one may be written without its brackets.
            return self.written(value, bare.of_type, part)
        if isinstance(value, Mapping):
            return f"{{{', '.join(f'{name}: {part(each, bare.fields[name].type)}' for name, each in value.items())}}}"
        return str(value) if isinstance(bare, GraphQLEnumType) and value is not None else json.dumps(value, ensure_ascii=False)
