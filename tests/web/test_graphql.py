"""POST /graphql: what is no GraphQL request is refused clearly, and what fails tells nothing of the inside."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio

from app.asgi import create_app
from app.settings import Settings
from tests.journey.server import SECRET
from tests.outputs import async_client

LIMIT = 16_384


@pytest_asyncio.fixture(loop_scope="session")
async def client(database_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of the whole application over a fresh database."""
    app = create_app(Settings(database_url=database_url, secret_key=SECRET, body_limit_bytes=LIMIT))  # type: ignore[arg-type]
    async with app.router.lifespan_context(app), async_client(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


async def post(client: httpx.AsyncClient, body: bytes, content_type: str = "application/json") -> tuple[int, dict[str, Any]]:
    """Return the status and the body of a request as it is sent."""
    response = await client.post("/graphql", content=body, headers={"content-type": content_type})
    return response.status_code, orjson.loads(response.content)


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        (b"{}", "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"{", "application/json", 400, "BAD_REQUEST"),
        (b"null", "application/json", 400, "BAD_REQUEST"),
        (b"[]", "application/json", 400, "BAD_REQUEST"),
        (b'{"query": 1}', "application/json", 400, "BAD_REQUEST"),
        (b'{"query": "{ __typename }", "variables": []}', "application/json", 400, "BAD_REQUEST"),
        (b'{"query": "{ __typename }", "operationName": 1}', "application/json", 400, "BAD_REQUEST"),
        (b'{"query": "\xff"}', "application/json", 400, "BAD_REQUEST"),
        (b"[" * 3000, "application/json", 400, "BAD_REQUEST"),
        (b'{"query": "' + b" " * LIMIT + b'"}', "application/json", 413, "BODY_TOO_LARGE"),
        (b'{"query": "{"}', "application/json", 400, "GRAPHQL_PARSE_FAILED"),
        (b'{"query": "{ nothing }"}', "application/json", 400, "GRAPHQL_VALIDATION_FAILED"),
        (b'{"query": "query A { __typename } query B { __typename }"}', "application/json", 400, "OPERATION_RESOLUTION_FAILURE"),
        (b'{"query": "query A { __typename }", "operationName": "B"}', "application/json", 400, "OPERATION_RESOLUTION_FAILURE"),
        (b'{"query": "query($n: Int!) { schools(first: $n) { totalCount } }"}', "application/json", 400, "BAD_USER_INPUT"),
        (b'{"query": "subscription { signingStatistics(classYear: 2023) { signed } }"}', "application/json", 400, "UNAUTHENTICATED"),
    ],
)
async def test_what_cannot_be_answered_is_refused_with_a_code_and_without_data(
    client: httpx.AsyncClient, body: bytes, content_type: str, status: int, code: str
) -> None:
    got, answer = await post(client, body, content_type)
    assert got == status
    assert answer["errors"][0]["extensions"]["code"] == code
    assert "data" not in answer


async def test_a_document_of_too_many_tokens_is_refused(client: httpx.AsyncClient) -> None:
    _, answer = await post(client, orjson.dumps({"query": "{" + "a " * 6000 + "}"}))
    assert "token" in answer["errors"][0]["message"]


async def test_other_methods_are_not_allowed(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql", params={"query": "{ __typename }"})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


async def test_no_answer_sends_a_client_to_the_host_that_its_request_names(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql/", json={"query": "{ __typename }"}, headers={"host": "elsewhere.example"})
    assert (response.status_code, "location" in response.headers) == (404, False)


async def test_what_was_executed_is_200_with_its_errors_beside_its_data(client: httpx.AsyncClient) -> None:
    status, answer = await post(client, b'{"query": "{ __typename viewer { role } schools(first: 1) { totalCount } }"}')
    assert status == 200
    assert answer["data"] == {"__typename": "Query", "viewer": None, "schools": None}
    assert [error["path"] for error in answer["errors"]] == [["schools"]]


async def test_a_wrong_password_and_a_wrong_name_are_told_apart_by_nothing(client: httpx.AsyncClient) -> None:
    login = "mutation($i: LoginInput!) { login(input: $i) { accessToken userErrors { code field retryAfter message } } }"
    answers = [
        await post(client, orjson.dumps({"query": login, "variables": {"i": {"account": name, "password": "x"}}}))
        for name in ("nobody", "", "\u0000")
    ]
    assert len({orjson.dumps(answer) for answer in answers}) == 1
    assert answers[0][1]["data"]["login"]["userErrors"][0]["code"] == "LOGIN_FAILED"


async def test_who_fails_too_often_is_told_how_long_to_wait(client: httpx.AsyncClient) -> None:
    login = "mutation($i: LoginInput!) { login(input: $i) { accessToken userErrors { code retryAfter message } } }"
    body = orjson.dumps({"query": login, "variables": {"i": {"account": "nobody", "password": "x"}}})
    codes = []
    for _ in range(11):
        _, answer = await post(client, body)
        (error,) = answer["data"]["login"]["userErrors"]
        codes.append(error["code"])
    assert codes == [*["LOGIN_FAILED"] * 10, "TOO_MANY_ATTEMPTS"]
    assert 1 <= error["retryAfter"] <= 900
    assert error["message"].startswith("尝试次数过多，请在")


async def test_introspection_is_answered(client: httpx.AsyncClient) -> None:
    _, answer = await post(client, b'{"query": "{ __schema { queryType { name } mutationType { name } subscriptionType { name } } }"}')
    assert answer == {
        "data": {
            "__schema": {"queryType": {"name": "Query"}, "mutationType": {"name": "Mutation"}, "subscriptionType": {"name": "Subscription"}}
        }
    }


async def test_no_answer_is_kept_by_anybody_on_its_way(client: httpx.AsyncClient) -> None:
    for body in (b"{", b'{"query": "{ __typename }"}'):
        response = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
        assert response.headers["cache-control"] == "no-store"
