"""Opens, closes and migrates the database named by a URL, embedded SQLite or PostgreSQL."""

import asyncio
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from random import uniform
from typing import Any, Final
from urllib.parse import urlsplit

from tortoise.backends.base.config_generator import expand_db_url
from tortoise.context import TortoiseContext, get_current_context
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, BaseSchemaEditor, SqliteSchemaEditor
from tortoise.transactions import in_transaction

APP: Final = "models"
CONNECTION: Final = "default"
_MIGRATION_LOCK: Final = 0x7175_7869
"""Any number of our own: two processes that start at once migrate one after the other."""
_JOURNAL_TRIES: Final = 50
_JOURNAL_PAUSE: Final = 0.05
"""Seconds between two tries, at most."""
_SQLITE_PRAGMAS: Final = {"journal_mode": "WAL", "foreign_keys": "ON", "busy_timeout": "5000"}
_POSTGRES_POOL: Final = {"minsize": 1, "maxsize": 10, "server_settings": {"timezone": "UTC"}}


def is_postgres(url: str) -> bool:
    """Return whether the URL names a PostgreSQL database (`postgres://` or `postgresql://`). Raises ValueError for other engines."""
    scheme = urlsplit(url).scheme
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ValueError(f"unknown kind of database: {scheme or url}")
    return scheme != "sqlite"


def sqlite_path(url: str) -> Path:
    """Return the file of a SQLite URL: `sqlite://var/quxiang.db` is relative, `sqlite:///var/quxiang.db` absolute."""
    if is_postgres(url):
        raise ValueError("a PostgreSQL database is no file")
    parts = urlsplit(url)
    return Path(parts.netloc + parts.path)


def tortoise_config(url: str) -> dict[str, Any]:
    """Return Tortoise's configuration. Parameters of the URL win over ours: SQLite pragmas, PostgreSQL `minsize`, `maxsize`, `host`."""
    connection = expand_db_url(url)
    ours = _POSTGRES_POOL if is_postgres(url) else _SQLITE_PRAGMAS
    connection["credentials"] = {**ours, **connection["credentials"]}
    if not is_postgres(url):
        connection["engine"] = "models.sqlite"
    return {
        "connections": {CONNECTION: connection},
        "apps": {APP: {"models": ["models"], "migrations": "models.migrations", "default_connection": CONNECTION}},
        "use_tz": True,
        "timezone": "UTC",
    }


async def open_database(url: str) -> None:
    """Make the database the one that every task of this process uses; it connects at the first statement.

    The context is global because an ASGI server runs start-up and requests in different tasks, which share no context variables.
    Raises tortoise's ConfigurationError when another database is open.
    """
    with TortoiseContext() as context:
        await context.init(config=tortoise_config(url), _enable_global_fallback=True)


async def close_database() -> None:
    """Close every connection of the open database; without one, do nothing."""
    context = get_current_context()
    if context is not None:
        await context.close_connections()


def _begin_file(path: Path, journal_mode: str) -> None:
    """Give a new SQLite file its journal. Raises sqlite3.OperationalError where it stays locked.

    Of connections that do this at once SQLite refuses all but one on the spot, whatever their timeout, since each holds what the
    others wait for: they try again here. A file that has its journal already takes no notice.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for _ in range(_JOURNAL_TRIES):
            with suppress(sqlite3.OperationalError):
                connection.execute(f"PRAGMA journal_mode = {journal_mode}")
                return
            time.sleep(uniform(0, _JOURNAL_PAUSE))
        connection.execute(f"PRAGMA journal_mode = {journal_mode}")


async def migrate(url: str) -> None:
    """Bring the database to the newest version, creating a SQLite file and its folder where there is none.

    Everything, the record of what was applied included, is one transaction: a failure leaves the database at the version it
    had, and processes that migrate at once apply each version once. Works beside an open database.
    """
    config = tortoise_config(url)
    if not is_postgres(url):
        sqlite_path(url).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # SQLite would let everybody on the machine read what it creates; its journals take the mode of the file.
        sqlite_path(url).touch(mode=0o600)
        await asyncio.to_thread(_begin_file, sqlite_path(url), str(config["connections"][CONNECTION]["credentials"]["journal_mode"]))
    async with TortoiseContext() as context:
        await context.init(config=config)
        async with in_transaction(CONNECTION) as connection:
            editor_of: type[BaseSchemaEditor] = SqliteSchemaEditor
            if is_postgres(url):
                editor_of = AsyncpgSchemaEditor
                await connection.execute_query("SELECT pg_advisory_xact_lock($1)", [_MIGRATION_LOCK])
            executor = MigrationExecutor(connection, config["apps"])
            await executor.recorder.ensure_schema(editor_of(connection, atomic=False))
            await executor.migrate()
