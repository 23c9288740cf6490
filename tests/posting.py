"""POSTs to an ASGI application in this process, for tests that ask thousands of questions: half their time went into an HTTP client."""

from collections.abc import Mapping
from typing import Any, Final

import orjson
from starlette.types import ASGIApp, Message

from tests.outputs import OUTPUTS

SCOPE: Final[Mapping[str, Any]] = {
    "type": "http",
    "asgi": {"version": "3.0"},
    "http_version": "1.1",
    "method": "POST",
    "scheme": "http",
    "query_string": b"",
    "root_path": "",
    "client": ("127.0.0.1", 123),
    "server": ("quxiang", None),
}


async def post(app: ASGIApp, path: str, content: object, headers: Mapping[str, str]) -> tuple[int, Any]:
    """Send JSON; return the status and the JSON of the answer, which was looked through as every client's is."""
    body, said = orjson.dumps(content), list[Message]()
    sent = {"host": "quxiang", "content-type": "application/json", "content-length": str(len(body)), **headers}
    encoded = [(name.encode(), value.encode()) for name, value in sent.items()]

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    await app({**SCOPE, "path": path, "raw_path": path.encode(), "headers": encoded}, receive, send)
    start, *parts = said
    answer = b"".join(part.get("body", b"") for part in parts)
    OUTPUTS.look("answers", f"{start['headers']}\n{answer.decode()}", path)
    return start["status"], orjson.loads(answer)
