"""Migrations: each version once, all of it or nothing of it, whoever else migrates."""

import asyncio
from pathlib import Path

import pytest
from tortoise.context import TortoiseContext
from tortoise.exceptions import OperationalError

from models import migrations
from models.database import CONNECTION, migrate, tortoise_config
from tests.engines import ENGINE, Engine
from tests.models.schema import EXPECTED, live_schema

VERSIONS = sorted(path.stem for path in Path(migrations.__file__).parent.glob("0*.py"))


async def _rows(url: str, statement: str) -> list[tuple[object, ...]]:
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(url))
        return [tuple(row.values()) for row in await context.db(CONNECTION).execute_query_dict(statement)]


async def _versions(url: str) -> list[tuple[object, ...]]:
    return await _rows(url, "SELECT name, applied_at FROM tortoise_migrations ORDER BY id")


async def test_a_second_migration_changes_nothing(database_url: str) -> None:
    applied = await _versions(database_url)
    assert [name for name, _ in applied] == VERSIONS
    await migrate(database_url)
    assert await _versions(database_url) == applied


async def test_migrations_at_the_same_time_apply_each_version_once(engine: Engine) -> None:
    async with engine.fresh(migrated=False) as url:
        await asyncio.gather(*(migrate(url) for _ in range(4)))
        assert [name for name, _ in await _versions(url)] == VERSIONS
        assert await asyncio.to_thread(live_schema, url) == EXPECTED.read_text(encoding="utf-8")


async def test_a_migration_that_fails_leaves_the_database_as_it_was(engine: Engine) -> None:
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'" if ENGINE == "postgresql" else "SELECT name FROM sqlite_schema"
    async with engine.fresh(migrated=False) as url:
        await _rows(url, "CREATE TABLE database_mark (in_the_way integer)")
        with pytest.raises(OperationalError, match="already exists"):
            await migrate(url)
        assert await _rows(url, tables) == [("database_mark",)]


async def test_a_migration_runs_beside_an_open_database(database: str) -> None:
    await migrate(database)
    assert len(await _versions(database)) == len(VERSIONS)
