"""What a client gets when it asks for something it may not have, or asks badly."""

from collections.abc import Mapping, Sequence

import structlog
from graphql import GraphQLError

_log = structlog.stdlib.get_logger("planner.errors")


class BadUserInput(GraphQLError):
    """A page argument, cursor, ID or nesting that cannot be answered: refuses its root field once, before any SQL."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": "BAD_USER_INPUT"})


def denied(coordinate: str, facts: Mapping[str, object], path: list[str | int] | None = None) -> GraphQLError:
    """Return the one error of a denied response position.

    `path` has response keys and no list indices, since it is known before any row is; `facts` come from the profile.
    """
    return GraphQLError(f"Access to {coordinate} is denied.", path=path, extensions={"coordinate": coordinate, **facts})


def outermost(denials: Sequence[GraphQLError]) -> list[GraphQLError]:
    """Return the denials that are under no other: a denied position is null, so that nothing is below it.

    A field whose argument is denied is known as such only at the request, when what is below it has long been read.
    """
    denied_at = {tuple(denial.path or ()) for denial in denials}
    return [denial for denial in denials if not any(tuple((denial.path or ())[:end]) in denied_at for end in range(len(denial.path or ())))]


def read_after_write_failed(cause: Exception | None) -> GraphQLError:
    """Return the error of a mutation whose write stands and whose record could not be read back."""
    reason = "could not be read" if cause is not None else "is no longer among the rows you may see"
    return GraphQLError(f"The change was saved, but the record {reason}.", extensions={"code": "READ_AFTER_WRITE_FAILED"})


def without_internals(error: Exception) -> Exception:
    """Return an error as a client may read it: one meant for it as it is, a fault of ours without any of its text.

    The fault is logged with the request's id, which the client finds in the response's header.
    """
    if isinstance(error, GraphQLError) and (error.original_error is None or isinstance(error.original_error, GraphQLError)):
        return error
    _log.error("a field could not be answered", exc_info=error)
    return GraphQLError("服务器内部错误，请稍后重试。", extensions={"code": "INTERNAL_SERVER_ERROR"})
