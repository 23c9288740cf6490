"""The executor: graphql-core's own, except that a bound field is answered by one statement and spliced in as it is."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, cast

import orjson
from graphql import (
    DirectiveNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    visit,
)
from graphql.execution.collect_fields import FieldDetails, collect_fields
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from planner.access import Profile, Scope
from planner.arguments import Values, read_aggregate, read_page
from planner.bindings import Aggregate, Entity, Lookup, Page, Root
from planner.cache import Recent
from planner.catalog import Catalog
from planner.compile import Compiler, Shape
from planner.coordinates import argument_coordinates
from planner.databases import Database
from planner.errors import denied, outermost, read_after_write_failed, without_internals
from planner.ids import parse_id
from planner.plans import Plan
from planner.selection import Reader, Selection, Site, object_type

PLANNER: Final = "planner"
"""The key of a GraphQLSchema's extensions under which its `Planner` is found."""


@dataclass(frozen=True, slots=True)
class Located:
    """A row a resolver has written or found: its fields are read by the planner, not by resolvers."""

    type_name: str
    key: object
    is_written: bool = True
    """Whether a write stands behind it, which must be said where reading it fails."""


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


@dataclass(slots=True)
class CompiledField:
    """One root field's selection and its plans, by the shapes of its arguments."""

    selection: Selection
    plans: Recent[tuple[Shape, ...], Plan] = field(default_factory=lambda: Recent(32))


@dataclass(slots=True)
class OperationPlans:
    """The compiled fields of one operation. It holds the operation, so that its identity cannot be reused meanwhile."""

    operation: OperationDefinitionNode
    flags: tuple[str, ...]
    """Variables that `@skip` and `@include` look at: they decide what is selected."""
    fields: Recent[Hashable, CompiledField] = field(default_factory=lambda: Recent(64))


class Planner:
    """The bindings of one schema and the plans made so far."""

    def __init__(self, catalog: Catalog, size: int = 1024) -> None:
        self.catalog = catalog
        self._operations: Recent[int, OperationPlans] = Recent(size)

    def plans_of(self, executor: "Executor") -> OperationPlans:
        """Return the plans of the operation being executed."""
        operation = executor.operation
        known = self._operations.get(id(operation))
        if known is None:
            known = self._operations.put(id(operation), OperationPlans(operation, flag_variables(executor)))
        return known


class FlagVariables(Visitor):
    """Collects the variables used by `@skip` and `@include`."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        """Note the variable of a flag."""
        if node.name.value in {"skip", "include"}:
            self.names.update(argument.value.name.value for argument in node.arguments or () if isinstance(argument.value, VariableNode))


def flag_variables(executor: "Executor") -> tuple[str, ...]:
    """Return the names of the variables that decide what an operation selects, in order."""
    visitor = FlagVariables()
    nodes: list[Node] = [executor.operation, *executor.fragment_definitions.values()]
    for node in nodes:
        visit(node, visitor)
    return tuple(sorted(visitor.names))


class Executor(StrawberryGraphQLCoreExecutionContext):
    """Executes an operation; bound fields become statements, everything else runs as graphql-core runs it."""

    @classmethod
    def build(cls, schema: GraphQLSchema, *args: Any, **kwargs: Any) -> Any:
        """Build an executor, or return request errors: also where a mutation or subscription is denied.

        Nothing of a denied mutation runs, not even its other fields.
        """
        executor = super().build(schema, *args, **kwargs)
        if isinstance(executor, Executor) and executor.operation.operation is not OperationType.QUERY:
            return executor.root_denials() or executor
        return executor

    @property
    def planner(self) -> Planner:
        """The planner of the schema being executed."""
        return cast("Planner", self.schema.extensions[PLANNER])

    @property
    def context(self) -> ReadContext:
        """The request's context."""
        return cast("ReadContext", self.context_value)

    def root_denials(self) -> list[GraphQLError]:
        """Return the denials of an operation's root fields and of what their arguments hold, or why these cannot be read."""
        root = self.schema.get_root_type(self.operation.operation)
        if root is None:
            return []
        grouped = collect_fields(self.schema, self.fragments, self.variable_values, root, self.operation, self.hide_suggestions)[0]
        return [error for key, details in grouped.items() for error in self._denials_at(root, key, details)]

    def _denials_at(self, root: GraphQLObjectType, key: str, details: list[FieldDetails]) -> list[GraphQLError]:
        definition = self.schema.get_field(root, details[0].node.name.value)
        if definition is None:
            return []
        coordinate = f"{root.name}.{details[0].node.name.value}"
        refusal = self.refusal(coordinate, [key])
        if refusal is not None:
            return [refusal]
        try:
            arguments = self.arguments_of(definition, details[0])
        except GraphQLError as unreadable:
            return [unreadable]
        used = argument_coordinates(coordinate, definition, arguments)
        return [error for name in used if (error := self.refusal(name, [key])) is not None]

    def refusal(self, coordinate: str, path: list[str | int]) -> GraphQLError | None:
        """Return the error of a coordinate the actor may not use, or None."""
        facts = self.planner.catalog.requirements.refusal(self.context.profile, coordinate)
        return None if facts is None else denied(coordinate, facts, path)

    def arguments_of(self, definition: GraphQLField, details: FieldDetails) -> dict[str, Any]:
        """Return a field's coerced arguments. Raises GraphQLError."""
        return get_argument_values(definition, details.node, self.variable_values, details.fragment_variable_values, self.hide_suggestions)

    def execute_field(
        self, parent_type: GraphQLObjectType, source: Any, field_details_list: list[FieldDetails], path: Path, position_context: Any
    ) -> Any:
        """Answer a bound root field by a statement; refuse what the actor may not see; leave the rest to graphql-core."""
        name = field_details_list[0].node.name.value
        coordinate = f"{parent_type.name}.{name}"
        refusal = self.refusal(coordinate, path.as_list())
        if refusal is not None:
            self.collected_errors.add(refusal, path)
            return None
        root = self.planner.catalog.roots.get(coordinate)
        if root is None:
            return super().execute_field(parent_type, source, field_details_list, path, position_context)
        return self._answer(root, coordinate, parent_type.fields[name], field_details_list, path)

    async def _answer(self, root: Root, coordinate: str, definition: GraphQLField, details: list[FieldDetails], path: Path) -> Any:
        try:
            if isinstance(root, Lookup):
                return await self._look_up(definition, details, path)
            return await self._read(root, coordinate, definition, details, path)
        except Exception as error:
            self.handle_field_error(error, definition.type, details, path)
            return None

    async def _look_up(self, definition: GraphQLField, details: list[FieldDetails], path: Path) -> Any:
        entity, key = parse_id(self.arguments_of(definition, details[0])["id"], self.planner.catalog.records)
        refusal = self.refusal(entity.name, path.as_list())
        if refusal is not None:
            raise refusal
        return await self.row(entity, key, details, path)

    async def row(self, entity: Entity, key: object, details: list[FieldDetails], path: Path) -> Any:
        """Return one row's selection as a fragment, or None where it is not in scope."""
        type_ = cast("GraphQLObjectType", self.schema.type_map[entity.name])

        def select(reader: Reader) -> Selection:
            return Selection(reader.object_of(type_, details, path.as_list(), 1), reader.sites, reader.denials)

        return await self._run(self._compiled((tuple(path.as_list()), entity.name), select), key)

    async def _read(
        self, root: Page | Aggregate, coordinate: str, definition: GraphQLField, details: list[FieldDetails], path: Path
    ) -> Any:
        where = path.as_list()

        def select(reader: Reader) -> Selection:
            if isinstance(root, Page):
                return Selection(reader.page(root, definition, details, coordinate, where, 1), reader.sites, reader.denials)
            reader.site(root, definition, details, coordinate, where)
            return Selection(reader.object_of(object_type(definition), details, where, 1), reader.sites, reader.denials)

        return await self._run(self._compiled(tuple(where), select), None)

    def _compiled(self, place: Hashable, select: Callable[[Reader], Selection]) -> CompiledField:
        """Return the compiled field of a place in the operation, for this profile and these flags."""
        plans = self.planner.plans_of(self)
        flags = tuple(self.variable_values.coerced.get(name) for name in plans.flags)
        key = (place, flags, self.context.profile)
        known = plans.fields.get(key)
        if known is None:
            reader = Reader(self.planner.catalog, self, self.context.profile)
            known = plans.fields.put(key, CompiledField(select(reader)))
        return known

    async def _run(self, compiled: CompiledField, key: object) -> Any:
        shapes: list[Shape] = []
        values: list[Values] = []
        denials: list[GraphQLError] = []
        for site in compiled.selection.sites:
            shape, given = self._site(site, denials)
            shapes.append(shape)
            values.append(given)
        plan = self._plan(compiled, tuple(shapes))
        database, scope = self.context.database, self.context.scope
        text = await database.fetch(plan.statement, plan.parameters(database.dialect, values, key, scope))
        self.collected_errors.errors.extend(outermost([*denials, *plan.denials]))
        return None if text is None or text in {b"null", "null"} else orjson.Fragment(text)

    def _site(self, site: Site, denials: list[GraphQLError]) -> tuple[Shape, Values]:
        """Return the shape and values of one field's arguments; no shape where one of them is denied."""
        arguments = self.arguments_of(site.field_def, site.details)
        for coordinate in argument_coordinates(site.coordinate, site.field_def, arguments):
            refusal = self.refusal(coordinate, site.path)
            if refusal is not None:
                denials.append(refusal)
                return None, {}
        catalog = self.planner.catalog
        target = catalog.entities[site.binding.target]
        if isinstance(site.binding, Aggregate):
            return read_aggregate(site.binding, target, catalog.entities, arguments)
        return read_page(site.binding, target, catalog.entities, arguments)

    def _plan(self, compiled: CompiledField, shapes: tuple[Shape, ...]) -> Plan:
        known = compiled.plans.get(shapes)
        if known is None:
            compiler = Compiler(self.planner.catalog, self.context.database.dialect, self.context.profile, shapes)
            known = compiled.plans.put(shapes, compiler.plan(compiled.selection))
        return known

    def handle_field_error(self, raw_error: Exception, return_type: Any, field_details_list: list[FieldDetails], path: Path) -> None:
        """Handle an error as graphql-core does, except that a fault of ours is logged and tells the client nothing of it."""
        super().handle_field_error(without_internals(raw_error), return_type, field_details_list, path)

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: list[FieldDetails],
        info: Any,
        path: Path,
        result: Any,
        position_context: Any,
    ) -> Any:
        """Read a located row through the planner; complete any other value as graphql-core does."""
        if isinstance(result, Located):
            return self._written(result, field_details_list, path)
        return super().complete_object_value(return_type, field_details_list, info, path, result, position_context)

    async def _written(self, located: Located, details: list[FieldDetails], path: Path) -> Any:
        """Return the row a mutation wrote, or one that was only found. A write stands, whatever comes of reading it."""
        entity = self.planner.catalog.entities[located.type_name]
        if not located.is_written:
            return await self.row(entity, located.key, details, path)
        try:
            answer = await self.row(entity, located.key, details, path)
        except Exception as error:
            raise read_after_write_failed(error) from error
        if answer is None:
            raise read_after_write_failed(None)
        return answer
