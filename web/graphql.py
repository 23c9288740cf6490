"""POST /graphql: a request body in, a response body out, with the planner's text spliced into it as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, Final, cast

import orjson
import strawberry
from graphql import ExecutionResult, GraphQLError, OperationType
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from auth.networks import Origin
from auth.standings import Unverifiable
from auth.tokens import TokenInvalid
from planner.codes import ErrorCode
from planner.errors import presentable
from planner.execute import Executor, planner_of
from web.context import RequestContext, Services, context_of

JSON: Final = "application/json"
SESSION_ENDED: Final = "登录已失效，请重新登录。"
UNVERIFIABLE: Final = "暂时无法核实登录状态，请稍后重试。"


class BadRequest(Exception):
    """A request that is no GraphQL request; `status` is HTTP's."""

    def __init__(self, message: str, status: int = 400, code: ErrorCode = ErrorCode.BAD_REQUEST) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What a client asks: a document, the operation in it, and its variables."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]


class GraphQLEndpoint:
    """Answers POST requests over one schema."""

    def __init__(self, schema: strawberry.Schema, services: Services, body_limit: int) -> None:
        self._schema = schema._schema
        self._documents = planner_of(self._schema).documents
        self._services = services
        self._body_limit = body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as an ASGI application: whom Starlette calls directly costs an eighth less than a function it wraps."""
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        """Return the response. Request errors are 400 without `data`; what was executed is 200, whatever errors it has."""
        try:
            asked = read_request(request.headers.get("content-type", ""), await self._body(request))
            context = await context_of(self._services, request.headers.get("authorization"), origin_of(request))
        except BadRequest as error:
            return respond([GraphQLError(str(error), extensions={"code": error.code})], status=error.status)
        except TokenInvalid:
            return respond([GraphQLError(SESSION_ENDED, extensions={"code": ErrorCode.UNAUTHENTICATED})], status=401)
        except Unverifiable:
            return respond([GraphQLError(UNVERIFIABLE, extensions={"code": ErrorCode.SERVICE_UNAVAILABLE})], status=503)
        return await self._execute(asked, context)

    async def _body(self, request: Request) -> bytes:
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > self._body_limit:
                raise BadRequest(f"The body is longer than {self._body_limit} bytes.", 413, ErrorCode.BODY_TOO_LARGE)
        return bytes(body)

    async def _execute(self, asked: GraphQLRequest, context: RequestContext) -> Response:
        document = self._documents.read(asked.query)
        if document.ast is None:
            return respond(document.errors, status=400)
        executor = Executor.build(
            self._schema, document.ast, context_value=context, raw_variable_values=asked.variables, operation_name=asked.operation_name
        )
        if not isinstance(executor, Executor):
            return respond(executor, status=400)
        if executor.operation.operation is OperationType.SUBSCRIPTION:
            told = "Subscriptions are answered over WebSocket (graphql-transport-ws)."
            return respond([GraphQLError(told, extensions={"code": ErrorCode.BAD_REQUEST})], status=400)
        outcome = executor.execute_operation()
        result = cast("ExecutionResult", await outcome if isawaitable(outcome) else outcome)
        return respond(result.errors or (), data=result.data)


def origin_of(connection: HTTPConnection) -> Origin:
    """Return where a request or a socket comes from: who connected, or whom a trusted proxy names."""
    return Origin(connection.client.host if connection.client else None, connection.headers.get("user-agent"))


def read_request(content_type: str, body: bytes) -> GraphQLRequest:
    """Return what a body asks. Raises BadRequest."""
    if content_type.partition(";")[0].strip().lower() != JSON:
        raise BadRequest(f"Send {JSON}.", 415, ErrorCode.UNSUPPORTED_MEDIA_TYPE)
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadRequest("The body is not JSON.") from None
    if not isinstance(fields, dict) or not isinstance(fields.get("query"), str):
        raise BadRequest("The body must be an object with a text `query`.")
    name, variables = fields.get("operationName"), fields.get("variables")
    if not isinstance(name, str | None):
        raise BadRequest("`operationName` must be a text or null.")
    if not isinstance(variables, dict | None):
        raise BadRequest("`variables` must be an object or null.")
    return GraphQLRequest(fields["query"], name or None, variables or {})


UNSET: Final = object()
NOT_KEPT: Final = {"cache-control": "no-store"}
"""Answers name people: neither a browser nor a proxy keeps them."""


def respond(errors: Sequence[GraphQLError], *, data: object = UNSET, status: int = 200) -> Response:
    """Return the response: errors first, because a client should see them first, and `data` where anything was executed."""
    body: dict[str, object] = {}
    if errors:
        body["errors"] = [presentable(error).formatted for error in errors]
    if data is not UNSET:
        body["data"] = data
    return Response(orjson.dumps(body), status, NOT_KEPT, JSON)
