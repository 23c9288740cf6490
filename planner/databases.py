"""Connections that only read: one statement in, one text out."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final, Protocol, Self

import aiosqlite
import asyncpg

from planner.dialects import Dialect, PostgreSQL, SQLite


class Database(Protocol):
    """Where a plan runs."""

    dialect: Dialect

    async def fetch(self, statement: str, parameters: Sequence[Any]) -> bytes | str | None:
        """Return the one value of the one row a statement gives."""

    async def close(self) -> None:
        """Give the connections back."""


class Snapshots(Database, Protocol):
    """A database of which one picture can be held."""

    def snapshot(self) -> AbstractAsyncContextManager[Database]:
        """Give a database of which every statement sees the same picture: the one that the first of them saw."""


PREPARED: Final = 128
"""Statements that a connection keeps prepared. PostgreSQL takes a hundred bytes for each character of one, SQLite twenty."""
LONGEST_PREPARED: Final = 15_000
"""Characters of the longest statement that is kept prepared: no longer one comes so often that preparing it counts."""


class SQLiteDatabase:
    """A few connections to one file, each `query_only`, so that reads never wait for the writer's lock."""

    def __init__(self, path: Path, connections: Sequence[aiosqlite.Connection], forgetful: aiosqlite.Connection) -> None:
        self.dialect: Dialect = SQLite()
        self._path = path
        self._connections = [*connections, forgetful]
        self._free: asyncio.Queue[aiosqlite.Connection] = asyncio.Queue()
        for connection in connections:
            self._free.put_nowait(connection)
        self._forgetful = forgetful

    @classmethod
    async def open(cls, path: Path, size: int = 4) -> Self:
        """Open `size` reading connections to an existing file, and one for statements too long to be kept."""
        return cls(path, [await cls._connect(path, PREPARED) for _ in range(size)], await cls._connect(path, 0))

    @staticmethod
    async def _connect(path: Path, prepared: int) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=prepared)
        for pragma in ("query_only=on", "busy_timeout=5000", "cache_size=-16000", "mmap_size=268435456"):
            await connection.execute_fetchall(f"pragma {pragma}")
        return connection

    async def fetch(self, statement: str, parameters: Sequence[Any]) -> bytes | str | None:
        """Run a statement on a free connection, waiting for one where all are busy."""
        if len(statement) > LONGEST_PREPARED:
            return self._first(await self._forgetful.execute_fetchall(statement, parameters))
        connection = await self._free.get()
        try:
            return self._first(await connection.execute_fetchall(statement, parameters))
        finally:
            self._free.put_nowait(connection)

    @staticmethod
    def _first(rows: Iterable[Any]) -> bytes | str | None:
        value: bytes | str | None = next((row[0] for row in rows), None)
        return value

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Database]:
        """Give a connection of its own in a transaction that reads. Writers go on beside it; their log is kept until it ends."""
        connection = await self._connect(self._path, PREPARED)
        try:
            await connection.execute_fetchall("begin")
            yield _SQLiteSnapshot(self, connection)
        finally:
            await connection.close()

    async def explain(self, statement: str, parameters: Sequence[Any]) -> list[str]:
        """Return how the engine would run a statement: one line a step, indented by what it is a part of."""
        depths = {0: -1}
        lines = []
        for number, parent, _, step in await self._forgetful.execute_fetchall(f"explain query plan {statement}", parameters):
            depths[number] = depths[parent] + 1
            lines.append("  " * depths[number] + step)
        return lines

    async def close(self) -> None:
        """Close every connection; aiosqlite's threads would keep the process alive."""
        for connection in self._connections:
            await connection.close()


class _Snapshot:
    """One connection, in a transaction that reads; whoever opened it ends it."""

    def __init__(self, of: Database, connection: Any) -> None:
        self.dialect = of.dialect
        self._connection = connection

    async def close(self) -> None:
        """Do nothing."""


class _SQLiteSnapshot(_Snapshot):
    async def fetch(self, statement: str, parameters: Sequence[Any]) -> bytes | str | None:
        return SQLiteDatabase._first(await self._connection.execute_fetchall(statement, parameters))


class _PostgreSQLSnapshot(_Snapshot):
    async def fetch(self, statement: str, parameters: Sequence[Any]) -> bytes | str | None:
        value: bytes | str | None = await self._connection.fetchval(statement, *parameters)
        return value


class ReadingConnection(asyncpg.Connection):  # type: ignore[misc]
    """A connection that is not reset when it is released: it reads, so there is nothing to reset."""

    async def reset(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - asyncpg's own signature.
        """Do nothing but drop listeners."""
        self._listeners.clear()
        self._log_listeners.clear()


class PostgreSQLDatabase:
    """A small pool of read-only sessions that return text as the bytes that came."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.dialect: Dialect = PostgreSQL()
        self._pool = pool

    @classmethod
    async def open(cls, dsn: str, size: int = 8) -> Self:
        """Open a pool; its sessions are read-only, in UTC, and keep their prepared statements."""
        settings = {"timezone": "UTC", "default_transaction_read_only": "on", "jit": "off"}
        pool = await asyncpg.create_pool(
            dsn,
            min_size=1,
            max_size=size,
            connection_class=ReadingConnection,
            server_settings=settings,
            init=cls._prepare,
            statement_cache_size=PREPARED,
            max_cacheable_statement_size=LONGEST_PREPARED,
        )
        return cls(pool)

    @staticmethod
    async def _prepare(connection: Any) -> None:
        await connection.set_type_codec("text", schema="pg_catalog", encoder=str.encode, decoder=bytes, format="binary")

    async def fetch(self, statement: str, parameters: Sequence[Any]) -> bytes | str | None:
        """Run a statement on a free session."""
        async with self._pool.acquire() as connection:
            value: bytes | str | None = await connection.fetchval(statement, *parameters)
            return value

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Database]:
        """Give a session in a transaction that reads. Until it ends, what others delete is kept for it."""
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
            yield _PostgreSQLSnapshot(self, connection)

    async def explain(self, statement: str, parameters: Sequence[Any]) -> list[str]:
        """Return how the engine would run a statement: its plan, line by line."""
        async with self._pool.acquire() as connection:
            return [row[0].decode() for row in await connection.fetch(f"explain {statement}", *parameters)]

    async def close(self) -> None:
        """Close the pool once its sessions are free; cut them off after five seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._pool.close(), 5)
            return
        self._pool.terminate()
