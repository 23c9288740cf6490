"""Every operation that the GraphiQL page carries is valid against the schema as it is now."""

import re
from pathlib import Path
from typing import Final

import pytest
from graphql import build_schema as parse_schema
from graphql import parse, validate

from app.schema import the_schema
from tests.project.files import text_of

OPERATION: Final = re.compile(r"`((?:#[^\n]*\n|\s)*(?:query|mutation|subscription) [^`]+)`")
SOURCES: Final = [Path(f"web/graphiql/src/{name}.js") for name in ("stories", "records", "session", "provider")]
PRINTED: Final = parse_schema(the_schema().as_str())
OPERATIONS: Final = [operation for path in SOURCES for operation in OPERATION.findall(text_of(path) or "")]


def test_the_page_carries_login_by_password_and_by_ticket_refresh_logout_and_stories_for_every_role() -> None:
    assert len(OPERATIONS) == 5 + 21 + 15


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda text: re.sub(r"#[^\n]*\n", "", text).split()[1].partition("(")[0])
def test_an_operation_of_the_page_is_valid(operation: str) -> None:
    assert validate(PRINTED, parse(operation)) == []
