"""Migrations: each version once, all of it or nothing of it, whoever else migrates."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path

import pytest
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError, OperationalError
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.schema_editor import AsyncpgSchemaEditor, SqliteSchemaEditor
from tortoise.transactions import in_transaction

from models import migrations
from models.database import APP, CONNECTION, migrate, tortoise_config
from tests.engines import ENGINE, Engine
from tests.models.schema import EXPECTED, live_schema


def _chain() -> list[str]:
    """Return the versions, each behind the one that it depends on."""
    follows = {}
    for path in Path(migrations.__file__).parent.glob("0*.py"):
        asked = import_module(f"{migrations.__name__}.{path.stem}").Migration.dependencies
        follows[asked[0][1] if asked else None] = path.stem
    chain, newest = list[str](), None
    while newest := follows.pop(newest, None):
        chain.append(newest)
    assert not follows, "two versions depend on one, or one on none"
    return chain


VERSIONS = _chain()


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


async def _migrate_to(url: str, version: str) -> None:
    """Bring a database to a version before the newest."""
    config = tortoise_config(url)
    async with TortoiseContext() as context:
        await context.init(config=config)
        async with in_transaction(CONNECTION) as connection:
            executor = MigrationExecutor(connection, config["apps"])
            editor_of = SqliteSchemaEditor if ENGINE == "sqlite" else AsyncpgSchemaEditor
            await executor.recorder.ensure_schema(editor_of(connection, atomic=False))
            await executor.migrate([MigrationTarget(APP, version)])


_BEFORE_ACCOUNTS_WERE_MANAGED = """
INSERT INTO class_year VALUES (2023, 'OPEN', {at}, {at});
INSERT INTO school VALUES ({id1}, '11', '4111010001', '10001', '北京大学', FALSE, {at}, {at});
INSERT INTO department VALUES ({id1}, {id1}, '11', 'RR', {at}, {at});
INSERT INTO employer VALUES ({id1}, '复旦企业', '91310000FAKE00013H', '31', 'APPROVED', {at}, {at});
INSERT INTO employer VALUES ({id2}, '被驳回企业', '91310000FAKE00021C', '31', 'REJECTED', {at}, {at});
INSERT INTO person VALUES ({id1}, '{hex}', 'k', {blob}, 'k', '110000********0019', {at}, {at});
INSERT INTO graduate VALUES ({id1}, {id1}, {id1}, {id1}, '11', 2023, '1', NULL, '花贞沈', '110000********0019',
    '31', '0101', '哲学', '1', {at}, {at});
INSERT INTO agreement VALUES ({id1}, {id1}, {id1}, '11', {id1}, {id1}, 2023, {id1}, '复旦企业', 'EMPLOYER', 'TWO_PARTY', 'SCHOOL_ONLY',
    'EFFECTIVE', NULL, '2023410001300000001', '花贞沈', '0019', NULL, NULL, TRUE, {at}, NULL, 1, {at}, {at});
INSERT INTO review VALUES ({id1}, {id1}, {id1}, '11', {id1}, {id1}, {id1}, 'SCHOOL', TRUE, NULL, {at}, {at});
INSERT INTO account VALUES ({id1}, 'moe', 'h', 'moe', 'MINISTRY', TRUE, 7, NULL, NULL, NULL, NULL, NULL, 1, 1, 1, {at}, {at});
INSERT INTO account VALUES ({id2}, '11jy20', NULL, '北京市', 'PROVINCE', TRUE, 1, '11', NULL, NULL, NULL, NULL, 1, 1, 1, {at}, {at});
INSERT INTO account VALUES ({id3}, '10001', 'h', '北京大学', 'SCHOOL', TRUE, 1, NULL, {id1}, NULL, NULL, NULL, 2, 0, 0, {at}, {at});
INSERT INTO account VALUES ({id4}, '10001rr', 'h', 'RR', 'DEPARTMENT', FALSE, 1, NULL, {id1}, {id1}, NULL, NULL, 2, 0, 0, {at}, {at});
INSERT INTO account VALUES ({id5}, 'hua', NULL, '花贞沈', 'GRADUATE', TRUE, 1, NULL, NULL, NULL, {id1}, NULL, 2, 2, 2, {at}, {at});
INSERT INTO account VALUES ({id6}, 'ceshi', 'h', '复旦企业', 'EMPLOYER', TRUE, 1, NULL, NULL, NULL, NULL, {id1}, 2, 0, 0, {at}, {at});
INSERT INTO session VALUES ({id1}, {id3}, 1, 'PASSWORD', NULL, NULL, {at}, {at}, {at}, NULL, NULL, {at}, {at});
"""

_BEFORE_ROSTERS_WERE_SENT = """
INSERT INTO stored_content VALUES ('{hex}', {at}, {at}, {at});
INSERT INTO upload VALUES ({id1}, {id5}, 'SCAN', '{hex}', 3, 'image/png', 'a.png', {id1}, {id1}, '11', {id1}, {id1}, {id1}, {at}, {at});
INSERT INTO upload VALUES ({id2}, {id5}, 'SCAN', '{hex}', 3, 'application/pdf', 'b.pdf', NULL, NULL, NULL, NULL, NULL, NULL, {at}, {at});
"""


@asynccontextmanager
async def _brought_from_before(engine: Engine) -> AsyncIterator[str]:
    """Yield the URL of a database that was in use before accounts were managed, and is migrated."""
    names = {f"id{number}": f"'00000000-0000-7000-8000-00000000000{number}'" for number in range(1, 7)}
    literals = {"at": "'2023-03-01 04:00:00+00:00'", "hex": "0" * 64, "blob": "x'00'" if ENGINE == "sqlite" else "'\\x00'"}
    async with engine.fresh(migrated=False) as url:
        for version, rows in (("0005_sessions", _BEFORE_ACCOUNTS_WERE_MANAGED), ("0012_lists", _BEFORE_ROSTERS_WERE_SENT)):
            await _migrate_to(url, version)
            async with TortoiseContext() as context:
                await context.init(config=tortoise_config(url))
                await context.db(CONNECTION).execute_script(rows.format(**names, **literals))
        await migrate(url)
        yield url


async def test_numbers_that_agreements_had_before_they_were_remembered_are_remembered(engine: Engine) -> None:
    async with _brought_from_before(engine) as url:
        rows = "SELECT i.number FROM issued_number i JOIN agreement a ON a.id = i.agreement_id AND a.number = i.number"
        assert await _rows(url, rows) == await _rows(url, "SELECT number FROM agreement") == [("2023410001300000001",)]


async def test_accounts_that_were_there_before_they_were_managed_are_kept_with_all_that_refers_to_them(engine: Engine) -> None:
    async with _brought_from_before(engine) as url:
        kept = await _rows(url, "SELECT username, province_code, epoch, version, is_activated, is_enabled FROM account ORDER BY id")
        referring = [
            await _rows(url, f"SELECT count(*) FROM {child} JOIN {parent} ON {parent}.id = {child}.{parent}_id")
            for child, parent in (("session", "account"), ("agreement", "employer"), ("review", "employer"), ("account", "employer"))
        ]
        if ENGINE == "sqlite":
            assert await _rows(url, "PRAGMA foreign_key_check") == []
            assert await _rows(url, "PRAGMA integrity_check") == [("ok",)]
        employers = await _rows(url, "SELECT status, status_reason, version, nature FROM employer ORDER BY id")
        with pytest.raises(IntegrityError):
            await _rows(url, "DELETE FROM account WHERE username = '10001'")
        with pytest.raises(IntegrityError):
            await _rows(url, "DELETE FROM employer WHERE status = 'APPROVED'")
    assert kept == [
        ("moe", None, 7, 1, True, True),
        ("11jy20", "11", 1, 1, False, True),
        ("10001", "11", 1, 1, True, True),
        ("10001rr", "11", 1, 1, True, False),
        ("hua", None, 1, 1, False, True),
        ("ceshi", "31", 1, 1, True, True),
    ]
    assert employers == [("APPROVED", None, 1, None), ("REJECTED", "未记录", 1, None)]
    assert referring == [[(1,)]] * 4


async def test_uploads_that_were_there_before_rosters_are_kept_and_what_is_attached_stays_as_it_is(engine: Engine) -> None:
    async with _brought_from_before(engine) as url:
        kept = await _rows(url, "SELECT purpose, media_type, file_name, record_id IS NULL FROM upload ORDER BY id")
        assert await _rows(url, "SELECT file_name FROM attached_upload") == [("a.png",)]
        with pytest.raises(IntegrityError, match="what is attached stays as it is"):
            await _rows(url, "DELETE FROM upload WHERE record_id IS NOT NULL")
    assert [(*told, bool(is_free)) for *told, is_free in kept] == [
        ("SCAN", "image/png", "a.png", False),
        ("SCAN", "application/pdf", "b.pdf", True),
    ]
