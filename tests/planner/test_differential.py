"""Whatever is asked by whomever of whatever rows: the compiled answer is the reference's."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from graphql import DocumentNode, parse, validate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auth.actor import Actor
from tests.planner.actors import actors, asker_of
from tests.planner.conftest import Pair, Pairs
from tests.planner.documents import documents
from tests.reference.answers import Answer

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


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


async def compared(pair: Pair, document: DocumentNode, variables: Mapping[str, Any], actor: Actor | None) -> Answer:
    """Answer on both sides. Raises AssertionError where they differ."""
    expected = pair.reference.answer(document, variables, asker_of(actor))
    answered = await pair.compiled.answer(document, variables, actor)
    assert answered.errors == expected.errors
    assert json.dumps(answered.data, indent=1) == json.dumps(expected.data, indent=1)
    return answered


async def compare(data: st.DataObject, pairs: Pairs) -> None:
    """Draw a document and compare; then the same document, so that plans are used again: for others, with other flags, on later pages."""
    pair = pairs.made[data.draw(st.integers(0, len(pairs.made) - 1), "database")]
    first, *others = data.draw(st.tuples(*[actors(pair.store)] * 3), "actors")
    drawn = data.draw(documents(pairs.printed, pair.store), "document")
    document = parse(drawn.text)
    assert validate(pair.compiled.schema, document) == []
    answer = await compared(pair, document, drawn.variables, first)
    flipped = {name: not value if isinstance(value, bool) else value for name, value in drawn.variables.items()}
    for actor in others:
        await compared(pair, document, drawn.variables, actor)
        await compared(pair, document, flipped, actor)
    found = {name: list(cursors_in(answer.data, name)) for name in drawn.cursors}
    every = [cursor for each in found.values() for cursor in each]
    given = {name: data.draw(st.sampled_from([*each, *each, *every]), name) for name, each in found.items() if every}
    for actor in (first, *others) if given else ():
        await compared(pair, document, {**drawn.variables, **given}, actor)


@settings(max_examples=200, suppress_health_check=SLOW)
@given(data=st.data())
async def test_an_answer_is_the_references(data: st.DataObject, pairs: Pairs) -> None:
    await compare(data, pairs)


@pytest.mark.deep
@settings(max_examples=3_000, derandomize=False, print_blob=True, suppress_health_check=SLOW)
@given(data=st.data())
async def test_any_answer_is_the_references(data: st.DataObject, pairs: Pairs) -> None:
    await compare(data, pairs)
