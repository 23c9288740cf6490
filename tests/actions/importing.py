"""Imports as they are asked for and done in the tests of actions: a file kept, an import begun, held, and carried on to its end."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from tortoise.expressions import F

from actions.roster_import import begin_import
from actions.roster_run import ImportRun
from actions.upload import ReceivedFile, keep_upload
from models import RosterImport, RosterProblem
from rules.files import MediaType, Purpose
from rules.roles import Role
from rules.roster_import import LEASE, ImportState
from storage.blobs import Blobs
from tests.actions.stage import Stage
from tests.rosters import Typed, csv_file
from tests.world import OPEN_YEAR


async def begun(stage: Stage, blobs: Blobs, file: bytes | Sequence[Typed], *, class_year: int = OPEN_YEAR, **how: Any) -> RosterImport:
    """Keep a file of the school's, or one of these rows, and ask for its import."""
    scope = how.pop("scope", {})
    ctx = stage.as_role(Role.SCHOOL, **scope)
    if isinstance(file, bytes):
        media_type = MediaType.XLSX if file.startswith(b"PK") else MediaType.CSV
    else:
        file, media_type = csv_file(file), MediaType.CSV
    upload = await keep_upload(ctx, blobs, ReceivedFile(Purpose.ROSTER, media_type, "名册", file))
    return await RosterImport.get(id=await begin_import(ctx, upload.id, class_year=class_year, **how))


async def held(stage: Stage, job: RosterImport) -> RosterImport:
    """Lease an import to somebody new."""
    lease = {"lease_holder": uuid4(), "lease_until": stage.clock.now() + LEASE}
    await RosterImport.filter(id=job.id).update(state=ImportState.RUNNING, version=F("version") + 1, **lease)
    return await RosterImport.get(id=job.id)


def running(stage: Stage, job: RosterImport, blobs: Blobs) -> ImportRun:
    """Return the run of an import by its holder."""
    assert job.lease_holder is not None
    ctx = replace(stage.as_role(Role.SCHOOL), once=None)
    return ImportRun(ctx, job, job.lease_holder, blobs)


async def carried_on(stage: Stage, job: RosterImport, blobs: Blobs, *, portions: int | None = None) -> RosterImport:
    """Lease an import and do so many portions of it, or all; return it as it then is."""
    async with running(stage, await held(stage, job), blobs) as run:
        done = 0
        while (portions is None or done < portions) and await run.advance():
            done += 1
    return await RosterImport.get(id=job.id)


async def imported(stage: Stage, blobs: Blobs, file: bytes | Sequence[Typed], **how: Any) -> RosterImport:
    """Import a file to the end."""
    return await carried_on(stage, await begun(stage, blobs, file, **how), blobs)


async def problems_of(job: RosterImport) -> list[tuple[int, str | None]]:
    """Return where something is wrong: row and field, in order."""
    problems = await RosterProblem.filter(roster_import_id=job.id).order_by("row_number", "id")
    assert all(problem.problem and problem.remedy for problem in problems)
    return [(problem.row_number, problem.field) for problem in problems]


def counts(job: RosterImport) -> dict[str, int]:
    """Return what an import counted, without what is 0."""
    told = {name: getattr(job, f"{name}_count") for name in ("new", "changed", "same", "bad")}
    return {name: count for name, count in told.items() if count}


async def state_of(key: UUID) -> ImportState:
    """Return how an import stands."""
    return (await RosterImport.get(id=key)).state
