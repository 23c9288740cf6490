"""Databases full of edge values, made once for all comparisons."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
import pytest_asyncio
from graphql import GraphQLSchema, build_schema

import app.schema
from tests.engines import Engine
from tests.planner.compiled import Compiled, open_reads
from tests.planner.data import write
from tests.reference.answers import Reference
from tests.reference.rows import Store, load

SEEDS = (1, 2, 3, 4)


@dataclass
class Pair:
    """One database, read by both sides."""

    store: Store
    reference: Reference
    compiled: Compiled


class Pairs:
    """All of them, and the schema as clients see it. It is no dataclass, because Hypothesis would print all that one holds."""

    def __init__(self, printed: GraphQLSchema, made: list[Pair]) -> None:
        self.printed = printed
        self.made = made


@pytest.fixture(scope="session")
def product() -> GraphQLSchema:
    """Return the product's schema, as the planner executes it."""
    return app.schema.build_schema()._schema


@pytest.fixture(scope="session")
def printed() -> GraphQLSchema:
    """Return the schema as clients see it: printed, and parsed again."""
    return build_schema(app.schema.build_schema().as_str())


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pairs(engine: Engine, product: GraphQLSchema, printed: GraphQLSchema) -> AsyncIterator[Pairs]:
    """Yield one pair of sides for each seed."""
    async with AsyncExitStack() as stack:
        made = []
        for seed in SEEDS:
            url = await stack.enter_async_context(engine.fresh())
            await write(url, seed)
            store = await load(url)
            database = await open_reads(url)
            stack.push_async_callback(database.close)
            made.append(Pair(store, Reference(printed, store), Compiled(product, database)))
        yield Pairs(printed, made)


@pytest_asyncio.fixture(loop_scope="session")
async def reads(database: str, product: GraphQLSchema) -> AsyncIterator[Compiled]:
    """Yield the compiled side over the test's own database."""
    opened = await open_reads(database)
    yield Compiled(product, opened)
    await opened.close()
