"""Every code that a top-level error can carry in `extensions.code`: the one catalogue, of which `docs/errors.md` is the table.

A refusal by a rule is no top-level error: it is data (`userErrors`), with codes of its own.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class ErrorCode(StrEnum):
    """What a client can branch on. Names are those that GraphQL servers and clients use already, where they have one."""

    BAD_REQUEST = "BAD_REQUEST"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    OPERATION_RESOLUTION_FAILURE = "OPERATION_RESOLUTION_FAILURE"
    QUERY_TOO_LARGE = "QUERY_TOO_LARGE"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    NOT_FOUND = "NOT_FOUND"
    FILE_REFUSED = "FILE_REFUSED"
    REQUEST_TIMEOUT = "REQUEST_TIMEOUT"
    RANGE_NOT_SATISFIABLE = "RANGE_NOT_SATISFIABLE"
    STORAGE_FULL = "STORAGE_FULL"
    RATE_LIMITED = "RATE_LIMITED"
    READ_AFTER_WRITE_FAILED = "READ_AFTER_WRITE_FAILED"
    SERVICE_UNAVAILABLE = "SERVICE_UNAVAILABLE"
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"


DESCRIPTIONS: Final[Mapping[ErrorCode, str]] = {
    ErrorCode.BAD_REQUEST: "The request is no GraphQL request (no JSON, no text `query`, an operation this way of asking cannot answer), "
    "or an upload without a known `purpose`, or one that was broken off.",
    ErrorCode.UNSUPPORTED_MEDIA_TYPE: "The body is not sent as `application/json`, or an upload is of no type that is accepted.",
    ErrorCode.BODY_TOO_LARGE: "The body is longer than the server reads: `QUXIANG_BODY_LIMIT_BYTES`, or 2 MB of an upload.",
    ErrorCode.GRAPHQL_PARSE_FAILED: "The document is not GraphQL; `locations` say where.",
    ErrorCode.GRAPHQL_VALIDATION_FAILED: "The document does not fit the schema; one error for each fault.",
    ErrorCode.OPERATION_RESOLUTION_FAILURE: "The document has several operations and none was named, or not the one that was.",
    ErrorCode.QUERY_TOO_LARGE: "The document or its variables ask for more than the server answers at once; the message says which bound.",
    ErrorCode.BAD_USER_INPUT: "A variable, an argument, a cursor or an ID does not hold what it must; other root fields are answered.",
    ErrorCode.UNAUTHENTICATED: "Nobody is logged in, or the session has ended.",
    ErrorCode.FORBIDDEN: "The account may not use `coordinate`; `anyOf`, `required`, `held` and `roles` say what it asks and what is held.",
    ErrorCode.NOT_FOUND: "There is no such file or document, or it is not among those in scope: nobody can tell the two apart.",
    ErrorCode.FILE_REFUSED: "The file was read and is not taken; `reason` says why (docs/files.md), the message what to do.",
    ErrorCode.REQUEST_TIMEOUT: "The body of an upload took too long to arrive.",
    ErrorCode.RANGE_NOT_SATISFIABLE: "The range that was asked for begins behind the end of the file; `content-range` says where that is.",
    ErrorCode.STORAGE_FULL: "There is no room for files; nothing was kept. It is the operator's to make some.",
    ErrorCode.RATE_LIMITED: "The account has looked for too many identity numbers, or sent too many files; `retryAfter` says for how "
    "many seconds to wait.",
    ErrorCode.READ_AFTER_WRITE_FAILED: "The change was saved; the record could not be read back, or is no longer among the rows in scope.",
    ErrorCode.SERVICE_UNAVAILABLE: "Whether the session still stands cannot be told now, or too many uploads are under way or "
    "documents being made; nothing was done. Try again soon.",
    ErrorCode.INTERNAL_SERVER_ERROR: "A fault of the server; nothing of it is told. The header `x-request-id` finds it in the log.",
}
"""What each code says, and to whom."""
