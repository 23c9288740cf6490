"""SQLite: text built with printf, which is cheaper than || and takes a hundred parts at a time."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import orjson

from planner.bindings import Kind
from planner.dialects.base import Piece, Text, balanced, quoted

MOST_ARGUMENTS: Final = 100
"""A function takes 127 arguments in every SQLite since 3.7; some are left for the format."""
MOST_JOINED: Final = 50
"""Parts of a chain of ||: an expression may be a thousand deep, and a chain is as deep as it is long."""


class SQLite:
    """Implements `Dialect`."""

    def concatenate(self, pieces: Sequence[Piece]) -> str:
        calls, formats, arguments = [], "", list[str]()
        for piece in pieces:
            if isinstance(piece, Text):
                formats += piece.json.replace("%", "%%")
                continue
            formats += "%s"
            arguments.append(piece.expression)
            if len(arguments) == MOST_ARGUMENTS:
                calls.append(self._printf(formats, arguments))
                formats, arguments = "", []
        if formats or not calls:
            calls.append(self._printf(formats, arguments))
        return balanced(calls, "||", MOST_JOINED)

    def _printf(self, formats: str, arguments: Sequence[str]) -> str:
        if not arguments:
            return quoted(formats.replace("%%", "%"))
        return f"printf({quoted(formats)},{','.join(arguments)})"

    def value(self, column: str, kind: Kind) -> str:
        match kind:
            case Kind.TEXT:
                # NULL becomes the text 'null'. A case around it would cost parser stack, of which the deepest reads have none to spare.
                return f"json_quote({column})"
            case Kind.INT:
                return f"cast({column} as text)"
            case Kind.BOOL:
                return f"case {column} when 1 then 'true' when 0 then 'false' end"
            case Kind.UUID | Kind.DATE:
                return f"'\"'||{column}||'\"'"
            case Kind.TIMESTAMP:
                return f"'\"'||replace({column},' ','T')||'\"'"
            case Kind.DECIMAL:
                # Stored as text with all its places; a zero may have kept the sign of what was rounded.
                return f"'\"'||ltrim({column},iif({column}*1=0,'-',''))||'\"'"
            case Kind.JSON:
                return f"json({column})"

    def comparable(self, column: str, kind: Kind) -> str:
        # A decimal without its point is a whole number, and that is what its order is.
        return f"cast(replace({column},'.','') as integer)" if kind is Kind.DECIMAL else column

    def ordering(self, expression: str, *, descending: bool, nullable: bool) -> str:
        direction = f"{expression} desc" if descending else expression
        return f"{direction} nulls {'first' if descending else 'last'}" if nullable else direction

    def collect(self, expression: str, order: str) -> str:
        return f"group_concat({expression},',')"

    def ordered(self, source: str, order: str) -> str:
        return f"{source} order by {order}"

    def limited(self, rows: str, alias: str, order: str, limit: str, most: int) -> str:
        return f"{rows} limit {limit}"

    def cursor(self, tag: str, values: Sequence[str]) -> str:
        opening, listed = quoted(f'["{tag}",'), "||','||".join(values)
        return f"lower(hex({opening}||{listed}||']'))"

    def parameter(self, number: int, kind: Kind, *, many: bool) -> str:
        return f"?{number}" if many else self.comparable(f"?{number}", kind)

    def is_in(self, column: str, parameter: str, kind: Kind) -> str:
        return f"{column} in (select {self.comparable('value', kind)} from json_each({parameter}))"

    def is_found(self, column: str, lookup: str) -> str:
        return f"{column} in {lookup}"

    def cast(self, expression: str, kind: Kind) -> str:
        return expression

    def numbered(self, kinds: str, keys: str) -> str:
        return f"(select k.value kind,v.value key,k.key n from json_each({kinds}) k join json_each({keys}) v on v.key=k.key) h"

    def bind(self, value: Any) -> Any:
        match value:
            case bool():
                return int(value)
            case UUID():
                return str(value)
            case datetime():
                return value.isoformat(" ")
            case date():
                return value.isoformat()
            case Decimal():
                return format(value, "f")
            case list():
                return orjson.dumps([self.bind(item) for item in value]).decode()
        return value
