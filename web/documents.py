"""GET /documents gives forms as PDF, laid out in a thread: agreements', read through the API as whoever asks, and confirmations'."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from inspect import isawaitable
from typing import Any, Final, cast
from uuid import UUID

import orjson
import strawberry
from graphql import ExecutionResult, GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from actions.registration_form import read_confirmed
from auth.files import FORM, REGISTRATION_FORM
from documents.agreement_form import agreement_form
from documents.agreement_rows import AGREEMENT, form_of
from documents.registration_form import registration_form
from planner.codes import ErrorCode
from planner.execute import Executor, planner_of
from rules.errors import NotFound
from rules.files import MediaType
from web.answering import BUSY_SECONDS, FILE_HEADERS, Refused, answered, disposition, let_in
from web.context import RequestContext, Services, context_of
from web.graphql import origin_of
from web.registration_form import form_of as registration_form_of

AGREEMENT_PATH: Final = "/documents/agreements/{id}.pdf"
CONFIRMATION_PATH: Final = "/documents/confirmations/{id}.pdf"
AT_ONCE: Final = 2
MOST_WAITING: Final = 32
"""Documents that wait or are laid out; more are refused at once, so that those that wait are given soon."""
MOST_OF_ONE: Final = 4
"""And of one account, so that nobody takes all places."""


class DocumentEndpoints:
    """Answers requests for documents."""

    def __init__(self, schema: strawberry.Schema, services: Services, check_url: str | None) -> None:
        self._schema = schema._schema
        self._services = services
        self._check_url = check_url
        self._press = Press()

    async def agreement(self, request: Request) -> Response:
        """Give an agreement's form."""
        return await answered(request, self._get_agreement)

    async def confirmation(self, request: Request) -> Response:
        """Give the registration form of a confirmed destination."""
        return await answered(request, self._get_confirmation)

    async def _get_confirmation(self, request: Request) -> Response:
        context = await context_of(self._services, request.headers.get("authorization"), origin_of(request))
        let_in(f"GET {CONFIRMATION_PATH}", context, REGISTRATION_FORM)
        key, actor = request.path_params["id"], context.acting.actor
        try:
            confirmed = await read_confirmed(actor, UUID(key if is_key(key) else ""))
        except (NotFound, ValueError) as error:
            raise Refused(404, ErrorCode.NOT_FOUND, "未找到该登记信息表。请刷新后重试。") from error
        form = registration_form_of(confirmed, self._check_url)
        content = await self._press.make(actor.account_id, lambda: registration_form(form))
        headers = {**FILE_HEADERS, "content-disposition": disposition(f"毕业去向登记信息表-{form.transfer_number}.pdf")}
        return Response(content, 200, headers, MediaType.PDF)

    async def _get_agreement(self, request: Request) -> Response:
        context = await context_of(self._services, request.headers.get("authorization"), origin_of(request))
        let_in(f"GET {AGREEMENT_PATH}", context, FORM)
        agreement = await self._read(context, request.path_params["id"])
        if agreement is None:
            raise Refused(404, ErrorCode.NOT_FOUND, "未找到该协议书。请刷新后重试。")
        form = form_of(agreement, self._check_url)
        if form is None:
            raise Refused(404, ErrorCode.NOT_FOUND, "协议编号尚未生成，暂无协议书。请在协议编号生成后下载。")
        content = await self._press.make(context.acting.actor.account_id, lambda: agreement_form(form))
        headers = {**FILE_HEADERS, "content-disposition": disposition(f"就业协议书-{form.number}.pdf")}
        return Response(content, 200, headers, MediaType.PDF)

    async def _read(self, context: RequestContext, key: str) -> Mapping[str, Any] | None:
        """Return an agreement as the API answers whoever asks; None for one that is absent, out of scope, or named by no key at all.

        Raises GraphQLError for a fault: what is denied is no fault, and null in the answer.
        """
        return await self._answer({"id": f"Agreement:{key}"}, context) if is_key(key) else None

    async def _answer(self, variables: dict[str, Any], context: RequestContext) -> Mapping[str, Any] | None:
        document = planner_of(self._schema).documents.read(AGREEMENT)
        if document.ast is None:
            raise document.errors[0]
        executor = Executor.build(self._schema, document.ast, context_value=context, raw_variable_values=variables)
        if not isinstance(executor, Executor):
            raise cast("list[GraphQLError]", executor)[0]
        outcome = executor.execute_operation()
        result = cast("ExecutionResult", await outcome if isawaitable(outcome) else outcome)
        for error in result.errors or ():
            if (error.extensions or {}).get("code") != ErrorCode.FORBIDDEN:
                raise error
        answer: dict[str, Any] = orjson.loads(orjson.dumps(result.data))
        return cast("Mapping[str, Any] | None", answer["node"])


def is_key(text: str) -> bool:
    """Return whether a text is a key as the API spells it."""
    with suppress(ValueError):
        return str(UUID(text)) == text
    return False


class Press:
    """Has documents laid out off the event loop, a few at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting: Counter[object] = Counter()

    async def make(self, account_id: object, lay_out: Callable[[], bytes]) -> bytes:
        """Return what `lay_out` makes, for an account. Raises Refused where more wait than can be served soon."""
        if self._waiting.total() >= MOST_WAITING or self._waiting[account_id] >= MOST_OF_ONE:
            raise Refused(503, ErrorCode.SERVICE_UNAVAILABLE, "当前生成文件的请求较多，请稍后重试。").wait(BUSY_SECONDS)
        self._waiting[account_id] += 1
        try:
            async with self._turn:
                return await asyncio.to_thread(lay_out)
        finally:
            self._waiting[account_id] -= 1
            self._waiting += Counter()  # Forgets whom nothing waits for.


def document_routes(
    give_agreement: Callable[[Request], Awaitable[Response]], give_confirmation: Callable[[Request], Awaitable[Response]]
) -> list[BaseRoute]:
    """Return the routes of documents."""
    return [
        Route(AGREEMENT_PATH, give_agreement, methods=["GET"]),
        Route(CONFIRMATION_PATH, give_confirmation, methods=["GET"]),
    ]
