"""One line for each request, tied together by an id, without what the client asked."""

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from structlog.contextvars import get_contextvars
from structlog.testing import capture_logs

from tests.outputs import async_client
from web.request_log import HEADER, RequestLog


async def show_id(_request: Request) -> Response:
    return PlainTextResponse(get_contextvars()["request_id"])


def browser() -> httpx.AsyncClient:
    app = RequestLog(Starlette(routes=[Route("/graphql", show_id)]))
    return async_client(transport=httpx.ASGITransport(app), base_url="http://quxiang")


async def test_every_answer_carries_the_id_it_was_logged_under() -> None:
    async with browser() as client:
        first, second = await client.get("/graphql"), await client.get("/graphql")
    assert first.headers[HEADER] == first.text
    assert first.text != second.text


async def test_the_id_of_a_proxy_is_kept_and_anything_else_is_replaced() -> None:
    async with browser() as client:
        given = await client.get("/graphql", headers={HEADER: "abcd-1234"})
        forged = await client.get("/graphql", headers={HEADER: 'a"} {"level":"error'})
    assert given.text == "abcd-1234"
    assert len(forged.text) == 32


async def test_a_line_tells_method_path_status_and_time_but_not_the_query_string() -> None:
    with capture_logs() as lines:
        async with browser() as client:
            await client.get("/graphql", params={"variables": '{"idNumber": "110101199003070038"}'})
    (line,) = lines
    assert line.pop("ms") >= 0
    assert line == {"event": "answered", "log_level": "info", "method": "GET", "path": "/graphql", "status": 200}
