"""The version of what a live view sums: how a lost signal is found."""

from typing import Final

from planner.bindings import Entity
from planner.databases import Database
from schema.statistics import SigningStatistics
from subscriptions.hub import Chosen, Version

COUNTERS: Final[Entity] = SigningStatistics.__entity__  # type: ignore[attr-defined]


def version_reader(database: Database) -> Version:
    """Return how versions are read: one sum over the chosen counters, 0 where there are none."""

    async def version(chosen: Chosen) -> int:
        given = {"class_year": chosen.class_year, "province_code": chosen.province_code, "school_id": chosen.school_id}
        keys = [(COUNTERS.column(name), value) for name, value in given.items() if value is not None]
        dialect = database.dialect
        conditions = [f"{column.name}={dialect.parameter(at, column.kind, many=False)}" for at, (column, _) in enumerate(keys, 1)]
        statement = f"select cast(coalesce(sum(version),0) as text) from {COUNTERS.table.name} where {' and '.join(conditions)}"
        answer = await database.fetch(statement, [dialect.bind(value) for _, value in keys])
        return int(answer or 0)

    return version
