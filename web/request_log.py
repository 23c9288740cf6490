"""One log line for each request, and the id that ties together everything logged while it was answered."""

import re
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER: Final = "x-request-id"
GIVEN_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
"""An id that a proxy in front may have given; anything else is replaced, so that nobody writes into the log."""

FREQUENT: Final = ("/assets/", "/health")
"""Paths whose answers tell nobody anything; they are logged at the level `debug`."""

_log = structlog.stdlib.get_logger("web.request")


class RequestLog:
    """ASGI middleware: binds `request_id`, sends it back as a header, and logs method, path, status and milliseconds.

    The query string is left out: a GraphQL GET carries its variables there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or hold one socket; a socket is logged when it ends."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid4().hex
        status = 500 if scope["type"] == "http" else 1006

        async def send_and_watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            elif message["type"] == "websocket.close":
                status = message.get("code", 1000)
            await send(message)

        began = perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_and_watch)
            finally:
                taken = round((perf_counter() - began) * 1000, 1)
                log = _log.debug if scope["path"].startswith(FREQUENT) else _log.info
                log("answered", method=scope.get("method", "WEBSOCKET"), path=scope["path"], status=status, ms=taken)
