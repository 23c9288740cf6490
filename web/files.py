"""POST /files takes a file, GET /files/ID gives it back: both as the tables of `auth.files` say, and row scope with them."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.message import Message
from typing import Final
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from actions.upload import ReceivedFile, keep_upload
from auth.files import GETTING, GIVEN_BACK, UPLOADING, find_upload
from models import Upload
from planner.codes import ErrorCode
from rules.files import MediaType, Purpose, check_roster, check_size
from rules.throttling import UPLOAD_BY_ACCOUNT, UPLOAD_BY_ACCOUNT_A_DAY
from web.answering import FILE_HEADERS, Refused, answered, disposition, let_in
from web.context import RequestContext, Services, context_of
from web.graphql import JSON, NOT_KEPT, origin_of
from web.ranges import NotSatisfiable, Part, is_unchanged, part_of
from web.receiving import Places, receive

PATH: Final = "/files"
_LENGTH_DIGITS: Final = 18
"""Of a Content-Length; more of them are far too many bytes already, and too many for Python to read."""


class FileEndpoints:
    """Answers requests about files."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._places = Places()

    async def upload(self, request: Request) -> Response:
        """Take a file."""
        return await answered(request, self._upload)

    async def get(self, request: Request) -> Response:
        """Give a file back, or to HEAD all but its content."""
        return await answered(request, self._get)

    async def _upload(self, request: Request) -> Response:
        context = await self._context(request)
        upload = await self._kept(request, context, _purpose_of(request))
        told = {"id": f"Upload:{upload.id}", "size": upload.size, "mediaType": upload.media_type, "fileName": upload.file_name}
        if upload.purpose not in GIVEN_BACK:
            return Response(orjson.dumps(told), 201, NOT_KEPT, JSON)
        path = f"{PATH}/{upload.id}"
        return Response(orjson.dumps({**told, "path": path}), 201, {**NOT_KEPT, "location": path}, JSON)

    async def _kept(self, request: Request, context: RequestContext, purpose: Purpose) -> Upload:
        """Receive a file, look through it and keep it. A body may take minutes: who was let in is asked for again at its end."""
        let_in(f"POST {PATH}", context, UPLOADING[purpose])
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
            let_in(f"POST {PATH}", context, UPLOADING[purpose])
            return await keep_upload(context.acting, services.blobs, ReceivedFile(purpose, media_type, _name_in(request), content))

    async def _looked_through(self, body: bytes, purpose: Purpose, media_type: MediaType) -> bytes:
        """Return what of a body is the file. A roster is parsed when it is read, which is later; here it is only told for what it is."""
        if purpose is Purpose.ROSTER:
            await asyncio.to_thread(check_roster, media_type, body)
            return body
        return await self._services.examiner.examine(body, media_type)

    async def _get(self, request: Request) -> Response:
        context = await self._context(request)
        let_in(f"GET {PATH}", context, GETTING)
        upload = await _found(request.path_params["id"], context)
        etag = f'"{upload.content_id}"'
        headers = {**FILE_HEADERS, "accept-ranges": "bytes", "etag": etag, "content-disposition": disposition(upload.file_name)}
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


def file_routes(upload: Callable[[Request], Awaitable[Response]], get: Callable[[Request], Awaitable[Response]]) -> list[BaseRoute]:
    """Return the routes of files."""
    return [Route(PATH, upload, methods=["POST"]), Route(f"{PATH}/{{id}}", get, methods=["GET", "HEAD"])]
