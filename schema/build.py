"""Building the schema: Strawberry's, with the catalog the planner reads and the executor that uses it."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from inspect import isawaitable
from typing import Any, Final, cast

import strawberry
from graphql import ExecutionResult as GraphQLResult
from graphql import GraphQLError, OperationType
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.base import StrawberryObjectDefinition, StrawberryType
from strawberry.types.execution import PreExecutionError

from planner.codes import ErrorCode
from planner.documents import Document
from planner.errors import coded, presentable
from planner.execute import PLANNER, Executor, operation_of, planner_of
from planner.planning import Planner
from schema.access import Access, Public
from schema.access_text import describe_access
from schema.catalog import catalog_of
from schema.requirements import gather

NO_REQUEST: Final = "`query` must be a text, `variables` an object or null, `operationName` a text or null."
Results = AsyncGenerator[ExecutionResult, None]


class KeptDocuments(SchemaExtension):
    """Gives Strawberry the documents that the planner has parsed and validated: one text is one document, with one limit."""

    def on_parse(self) -> Iterator[None]:
        """Hand over the document; one that cannot be parsed is left to Strawberry, which will say so."""
        self.execution_context.graphql_document = self._document().ast
        yield

    def on_validate(self) -> Iterator[None]:
        """Hand over what is wrong with it."""
        self.execution_context.pre_execution_errors = list(self._document().errors)
        yield

    def _document(self) -> Document:
        return planner_of(self.execution_context.schema._schema).documents.read(self.execution_context.query or "")


class Schema(strawberry.Schema):
    """Strawberry's schema, as its WebSocket handler uses it: with our documents, and with errors as they are over HTTP."""

    async def stream(  # type: ignore[override]  # Strawberry's result may be incremental; ours is not.
        self,
        query: Any,
        variable_values: Any = None,
        context_value: Any = None,
        root_value: Any = None,
        operation_name: Any = None,
        **more: Any,
    ) -> Results:
        """Return the results of an operation, or one that holds only errors: then nothing of it has run."""
        if not is_request(query, variable_values, operation_name):
            return refused([coded(GraphQLError(NO_REQUEST), ErrorCode.BAD_REQUEST)])
        document = planner_of(self._schema).documents.read(query)
        if document.ast is None:
            return refused(document.errors)
        operation = operation_of(document.ast, operation_name or None)
        if isinstance(operation, GraphQLError):
            return refused([operation])
        if operation.operation is OperationType.SUBSCRIPTION or more:
            given = (query, variable_values, context_value, root_value, operation_name or None)
            return cast("Results", await super().stream(*given, **more))
        executor = Executor.build(self._schema, document.ast, root_value, context_value, variable_values, operation_name or None)
        return refused(executor) if isinstance(executor, list) else answered(executor)

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Give each error the shape that clients read; log none, since it may carry the document's text, and so personal data.

        Faults of ours are logged where they are found (`planner.errors.without_internals`).
        """
        errors[:] = [presentable(error) for error in errors]


def is_request(query: object, variables: object, operation_name: object) -> bool:
    """Return whether a message has the parts of a request; Strawberry hands them over as they came."""
    return isinstance(query, str) and isinstance(variables, dict | None) and isinstance(operation_name, str | None)


async def refused(errors: Sequence[GraphQLError]) -> Results:
    """Yield the one result of an operation of which nothing runs."""
    yield PreExecutionError(data=None, errors=list(errors))


async def answered(executor: Executor) -> Results:
    """Yield the one result of a query or mutation."""
    outcome = executor.execute_operation()
    result = cast("GraphQLResult", await outcome if isawaitable(outcome) else outcome)
    yield ExecutionResult(data=result.data, errors=result.errors)


class Names(NameConverter):
    """GraphQL names, as Strawberry makes them, but that what can be null says so first: NullableTextFilter, NullableStatusFilter."""

    def from_generic(self, generic_type: StrawberryObjectDefinition, types: list[StrawberryType | type]) -> str:
        """Return the name of a generic type with its arguments."""
        name = super().from_generic(generic_type, types)
        return f"Nullable{name.replace('Nullable', '', 1)}" if generic_type.name.startswith("Nullable") else name


def build(query: type, mutation: type, subscription: type, types: list[type]) -> strawberry.Schema:
    """Return the schema of three root types. Raises SchemaError where it promises what it may not."""
    schema = Schema(
        query=query,
        mutation=mutation,
        subscription=subscription,
        types=[*types, Access, Public],
        execution_context_class=Executor,
        extensions=[KeptDocuments],
        config=StrawberryConfig(name_converter=Names()),
    )
    requirements = gather(schema._schema)
    catalog = catalog_of(schema._schema, requirements)
    describe_access(schema._schema, requirements)
    schema._schema.extensions[PLANNER] = Planner(schema._schema, catalog)
    return schema
