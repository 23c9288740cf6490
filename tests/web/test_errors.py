"""Errors: one shape and one catalogue, whichever way is asked; graphql-core's words where it has some, and never a value."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx
import orjson
import pytest
import pytest_asyncio
from graphql import GraphQLError, build_schema, parse, validate
from graphql.execution.values import get_variable_values
from starlette.applications import Starlette
from structlog.testing import capture_logs

import app.schema
from app.asgi import create_app
from app.settings import Settings
from auth.actor import Actor
from auth.modules import Profile, Requirement
from auth.scope import Scope
from planner.codes import DESCRIPTIONS, ErrorCode
from rules.roles import AccessLevel, Module, Role
from tests.journey.server import SECRET
from tests.planner.compiled import scope_of
from tests.web.sockets import Socket, open_socket

SECRETIVE: Final = "110101199003070038"
ROW: Final = re.compile(r"^\| `([A-Z_]+)` \| (.+) \|$", re.MULTILINE)
LOGIN: Final = "mutation($input: LoginInput!) { login(input: $input) { accessToken } }"
SPREAD: Final = f"{{ {'...F ' * 5} }} fragment F on Query {{ {'...G ' * 9} }} fragment G on Query {{ {'viewer { role } ' * 100} }}"
INTROSPECTED: Final = f"{{ {' '.join(f'a{n}: __schema {{ types {{ fields {{ args {{ name }} }} }} }}' for n in range(200))} }}"
SET_UP: Final = """mutation {
  setUpSchool(input: {classYear: 2023, feature: HUKOU, reviewLevels: SCHOOL_ONLY, contact: "x"}) { userErrors { code } }
}"""
FILTERED: Final = "query($f: AgreementFilter) { agreements(first: 1, filter: $f) { totalCount } }"
PRINTED: Final = build_schema(app.schema.build_schema().as_str())


@dataclass
class Both:
    """The two ways to ask one application."""

    client: httpx.AsyncClient
    socket: Socket

    async def ask(self, **asked: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what HTTP answers, and what the socket does."""
        response = await self.client.post("/graphql", content=orjson.dumps(asked), headers={"content-type": "application/json"})
        return orjson.loads(response.content), await self.socket.ask(**asked)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def both(engine: Any) -> AsyncIterator[Both]:
    """Yield both ways to ask the application over a fresh database."""
    async with engine.fresh() as url:
        application: Starlette = create_app(Settings(database_url=url, secret_key=SECRET))  # type: ignore[arg-type]
        transport = httpx.ASGITransport(application)
        async with (
            application.router.lifespan_context(application),
            httpx.AsyncClient(transport=transport, base_url="http://test") as client,
            open_socket(application) as socket,
        ):
            yield Both(client, socket)


REFUSED: Final = [
    ({"query": "{"}, ErrorCode.GRAPHQL_PARSE_FAILED),
    ({"query": ""}, ErrorCode.GRAPHQL_PARSE_FAILED),
    ({"query": "{ viewer"}, ErrorCode.GRAPHQL_PARSE_FAILED),
    ({"query": "{ nothing }"}, ErrorCode.GRAPHQL_VALIDATION_FAILED),
    ({"query": "query($n: Int) { viewer { role } }"}, ErrorCode.GRAPHQL_VALIDATION_FAILED),
    ({"query": "{ schools(first: true) { totalCount } }"}, ErrorCode.GRAPHQL_VALIDATION_FAILED),
    ({"query": "query A { __typename } query B { __typename }"}, ErrorCode.OPERATION_RESOLUTION_FAILURE),
    ({"query": "query A { __typename }", "operationName": "B"}, ErrorCode.OPERATION_RESOLUTION_FAILURE),
    ({"query": "fragment F on Query { __typename }"}, ErrorCode.GRAPHQL_VALIDATION_FAILED),
    ({"query": "{ __typename }", "variables": []}, ErrorCode.BAD_REQUEST),
    ({"query": "{ __typename }", "operationName": 1}, ErrorCode.BAD_REQUEST),
    ({"query": 1}, ErrorCode.BAD_REQUEST),
    ({"query": "query($n: Int!) { schools(first: $n) { totalCount } }"}, ErrorCode.BAD_USER_INPUT),
    ({"query": "query($n: Int!) { schools(first: $n) { totalCount } }", "variables": {"n": "1"}}, ErrorCode.BAD_USER_INPUT),
    ({"query": LOGIN, "variables": {"input": {"account": 1}}}, ErrorCode.BAD_USER_INPUT),
    ({"query": LOGIN, "variables": {"input": [[["x"] * 10_001]]}}, ErrorCode.QUERY_TOO_LARGE),
    ({"query": "{" + "a " * 6_000 + "}"}, ErrorCode.QUERY_TOO_LARGE),
    ({"query": "{" * 600}, ErrorCode.GRAPHQL_PARSE_FAILED),
    ({"query": "{ schools(first: 1, filter: " + "[" * 600}, ErrorCode.QUERY_TOO_LARGE),
    ({"query": SPREAD}, ErrorCode.QUERY_TOO_LARGE),
    ({"query": INTROSPECTED}, ErrorCode.QUERY_TOO_LARGE),
    ({"query": SET_UP}, ErrorCode.UNAUTHENTICATED),
]
"""Requests of which nothing runs."""
ANSWERED: Final = [
    ({"query": "{ schools(first: 1) { totalCount } viewer { role } }"}, ErrorCode.UNAUTHENTICATED),
    ({"query": '{ node(id: "School:1") { id } viewer { role } }'}, ErrorCode.BAD_USER_INPUT),
    ({"query": "{ nodes(ids: []) { id } viewer { role } }"}, ErrorCode.BAD_USER_INPUT),
]
"""Requests of which one root field is refused."""


@pytest.mark.parametrize(("asked", "code"), REFUSED)
async def test_a_refused_request_is_told_alike_over_both_and_nothing_runs(both: Both, asked: dict[str, Any], code: ErrorCode) -> None:
    answer, message = await both.ask(**asked)
    assert "data" not in answer
    assert message["type"] == "error"
    if code is not ErrorCode.BAD_REQUEST:
        # Who sends no GraphQL request is told so in the words of the way it was sent.
        assert message["payload"] == answer["errors"]
    for error in (*answer["errors"], *message["payload"]):
        check_shape(error)
        assert error["extensions"]["code"] == code


@pytest.mark.parametrize(("asked", "code"), ANSWERED)
async def test_a_refused_field_is_told_alike_over_both_beside_what_is_answered(both: Both, asked: dict[str, Any], code: ErrorCode) -> None:
    answer, message = await both.ask(**asked)
    assert message["type"] == "next"
    assert message["payload"] == answer
    (error,) = answer["errors"]
    check_shape(error)
    assert error["extensions"]["code"] == code
    assert answer["data"][error["path"][0]] is None
    assert "viewer" in answer["data"]


def check_shape(error: dict[str, Any]) -> None:
    """Check that an error has the parts of one, and no others."""
    assert {"message", "extensions"} <= error.keys() <= {"message", "locations", "path", "extensions"}
    assert error["extensions"]["code"] in set(ErrorCode)
    assert all({"line", "column"} == place.keys() for place in error.get("locations", ()))


async def test_a_subscription_that_cannot_be_answered_is_told_as_a_query_is(both: Both) -> None:
    watch = "subscription($y: Int!) { signingStatistics(classYear: $y) { signed } }"
    for variables, code in (({}, ErrorCode.BAD_USER_INPUT), ({"y": 2023}, ErrorCode.UNAUTHENTICATED)):
        message = await both.socket.ask(query=watch, variables=variables)
        assert message["type"] == "error"
        assert {error["extensions"]["code"] for error in message["payload"]} == {code}


async def test_a_fault_of_a_live_view_tells_nothing_of_the_inside() -> None:
    levels = dict.fromkeys(Module, AccessLevel.READ_ONLY)
    ministry = Actor(account_id=UUID(int=1), role=Role.MINISTRY, levels=levels)
    watch = "subscription { signingStatistics(classYear: 2023) { signed } }"
    told = await app.schema.build_schema().subscribe(watch, context_value=Nowhere(Profile.of(ministry), scope_of(ministry)))
    with capture_logs() as logged:
        errors = [error.formatted for result in [each async for each in told] for error in result.errors or ()]
    assert errors == [{"message": "服务器内部错误，请稍后重试。", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]
    assert [line["event"] for line in logged] == ["a field could not be answered"]


@dataclass
class Nowhere:
    """A context without a hub or a database: whatever looks for them meets a fault."""

    profile: Profile
    scope: Scope


@pytest.mark.parametrize(
    "text",
    ["{", "{ a(", "query Q { nothing }", "{ schools(first: 1) { totalCount } schools(first: 2) { totalCount } }", "{ viewer { rolle } }"],
)
async def test_syntax_and_validation_errors_are_graphql_cores(both: Both, text: str) -> None:
    answer, _ = await both.ask(query=text)
    try:
        expected = validate(PRINTED, parse(text))
    except GraphQLError as error:
        expected = [error]
    assert [without_extensions(error) for error in answer["errors"]] == [error.formatted for error in expected]


def without_extensions(error: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in error.items() if name != "extensions"}


async def test_errors_of_variables_are_graphql_cores_but_for_the_values(both: Both) -> None:
    text = "query($first: Int!, $by: [SchoolOrder!]) { schools(first: $first, orderBy: $by) { totalCount } }"
    variables = {"first": None, "by": [{"field": "NAMEE"}, {"direction": "ASC"}]}
    answer, _ = await both.ask(query=text, variables=variables)
    expected = get_variable_values(PRINTED, parse(text).definitions[0].variable_definitions, variables)  # type: ignore[attr-defined]
    assert isinstance(expected, list)
    assert [error.get("locations") for error in answer["errors"]] == [error.formatted.get("locations") for error in expected]
    assert [error["message"] for error in answer["errors"]] == [
        "Variable '$first' has invalid value: Expected value of non-null type 'Int!' not to be None.",
        "Variable '$by' has invalid value at [0].field: This value does not exist in 'SchoolOrderField' enum."
        " Did you mean the enum value 'NAME'?",
        "Variable '$by' has invalid value at [1]: Expected value of type 'SchoolOrder' to include required field 'field'.",
    ]


@pytest.mark.parametrize(
    "asked",
    [
        {"query": LOGIN, "variables": {"input": {"account": SECRETIVE, "password": int(SECRETIVE)}}},
        {"query": LOGIN, "variables": {"input": {"account": SECRETIVE}}},
        {"query": LOGIN, "variables": {"input": SECRETIVE}},
        {"query": LOGIN, "variables": {"input": {"account": SECRETIVE, "password": "x", "other": 1}}},
        {
            "query": FILTERED,
            "variables": {"f": {"createdAt": {"eq": SECRETIVE}}},
        },
        {
            "query": FILTERED,
            "variables": {"f": {"status": {"eq": SECRETIVE}}},
        },
        {"query": f'{{ agreements(first: 1, filter: {{createdAt: {{eq: "{SECRETIVE}"}}}}) {{ totalCount }} }}'},
        {"query": f'{{ agreements(first: "{SECRETIVE}") {{ totalCount }} }}'},
        {"query": f"{{ agreements(first: {SECRETIVE}) {{ totalCount }} }}"},
        {"query": f'{{ agreements "{SECRETIVE}" }}'},
        {"query": f'{{ agreements """{SECRETIVE}""" }}'},
        {"query": f"{{ agreements {SECRETIVE} }}"},
        {"query": f'{{ node(id: "{SECRETIVE}") {{ id }} }}'},
        {"query": f'{{ schools(first: 1, after: "{SECRETIVE}") {{ totalCount }} }}'},
    ],
)
async def test_no_error_repeats_a_value(both: Both, asked: dict[str, Any]) -> None:
    answer, message = await both.ask(**asked)
    assert answer["errors"]
    assert SECRETIVE not in orjson.dumps([answer, message]).decode()


def test_the_table_of_the_documents_is_the_catalogue() -> None:
    text = (Path(__file__).parents[2] / "docs" / "errors.md").read_text(encoding="utf-8")
    assert dict(ROW.findall(text)) == {code.value: description for code, description in DESCRIPTIONS.items()}
    assert set(DESCRIPTIONS) == set(ErrorCode)


def test_denials_have_codes_of_the_catalogue() -> None:
    nobody, requirement = Profile.of(None), Requirement(any_of=(Module.HUKOU,))
    facts = nobody.refusal([requirement])
    assert facts is not None
    assert facts["code"] == ErrorCode.UNAUTHENTICATED
