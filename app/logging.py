"""Log lines for a terminal or a collector: what happened to which request, and never a personal datum, a variable or a token."""

import logging
import sys
import traceback
from collections.abc import Sequence
from enum import StrEnum
from types import TracebackType
from typing import Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

WITHHELD: Final = frozenset(
    {"authorization", "body", "id_number", "payload", "query", "variables", "activation_code", "ticket", "verifier"}
    | {"password", "current_password", "new_password", "token", "access_token", "refresh_token", "device_token"}
)
"""Keys whose values are never written, whoever logs them: they are, or may hold, personal data or what opens it."""

QUIET: Final = {
    # Their lines carry statements with parameters, or texts that repeat what a client sent.
    "aiosqlite": logging.WARNING,
    # Their lines carry addresses of providers and receivers, with what was asked there.
    "httpcore2": logging.WARNING,
    "httpx2": logging.WARNING,
    "strawberry": logging.CRITICAL + 1,
    # A line for each time that somebody is woken.
    "taskiq": logging.WARNING,
    "tortoise": logging.WARNING,
    # A line for each socket, with the query string of its address.
    "uvicorn": logging.WARNING,
}


class LogFormat(StrEnum):
    """How a log line is written: for a person at a terminal, or for a machine that collects them."""

    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least severe line that is written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def configure_logging(log_format: LogFormat, level: LogLevel) -> None:
    """Send everything this process logs, libraries included, to standard error in one format."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _withhold,
        _trace_without_values,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=_last_steps(log_format)))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # A line that cannot be written is lost: Python would print it in the raw beside the error, with every value it was given.
    logging.raiseExceptions = False
    for name, least in QUIET.items():
        logging.getLogger(name).setLevel(max(least, root.level))


def _last_steps(log_format: LogFormat) -> Sequence[Processor]:
    render: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if log_format is LogFormat.CONSOLE:
        render = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, render]


def _withhold(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    for key in WITHHELD & event.keys():
        event[key] = "withheld"
    return event


def _trace_without_values(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Say which error came from where, but not its message: a database repeats the row it refused, with the person in it."""
    raised = event.pop("exc_info", None)
    error = sys.exc_info()[1] if raised is True else raised[1] if isinstance(raised, tuple) else raised
    record = event.get("_record")
    if isinstance(record, logging.LogRecord):
        # The formatter would otherwise append the error's own text.
        record.exc_info, record.exc_text = None, None
    if isinstance(error, BaseException):
        event["error"] = type(error).__qualname__
        event["at"] = _places(error.__traceback__)
    return event


def _places(trace: TracebackType | None) -> list[str]:
    """Return the innermost eight calls as `file:line function`."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-8:]]
