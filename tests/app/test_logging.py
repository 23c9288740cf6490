"""What is logged is one line that a machine can read, and never a personal datum, a variable or a token."""

import json
import subprocess
import sys
from typing import Any, Final

SECRETS: Final = ("110101199003070038", "tiger", "eyJhbGciOi")

SCRIPT: Final = """
import logging
import structlog
from app.logging import LogFormat, LogLevel, configure_logging
configure_logging(LogFormat.JSON, LogLevel.DEBUG)
log = structlog.stdlib.get_logger("web.graphql")
{body}
"""


def logged(body: str) -> list[dict[str, Any]]:
    """Run the body in a process of its own, since logging belongs to the process; return its lines."""
    ran = subprocess.run([sys.executable, "-c", SCRIPT.format(body=body)], check=True, capture_output=True, text=True)
    assert ran.stdout == ""
    assert not any(secret in ran.stderr for secret in SECRETS)
    return [json.loads(line) for line in ran.stderr.splitlines()]


def test_a_line_is_one_json_object_with_its_moment_level_and_logger() -> None:
    (line,) = logged('log.info("答复", request_id="abc")')
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "答复", "level": "info", "logger": "web.graphql", "request_id": "abc"}


def test_variables_tokens_and_passwords_are_withheld_whoever_logs_them() -> None:
    (line,) = logged('log.info("asked", variables={"id": "110101199003070038"}, token="eyJhbGciOi", password="tiger")')
    assert (line["variables"], line["token"], line["password"]) == ("withheld", "withheld", "withheld")
    (line,) = logged('log.info("asked", access_token="a", refresh_token="b", device_token="c", current_password="d", new_password="e")')
    assert [value for key, value in line.items() if key.endswith(("_token", "_password"))] == ["withheld"] * 5


def test_an_error_is_told_by_its_kind_and_place_and_not_by_its_message() -> None:
    lines = logged("""
for name in ("web.graphql", "uvicorn.error"):
    try:
        raise ValueError("Failing row contains (110101199003070038)")
    except ValueError:
        logging.getLogger(name).exception("failed")
        log.exception("failed")
""")
    assert [line["error"] for line in lines] == ["ValueError"] * 4
    assert all(line["at"] == ["<string>:10 <module>"] for line in lines)


def test_libraries_that_repeat_what_a_client_sent_are_not_heard() -> None:
    body = """
logging.getLogger("strawberry.execution").error("Variable $input got invalid value '110101199003070038'")
logging.getLogger("tortoise.db_client").debug("SELECT ... ['110101199003070038']")
logging.getLogger("aiosqlite").debug("executing 110101199003070038")
logging.getLogger("uvicorn.error").info("WebSocket /graphql?token=eyJhbGciOi [accepted]")
"""
    assert logged(body) == []


def test_a_line_that_cannot_be_written_is_not_printed_in_the_raw() -> None:
    assert logged('logging.getLogger("uvicorn.error").warning("%d", "110101199003070038")') == []


def test_a_fault_met_by_a_command_is_told_without_the_values_that_met_it() -> None:
    script = """
import structlog
from app.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
try:
    number = "110101199003070038"
    raise ValueError(number)
except ValueError:
    structlog.get_logger("planner.errors").exception("a field could not be answered")
"""
    ran = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert "a field could not be answered" in ran.stderr
    assert not any(secret in ran.stdout + ran.stderr for secret in SECRETS)
