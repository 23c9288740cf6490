"""POST /files takes a file, GET /files/ID gives it back: both as the tables of `auth.files` say, and row scope with them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.message import Message
from typing import Final
from urllib.parse import quote
from uuid import UUID

import orjson
import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from actions.upload import ReceivedFile, keep_upload
from auth.files import GETTING, GIVEN_BACK, UPLOADING, find_upload
from auth.modules import Requirement
from auth.standings import Unverifiable
from auth.tokens import TokenInvalid
from models import Upload
from planner.codes import ErrorCode
from planner.errors import FAULT, denied
from rules.files import FileRefused, MediaType, Problem, Purpose, check_roster, check_size
from rules.login_errors import TooManyAttempts, waiting_time
from rules.throttling import UPLOAD_BY_ACCOUNT, UPLOAD_BY_ACCOUNT_A_DAY
from storage.blobs import StorageFull
from storage.examiner import ExaminerBusy
from web.context import RequestContext, Services, context_of
from web.graphql import JSON, NOT_KEPT, SESSION_ENDED, UNVERIFIABLE, origin_of, respond
from web.ranges import NotSatisfiable, Part, is_unchanged, part_of
from web.receiving import BrokenOff, Late, NoPlace, Places, receive

PATH: Final = "/files"
BUSY_SECONDS: Final = 5
_LENGTH_DIGITS: Final = 18
"""Of a Content-Length; more of them are far too many bytes already, and too many for Python to read."""
_STATUS: Final = {Problem.TOO_LARGE: 413, Problem.UNKNOWN_TYPE: 415}
_CODE: Final = {Problem.TOO_LARGE: ErrorCode.BODY_TOO_LARGE, Problem.UNKNOWN_TYPE: ErrorCode.UNSUPPORTED_MEDIA_TYPE}

FILE_HEADERS: Final = {
    "cache-control": "private, no-store",
    # A browser that shows a file runs nothing of it, in no page's name, and takes it for what it was found to be.
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
}

_log = structlog.stdlib.get_logger("web.files")


class Refused(Exception):
    """A request about a file that is not done."""

    def __init__(self, status: int, code: ErrorCode, message: str, **facts: object) -> None:
        super().__init__(message)
        self.status = status
        self.error = GraphQLError(message, extensions={"code": code, **facts})
        self.headers: dict[str, str] = {}

    def wait(self, seconds: int) -> "Refused":
        """Say when to try again; return itself."""
        self.headers["retry-after"] = str(seconds)
        return self


class FileEndpoints:
    """Answers requests about files."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._places = Places()

    async def upload(self, request: Request) -> Response:
        """Take a file."""
        return await _answered(request, self._upload)

    async def get(self, request: Request) -> Response:
        """Give a file back, or to HEAD all but its content."""
        return await _answered(request, self._get)

    async def _upload(self, request: Request) -> Response:
        context = await self._context(request)
        upload = await self._kept(request, context, _purpose_of(request))
        told = {"id": f"Upload:{upload.id}", "size": upload.size, "mediaType": upload.media_type, "fileName": upload.file_name}
        if upload.purpose is not GIVEN_BACK:
            return Response(orjson.dumps(told), 201, NOT_KEPT, JSON)
        path = f"{PATH}/{upload.id}"
        return Response(orjson.dumps({**told, "path": path}), 201, {**NOT_KEPT, "location": path}, JSON)

    async def _kept(self, request: Request, context: RequestContext, purpose: Purpose) -> Upload:
        """Receive a file, look through it and keep it. A body may take minutes: who was let in is asked for again at its end."""
        _let_in(f"POST {PATH}", context, UPLOADING[purpose])
        services, account_id = self._services, context.acting.actor.account_id
        declared = request.headers.get("content-length", "")
        if declared.isdecimal():
            check_size(purpose, int(declared[:_LENGTH_DIGITS]))
        with self._places.taken(purpose, account_id):
            for limit in (UPLOAD_BY_ACCOUNT, UPLOAD_BY_ACCOUNT_A_DAY):
                await services.throttle.take(limit, str(account_id))
            media_type, body = await receive(request, purpose)
            content = await self._looked_through(body, purpose, media_type)
            context = await self._context(request)
            _let_in(f"POST {PATH}", context, UPLOADING[purpose])
            return await keep_upload(context.acting, services.blobs, ReceivedFile(purpose, media_type, _name_in(request), content))

    async def _looked_through(self, body: bytes, purpose: Purpose, media_type: MediaType) -> bytes:
        """Return what of a body is the file. A roster is parsed when it is read, which is later; here it is only told for what it is."""
        if purpose is Purpose.ROSTER:
            await asyncio.to_thread(check_roster, media_type, body)
            return body
        return await self._services.examiner.examine(body, media_type)

    async def _get(self, request: Request) -> Response:
        context = await self._context(request)
        _let_in(f"GET {PATH}", context, GETTING)
        upload = await _found(request.path_params["id"], context)
        etag = f'"{upload.content_id}"'
        headers = {**FILE_HEADERS, "etag": etag, "content-disposition": disposition(upload.file_name)}
        if is_unchanged(request.headers, etag):
            return Response(None, 304, headers)
        if request.method == "HEAD":
            return Response(None, 200, {**headers, "content-length": str(upload.size)}, upload.media_type)
        try:
            part = part_of(request.headers, upload.size, etag) or Part(0, upload.size, upload.size)
        except NotSatisfiable:
            refused = Refused(416, ErrorCode.RANGE_NOT_SATISFIABLE, "The range begins behind the end of the file.")
            refused.headers["content-range"] = f"bytes */{upload.size}"
            raise refused from None
        content = await self._services.blobs.get(upload.content_id, part.start, part.end)
        if part.is_whole:
            return Response(content, 200, headers, upload.media_type)
        return Response(content, 206, {**headers, "content-range": part.content_range}, upload.media_type)

    async def _context(self, request: Request) -> RequestContext:
        return await context_of(self._services, request.headers.get("authorization"), origin_of(request))


async def _answered(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    """Return the answer, or what keeps it from being given."""
    try:
        return await answer(request)
    except Exception as error:
        refused = error if isinstance(error, Refused) else refusal_of(error)
        if refused is None:
            _log.error("a request about a file failed", exc_info=error)
            return respond([GraphQLError(FAULT, extensions={"code": ErrorCode.INTERNAL_SERVER_ERROR})], status=500)
        response = respond([refused.error], status=refused.status)
        # What is left of the body is not read, so the connection cannot be used again.
        response.headers.update({**refused.headers, **({"connection": "close"} if request.method == "POST" else {})})
        return response


def refusal_of(error: Exception) -> Refused | None:
    """Return how a refusal of another layer is told; None for a fault."""
    match error:
        case FileRefused(problem=problem):
            return Refused(_STATUS.get(problem, 422), _CODE.get(problem, ErrorCode.FILE_REFUSED), str(error), reason=problem)
        case TokenInvalid():
            return Refused(401, ErrorCode.UNAUTHENTICATED, SESSION_ENDED)
        case Unverifiable():
            return Refused(503, ErrorCode.SERVICE_UNAVAILABLE, UNVERIFIABLE)
        case TooManyAttempts(retry_after=seconds):
            told = f"上传次数过多，请在{waiting_time(seconds)}后重试。"
            return Refused(429, ErrorCode.RATE_LIMITED, told, retryAfter=seconds).wait(seconds)
        case NoPlace() | ExaminerBusy():
            return Refused(503, ErrorCode.SERVICE_UNAVAILABLE, "当前上传人数较多，请稍后重试。").wait(BUSY_SECONDS)
        case Late():
            return Refused(408, ErrorCode.REQUEST_TIMEOUT, "上传超时。请检查网络后重新上传。")
        case BrokenOff():
            return Refused(400, ErrorCode.BAD_REQUEST, "上传中断。请重新上传。")
        case StorageFull():
            return Refused(507, ErrorCode.STORAGE_FULL, "服务器存储空间不足，文件未保存。请稍后重试，并告知系统管理员。")
    return None


def _let_in(coordinate: str, context: RequestContext, requirement: Requirement) -> None:
    """Raise Refused unless whoever asks meets the requirement."""
    facts = context.profile.refusal([requirement])
    if facts is not None:
        refused = Refused(401 if facts["code"] == ErrorCode.UNAUTHENTICATED else 403, ErrorCode.FORBIDDEN, "")
        refused.error = denied(coordinate, facts)
        raise refused


def _purpose_of(request: Request) -> Purpose:
    try:
        return Purpose(request.query_params.get("purpose", ""))
    except ValueError:
        raise Refused(400, ErrorCode.BAD_REQUEST, f"`purpose` must be one of {', '.join(Purpose)}.") from None


async def _found(key: str, context: RequestContext) -> Upload:
    """Return the upload of that key. Raises Refused, alike for one that is absent, out of scope, or named by no key at all."""
    with suppress(ValueError):
        upload_id = UUID(key)
        upload = await find_upload(upload_id, context.acting.actor) if str(upload_id) == key else None
        if upload is not None:
            return upload
    raise Refused(404, ErrorCode.NOT_FOUND, "未找到该文件。请刷新后重试。")


def _name_in(request: Request) -> str | None:
    """Return what the client calls the file: in Content-Disposition (RFC 6266, or plain UTF-8), else in the query."""
    given = request.headers.get("content-disposition")
    if given is None:
        return request.query_params.get("name")
    message = Message()
    message["content-disposition"] = given.encode("latin-1", "replace").decode("utf-8", "replace")
    # The library takes most of what is malformed, and stumbles over some: such a header names nothing.
    with suppress(TypeError, ValueError, LookupError):
        return message.get_filename()
    return None


def disposition(name: str) -> str:
    """Return the Content-Disposition of a file to be shown (RFC 6266): the name in UTF-8, and in ASCII for who reads only that."""
    plain = "".join(each if " " <= each <= "~" and each not in '"\\%' else "_" for each in name)
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def file_routes(upload: Callable[[Request], Awaitable[Response]], get: Callable[[Request], Awaitable[Response]]) -> list[BaseRoute]:
    """Return the routes of files."""
    return [Route(PATH, upload, methods=["POST"]), Route(f"{PATH}/{{id}}", get, methods=["GET", "HEAD"])]
