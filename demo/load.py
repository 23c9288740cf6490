"""Loads the demonstration into an empty database: all of it, or nothing."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Final

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from actions.trail import Act, Trail
from auth.actor import CLOCK_ACTOR
from auth.passwords import Passwords
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from demo.accounts import DEMO_PASSWORD
from demo.rows import TABLES, DatabaseMarkRow, GraduateRow, Row
from demo.schools import read_schools
from demo.stream import FEWEST_GRADUATES, MARK, DemoPlan, demo_rows
from demo.tally import COLUMNS as COUNTER_ROW
from demo.tally import TABLE as COUNTERS
from demo.tally import Tally, row_of
from demo.writers import writer_for
from models.bulk import Writer
from models.database import CONNECTION, tortoise_config
from rules.acts import ActName, RecordKind
from rules.archive import ARCHIVE_COLUMNS
from rules.hukou import HUKOU_COLUMNS

Progress = Callable[[str, int, int], None]
"""Called with what is being loaded (Chinese), how many are done, and how many there will be."""

DEFAULT_GRADUATES: Final = 2000
DEFAULT_SEED: Final = 2023
_BATCH: Final = 10_000
"""Rows that are written at once."""
TRANSFERS: Final = {"archive": ARCHIVE_COLUMNS, "hukou": HUKOU_COLUMNS}
"""Archives and household registrations are counted in tables of their own."""
SNAPSHOTS: Final = ("school_snapshot", "statistics_snapshot")
MUST_BE_EMPTY: Final = (
    *(*TABLES.values(), COUNTERS, *(f"{kind}_counters" for kind in TRANSFERS)),
    *(
        "issued_number",
        "dispute",
        "imported_record",
        "change",
        "report_attempt",
        "ledger_edit",
        "archive_block",
        "hukou_block",
        *SNAPSHOTS,
    ),
)
"""Every table but those that the migrations fill, and those of sessions, which cannot be without an account."""


class DatabaseNotEmpty(Exception):
    """The database already holds something, and a demonstration is never mixed with anything."""

    def __init__(self, table: str) -> None:
        super().__init__(f"数据库中已有数据（{table}），演示数据只能装入空数据库。请换用新的数据库后重试。")
        self.table = table


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was loaded: table -> rows."""

    rows: Mapping[str, int]


async def load_demo(
    url: str,
    *,
    graduates: int = DEFAULT_GRADUATES,
    progress: Progress,
    vault: IdentityVault,
    seal: AuditSeal,
    passwords: Passwords,
    moment: datetime | None = None,
    seed: int = DEFAULT_SEED,
) -> DemoSummary:
    """Fill a migrated, empty database and mark it `demo`, in one transaction; works beside an open database.

    `graduates` is the roster in all. `moment` (aware) is what the demonstration is built around, so that deadlines lie ahead;
    now, where it is None. Memory does not grow with the number of graduates. Raises DatabaseNotEmpty, having written nothing,
    and ValueError for fewer graduates than `FEWEST_GRADUATES`.
    """
    if graduates < FEWEST_GRADUATES:
        raise ValueError(f"a demonstration has at least {FEWEST_GRADUATES} graduates")
    plan = DemoPlan(
        graduates=graduates,
        schools=read_schools(),
        vault=vault,
        password_hash=await passwords.hash(DEMO_PASSWORD),
        moment=(moment or datetime.now(UTC)).astimezone(UTC),
        seed=seed,
        seal=seal,
    )
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(url))
        async with in_transaction(CONNECTION) as connection:
            writer = await writer_for(url, connection)
            await _refuse_unless_empty(connection)
            tally = await _write(plan, writer, progress)
            # One entry for all that was loaded without moves. The mark comes last: a demonstration is whole or not there.
            await Trail(CLOCK_ACTOR, plan.moment, seal).record(Act(ActName.DEMO_LOAD, RecordKind.DATABASE, MARK, None))
            await _write_batch([DatabaseMarkRow(MARK, f"{plan.graduates} graduates", plan.moment, plan.moment)], writer)
            # The engines choose indexes by statistics, which would be those of empty tables until they are gathered.
            await connection.execute_query("ANALYZE")
    return DemoSummary({TABLES[kind]: rows for kind, rows in tally.rows.items()})


async def _refuse_unless_empty(connection: BaseDBAsyncClient) -> None:
    for table in MUST_BE_EMPTY:
        if await connection.execute_query_dict(f"SELECT 1 FROM {table} LIMIT 1"):
            raise DatabaseNotEmpty(table)


async def _write(plan: DemoPlan, writer: Writer, progress: Progress) -> Tally:
    """Write all rows, then the counters of what was written.

    A thread makes the next rows while the database takes these, so the two work at the same time and never more than two batches wait.
    """
    done, tally, rows = 0, Tally(), demo_rows(plan)
    batch = _next_batch(rows, tally)
    while batch:
        _, following = await asyncio.gather(_write_batch(batch, writer), asyncio.to_thread(_next_batch, rows, tally))
        done += sum(isinstance(row, GraduateRow) for row in batch)
        progress("毕业生", done, plan.graduates)
        batch = following
    await writer.write(COUNTERS, COUNTER_ROW, list(tally.counter_rows(plan.schools, plan.moment)))
    for kind, columns in TRANSFERS.items():
        await writer.write(f"{kind}_counters", row_of(columns), list(tally.transfer_rows(kind, columns, plan.schools, plan.moment)))
    return tally


def _next_batch(rows: Iterator[Row], tally: Tally) -> list[Row]:
    """Return the next rows, counted; none at the end."""
    batch = list(islice(rows, _BATCH))
    for row in batch:
        tally.add(row)
    return batch


async def _write_batch(rows: Iterable[Row], writer: Writer) -> None:
    """Write rows table by table, what is referred to before what refers to it."""
    of_kind: defaultdict[type[Row], list[Row]] = defaultdict(list)
    for row in rows:
        of_kind[type(row)].append(row)
    for kind, table in TABLES.items():
        if of_kind[kind]:
            await writer.write(table, kind._fields, of_kind[kind])
