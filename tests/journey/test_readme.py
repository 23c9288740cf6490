"""The README's first screen: what it tells a newcomer to paste answers what it says."""

import re
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from demo.accounts import DEMO_PASSWORD
from tests.journey.server import run, serving

pytestmark = pytest.mark.any_engine
README: Final = Path(__file__).parents[2] / "README.md"
CHINESE: Final = README.with_name("README.zh-CN.md")


def blocks(path: Path, language: str) -> list[str]:
    """Return the fenced blocks of one language, in order."""
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(), re.DOTALL)


@pytest.mark.parametrize("language", ["graphql", "json"])
def test_both_readmes_show_the_same(language: str) -> None:
    assert blocks(README, language) == blocks(CHINESE, language)


async def test_what_the_readme_pastes_answers_what_it_says(database_url: str) -> None:
    query, subscription, mutation = blocks(README, "graphql")
    answer, figures = (orjson.loads(block) for block in blocks(README, "json"))
    await run(database_url, "demo")
    async with serving(database_url) as server:
        province, school = await server.log_in("11jy20", DEMO_PASSWORD), await server.log_in("10001", DEMO_PASSWORD)
        assert await server.ask(query, province) == answer
        async with server.watching(subscription, province) as live:
            before: dict[str, Any] = figures["data"]["signingStatistics"]
            assert await live.figures() == before
            reviewed = (await server.data(mutation, school))["reviewAgreement"]
            assert reviewed["userErrors"] == []
            assert reviewed["agreement"]["statusLabel"] == "签约审核通过"
            after = await live.figures()
    assert list(after.values()) == [before["graduates"], *said_after()]


def said_after() -> list[int]:
    """Return the three figures the README says the first tab shows afterwards."""
    found = re.search(r"the first tab shows (\d+), (\d+), (\d+)", README.read_text())
    assert found is not None
    return [int(number) for number in found.groups()]
