"""PostgreSQL: text built with ||, because json_build_object costs a fifth more on lists."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from planner.bindings import Kind
from planner.dialects.base import Piece, Text, balanced, quoted

TYPES: Final = {
    Kind.TEXT: "text",
    Kind.INT: "int",
    Kind.BOOL: "bool",
    Kind.TIMESTAMP: "timestamptz",
    Kind.DATE: "date",
    Kind.UUID: "uuid",
    Kind.DECIMAL: "numeric",
}
"""What parameters are. JSON is shown and never compared."""

MOST_JOINED: Final = 200
"""Parts of a chain of ||. A few thousand exhaust the server's stack (max_stack_depth), which reads a chain as deep as it is long."""


class PostgreSQL:
    """Implements `Dialect`."""

    def concatenate(self, pieces: Sequence[Piece]) -> str:
        parts = [quoted(piece.json) if isinstance(piece, Text) else f"({piece.expression})" for piece in pieces]
        return balanced(parts, "||", MOST_JOINED)

    def value(self, column: str, kind: Kind) -> str:
        match kind:
            case Kind.TEXT:
                return f"to_json({column}::text)::text"
            case Kind.INT | Kind.BOOL | Kind.JSON:
                return f"{column}::text"
            case Kind.UUID | Kind.DECIMAL:
                return f"'\"'||{column}::text||'\"'"
            case Kind.DATE:
                return self._unless_endless(f"'\"'||to_char({column},'YYYY-MM-DD')||'\"'", column, date.min, date.max)
            case Kind.TIMESTAMP:
                utc = f"{column} at time zone 'UTC'"
                fraction = f"case when extract(microseconds from {column})::bigint%1000000=0 then '' else to_char({utc},'.US') end"
                text = f"""'"'||to_char({utc},'YYYY-MM-DD"T"HH24:MI:SS')||{fraction}||'+00:00"'"""
                return self._unless_endless(text, column, datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))

    def _unless_endless(self, text: str, column: str, first: date, last: date) -> str:
        # asyncpg stores the first and the last moment there is as -infinity and infinity, which no to_char can write.
        ends = f"when {column}<'2000-01-01' then '\"{first.isoformat()}\"' when {column}>'2000-01-01' then '\"{last.isoformat()}\"'"
        return f"coalesce({text},case {ends} end)"

    def comparable(self, column: str, kind: Kind) -> str:
        return column

    def ordering(self, expression: str, *, descending: bool, nullable: bool) -> str:
        # Nulls are largest unless an order says otherwise.
        return f"{expression} desc" if descending else expression

    def collect(self, expression: str, order: str) -> str:
        return f"string_agg({expression},',' order by {order})"

    def ordered(self, source: str, order: str) -> str:
        return source

    def limited(self, rows: str, alias: str, order: str, limit: str, most: int) -> str:
        # A limit that is a parameter is taken for a tenth of the table: then a plan made once looks dear, and each request is planned anew.
        return f"select {alias}.* from ({rows} limit {most}) {alias} order by {order} limit {limit}"

    def cursor(self, tag: str, values: Sequence[str]) -> str:
        opening, listed = quoted(f'["{tag}",'), "||','||".join(values)
        return f"encode(convert_to({opening}||{listed}||']','UTF8'),'hex')"

    def parameter(self, number: int, kind: Kind, *, many: bool) -> str:
        return f"${number}::{TYPES[kind]}{'[]' if many else ''}"

    def is_in(self, column: str, parameter: str, kind: Kind) -> str:
        return f"{column}=any({parameter})"

    def is_found(self, column: str, lookup: str) -> str:
        return f"{column} in (table {lookup})"

    def cast(self, expression: str, kind: Kind) -> str:
        return f"{expression}::{TYPES[kind]}"

    def numbered(self, kinds: str, keys: str) -> str:
        return f"unnest({kinds},{keys}) with ordinality h(kind,key,n)"

    def bind(self, value: Any) -> Any:
        return value
