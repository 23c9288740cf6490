"""Databases full of edge values, made once for all comparisons."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from graphql import GraphQLSchema

import app.schema
from tests.engines import Engine
from tests.planner.compiled import Compiled, open_reads
from tests.planner.grounds import GROUNDS, Ground, grounds_of

Grounds = Mapping[str, Sequence[Ground]]
"""By the schema's name: `product`, `kinds`."""


@pytest.fixture(scope="session")
def product() -> GraphQLSchema:
    """Return the product's schema, as the planner executes it."""
    return app.schema.the_schema()._schema


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def grounds(engine: Engine) -> AsyncIterator[Grounds]:
    """Yield the grounds of every schema."""
    async with AsyncExitStack() as stack:
        yield {kind.name: await stack.enter_async_context(grounds_of(engine, kind)) for kind in GROUNDS}


@pytest_asyncio.fixture(loop_scope="session")
async def reads(database: str, product: GraphQLSchema) -> AsyncIterator[Compiled]:
    """Yield the compiled side over the test's own database."""
    opened = await open_reads(database)
    yield Compiled(product, opened)
    await opened.close()
