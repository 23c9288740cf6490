"""Whatever is asked by whomever of whatever rows: the compiled answer is the reference's."""

import os
import time
from itertools import count
from secrets import token_hex
from typing import Final

import pytest

from tests.planner.comparing import Comparer
from tests.planner.conftest import Grounds

DOCUMENTS: Final = {"product": 200, "kinds": 200}
SECONDS: Final = float(os.environ.get("QUXIANG_DEEP_SECONDS", "600"))
"""How long the search goes on that `make test-deep` runs, on each engine."""


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_an_answer_is_the_references(grounds: Grounds, name: str) -> None:
    comparers = [Comparer(ground) for ground in grounds[name]]
    for number in range(DOCUMENTS[name]):
        await comparers[number % len(comparers)].compare(f"{name} {number}", budget=3 + number % 48)
    assert sum(comparer.answers for comparer in comparers) > 6 * DOCUMENTS[name]
    assert sum(comparer.refused for comparer in comparers) > 0


@pytest.mark.deep
async def test_any_answer_is_the_references(grounds: Grounds, capsys: pytest.CaptureFixture[str]) -> None:
    comparers = [Comparer(ground) for made in grounds.values() for ground in made]
    until, search = time.monotonic() + SECONDS, token_hex(4)
    for number in count():
        if time.monotonic() > until:
            break
        await comparers[number % len(comparers)].compare(f"{search} {number}", budget=3 + number % 60)
    documents, answers, refused = (sum(getattr(each, name) for each in comparers) for name in ("documents", "answers", "refused"))
    with capsys.disabled():
        print(f"\ndifferential test: {documents} documents, {answers} answers compared, {refused} of them refused, no difference")  # noqa: T201
    assert documents > 0
