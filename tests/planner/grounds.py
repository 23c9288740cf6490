"""What documents are compared over: a schema, a database full of edge values, and both sides reading it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from random import Random
from typing import Final
from uuid import UUID

import strawberry
from graphql import GraphQLSchema, build_schema

import app.schema
import tests.planner.data
import tests.planner.kinds.data
from tests.engines import Engine
from tests.planner.actors import NOBODY
from tests.planner.compiled import Compiled, open_reads
from tests.planner.kinds.data import PROVINCES, SCHOOLS
from tests.planner.kinds.schema import build_kinds
from tests.planner.kinds.words import KINDS
from tests.reference.answers import Reference
from tests.reference.rows import Store, load
from tests.reference.vocabulary import Vocabulary
from tests.reference.words import PRODUCT

Own = dict[str, object]
"""Attribute of an actor -> what its rows have there."""


@dataclass(repr=False)
class Ground:
    """One schema over one database. It is not printed: pytest would print every row."""

    name: str
    printed: GraphQLSchema
    store: Store
    reference: Reference
    compiled: Compiled
    own: Callable[[Random, Store], Own]


def own_of_product(random: Random, store: Store) -> Own:
    """Draw whose some rows of the product are."""
    place = random.choice(store.rows["Department"])
    session = random.choice(store.rows["Session"])
    return {
        "account_id": UUID(session["account_id"]),
        "session_id": UUID(session["id"]),
        "province_code": place["province_code"],
        "school_id": UUID(place["school_id"]),
        "department_id": UUID(place["id"]),
        "person_id": UUID(random.choice(store.rows["Graduate"])["person_id"]),
        "employer_id": UUID(random.choice(store.rows["Employer"])["id"]),
    }


def own_of_kinds(random: Random, _store: Store) -> Own:
    """Draw whose some rows of the tests' own schema are."""
    place = random.randrange(len(SCHOOLS))
    of_nobody = dict.fromkeys(("account_id", "session_id", "department_id", "person_id", "employer_id"), NOBODY)
    return {**of_nobody, "province_code": PROVINCES[place], "school_id": SCHOOLS[place]}


@dataclass(frozen=True)
class Kind:
    """How the grounds of one schema are made."""

    name: str
    build: Callable[[], strawberry.Schema]
    words: Vocabulary
    is_migrated: bool
    seeds: tuple[int, ...]
    own: Callable[[Random, Store], Own]


GROUNDS: Final = (
    Kind("product", app.schema.build_schema, PRODUCT, True, (1, 2, 3, 4), own_of_product),
    Kind("kinds", build_kinds, KINDS, False, (5, 6), own_of_kinds),
)


@asynccontextmanager
async def grounds_of(engine: Engine, kind: Kind) -> AsyncIterator[list[Ground]]:
    """Make the grounds of one schema, a database for each seed."""
    write = tests.planner.data.write if kind.is_migrated else tests.planner.kinds.data.write
    async with AsyncExitStack() as stack:
        schema = kind.build()
        printed = build_schema(schema.as_str())
        made = []
        for seed in kind.seeds:
            url = await stack.enter_async_context(engine.fresh(migrated=kind.is_migrated))
            await write(url, seed)
            store = await load(url, kind.words)
            database = await open_reads(url)
            stack.push_async_callback(database.close)
            reference = Reference(printed, store)
            made.append(Ground(f"{kind.name} {seed}", printed, store, reference, Compiled(schema._schema, database), kind.own))
        yield made
