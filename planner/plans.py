"""A compiled read: one statement, where its parameters come from, and the denials it carries."""

import re
import sys
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import GraphQLError

from planner.access import Scope
from planner.arguments import Values
from planner.bindings import Kind
from planner.dialects import Dialect


@dataclass(frozen=True, slots=True)
class ScopeSource:
    """A parameter whose value is the actor's: never part of the plan."""

    scope: Hashable
    column: str
    kind: Kind
    many: bool = False

    def take(self, values: Sequence[Values], key: object, scope: Scope) -> object:
        """Return the parameter's value."""
        return scope.value(self.scope, self.column)


@dataclass(frozen=True, slots=True)
class OwnSource:
    """A parameter that tells the row which is the actor itself from all others: never part of the plan."""

    scope: Hashable
    column: str
    kind: Kind
    many: bool = False

    def take(self, values: Sequence[Values], key: object, scope: Scope) -> object:
        """Return the parameter's value."""
        return scope.own(self.scope, self.column)


@dataclass(frozen=True, slots=True)
class SiteSource:
    """A parameter whose value is an argument of a field of this request."""

    site: int
    slot: Hashable
    kind: Kind
    many: bool = False

    def take(self, values: Sequence[Values], key: object, scope: Scope) -> object:
        """Return the parameter's value."""
        return values[self.site][self.slot]


@dataclass(frozen=True, slots=True)
class SecretSource:
    """A parameter that is the keyed index of a secret text, or of each of a list: the text itself never reaches a statement."""

    site: int
    slot: Hashable
    many: bool = False
    kind: Kind = Kind.TEXT

    def take(self, values: Sequence[Values], key: object, scope: Scope) -> object:
        """Return the parameter's value."""
        given: Any = values[self.site][self.slot]
        return [scope.index(each) for each in given] if self.many else scope.index(given)

    def count(self, values: Sequence[Values]) -> int:
        """Return how many secrets are looked for."""
        given: Any = values[self.site][self.slot]
        return len(given) if self.many else 1


@dataclass(frozen=True, slots=True)
class KeySource:
    """The key of the one row a lookup is for."""

    kind: Kind
    many: bool = False

    def take(self, values: Sequence[Values], key: object, scope: Scope) -> object:
        """Return the parameter's value."""
        return key


@dataclass(frozen=True, slots=True)
class MomentSource:
    """The moment of the request, by which deadlines are judged."""

    kind: Kind = Kind.TIMESTAMP
    many: bool = False

    def take(self, values: Sequence[Values], key: object, scope: Scope) -> object:
        """Return the parameter's value."""
        return scope.now


@dataclass(frozen=True, slots=True)
class KeysSource:
    """What a lookup of many rows is for: the numbers of their types (part 0), or their keys as text (part 1)."""

    part: int
    kind: Kind
    many: bool = True

    def take(self, values: Sequence[Values], key: Any, scope: Scope) -> object:
        """Return the parameter's value."""
        return key[self.part]


Source = ScopeSource | OwnSource | SiteSource | SecretSource | KeySource | KeysSource | MomentSource

MARKER: Final = re.compile("\x00(\\d+)\x00")


class Parameters:
    """Collects parameters while SQL is written, and numbers them at the end in order of use.

    PostgreSQL refuses a statement that numbers a parameter it does not use, and parts of a statement are written and
    dropped again, so no number can be given before the whole text stands.
    """

    def __init__(self) -> None:
        self._sources: dict[Source, int] = {}

    def mark(self, source: Source) -> str:
        """Return a marker for the SQL text."""
        return f"\x00{self._sources.setdefault(source, len(self._sources))}\x00"

    def number(self, text: str, dialect: Dialect) -> tuple[str, tuple[Source, ...]]:
        """Return the text with placeholders, and the sources in their order."""
        known = list(self._sources)
        used: dict[int, int] = {}

        def placeholder(match: re.Match[str]) -> str:
            index = int(match[1])
            number = used.setdefault(index, len(used) + 1)
            return dialect.parameter(number, known[index].kind, many=known[index].many)

        numbered = MARKER.sub(placeholder, text)
        return numbered, tuple(known[index] for index in used)


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement that returns one text (or NULL), its parameters' sources, and the denials of its answer."""

    statement: str
    sources: tuple[Source, ...]
    denials: tuple[GraphQLError, ...]

    def parameters(self, dialect: Dialect, values: Sequence[Values], key: object, scope: Scope) -> list[Any]:
        """Return the parameter values of one request, as the driver takes them."""
        return [dialect.bind(source.take(values, key, scope)) for source in self.sources]

    def secrets(self, values: Sequence[Values]) -> int:
        """Return how many secrets one request looks for."""
        return sum(source.count(values) for source in self.sources if isinstance(source, SecretSource))

    @property
    def weight(self) -> int:
        """About how many bytes it takes; its denials are the selection's."""
        return sys.getsizeof(self.statement) + 200 * len(self.sources)
