"""A cursor made by hand is read as the moment or key it names, in the one spelling that is stored, or refused."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from planner.bindings import ColumnOf, Kind
from planner.cursors import decode
from planner.errors import BadUserInput

ID = "01856aa0-c800-7004-8000-0000000000fc"
COLUMN = ColumnOf("created_at", Kind.TIMESTAMP, is_nullable=False)
KEY = ColumnOf("id", Kind.UUID, is_nullable=False)


def cursor(*parts: Any) -> str:
    """Return a cursor of these parts."""
    return orjson.dumps(parts).hex()


def test_a_moment_of_another_offset_is_compared_as_the_same_moment() -> None:
    value, _ = decode(cursor("-CREATED_AT", "2023-03-01T12:00:00+08:00", ID), "-CREATED_AT", [COLUMN, KEY])
    assert isinstance(value, datetime)
    assert value == datetime(2023, 3, 1, 4, tzinfo=UTC)
    assert value.tzinfo is UTC


@pytest.mark.parametrize(
    "parts",
    [
        ("CREATED_AT", "2023-03-01T04:00:00+00:00", ID),
        ("-CREATED_AT", "2023-03-01T04:00:00", ID),
        ("-CREATED_AT", "9999-12-31T23:59:59-08:00", ID),
        ("-CREATED_AT", 1, ID),
        ("-CREATED_AT", "2023-03-01T04:00:00+00:00", ID.upper()),
        ("-CREATED_AT", "2023-03-01T04:00:00+00:00", f"{{{ID}}}"),
        ("-CREATED_AT", "2023-03-01T04:00:00+00:00"),
        (),
    ],
)
def test_anything_else_is_refused(parts: tuple[Any, ...]) -> None:
    with pytest.raises(BadUserInput):
        decode(cursor(*parts), "-CREATED_AT", [COLUMN, KEY])


@pytest.mark.parametrize("text", ["", "zz", "7b7d", "ff", "nonsense"])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(BadUserInput):
        decode(text, "-CREATED_AT", [COLUMN, KEY])
