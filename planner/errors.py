"""What a client gets when it asks for something it may not have, or asks badly: one shape, and always a code."""

import re
from collections.abc import Mapping
from typing import Final

import structlog
from graphql import GraphQLError

from planner.codes import ErrorCode

_log = structlog.stdlib.get_logger("planner.errors")

FAULT: Final = "服务器内部错误，请稍后重试。"


class BadUserInput(GraphQLError):
    """A page argument, cursor, ID or nesting that cannot be answered: refuses its root field once, before any SQL."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": ErrorCode.BAD_USER_INPUT})


class QueryTooLarge(GraphQLError):
    """More than the server answers at once: the bound is named, and nothing runs."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": ErrorCode.QUERY_TOO_LARGE})


class RateLimited(GraphQLError):
    """Asked for too often: nothing was read. `retry_after` is in seconds."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message, extensions={"code": ErrorCode.RATE_LIMITED, "retryAfter": retry_after})


def denied(coordinate: str, facts: Mapping[str, object], path: list[str | int] | None = None) -> GraphQLError:
    """Return the one error of a denied response position.

    `path` has response keys and no list indices, since it is known before any row is; `facts` come from the profile.
    """
    return GraphQLError(f"Access to {coordinate} is denied.", path=path, extensions={"coordinate": coordinate, **facts})


def read_after_write_failed(cause: Exception | None) -> GraphQLError:
    """Return the error of a mutation whose write stands and whose record could not be read back."""
    reason = "could not be read" if cause is not None else "is no longer among the rows you may see"
    return GraphQLError(f"The change was saved, but the record {reason}.", extensions={"code": ErrorCode.READ_AFTER_WRITE_FAILED})


def presentable(error: Exception, code: ErrorCode = ErrorCode.BAD_USER_INPUT) -> GraphQLError:
    """Return an error as a client may read it: with a code, without our internals, and without the values it was given."""
    return coded(without_values(without_internals(error)), code)


def without_internals(error: Exception) -> GraphQLError:
    """Return an error meant for clients as it is, and a fault of ours without any of its text.

    The fault is logged with the request's id, which the client finds in the response's header.
    """
    if isinstance(error, GraphQLError) and (error.original_error is None or isinstance(error.original_error, GraphQLError)):
        return error
    _log.error("a field could not be answered", exc_info=error)
    return GraphQLError(FAULT, extensions={"code": ErrorCode.INTERNAL_SERVER_ERROR})


def coded(error: GraphQLError, code: ErrorCode) -> GraphQLError:
    """Give an error its code, unless it has one; return it."""
    error.extensions = {"code": code, **(error.extensions or {})}
    return error


SPOKEN: Final = (
    (re.compile(r",? but encountered error .*|[,;]? [Ff]ound: .*", re.DOTALL), "."),
    (re.compile(r"(cannot represent [^:]*): .*", re.DOTALL), r"\1."),
    (re.compile(r"Value '.*' does not exist", re.DOTALL), "This value does not exist"),
    (re.compile(r"\b(String|BlockString|Int|Float) '.*'", re.DOTALL), r"\1"),
)
"""How graphql-core repeats a value that it was given, and what is left of it."""


def without_values(error: GraphQLError) -> GraphQLError:
    """Return an error of graphql-core's that repeats no value: it may be a password or an identity number in the wrong place."""
    message = error.message
    for repeated, left in SPOKEN:
        message = repeated.sub(left, message)
    error.message = message
    return error
