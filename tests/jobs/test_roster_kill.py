"""An import that is killed, wherever it is: whoever takes it up goes on behind the last portion, and nothing is there twice."""

import asyncio
import os
import signal
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from actions.chains import verify
from actions.roster_run import OPENING
from jobs.roster_leftovers import run_once
from models import Account, Audit, Change, Graduate, Person, RosterImport, RosterProblem, RosterRow, Upload
from rules.roster_import import ImportMode, ImportState
from storage.blobs import Blobs
from tests.actions.importing import begun, counts
from tests.actions.stage import Stage, assert_counted
from tests.actions.test_roster_run import bad_rows
from tests.jobs.doomed import doomed
from tests.rosters import Typed, changed, rows
from tests.world import SEAL

IMPORTER = "tests.jobs.roster_importer"


async def whole(job: RosterImport, good: int, bad: int, problems: int) -> None:
    """Assert that an import is done, once, and that all that goes with it is there once."""
    done = await RosterImport.get(id=job.id)
    assert (done.state, counts(done), done.problem_count) == (ImportState.DONE, {"new": good, "bad": bad}, problems)
    assert (done.row_count, done.row_total) == (good + bad, good + bad)
    assert await RosterProblem.filter(roster_import_id=job.id).count() == problems
    graduates = [str(key) for key in await Graduate.filter(name="新毕业").values_list("id", flat=True)]
    assert len(graduates) == good
    acts = await Audit.filter(record_kind="GRADUATE").values_list("record_id", "action")
    assert sorted(acts) == [(key, "GRADUATE_ENROL") for key in sorted(graduates)]
    assert sorted([change.record_id for change in await Change.filter(record_kind="GRADUATE")]) == sorted(graduates)
    assert await Account.filter(display_name="新毕业").count() == await Person.filter(graduates__name="新毕业").count() == good
    assert not await Upload.exists()
    length, breaks = await verify(SEAL)
    assert (length, breaks) == (good + 2, [])
    await assert_counted()


def file_of(good: int) -> list[Typed]:
    """Return rows, some of a department that has to be made, and bad ones."""
    return [changed(row, department="RR" if order % 3 else "新院系") for order, row in enumerate(rows(good))] + bad_rows()[:3]


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.deep)])
async def test_killed_before_statements_further_and_further_on_it_is_taken_up_and_done_once(
    stage: Stage, blobs: Blobs, tmp_path: Path, database: str, step: int
) -> None:
    job = await begun(stage, blobs, file_of(6), mode=ImportMode.SKIP_BAD, makes_departments=True)
    await RosterImport.filter(id=job.id).update(tries=-1_000)
    tries = 0
    for statement in count(3, step):
        now = stage.clock.now()
        async with doomed(IMPORTER, database, now, f"file://{tmp_path}/files") as process, asyncio.timeout(60):
            await process.begin(dies_at=statement)
            killed = await process.was_killed()
        await assert_counted()
        if not killed:
            break
        tries += 1
        stage.clock.advance(OPENING)
    assert tries > 4
    await whole(job, 6, 3, 4)


@pytest.mark.deep
@pytest.mark.parametrize("after", [{"row_count__gt": 0}, {"phase": "WRITING"}, {"state": "DONE"}])
async def test_killed_from_outside_it_is_taken_up_and_done_once(
    stage: Stage, blobs: Blobs, tmp_path: Path, database: str, after: dict[str, Any]
) -> None:
    job = await begun(stage, blobs, [*rows(799), *bad_rows()[:3]], mode=ImportMode.SKIP_BAD)
    files = f"file://{tmp_path}/files"
    async with doomed(IMPORTER, database, stage.clock.now(), files) as process, asyncio.timeout(120):
        child = await process.begin()
        reached = False
        while not reached:
            await asyncio.sleep(0.001)
            reached = await RosterImport.filter(id=job.id, **after).exists()
        os.kill(child, signal.SIGKILL)
        await process.was_killed()
    stage.clock.advance(OPENING)
    async with doomed(IMPORTER, database, stage.clock.now(), files) as process, asyncio.timeout(120):
        await process.begin()
        assert not await process.was_killed()
    # One that died when all was written has left the rows that were put aside.
    await run_once(stage.clock.now())
    assert not await RosterRow.exists()
    await whole(job, 799, 3, 4)
