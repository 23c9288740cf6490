"""The live schema is the expected one, and the models say what it says."""

import asyncio
import contextlib
import re
from collections.abc import Mapping
from typing import cast

import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError
from tortoise.fields.data import CharEnumFieldInstance, CharField
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.models import Model
from tortoise.transactions import in_transaction

import models
from actions.record_kinds import KINDS
from models.database import CONNECTION
from rules.acts import RecordKind
from rules.agreement import STATUSES_OF, Initiator, Status
from rules.codes import PROVINCES
from rules.lives import LIVES
from rules.roles import Role
from tests.engines import ENGINE
from tests.models.schema import EXPECTED, live_schema
from tests.replay import VIEWS
from tests.world import World, make_agreement

TABLES: list[type[Model]] = [getattr(models, name) for name in models.__all__ if name not in VIEWS]
Columns = Mapping[str, tuple[bool, int | None]]
"""Column -> whether it may be null, and the most characters its text may have."""

_OF_SQLITE = """
SELECT name, "notnull" = 0 AND pk = 0 AS nullable FROM pragma_table_xinfo('{table}')
"""
_OF_POSTGRES = """
SELECT column_name AS name, is_nullable = 'YES' AS nullable, character_maximum_length AS length
FROM information_schema.columns WHERE table_name = '{table}'
"""


async def test_the_live_schema_is_the_expected_one(database_url: str) -> None:
    assert await asyncio.to_thread(live_schema, database_url) == EXPECTED.read_text(encoding="utf-8")


async def _live_columns(table: str) -> Columns:
    connection = get_connection(CONNECTION)
    if ENGINE == "postgresql":
        rows = await connection.execute_query_dict(_OF_POSTGRES.format(table=table))
        return {row["name"]: (row["nullable"], row["length"]) for row in rows}
    rows = await connection.execute_query_dict(_OF_SQLITE.format(table=table))
    [created] = await connection.execute_query_dict(f"SELECT sql FROM sqlite_schema WHERE name = '{table}'")
    lengths = dict(re.findall(r"length\((\w+)\) BETWEEN 1 AND (\d+)", created["sql"]))
    return {row["name"]: (bool(row["nullable"]), int(lengths[row["name"]]) if row["name"] in lengths else None) for row in rows}


@pytest.mark.parametrize("table", TABLES, ids=[table.__name__ for table in TABLES])
async def test_a_model_has_the_columns_of_its_table(database: str, table: type[Model]) -> None:
    said = {}
    for name, column in table._meta.fields_db_projection.items():
        field = table._meta.fields_map[name]
        relation = cast("ForeignKeyFieldInstance[Model] | None", field.reference)
        target = relation.related_model._meta.pk if relation else field
        said[column] = (field.null, target.max_length if isinstance(target, CharField | CharEnumFieldInstance) else None)
    assert await _live_columns(table._meta.db_table) == said


@pytest.mark.parametrize("view", ["DestinationReport", "ArchiveLedgerEntry", "LedgerEditSeen", "LedgerReceiptSeen", "ReportAttemptSeen"])
async def test_a_view_of_what_is_reported_has_the_columns_of_its_model(database: str, view: str) -> None:
    model = getattr(models, view)
    connection = get_connection(CONNECTION)
    columns = ", ".join(model._meta.fields_db_projection.values())
    assert await connection.execute_query_dict(f"SELECT {columns} FROM {model._meta.db_table}") == []


async def test_the_view_has_the_columns_of_its_model(database: str) -> None:
    said = set(models.AttachedUpload._meta.fields_db_projection.values())
    [shown] = await get_connection(CONNECTION).execute_query_dict("SELECT count(*) AS uploads FROM attached_upload")
    assert shown == {"uploads": 0}
    assert set(await _live_columns("attached_upload")) == said


def _closed_columns() -> list[tuple[str, str, set[str]]]:
    """Return (table, column, values) of every text column that holds members of an enum, but for those that the initiator decides."""
    columns = [
        (table._meta.db_table, column, {str(member.value) for member in field.enum_type})
        for table in TABLES
        for name, column in table._meta.fields_db_projection.items()
        if isinstance(field := table._meta.fields_map[name], CharEnumFieldInstance)
    ]
    without_clock = [(table, column, values - {Role.SYSTEM} if table == "account" else values) for table, column, values in columns]
    others = {("agreement", "initiator"), ("agreement", "status"), *((kind.model._meta.db_table, "status") for kind in KINDS.values())}
    return [closed for closed in without_clock if closed[:2] not in others]


@pytest.mark.parametrize(("table", "column", "values"), _closed_columns())
def test_a_column_takes_exactly_the_members_of_its_enum(table: str, column: str, values: set[str]) -> None:
    schema = EXPECTED.with_name("schema.sqlite.sql").read_text(encoding="utf-8")
    [created] = re.findall(rf"^CREATE TABLE {table} \((.*?)^\)", schema, flags=re.DOTALL | re.MULTILINE)
    [check] = re.findall(rf"_known CHECK \({column} IN \((.*?)\)\)", created)
    assert set(re.findall(r"'(\w+)'", check)) == values


@pytest.mark.parametrize("kind", KINDS)
def test_a_reviewed_record_takes_exactly_the_statuses_of_its_life(kind: RecordKind) -> None:
    schema = EXPECTED.with_name("schema.sqlite.sql").read_text(encoding="utf-8")
    table = KINDS[kind].model._meta.db_table
    [statuses] = re.findall(rf"{table}_status_of_its_life CHECK \(\s*status IN \(([^)]*)\)", schema)
    assert set(re.findall(r"'(\w+)'", statuses)) == {str(status) for status in LIVES[kind].statuses}


class _Undo(Exception):
    """Ends a transaction that is not meant to stay."""


@pytest.mark.parametrize("initiator", Initiator)
async def test_an_agreement_takes_exactly_the_statuses_of_its_initiator(world: World, initiator: Initiator) -> None:
    taken = []
    for status in Status:
        with contextlib.suppress(IntegrityError, _Undo):
            async with in_transaction(CONNECTION):
                agreement = await make_agreement(world, status=status, initiator=initiator)
                taken.append(agreement.status)
                raise _Undo
    assert set(taken) == set(STATUSES_OF[initiator])


async def test_every_province_is_there_from_the_start(database: str) -> None:
    assert dict(await models.Province.all().values_list("code", "name")) == PROVINCES


async def test_text_is_ordered_and_compared_by_code_point(world: World) -> None:
    names = [department.name for department in await models.Department.all().order_by("name")]
    assert names == sorted(["RR", "rr", "哲学系", "哲学学院"])
    assert await models.Department.filter(name="rr").count() == 1
