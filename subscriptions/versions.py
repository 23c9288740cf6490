"""The version of what a live view shows: how a lost signal is found."""

from collections.abc import Mapping
from typing import Final

from auth.actor import Actor
from auth.scope import Rows, row_filter
from planner.bindings import Entity
from planner.databases import Database
from rules.acts import RecordKind
from schema.download import Download
from schema.roster_import import RosterImport
from schema.statistics import SigningStatistics
from subscriptions.hub import Chosen, OneJob, Version, Watched

COUNTERS: Final[Entity] = SigningStatistics.__entity__  # type: ignore[attr-defined]
IMPORTS: Final[Entity] = RosterImport.__entity__  # type: ignore[attr-defined]
DOWNLOADS: Final[Entity] = Download.__entity__  # type: ignore[attr-defined]
JOBS: Final[Mapping[RecordKind, Entity]] = {RecordKind.ROSTER_IMPORT: IMPORTS, RecordKind.DOWNLOAD: DOWNLOADS}


def version_reader(database: Database) -> Version:
    """Return how versions are read: one sum over the rows that are watched, 0 where there are none."""

    async def version(watched: Watched) -> int:
        match watched:
            case Chosen(class_year, province_code, school_id):
                given = {"class_year": class_year, "province_code": province_code, "school_id": school_id}
                return await _sum(database, COUNTERS, "coalesce(sum(version),0)", given)
            case OneJob(kind, key):
                return await _sum(database, JOBS[kind], "coalesce(sum(version),0)", {"id": key})

    return version


async def is_under_way(database: Database, watched: OneJob, actor: Actor | None) -> bool:
    """Return whether a job is among the rows that somebody sees, and is not over yet."""
    entity = JOBS[watched.kind]
    own = row_filter(Rows(str(entity.scope)), actor) if actor is not None else None
    counted = "sum(case when finished_at is null then 1 else 0 end)"
    return own is not None and await _sum(database, entity, f"coalesce({counted},0)", {"id": watched.id, **own}) > 0


async def _sum(database: Database, entity: Entity, what: str, given: Mapping[str, object]) -> int:
    """Return a sum over the rows of which each column that is given has its value."""
    keys = [(entity.column(name), value) for name, value in given.items() if value is not None]
    dialect = database.dialect
    conditions = [f"{column.name}={dialect.parameter(at, column.kind, many=False)}" for at, (column, _) in enumerate(keys, 1)]
    statement = f"select cast({what} as text) from {entity.table.name} where {' and '.join(conditions)}"
    return int(await database.fetch(statement, [dialect.bind(value) for _, value in keys]) or 0)
