"""A cursor made by hand is read as the moment or key it names, in the one spelling that is stored, or refused."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

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


NUMBER = ColumnOf("number", Kind.INT, is_nullable=True)
PRICE = ColumnOf("price", Kind.DECIMAL, is_nullable=False, digits=5, places=2)
TRUTH = ColumnOf("truth", Kind.BOOL, is_nullable=True)
DAY = ColumnOf("day", Kind.DATE, is_nullable=True)
TEXT = ColumnOf("name", Kind.TEXT, is_nullable=False)
TAG = "NUMBER,-PRICE,TRUTH,DAY"
COLUMNS = [NUMBER, PRICE, TRUTH, DAY, KEY]


def test_a_cursor_of_several_terms_carries_each_value_and_its_nulls() -> None:
    decoded = decode(cursor(TAG, None, "-1.50", True, "2023-06-30", ID), TAG, COLUMNS)
    assert decoded == (None, Decimal("-1.50"), True, date(2023, 6, 30), UUID(ID))
    assert decode(cursor(TAG, -(2**31), "0.00", None, None, ID), TAG, COLUMNS)[:4] == (-(2**31), Decimal(0), None, None)


@pytest.mark.parametrize(
    "parts",
    [
        (TAG, 1, "1.50", True, "2023-06-30"),
        (TAG, 1, "1.50", True, "2023-06-30", ID, ID),
        ("NUMBER,PRICE,TRUTH,DAY", 1, "1.50", True, "2023-06-30", ID),
        (TAG, True, "1.50", True, "2023-06-30", ID),
        (TAG, 2**31, "1.50", True, "2023-06-30", ID),
        (TAG, 1, None, True, "2023-06-30", ID),
        (TAG, 1, "1.5", True, "2023-06-30", ID),
        (TAG, 1, "12345.00", True, "2023-06-30", ID),
        (TAG, 1, "1e2", True, "2023-06-30", ID),
        (TAG, 1, "NaN", True, "2023-06-30", ID),
        (TAG, 1, "1.50", 1, "2023-06-30", ID),
        (TAG, 1, "1.50", True, "2023-06-31", ID),
        (TAG, 1, "1.50", True, "2023-06-30", None),
    ],
)
def test_a_cursor_with_a_value_that_its_column_cannot_hold_is_refused(parts: tuple[Any, ...]) -> None:
    with pytest.raises(BadUserInput):
        decode(cursor(*parts), TAG, COLUMNS)


@pytest.mark.parametrize("text", ["a\x00", "\x00"])
def test_u_0000_in_a_cursor_is_refused(text: str) -> None:
    with pytest.raises(BadUserInput):
        decode(cursor("NAME", text, ID), "NAME", [TEXT, KEY])
