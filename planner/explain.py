"""A read made legible: what it asks of the asker, the statement it becomes, where each parameter comes from, the engine's own plan.

Values that a client gave are shown only where they cannot tell who somebody is.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Protocol, Self

from graphql import DocumentNode, GraphQLError, GraphQLObjectType, GraphQLSchema
from graphql.execution.collect_fields import FieldDetails

from planner.access import Profile, Requirements, Scope
from planner.bindings import Aggregate, Breakdown, ColumnOf, FilterOne, Filters, Kind
from planner.databases import Database
from planner.errors import presentable
from planner.execute import Executor, operation_of, planner_of
from planner.filters import Condition, Filter, Not, Related
from planner.planning import Planner, Prepared
from planner.plans import KeySource, KeysSource, MomentSource, OwnSource, ScopeSource, SecretSource, SiteSource, Source
from planner.selection import Site

SHOWN: Final = frozenset({Kind.INT, Kind.BOOL, Kind.TIMESTAMP, Kind.UUID})
"""Kinds of values that tell nobody's name, number or birthday."""
LITERAL: Final = re.compile(r"'(?:[^']|'')*'(?=::(?:text|character|date|numeric|json))")
"""How PostgreSQL writes a value into its plan that may tell who somebody is."""
CLAUSES: Final = ("from ", "where ", "order by ", "limit ", "group by ")


class ExplainingDatabase(Database, Protocol):
    """A database that can say how it would run a statement."""

    async def explain(self, statement: str, parameters: Sequence[Any]) -> list[str]:
        """Return the engine's plan, line by line."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One coordinate that was used: what it asks, and why it was refused, None where it was granted."""

    coordinate: str
    asks: Sequence[Hashable]
    refusal: Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a statement: where it comes from, and its value as far as it may be shown."""

    source: str
    value: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One root field. Without a statement, it was refused (`errors`) or is no bound read."""

    key: str
    coordinate: str
    decisions: Sequence[Decision]
    errors: Sequence[GraphQLError]
    statement: str | None = None
    parameters: Sequence[Parameter] = ()
    plan: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Explaining:
    """The context of an explanation: who asks, and where."""

    profile: Profile
    scope: Scope
    database: ExplainingDatabase


class Recorded(Requirements):
    """Requirements that note what they are asked."""

    def __init__(self, requirements: Requirements) -> None:
        self._requirements = requirements
        self.decisions: dict[str, Decision] = {}

    def of(self, coordinate: str) -> Sequence[Hashable]:
        """Return what a coordinate asks for."""
        return self._requirements.of(coordinate)

    def refusal(self, profile: Profile, coordinate: str) -> Mapping[str, object] | None:
        """Return why the profile may not use the coordinate, or None; note it where it asks for anything."""
        refusal = self._requirements.refusal(profile, coordinate)
        if asks := self.of(coordinate):
            self.decisions[coordinate] = Decision(coordinate, asks, refusal)
        return refusal


class Explainer(Executor):
    """Plans an operation and runs nothing of it: mutations are only held against their access."""

    @classmethod
    def of(cls, schema: GraphQLSchema, document: DocumentNode, context: Explaining, variables: dict[str, Any], name: str | None) -> Self:
        """Return the explainer of an operation. Raises GraphQLError where there is none, or its variables do not fit."""
        if isinstance(unresolved := operation_of(document, name), GraphQLError):
            raise unresolved
        built = super(Executor, cls).build(schema, document, None, context, variables, name)
        if isinstance(built, list):
            raise presentable(built[0])
        assert isinstance(built, cls)
        return built

    @cached_property
    def recorded(self) -> Recorded:
        """What notes the decisions."""
        return Recorded(planner_of(self.schema).catalog.requirements)

    @cached_property
    def planner(self) -> Planner:
        """A planner that keeps nothing and notes every decision."""
        return Planner(self.schema, replace(planner_of(self.schema).catalog, requirements=self.recorded), budget=0)

    async def explain(self) -> list[Explained]:
        """Explain every root field, in order."""
        root, grouped = self.root_fields()
        return [await self._explained(root, key, details) for key, details in grouped.items()]

    async def _explained(self, root: GraphQLObjectType, key: str, details: list[FieldDetails]) -> Explained:
        self.recorded.decisions.clear()
        name = details[0].node.name.value
        coordinate, bound = f"{root.name}.{name}", self.planner.catalog.roots.get(f"{root.name}.{name}")
        errors = self.denials_at(root, key, details)
        prepared = None
        if bound is not None and not errors:
            try:
                prepared = self.prepared(bound, coordinate, root.fields[name], details, [key])
                errors = prepared.denials
            except GraphQLError as error:
                errors = [presentable(error)]
        decisions = list(self.recorded.decisions.values())
        if prepared is None:
            return Explained(key, coordinate, decisions, errors)
        lines = await self._database.explain(prepared.plan.statement, prepared.parameters(self.context))
        plan = [LITERAL.sub("'…'", line) for line in lines]
        return Explained(key, coordinate, decisions, errors, indented(prepared.plan.statement), list(self._parameters(prepared)), plan)

    @property
    def _database(self) -> ExplainingDatabase:
        context: Explaining = self.context_value
        return context.database

    def _parameters(self, prepared: Prepared) -> Iterator[Parameter]:
        for source in prepared.plan.sources:
            value = source.take(prepared.values, prepared.key, self.context.scope)
            named, is_shown = self._told(source, prepared)
            yield Parameter(named, repr(value) if is_shown else masked(value))

    def _told(self, source: Source, prepared: Prepared) -> tuple[str, bool]:
        """Return where a parameter comes from, and whether its value may be shown."""
        match source:
            case ScopeSource(scope, column):
                return f"scope of {scope}: {column}", True
            case OwnSource(scope, column):
                return f"one's own of {scope}: {column}", True
            case MomentSource():
                return "the moment of the request", True
            case KeySource():
                return "the key in the ID", True
            case KeysSource(part):
                return ("the types" if part == 0 else "the keys") + " in the IDs", True
            case SecretSource(site):
                return f"{'.'.join(str(key) for key in prepared.selection.sites[site].path)}: filter, the index of a secret text", False
            case SiteSource(site, slot):
                return self._argument(prepared.selection.sites[site], prepared.shapes[site], slot)

    def _argument(self, site: Site, shape: Any, slot: Hashable) -> tuple[str, bool]:
        """Return which argument of a field a value is of: its size, a part of a cursor, or a comparison."""
        where = ".".join(str(key) for key in site.path)
        if slot == "size":
            return f"{where}: {'last' if shape.is_backward else 'first'}", True
        if isinstance(slot, tuple):
            side, place = slot
            columns = [*(term.column for term in shape.order), self.planner.catalog.entities[site.binding.target].table.key]
            return f"{where}: {side}, {columns[place].name}", columns[place].kind in SHOWN
        condition = next(each for each in conditions(shape.filter) if each.slot == slot)
        is_shown = condition.column.kind in SHOWN or condition.column.is_word or self._is_key(site, condition)
        argument = "argument" if isinstance(site.binding, Aggregate) else "filter"
        return f"{where}: {argument}, {condition.column.name} {condition.operator}", is_shown

    def _is_key(self, site: Site, condition: Condition) -> bool:
        """Return whether a comparison is with an ID that a client gave."""
        binding = site.binding
        bound = {
            **(binding.equals if isinstance(binding, Aggregate | Breakdown) else {}),
            **({} if isinstance(binding, Aggregate) else binding.filters),
        }
        return any(column == condition.column for column in self._keys(bound, binding.target))

    def _keys(self, filters: Filters, target: str) -> Iterator[ColumnOf]:
        """Yield the columns that are compared with IDs, those of related rows among them."""
        for each in filters.values():
            if isinstance(each, FilterOne):
                yield from self._keys(each.filters, each.relation.target)
            elif each.nodes:
                yield self.planner.catalog.entities[target].column(each.attribute)


def conditions(part: Filter) -> Iterator[Condition]:
    """Yield every comparison of a filter."""
    if isinstance(part, Condition):
        yield part
    else:
        for inner in (part.part,) if isinstance(part, Not | Related) else part.parts:
            yield from conditions(inner)


def masked(value: object) -> str:
    """Return what may be said of a value that may tell who somebody is."""
    if isinstance(value, list):
        return f"<{len(value)} values>"
    return f"<{len(value)} characters>" if isinstance(value, str) else "<a value>"


def indented(statement: str) -> str:
    """Return a statement with its selects inside each other and their clauses on lines of their own; literals stay as they are."""
    written: list[str] = []
    inside: list[bool] = []
    at, is_literal = 0, False
    while at < len(statement):
        character = statement[at]
        depth = sum(inside)
        if character == "'":
            is_literal = not is_literal
        elif not is_literal and character == "(":
            inside.append(statement.startswith("select ", at + 1))
            if inside[-1]:
                written.append("(\n" + "  " * (depth + 1))
                at += 1
                continue
        elif not is_literal and character == ")" and inside.pop():
            written.append("\n" + "  " * sum(inside))
        elif not is_literal and character == " " and (not inside or inside[-1]) and statement.startswith(CLAUSES, at + 1):
            written.append("\n" + "  " * depth)
            at += 1
            continue
        written.append(character)
        at += 1
    return "".join(written)
