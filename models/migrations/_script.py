"""One SQL text for both engines: written as PostgreSQL reads it, translated where SQLite differs."""

import re
from typing import Any, Final

from tortoise.migrations.operations import RunPython
from tortoise.migrations.schema_editor.base import BaseSchemaEditor

_COLUMN: Final = re.compile(r"^( {4}(\w+)) (uuid|varchar\((\d+)\)|integer|bigint|boolean|timestamptz|date|bytea)(?=[ ,;])", re.MULTILINE)
"""A column's line: four blanks, its name, its type."""

_MOMENT: Final = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]*+00:00"
_DAY: Final = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"

_SQLITE_TYPES: Final = {
    "uuid": "TEXT CHECK (length({name}) = 36 AND {name} = lower({name}))",
    "varchar": "TEXT CHECK (length({name}) BETWEEN 1 AND {length})",
    "integer": "INTEGER",
    "bigint": "INTEGER",
    "boolean": "INTEGER CHECK ({name} IN (0, 1))",
    "timestamptz": f"TEXT CHECK (length({{name}}) IN (25, 32) AND {{name}} GLOB '{_MOMENT}')",
    "date": f"TEXT CHECK ({{name}} GLOB '{_DAY}')",
    "bytea": "BLOB",
}
"""What SQLite's strict tables do not check by themselves.

Moments are UTC, with six digits of a second or none, so that the order of their texts is their order in time.
"""


def for_postgres(sql: str) -> str:
    """Return the text for PostgreSQL: text is compared by code point, as everywhere, and never empty (null says there is none)."""
    return re.sub(
        r"^( {4}(\w+)) (varchar\(\d+\))",
        r"""\1 \3 COLLATE "C" CHECK (\2 <> '')""",
        sql,
        flags=re.MULTILINE,
    )


def for_sqlite(sql: str) -> str:
    """Return the text for SQLite: strict tables, and each type's own check."""

    def column(match: re.Match[str]) -> str:
        indented_name, name, written, length = match.groups()
        kind = written.partition("(")[0]
        return f"{indented_name} {_SQLITE_TYPES[kind].format(name=name, length=length)}"

    return _COLUMN.sub(column, sql).replace("\n);", "\n) STRICT;")


def script(sql: str) -> RunPython:
    """Return the operation that runs the text on either engine."""
    return script_per_engine(postgres=for_postgres(sql), sqlite=for_sqlite(sql))


def script_per_engine(*, postgres: str, sqlite: str) -> RunPython:
    """Return the operation that runs the text of the engine in hand; for what the engines say in their own words (triggers)."""

    async def run(_apps: Any, editor: BaseSchemaEditor) -> None:
        await editor.client.execute_script(postgres if editor.DIALECT == "postgres" else sqlite)

    return RunPython(run)
