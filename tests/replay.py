"""What a test begins with, written by its actions once and copied afterwards: the same rows, and the same objects in memory."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final, TypeVar

from tortoise import Tortoise
from tortoise.models import Model
from tortoise.transactions import in_transaction

from models.bulk import writer_over
from models.database import APP, CONNECTION
from tests.engines import everything_stored

T = TypeVar("T")
Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""By table, those that are referred to first."""

VIEWS: Final = frozenset(
    {
        "AgreementEvent",
        "ArchiveEvent",
        "AttachedUpload",
        "AuditEntry",
        "Cohort",
        "DestinationInForce",
        "GraduateDestination",
        "HukouEvent",
        "OpenWork",
        "RegistrationEvent",
        "SchoolEnablement",
        "SetupGap",
        "SnapshotPair",
    }
    | {f"{subject}{of}" for subject in ("Destination", "Archive", "Hukou") for of in ("Report", "LedgerEntry")}
    | {"SupplementEvent", "TerminationEvent", "DisputeEvent", "LedgerEditSeen", "LedgerReceiptSeen", "ReportAttemptSeen"}
)
"""Models of views: nothing is written into them, and their columns have no constraints of their own."""
_KEPT: Final[dict[str, tuple[object, Rows]]] = {}


async def replayed(name: str, build: Callable[[], Awaitable[T]]) -> T:
    """Return what `build` returns, having written what it writes into the open database, which holds what the migrations fill and no more.

    The first of a name is built; its rows are written again for every other, and what it returned is copied. So keys and moments are
    the same in every database. For what no trigger adds rows to.
    """
    if name in _KEPT:
        built, rows = _KEPT[name]
        await _write(rows)
        return deepcopy(built)  # type: ignore[return-value]  # it is what was built under the name
    views = {model._meta.db_table for model in _tables() if model.__name__ in VIEWS}
    before = await everything_stored()
    result = await build()
    after = await everything_stored()
    _KEPT[name] = (
        deepcopy(result),
        {table: rows for table, rows in _in_order(after).items() if rows != before[table] and table not in views},
    )
    return result


async def _write(rows: Rows) -> None:
    generated = {model._meta.db_table: set(model._meta.generated_db_fields) for model in _tables()}
    async with in_transaction(CONNECTION) as connection:
        writer = writer_over(connection)
        for table, of_table in rows.items():
            columns = [column for column in of_table[0] if column not in generated[table]]
            await writer.write(table, columns, [tuple(row[column] for column in columns) for row in of_table])


def _in_order(stored: Mapping[str, list[dict[str, Any]]]) -> Rows:
    """Return tables with what they refer to before them."""
    needs = {model._meta.db_table: _referred_to(model) - {model._meta.db_table} for model in _tables()}
    ordered: dict[str, Sequence[Mapping[str, Any]]] = {}
    while len(ordered) < len(stored):
        ordered |= {table: stored[table] for table in stored if table not in ordered and needs[table] <= ordered.keys()}
    return ordered


def _referred_to(model: type[Model]) -> set[str]:
    meta = model._meta
    return {meta.fields_map[name].related_model._meta.db_table for name in meta.fk_fields | meta.o2o_fields}  # type: ignore[attr-defined]


def _tables() -> Sequence[type[Model]]:
    return list((Tortoise.apps or {})[APP].values())
