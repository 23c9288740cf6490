"""What the compiler asks of a dialect."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import orjson

from planner.arguments import MAX_PAGE
from planner.bindings import Kind

MOST_ROWS: Final = MAX_PAGE + 1
"""The longest page, and the row that tells whether more follows."""


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the answer that is known when the plan is made: JSON as it will be sent."""

    json: str


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of the answer that an SQL expression gives: JSON text, never NULL."""

    expression: str


Piece = Text | Sql


def merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbouring texts, so that an answer has as few parts as it can."""
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Text) and out and isinstance(out[-1], Text):
            out[-1] = Text(out[-1].json + piece.json)
        else:
            out.append(piece)
    return out


def json_object(entries: Iterable[tuple[str, Sequence[Piece]]]) -> list[Piece]:
    """Return the pieces of a JSON object, given its keys and the pieces of its values."""
    pieces: list[Piece] = []
    for name, value in entries:
        pieces += [Text(f"{',' if pieces else '{'}{orjson.dumps(name).decode()}:"), *value]
    return [*(pieces or [Text("{")]), Text("}")]


def quoted(text: str) -> str:
    """Return an SQL string literal. Only texts of the schema get here; what a client sends is always a parameter."""
    return "'" + text.replace("'", "''") + "'"


class Dialect(Protocol):
    """One engine's way to write JSON text. Every method returns SQL."""

    def concatenate(self, pieces: Sequence[Piece]) -> str:
        """Return the pieces as one text; no piece may be NULL, since one NULL would lose the whole row."""

    def value(self, column: str, kind: Kind) -> str:
        """Return a column's JSON; where the column is NULL, either NULL or the text `null`."""

    def collect(self, expression: str, order: str) -> str:
        """Return rows' texts joined by commas in order, NULL for no rows or only NULLs."""

    def ordered(self, source: str, order: str) -> str:
        """Return a row source that yields its rows in order, where `collect` depends on it."""

    def limited(self, rows: str, alias: str, order: str, limit: str) -> str:
        """Return the first of ordered rows; `limit` is never more than `MOST_ROWS`."""

    def cursor(self, tag: str, value: str, key: str) -> str:
        """Return a cursor: hex of the JSON array of tag, value and key (`value` and `key` are JSON already)."""

    def parameter(self, number: int, kind: Kind, *, many: bool) -> str:
        """Return a placeholder."""

    def is_in(self, column: str, parameter: str) -> str:
        """Return whether the column is among the values of a list parameter."""

    def bind(self, value: Any) -> Any:
        """Return a parameter value as the driver takes it."""
