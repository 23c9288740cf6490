"""Building the schema: Strawberry's, with the catalog the planner reads and the executor that uses it."""

from typing import Final

import strawberry
from graphql import GraphQLError
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from planner.execute import PLANNER, Executor, Planner
from schema.access import Access, Public
from schema.access_text import describe_access
from schema.catalog import catalog_of
from schema.requirements import gather

KEPT_DOCUMENTS: Final = 512


class Schema(strawberry.Schema):
    """Strawberry's schema, which does not log what clients did wrong: an error carries the document's text, and so personal data."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing; faults of ours are logged where they happen (`planner.errors.without_internals`)."""


def build(query: type, mutation: type, subscription: type, types: list[type]) -> strawberry.Schema:
    """Return the schema of three root types. Raises SchemaError where it promises what it may not."""
    schema = Schema(
        query=query,
        mutation=mutation,
        subscription=subscription,
        types=[*types, Access, Public],
        execution_context_class=Executor,
        # Subscriptions come through Strawberry's handler: the same text must give the same document, or every
        # subscriber would compile its own plan.
        extensions=[lambda: ParserCache(maxsize=KEPT_DOCUMENTS), lambda: ValidationCache(maxsize=KEPT_DOCUMENTS)],
        config=StrawberryConfig(auto_camel_case=True),
    )
    requirements = gather(schema._schema)
    catalog = catalog_of(schema._schema, requirements)
    describe_access(schema._schema, requirements)
    schema._schema.extensions[PLANNER] = Planner(catalog)
    return schema
