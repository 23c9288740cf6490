"""SQLite: text built with printf, which is cheaper than || and takes a hundred parts at a time."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import orjson

from planner.bindings import Kind
from planner.dialects.base import Piece, Text, quoted

MOST_ARGUMENTS: Final = 100
"""A function takes 127 arguments in every SQLite since 3.7; some are left for the format."""


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
        return "||".join(calls)

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

    def collect(self, expression: str, order: str) -> str:
        return f"group_concat({expression},',')"

    def ordered(self, source: str, order: str) -> str:
        return f"{source} order by {order}"

    def limited(self, rows: str, alias: str, order: str, limit: str) -> str:
        return f"{rows} limit {limit}"

    def cursor(self, tag: str, value: str, key: str) -> str:
        opening = quoted(f'["{tag}",')
        return f"lower(hex({opening}||{value}||','||{key}||']'))"

    def parameter(self, number: int, kind: Kind, *, many: bool) -> str:
        return f"?{number}"

    def is_in(self, column: str, parameter: str) -> str:
        return f"{column} in (select value from json_each({parameter}))"

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
            case list():
                return orjson.dumps([self.bind(item) for item in value]).decode()
        return value
