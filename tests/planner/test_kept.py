"""What is kept for the next request: within its budget whatever clients send, and found again whichever way they ask."""

import gc
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from itertools import product as every
from typing import Any, Final

import pytest
import pytest_asyncio
from graphql import GraphQLSchema

import app.schema
from auth.modules import Profile
from planner.cache import MOST_OF_BUDGET, OF_ENTRY, Kept
from planner.execute import PLANNER, planner_of
from planner.planning import Planner
from rules.roles import Role
from tests.planner.compiled import Compiled, Reading, scope_of
from tests.world import World

pytestmark = pytest.mark.any_engine
BUDGET: Final = 3_000_000
OPERATORS: Final = {"eq": "x", "prefix": "x", "gt": "x", "in": ["x"]}
SHAPED: Final = "query($f: SchoolFilter, $b: Boolean!) { schools(first: 1, filter: $f) { edges { node { name code @include(if: $b) } } } }"


def room_for(values: int, weight: int) -> Kept:
    """Return a store with room for so many values of a weight."""
    return Kept(values * (weight + OF_ENTRY))


def test_what_was_used_longest_ago_makes_room() -> None:
    store = room_for(100, 500)
    for number in range(100):
        assert store.put(number, str(number), 500)
    assert store.get(0) == "0"
    assert store.put(100, "100", 500)
    assert store.get(1) is None
    assert (store.get(0), store.get(100), len(store)) == ("0", "100", 100)


def test_what_hangs_on_a_value_goes_with_it_and_keeps_it_while_it_is_used() -> None:
    store = room_for(100, 500)
    store.put("document", "d", 500)
    store.put("plan", "p", 500, parent="document")
    for number in range(300):
        store.put(number, number, 500)
        assert store.get("plan") == "p"
    assert store.get("document") == "d"
    store.drop("document")
    assert store.get("plan") is None
    assert store.put("orphan", "o", 500, parent="document") is False


def test_a_value_that_is_a_large_part_of_the_budget_is_not_kept_and_pushes_nothing_out() -> None:
    store = room_for(100, 500)
    store.put("small", "s", 500)
    assert store.put("large", "l", 100 * 500 // MOST_OF_BUDGET * 2) is False
    assert store.get("small") == "s"


def test_a_value_that_is_put_again_weighs_once() -> None:
    store = room_for(100, 500)
    for weight in (500, 500, 300):
        store.put("same", weight, weight)
    assert (store.weight, len(store)) == (300 + OF_ENTRY, 1)


@pytest_asyncio.fixture(loop_scope="session")
async def small(reads: Compiled) -> AsyncIterator[Compiled]:
    """Yield the compiled side with a small budget of its own."""
    schema: GraphQLSchema = app.schema.build_schema()._schema
    schema.extensions[PLANNER] = Planner(schema, planner_of(schema).catalog, BUDGET)
    yield Compiled(schema, reads.database)


def hostile() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield documents that no two requests share, and shapes of one document that are all different."""
    for number in range(120):
        yield f"{{ schools(first: 1) {{ edges {{ node {{ {' '.join(f'a{number}x{each}: name' for each in range(12))} }} }} }} }}", {}
    for names in every(OPERATORS, repeat=3):
        for flag in (True, False):
            yield SHAPED, {"f": {"or": [{"name": {name: OPERATORS[name]}} for name in names]}, "b": flag}


async def test_hostile_documents_and_shapes_cannot_grow_memory(small: Compiled, world: World) -> None:
    ministry, store = world.actor(Role.MINISTRY), planner_of(small.schema).kept
    await small.ask("{ schools(first: 1) { totalCount } }", ministry)
    gc.collect()
    tracemalloc.start()
    before, heaviest = tracemalloc.get_traced_memory()[0], 0
    for text, variables in hostile():
        await small.ask(text, ministry, **variables)
        heaviest = max(heaviest, store.weight)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert 0.8 * BUDGET < heaviest <= BUDGET
    # What is reckoned is more than what is taken, and nothing else holds on to what was thrown away.
    assert grown < BUDGET


async def test_documents_that_are_refused_are_kept_within_the_budget_too(small: Compiled) -> None:
    documents, store = planner_of(small.schema).documents, planner_of(small.schema).kept
    for number in range(600):
        documents.read(f"{{ schools(first: {number}")
        documents.read(f"{{ a{number}: nothing {' '.join(f'b{each}' for each in range(20))} }}")
    assert store.weight <= BUDGET


async def test_a_plan_is_made_once_for_a_document_a_profile_flags_and_shapes(small: Compiled, world: World) -> None:
    store = planner_of(small.schema).kept
    asked = [(world.actor(role), name, flag) for role in (Role.MINISTRY, Role.PROVINCE) for name in ("eq", "in") for flag in (True, False)]
    sizes = []
    for actor, name, flag in [*asked, *asked]:
        await small.ask(SHAPED, actor, f={"name": {name: OPERATORS[name]}}, b=flag)
        sizes.append(len(store))
    assert sizes == sorted(sizes)
    assert sizes[len(asked) - 1] == sizes[-1]


async def test_every_way_of_asking_reads_one_document(reads: Compiled) -> None:
    schema = app.schema.build_schema()
    planner = planner_of(schema._schema)
    text = "subscription { signingStatistics(classYear: 2023) { signed } }"
    document = planner.documents.read(text)
    size = len(planner.kept)
    nobody = Reading(Profile.of(None), scope_of(None), reads.database)
    told = [each async for each in await schema.subscribe(text, context_value=nobody)]
    assert [(error.extensions or {})["code"] for each in told for error in each.errors or []] == ["UNAUTHENTICATED"]
    assert planner.documents.read(text) is document
    assert len(planner.kept) == size
