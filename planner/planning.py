"""From a bound field and its arguments to a statement with its parameters; what was compiled once is found again."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, Protocol, cast

from graphql import GraphQLError, GraphQLField, GraphQLSchema, OperationDefinitionNode
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import VariableValues

from planner.access import Profile, Scope
from planner.arguments import Values, read_aggregate, read_breakdown, read_groups, read_page
from planner.bindings import Aggregate, Breakdown, Groups
from planner.cache import Kept
from planner.catalog import Catalog
from planner.compile import Compiler, Shape
from planner.coordinates import argument_coordinates
from planner.databases import Database
from planner.documents import Documents
from planner.errors import QueryTooLarge
from planner.limits import KEPT_BYTES, MAX_PARAMETERS
from planner.plans import Plan
from planner.reader import Collector, Reader
from planner.selection import Selection, Site

BYTES_OF_FIELD: Final = 400
"""What a selected field weighs in a selection: its response key, its place, and what stands for it. Measured."""
BYTES_OF_SITE: Final = 1_500
"""What a field with arguments, or one that is denied, weighs beside: its path, its error, its part in the shapes of the plans."""


class ReadContext(Protocol):
    """What a request's GraphQL context holds for reads."""

    @property
    def profile(self) -> Profile:
        """What the actor may see."""

    @property
    def scope(self) -> Scope:
        """Which rows are the actor's."""

    @property
    def database(self) -> Database:
        """Where reads run."""


class RunContext(ReadContext, Protocol):
    """What it holds beside for reads that run."""

    async def search(self, secrets: int) -> None:
        """Count a search for so many secrets before it runs. Raises RateLimited where the actor has searched too often."""


class Asking(Collector, Protocol):
    """The part of an executor that planning needs."""

    operation: OperationDefinitionNode
    variable_values: VariableValues

    @property
    def longest_page(self) -> int:
        """How many rows a page may have."""

    @property
    def context(self) -> ReadContext:
        """The request's context."""

    def arguments_of(self, definition: GraphQLField, details: FieldDetails) -> dict[str, Any]:
        """Return a field's coerced arguments. Raises GraphQLError."""

    def refusal(self, coordinate: str, path: list[str | int]) -> GraphQLError | None:
        """Return the error of a coordinate the actor may not use, or None."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A selection, the number that tells it from every other, and the key under which it is kept, if it is."""

    selection: Selection
    number: int
    key: Hashable = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement about to run, with all it needs: the plan, this request's shapes and values, and what is denied of it."""

    selection: Selection
    plan: Plan
    shapes: list[Shape]
    values: list[Values]
    key: object
    denials: list[GraphQLError]

    def parameters(self, context: ReadContext) -> list[Any]:
        """Return the parameter values as the driver takes them."""
        return self.plan.parameters(context.database.dialect, self.values, self.key, context.scope)

    @property
    def secrets(self) -> int:
        """How many secrets it looks for."""
        return self.plan.secrets(self.values)


class Planner:
    """The bindings of one schema, and the documents, selections and plans that are kept."""

    def __init__(self, schema: GraphQLSchema, catalog: Catalog, budget: int = KEPT_BYTES) -> None:
        """Keep nothing yet; `budget` is in bytes, for everything together."""
        self.catalog = catalog
        self.kept = Kept(budget)
        self.documents = Documents(schema, self.kept)
        self._numbers = count()

    def prepare(self, asking: Asking, place: Hashable, select: Callable[[Reader], Selection], key: object) -> Prepared:
        """Return the statement of a bound field at a place of the operation, for whoever asks.

        Raises BadUserInput or another GraphQLError for arguments that cannot be answered, QueryTooLarge for too much of them.
        """
        compiled = self._compiled(asking, place, select)
        shapes: list[Shape] = []
        values: list[Values] = []
        denials: list[GraphQLError] = []
        compared = 0
        for site in compiled.selection.sites:
            shape, given, refusal = self._site(asking, site)
            if refusal is not None and all(shapes[above] is not None for above in site.under):
                denials.append(refusal)
            compared += sum(len(value) if isinstance(value, list) else 1 for value in given.values())
            if compared > MAX_PARAMETERS:
                raise QueryTooLarge(f"A root field compares with at most {MAX_PARAMETERS} values.")
            shapes.append(shape)
            values.append(given)
        plan = self._plan(asking, compiled, tuple(shapes))
        return Prepared(compiled.selection, plan, shapes, values, key, [*denials, *plan.denials])

    def _compiled(self, asking: Asking, place: Hashable, select: Callable[[Reader], Selection]) -> Compiled:
        """Return the selection at a place of the operation, for this profile and these flags.

        It is kept only while its document is: a selection holds parts of it.
        """
        profile = asking.context.profile
        document = self.documents.of(asking.operation)
        if document is None:
            return Compiled(select(Reader(self.catalog, asking, profile)), next(self._numbers))
        flags = tuple(asking.variable_values.coerced.get(name) for name in document.flags)
        key = (Compiled, id(asking.operation), place, flags, profile)
        known = cast("Compiled | None", self.kept.get(key))
        if known is None:
            selection = select(Reader(self.catalog, asking, profile))
            known = Compiled(selection, next(self._numbers), key)
            weight = selection.fields * BYTES_OF_FIELD + (len(selection.sites) + len(selection.denials)) * BYTES_OF_SITE
            self.kept.put(key, known, weight, parent=(OperationDefinitionNode, id(asking.operation)))
        return known

    def _plan(self, asking: Asking, compiled: Compiled, shapes: tuple[Shape, ...]) -> Plan:
        key = (Plan, compiled.number, shapes)
        known = cast("Plan | None", self.kept.get(key)) if compiled.key is not None else None
        if known is None:
            compiler = Compiler(self.catalog, asking.context.database.dialect, asking.context.profile, shapes)
            known = compiler.plan(compiled.selection)
            if compiled.key is not None:
                self.kept.put(key, known, known.weight + len(shapes) * BYTES_OF_SITE, parent=compiled.key)
        return known

    def _site(self, asking: Asking, site: Site) -> tuple[Shape, Values, GraphQLError | None]:
        """Return the shape and values of one field's arguments; where one of them is denied, no shape, and the denial."""
        arguments = asking.arguments_of(site.field_def, site.details) if site.given is None else site.given
        for coordinate in argument_coordinates(site.coordinate, site.field_def, arguments):
            refusal = asking.refusal(coordinate, site.path)
            if refusal is not None:
                return None, {}, refusal
        target = self.catalog.entities[site.binding.target]
        if isinstance(site.binding, Aggregate):
            return *read_aggregate(site.binding, target, self.catalog.entities, arguments), None
        if isinstance(site.binding, Breakdown):
            return *read_breakdown(site.binding, target, self.catalog.entities, arguments), None
        if isinstance(site.binding, Groups):
            return *read_groups(site.binding, target, self.catalog.entities, arguments), None
        return *read_page(site.binding, target, self.catalog.entities, arguments, asking.longest_page), None
