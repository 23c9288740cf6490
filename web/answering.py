"""What endpoints for files share: who is let in, how a file is sent, and how a refusal of any layer is told."""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import quote

import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response

from auth.modules import Requirement
from auth.standings import Unverifiable
from auth.tokens import TokenInvalid
from planner.codes import ErrorCode
from planner.errors import FAULT, denied
from rules.files import FileRefused, Problem
from rules.login_errors import TooManyAttempts, waiting_time
from storage.blobs import StorageFull
from storage.examiner import ExaminerBusy
from web.context import RequestContext
from web.graphql import SESSION_ENDED, UNVERIFIABLE, respond
from web.receiving import BrokenOff, Late, NoPlace

BUSY_SECONDS: Final = 5
_STATUS: Final = {Problem.TOO_LARGE: 413, Problem.UNKNOWN_TYPE: 415}
_CODE: Final = {Problem.TOO_LARGE: ErrorCode.BODY_TOO_LARGE, Problem.UNKNOWN_TYPE: ErrorCode.UNSUPPORTED_MEDIA_TYPE}

FILE_HEADERS: Final = {
    "cache-control": "private, no-store",
    # A browser that shows a file runs nothing of it, in no page's name, and takes it for what it was found to be.
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

_log = structlog.stdlib.get_logger("web.answering")


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


async def answered(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
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


def let_in(coordinate: str, context: RequestContext, requirement: Requirement) -> None:
    """Raise Refused unless whoever asks meets the requirement."""
    facts = context.profile.refusal([requirement])
    if facts is not None:
        refused = Refused(401 if facts["code"] == ErrorCode.UNAUTHENTICATED else 403, ErrorCode.FORBIDDEN, "")
        refused.error = denied(coordinate, facts)
        raise refused


def disposition(name: str, *, kept: bool = False) -> str:
    """Return the Content-Disposition of a file to be shown, or to be kept: its name in UTF-8, and in ASCII for who reads only that."""
    plain = "".join(each if " " <= each <= "~" and each not in '"\\%' else "_" for each in name)
    return f"{'attachment' if kept else 'inline'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
