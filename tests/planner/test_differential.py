"""Whatever is asked by whomever of whatever rows: the compiled answer is the reference's."""

import json
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import pytest
from graphql import DocumentNode, GraphQLSchema, parse, validate
from hypothesis import given, note, settings
from hypothesis import strategies as st

from auth.actor import Actor
from tests.planner.actors import actor, asker_of
from tests.planner.conftest import SEEDS, Pair, Pairs
from tests.planner.documents import Writer
from tests.reference.answers import Answer


def cursors_in(data: Any, name: str) -> Iterator[str]:
    """Yield the cursors of the pages that a variable pages through: they were selected under its name."""
    if isinstance(data, list):
        for each in data:
            yield from cursors_in(each, name)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key == name:
                yield from [each for each in (value.values() if isinstance(value, dict) else [value]) if each is not None]
            else:
                yield from cursors_in(value, name)


async def compared(pair: Pair, document: DocumentNode, variables: Mapping[str, Any], asker: Actor | None) -> Answer:
    """Answer on both sides. Raises AssertionError where they differ."""
    expected = pair.reference.answer(document, variables, asker_of(asker))
    answered = await pair.compiled.answer(document, variables, asker)
    assert answered.errors == expected.errors
    assert json.dumps(answered.data, indent=1) == json.dumps(expected.data, indent=1)
    return answered


async def compare(pair: Pair, printed: GraphQLSchema, random: Random, budget: int) -> None:
    """Make a document and compare; then the same again, so that plans are reused: for others, with other flags, on later pages."""
    drawn = Writer(random, printed, pair.store, budget).document()
    askers = [actor(random, pair.store) for _ in range(3)]
    note(f"{drawn}\n{askers}")
    document = parse(drawn.text)
    assert validate(pair.compiled.schema, document) == []
    flipped = {name: not value if isinstance(value, bool) else value for name, value in drawn.variables.items()}
    pages: dict[str, list[str]] = {}
    for each in askers:
        answer = await compared(pair, document, drawn.variables, each)
        await compared(pair, document, flipped, each)
        for name in drawn.cursors:
            pages.setdefault(name, []).extend(cursors_in(answer.data, name))
    every = [cursor for cursors in pages.values() for cursor in cursors]
    later = {name: random.choice([*cursors, *cursors, *every]) for name, cursors in pages.items() if every}
    for each in askers if later else ():
        await compared(pair, document, {**drawn.variables, **later}, each)


ANY = given(database=st.integers(0, len(SEEDS) - 1), budget=st.integers(3, 50), seed=st.integers(0, 2**32))
"""Documents are made from all three: each is then unlike the others, and what fails is looked for again with fewer fields."""


@settings(max_examples=120)
@ANY
async def test_an_answer_is_the_references(database: int, budget: int, seed: int, pairs: Pairs) -> None:
    random = Random(f"{database} {budget} {seed}")
    for _ in range(2):
        await compare(pairs.made[database], pairs.printed, random, budget)


@pytest.mark.deep
@settings(max_examples=2_000, derandomize=False, print_blob=True)
@ANY
async def test_any_answer_is_the_references(database: int, budget: int, seed: int, pairs: Pairs) -> None:
    random = Random(f"{database} {budget} {seed}")
    for _ in range(2):
        await compare(pairs.made[database], pairs.printed, random, budget)
