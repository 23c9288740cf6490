"""What the compiler asks of a dialect."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from planner.bindings import Kind


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
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, Text):
            texts.append(piece.json)
            continue
        if texts:
            out.append(Text("".join(texts)))
            texts = []
        out.append(piece)
    return [*out, Text("".join(texts))] if texts else out


def balanced(parts: Sequence[str], joined_by: str, most: int) -> str:
    """Return the parts joined, in brackets where there are more than `most`, so that no expression is deeper than a few levels.

    A chain is as deep as it is long for an engine that reads it from the left.
    """
    if len(parts) <= most:
        return joined_by.join(parts)
    size = -(-len(parts) // most)
    groups = [parts[at : at + size] for at in range(0, len(parts), size)]
    return joined_by.join(f"({balanced(group, joined_by, most)})" for group in groups)


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

    def comparable(self, column: str, kind: Kind) -> str:
        """Return what of a column is compared and ordered."""

    def ordering(self, expression: str, *, descending: bool, nullable: bool) -> str:
        """Return a term of an order by clause. Null is larger than everything, on either engine."""

    def collect(self, expression: str, order: str) -> str:
        """Return rows' texts joined by commas in order, NULL for no rows or only NULLs."""

    def ordered(self, source: str, order: str) -> str:
        """Return a row source that yields its rows in order, where `collect` depends on it."""

    def limited(self, rows: str, alias: str, order: str, limit: str, most: int) -> str:
        """Return the first of ordered rows; `limit` is never more than `most`."""

    def cursor(self, tag: str, values: Sequence[str]) -> str:
        """Return a cursor: hex of the JSON array of tag and values, which are JSON already."""

    def parameter(self, number: int, kind: Kind, *, many: bool) -> str:
        """Return a placeholder, ready to be compared."""

    def is_in(self, column: str, parameter: str, kind: Kind) -> str:
        """Return whether the column is among the values of a list parameter."""

    def is_found(self, column: str, lookup: str) -> str:
        """Return whether the column is among the rows of a query that stands before the statement under a name."""

    def cast(self, expression: str, kind: Kind) -> str:
        """Return a text as the kind of another table's key."""

    def numbered(self, kinds: str, keys: str) -> str:
        """Return a row source of two list parameters of one length: `kind`, `key`, and the place `n` in the lists."""

    def bind(self, value: Any) -> Any:
        """Return a parameter value as the driver takes it."""
