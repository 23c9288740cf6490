"""SQLite's transactions, on any engine's run: they take the write lock when they begin, or leave the connection usable."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError, OperationalError

from models.database import CONNECTION, migrate, tortoise_config
from models.sqlite import split_statements
from tests.patience import PATIENCE


@pytest.fixture
async def file(tmp_path: Path) -> Path:
    path = tmp_path / "quxiang.db"
    await migrate(f"sqlite://{path}?synchronous=OFF")
    return path


@asynccontextmanager
async def _connection(file: Path, busy_timeout: int = 5000) -> AsyncIterator[BaseDBAsyncClient]:
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(f"sqlite://{file}?synchronous=OFF&busy_timeout={busy_timeout}"))
        yield context.db(CONNECTION)


async def _name(connection: BaseDBAsyncClient) -> str:
    [row] = await connection.execute_query_dict("SELECT name FROM province WHERE code = '11'")
    return str(row["name"])


async def _append_often(file: Path, letter: str, times: int) -> None:
    async with _connection(file) as connection:
        for _ in range(times):
            async with connection._in_transaction() as transaction:
                name = await _name(transaction)
                await asyncio.sleep(0)
                await transaction.execute_query("UPDATE province SET name = ? WHERE code = '11'", [name[-18:] + letter])
            await asyncio.sleep(0.001)  # the other writer's turn


async def test_two_connections_that_read_and_then_write_wait_for_each_other(file: Path) -> None:
    await asyncio.gather(_append_often(file, "a", 8), _append_often(file, "b", 8))
    async with _connection(file) as connection:
        name = await _name(connection)
    assert (name.count("a"), name.count("b")) == (8, 8)


async def test_a_connection_works_again_after_the_lock_was_not_to_be_had(file: Path) -> None:
    async with _connection(file, busy_timeout=1) as connection:
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(OperationalError, match="locked"):
                async with connection._in_transaction():
                    raise AssertionError("the other connection holds the lock")
            other.execute("ROLLBACK")
        async with connection._in_transaction() as transaction:
            assert await _name(transaction) == "北京市"


async def test_a_connection_works_again_after_a_cancelled_begin(file: Path) -> None:
    async def begin(connection: BaseDBAsyncClient) -> None:
        async with connection._in_transaction():
            raise AssertionError("cancelled before it began")

    async with _connection(file) as connection:
        assert await _name(connection) == "北京市"
        beginning = asyncio.create_task(begin(connection))
        await asyncio.sleep(0)
        beginning.cancel()
        with pytest.raises(asyncio.CancelledError):
            await beginning
        async with connection._in_transaction() as transaction:
            await transaction.execute_query("UPDATE province SET name = '北京' WHERE code = '11'")
        with closing(sqlite3.connect(file)) as other:
            assert other.execute("SELECT name FROM province WHERE code = '11'").fetchone() == ("北京",)


async def test_who_is_cancelled_while_it_connects_leaves_the_next_one_a_whole_connection(file: Path) -> None:
    for turns in (1, 2, 3, 10, 30, 60, 100, 200):
        async with _connection(file) as connection:
            first = asyncio.create_task(_name(connection))
            for _ in range(turns):
                await asyncio.sleep(0)
            first.cancel()
            await asyncio.wait([first])
            async with asyncio.timeout(PATIENCE):
                assert await _name(connection) == "北京市"
                pragmas = [await connection.execute_query_dict(f"PRAGMA {name}") for name in ("foreign_keys", "busy_timeout")]
            assert pragmas == [[{"foreign_keys": 1}], [{"timeout": 5000}]], turns


async def test_a_script_inside_a_transaction_is_undone_with_it(file: Path) -> None:
    async with _connection(file) as connection:
        with pytest.raises(OperationalError, match="no such table"):
            async with connection._in_transaction() as transaction:
                await transaction.execute_script("UPDATE province SET name = '某省';\nDELETE FROM nowhere;\n")
        assert await _name(connection) == "北京市"


@pytest.mark.parametrize("moment", ["2023-03-01 12:00:00+08:00", "2023-03-01T04:00:00+00:00", "2023-03-01 04:00:00.5+00:00", "今天"])
async def test_a_moment_is_utc_in_the_one_form_that_sorts_as_text(file: Path, moment: str) -> None:
    async with _connection(file) as connection:
        with pytest.raises(IntegrityError, match="updated_at"):
            await connection.execute_query("UPDATE province SET updated_at = ?", [moment])


def test_a_trigger_is_one_statement() -> None:
    script = "CREATE TRIGGER t BEFORE DELETE ON a\nBEGIN SELECT 1;\nSELECT 2; END;\nSELECT ';';\n"
    assert list(split_statements(script)) == ["CREATE TRIGGER t BEFORE DELETE ON a\nBEGIN SELECT 1;\nSELECT 2; END;\n", "SELECT ';';\n"]
