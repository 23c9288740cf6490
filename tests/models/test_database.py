"""Opening and closing the database a URL names."""

import asyncio
from pathlib import Path

import pytest
from tortoise.connection import get_connection
from tortoise.context import get_current_context
from tortoise.exceptions import ConfigurationError
from tortoise.transactions import in_transaction

from models import ClassYear, Province
from models.database import CONNECTION, close_database, is_postgres, migrate, open_database, sqlite_path, tortoise_config
from rules.gate import ClassYearState


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite://var/quxiang.db", "var/quxiang.db"),
        ("sqlite:///srv/quxiang.db", "/srv/quxiang.db"),
        ("sqlite://quxiang.db?synchronous=OFF", "quxiang.db"),
    ],
)
def test_a_sqlite_url_names_a_file(url: str, path: str) -> None:
    assert sqlite_path(url) == Path(path)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_both_schemes_of_postgresql_are_taken(scheme: str) -> None:
    url = f"{scheme}://clerk:secret@db.example/quxiang?maxsize=3"
    credentials = tortoise_config(url)["connections"][CONNECTION]["credentials"]
    assert is_postgres(url)
    assert (credentials["database"], credentials["host"], credentials["user"]) == ("quxiang", "db.example", "clerk")
    assert (credentials["minsize"], credentials["maxsize"]) == (1, "3")


def test_a_postgresql_database_is_no_file() -> None:
    with pytest.raises(ValueError, match="no file"):
        sqlite_path("postgres://db.example/quxiang")


@pytest.mark.parametrize("url", ["mysql://db.example/quxiang", "quxiang.db", ""])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="unknown kind of database"):
        is_postgres(url)


async def test_a_parameter_of_the_url_wins_over_ours(tmp_path: Path) -> None:
    credentials = tortoise_config(f"sqlite://{tmp_path}/q.db?busy_timeout=7")["connections"][CONNECTION]["credentials"]
    assert (credentials["busy_timeout"], credentials["foreign_keys"]) == ("7", "ON")


async def test_migrating_makes_the_file_and_its_folder_for_their_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "data"
    await migrate(f"sqlite://{folder}/quxiang.db?synchronous=OFF")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {each.stat().st_mode & 0o777 for each in folder.iterdir()} == {0o600}


async def test_migrating_leaves_a_file_that_was_there_its_mode(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/quxiang.db?synchronous=OFF"
    await migrate(url)
    (tmp_path / "quxiang.db").chmod(0o640)
    await migrate(url)
    assert (tmp_path / "quxiang.db").stat().st_mode & 0o777 == 0o640


async def test_every_task_uses_the_open_database(database: str) -> None:
    async def count() -> int:
        return await Province.all().count()

    assert await asyncio.gather(*(asyncio.create_task(count()) for _ in range(3))) == [32, 32, 32]


async def test_a_second_database_cannot_be_opened_beside(database: str) -> None:
    with pytest.raises(ConfigurationError):
        await open_database(database)
    assert await Province.all().count() == 32


async def test_closing_twice_is_closing_once(database_url: str) -> None:
    await open_database(database_url)
    assert await Province.all().count() == 32
    await close_database()
    await close_database()
    assert get_current_context() is None


async def test_a_transaction_that_fails_leaves_no_trace(database: str) -> None:
    async def fail_half_way() -> None:
        async with in_transaction(CONNECTION):
            await ClassYear.create(year=2023, state=ClassYearState.OPEN)
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        await fail_half_way()
    assert not await ClassYear.all().exists()


async def test_moments_come_back_in_utc(database: str) -> None:
    province = await Province.get(code="11")
    offset = province.created_at.utcoffset()
    assert offset is not None
    assert not offset
    [row] = await get_connection(CONNECTION).execute_query_dict("SELECT created_at FROM province WHERE code = '11'")
    assert str(row["created_at"]) == str(province.created_at)
