"""The executor: graphql-core's own, except that a bound field is answered by one statement and spliced in as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import orjson
from graphql import DocumentNode, GraphQLError, GraphQLField, GraphQLObjectType, GraphQLSchema, OperationDefinitionNode, OperationType
from graphql.execution.collect_fields import FieldDetails, collect_fields
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from planner.arguments import read_ids
from planner.bindings import Aggregate, Breakdown, Entity, Groups, Lookup, Lookups, Page, Root, Worklist
from planner.codes import ErrorCode
from planner.coordinates import argument_coordinates
from planner.errors import QueryTooLarge, coded, denied, presentable, read_after_write_failed
from planner.ids import parse_id
from planner.limits import MAX_LONG_PAGE, MAX_PAGE, MAX_VALUES
from planner.planning import Planner, Prepared, RunContext
from planner.reader import Reader
from planner.selection import Selection

PLANNER: Final = "planner"
"""The key of a GraphQLSchema's extensions under which its `Planner` is found."""


@dataclass(frozen=True, slots=True)
class Located:
    """A row a resolver has written or found: its fields are read by the planner, not by resolvers."""

    type_name: str
    key: object
    is_written: bool = True
    """Whether a write stands behind it, which must be said where reading it fails."""


def planner_of(schema: GraphQLSchema) -> Planner:
    """Return the planner of a schema."""
    return cast("Planner", schema.extensions[PLANNER])


class Executor(StrawberryGraphQLCoreExecutionContext):
    """Executes an operation; bound fields become statements, everything else runs as graphql-core runs it."""

    @classmethod
    def build(
        cls,
        schema: GraphQLSchema,
        document: DocumentNode,
        root_value: Any = None,
        context_value: Any = None,
        raw_variable_values: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        """Build an executor, or return request errors, each with its code: also where a mutation or subscription is denied.

        Nothing of a denied mutation runs, not even its other fields.
        """
        if holds_more_than(MAX_VALUES, raw_variable_values):
            return [QueryTooLarge(f"Variables hold at most {MAX_VALUES} values.")]
        if isinstance(unresolved := operation_of(document, operation_name), GraphQLError):
            return [unresolved]
        built = super().build(schema, document, root_value, context_value, raw_variable_values, operation_name, *args, **kwargs)
        if isinstance(built, list):
            return [presentable(error) for error in built]
        executor = cast("Executor", built)
        denials = executor.root_denials() if executor.operation.operation is not OperationType.QUERY else []
        return denials or executor

    @property
    def longest_page(self) -> int:
        """How many rows a page may have."""
        return MAX_PAGE

    @property
    def planner(self) -> Planner:
        """The planner of the schema being executed."""
        return planner_of(self.schema)

    @property
    def context(self) -> RunContext:
        """The request's context."""
        return cast("RunContext", self.context_value)

    def root_fields(self) -> tuple[GraphQLObjectType, dict[str, list[FieldDetails]]]:
        """Return the root type, and what the operation selects of it by response key. Raises GraphQLError without such a root."""
        root = self.schema.get_root_type(self.operation.operation)
        if root is None:
            raise GraphQLError(f"Schema is not configured to execute {self.operation.operation.value} operation.")
        grouped = collect_fields(self.schema, self.fragments, self.variable_values, root, self.operation, self.hide_suggestions)[0]
        return root, grouped

    def root_denials(self) -> list[GraphQLError]:
        """Return the denials of an operation's root fields and of what their arguments hold, or why these cannot be read."""
        root, grouped = self.root_fields()
        return [error for key, details in grouped.items() for error in self.denials_at(root, key, details)]

    def denials_at(self, root: GraphQLObjectType, key: str, details: list[FieldDetails]) -> list[GraphQLError]:
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
            return [presentable(unreadable)]
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
            return await self.run(self.prepared(root, coordinate, definition, details, path.as_list()))
        except Exception as error:
            self.handle_field_error(error, definition.type, details, path)
            return None

    def prepared(
        self, root: Root, coordinate: str, definition: GraphQLField, details: list[FieldDetails], where: list[str | int]
    ) -> Prepared:
        """Return the statement of a bound root field. Raises GraphQLError: denials, and what cannot be answered."""

        def listed(reader: Reader) -> Selection:
            return reader.connection(cast("Page", root), definition, details, coordinate, where)

        def summed(reader: Reader) -> Selection:
            return reader.aggregate(cast("Aggregate", root), definition, details, coordinate, where)

        def counted(reader: Reader) -> Selection:
            return reader.groups(cast("Groups", root), definition, details, coordinate, where)

        def broken_down(reader: Reader) -> Selection:
            return reader.breakdown(cast("Breakdown", root), definition, details, coordinate, where)

        def waiting(reader: Reader) -> Selection:
            return reader.worklist(cast("Worklist", root), definition, details, where)

        match root:
            case Page():
                return self.planner.prepare(self, tuple(where), listed, None)
            case Aggregate():
                return self.planner.prepare(self, tuple(where), summed, None)
            case Groups():
                return self.planner.prepare(self, tuple(where), counted, None)
            case Breakdown():
                return self.planner.prepare(self, tuple(where), broken_down, None)
            case Worklist():
                return self.planner.prepare(self, tuple(where), waiting, None)
            case Lookup(target):
                records = self.planner.catalog.records
                known = records if target is None else {target: records[target]}
                entity, key = parse_id(self.arguments_of(definition, details[0])["id"], known)
                refusal = self.refusal(entity.name, where)
                if refusal is not None:
                    raise refusal
                return self.row(entity, key, details, where)
            case Lookups():
                return self._rows(self.arguments_of(definition, details[0])["ids"], details, where)

    def row(self, entity: Entity, key: object, details: list[FieldDetails], where: list[str | int]) -> Prepared:
        """Return the statement of one row's selection."""
        return self.planner.prepare(self, (*where, entity.name), lambda reader: reader.row(entity.name, details, where), key)

    def _rows(self, ids: Sequence[Any], details: list[FieldDetails], where: list[str | int]) -> Prepared:
        named = read_ids(ids, self.planner.catalog.records)
        types = tuple(sorted({entity.name for entity, _ in named}))
        kinds = [types.index(entity.name) for entity, _ in named]
        keys = (kinds, [key for _, key in named])
        return self.planner.prepare(self, (*where, types), lambda reader: reader.nodes(types, details, where), keys)

    async def run(self, prepared: Prepared) -> Any:
        """Return the answer as a fragment of the response, None where there is none; note what is denied of it."""
        if secrets := prepared.secrets:
            await self.context.search(secrets)
        text = await self.context.database.fetch(prepared.plan.statement, prepared.parameters(self.context))
        self.collected_errors.errors.extend(prepared.denials)
        return None if text is None or text in {b"null", "null"} else orjson.Fragment(text)

    def handle_field_error(self, raw_error: Exception, return_type: Any, field_details_list: list[FieldDetails], path: Path) -> None:
        """Handle an error as graphql-core does, except that a fault of ours is logged and tells the client nothing of it."""
        super().handle_field_error(presentable(raw_error), return_type, field_details_list, path)

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
        where = path.as_list()
        if not located.is_written:
            return await self.run(self.row(entity, located.key, details, where))
        try:
            answer = await self.run(self.row(entity, located.key, details, where))
        except Exception as error:
            raise read_after_write_failed(error) from error
        if answer is None:
            raise read_after_write_failed(None)
        return answer


class LongReads(Executor):
    """An executor for reads that no client waits for: its pages are longer, and otherwise it answers as any other."""

    @property
    def longest_page(self) -> int:
        """How many rows a page may have."""
        return MAX_LONG_PAGE


def operation_of(document: DocumentNode, name: str | None) -> OperationDefinitionNode | GraphQLError:
    """Return the operation that is meant, the one of that name or the only one, or why there is none, in graphql-core's words."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    meant = operations if name is None else [node for node in operations if node.name is not None and node.name.value == name]
    if len(meant) == 1:
        return meant[0]
    several = "Must provide operation name if query contains multiple operations." if meant else "Must provide an operation."
    why = several if name is None else f"Unknown operation named '{name}'."
    return coded(GraphQLError(why), ErrorCode.OPERATION_RESOLUTION_FAILURE)


def holds_more_than(limit: int, value: Any) -> bool:
    """Return whether a JSON value holds more values than `limit`; it looks at no more than so many."""
    left, stack = limit, [value]
    while stack:
        each = stack.pop()
        left -= 1
        if left < 0:
            return True
        if isinstance(each, dict):
            stack.extend(each.values())
        elif isinstance(each, list):
            stack.extend(each)
    return False
