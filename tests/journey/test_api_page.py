"""The page that walks a client developer through the API: every document on it runs, and answers what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from demo.accounts import DEMO_PASSWORD
from tests.journey.server import Server, run, serving
from tests.rosters import csv_file, rows

pytestmark = pytest.mark.any_engine
PAGE: Final = Path(__file__).parents[2] / "docs" / "api.md"
STEP: Final = re.compile(r"<!-- as (\w+) -->\n```graphql\n(.*?)```(?:\n\n<!-- answers -->\n```json\n(.*?)```)?", re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One document, who sends it, and what it answers where the page says so."""

    account: str
    document: str
    answer: dict[str, Any] | None


def steps() -> Iterator[Step]:
    """Yield the page's documents in order."""
    for account, document, answer in STEP.findall(PAGE.read_text(encoding="utf-8")):
        yield Step(account, document, orjson.loads(answer) if answer else None)


def test_every_document_of_the_page_says_who_sends_it() -> None:
    assert len(list(steps())) == PAGE.read_text(encoding="utf-8").count("```graphql") > 8


async def test_every_document_of_the_page_runs_and_answers_what_it_says(database_url: str, tmp_path: Path) -> None:
    # The records that the page names are in every demonstration, and of the others there are enough.
    await run(database_url, "demo", "--graduates", "400")
    async with serving(database_url, files_url=f"file://{tmp_path}") as server:
        tokens: dict[str, str] = {}
        for step in steps():
            token = tokens[step.account] = tokens.get(step.account) or await _logged_in(server, step.account)
            if "ImportRoster" in step.document:
                begun = await _begins_an_import(server, step, token)
            elif "WatchImport" in step.document:
                await _watches(server, step, token, begun)
            elif step.document.startswith("subscription"):
                async with server.watching(step.document, token) as live:
                    assert (await live.figures())["offlineProtocolPendingDepartment"] > 0
            elif step.answer is not None:
                assert await server.ask(step.document, token) == step.answer
            else:
                await _runs(server, step, token)


async def _logged_in(server: Server, account: str) -> str:
    """Return an account's token; nobody has none."""
    return "" if account == "nobody" else await server.log_in(account, DEMO_PASSWORD)


async def _begins_an_import(server: Server, step: Step, token: str) -> str:
    """Send a roster of two rows, of which one is bad, and ask for it to be imported; return the import's ID."""
    new, bad = rows(2)
    file = csv_file([new, {**bad, "idNumber": "11000020010101"}])
    sent = await server.http.post("/files?purpose=ROSTER", content=file, headers={"authorization": f"Bearer {token}"})
    payload = (await server.data(step.document, token, file=sent.json()["id"]))["importRoster"]
    assert payload["userErrors"] == []
    # It is read after the commit, and the job may have begun by then.
    assert payload["rosterImport"]["stateLabel"] in {"等待处理", "正在处理"}
    return str(payload["rosterImport"]["id"])


async def _watches(server: Server, step: Step, token: str, begun: str) -> None:
    """Watch an import until it is over."""
    async with server.watching(step.document, token, **{"import": begun}) as live:
        told = [each["rosterImport"] async for each in live.to_its_end()]
    assert told[-1]["stateLabel"] == "已完成"
    assert [told[-1][count] for count in ("rowTotal", "newCount", "badCount")] == [2, 1, 1]
    assert {each["node"]["rowNumber"] for each in told[-1]["problems"]["edges"]} == {3}


async def _runs(server: Server, step: Step, token: str) -> None:
    """Run a document; where it pages, go on to the next page, which must be another."""
    data = await server.data(step.document, token)
    assert all(data.values())
    if "$after" in step.document:
        first = data["agreements"]
        following = (await server.data(step.document, token, after=first["pageInfo"]["endCursor"]))["agreements"]
        assert first["edges"]
        assert following["edges"]
        assert first["edges"] != following["edges"]
    if "reviewAgreements" in step.document:
        results = data["reviewAgreements"]["results"]
        assert [bool(result["agreement"]) for result in results] == [True, False]
        assert [error["code"] for error in results[1]["userErrors"]] == ["MOVE_NOT_ALLOWED"]
