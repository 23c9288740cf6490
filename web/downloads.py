"""GET /downloads/ID gives the file of a download to whoever asked for it, while it can be got, and enters that into the audit."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Final
from uuid import UUID

from graphql import GraphQLError, GraphQLSchema
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from actions.download import note_fetched
from auth.files import DOWNLOADING, find_download
from auth.vault import SealBroken
from models import Download
from planner.codes import ErrorCode
from rules.download import DownloadFormat
from rules.files import MediaType
from schema.downloads.asking import Wanted, check
from storage.blobs import Blobs
from web.answering import FILE_HEADERS, Refused, answered, disposition, let_in
from web.context import RequestContext, Services, context_of
from web.graphql import origin_of

PATH: Final = "/downloads"
PORTION: Final = 1024 * 1024
"""Bytes that are read and sent together."""
MEDIA_TYPES: Final = {DownloadFormat.XLSX: MediaType.XLSX, DownloadFormat.CSV: MediaType.CSV}
GONE: Final = "未找到该下载文件，或文件已过期。请重新下载。"
"""One answer for what is not there, not one's own, not done and not any more: nobody can tell these apart."""


class DownloadEndpoints:
    """Answers requests for files of downloads."""

    def __init__(self, services: Services, schema: GraphQLSchema) -> None:
        self._services = services
        self._schema = schema

    async def get(self, request: Request) -> Response:
        """Give a file."""
        return await answered(request, self._get)

    async def _get(self, request: Request) -> Response:
        context = await context_of(self._services, request.headers.get("authorization"), origin_of(request))
        let_in(f"GET {PATH}", context, DOWNLOADING)
        job = await _found(request.path_params["id"], context)
        await self._check_rights(job, context)
        await note_fetched(context.acting, job)
        assert job.content_id is not None
        assert job.size is not None
        headers = {**FILE_HEADERS, "content-disposition": disposition(job.file_name, kept=True), "content-length": str(job.size)}
        content = portions(self._services.blobs, job.content_id, job.size)
        return StreamingResponse(content, 200, headers, MEDIA_TYPES[job.format])

    async def _check_rights(self, job: Download, context: RequestContext) -> None:
        """Raise Refused where whoever asked may not read all of it any more."""
        try:
            wanted = Wanted.loaded(self._services.vault.open_file(bytes(job.wanted)))
        except SealBroken:
            raise Refused(404, ErrorCode.NOT_FOUND, GONE) from None
        try:
            await check(self._schema, context, wanted)
        except GraphQLError as error:
            refused = Refused(403, ErrorCode.FORBIDDEN, error.message)
            refused.error = error
            raise refused from None


async def _found(key: str, context: RequestContext) -> Download:
    with suppress(ValueError):
        if str(UUID(key)) == key:
            found = await find_download(UUID(key), context.acting.actor, context.now())
            if found is not None:
                return found
    raise Refused(404, ErrorCode.NOT_FOUND, GONE)


async def portions(blobs: Blobs, digest: str, size: int) -> AsyncIterator[bytes]:
    """Yield a content, a portion at a time."""
    for start in range(0, size, PORTION):
        yield await blobs.get(digest, start, min(start + PORTION, size))


def download_routes(get: Callable[[Request], Awaitable[Response]]) -> list[BaseRoute]:
    """Return the routes of downloads."""
    return [Route(f"{PATH}/{{id}}", get, methods=["GET"])]
