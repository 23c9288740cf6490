"""Importing a roster from a file (名册导入): it is asked for and cancelled here, and done by a job (`actions.roster_run`)."""

from uuid import UUID

from actions.access import find_in_scope
from actions.context import ActionContext
from actions.once import done_once
from actions.roster import check_school, check_year
from actions.trail import Act
from actions.transaction import one_transaction, whole_action_retried
from actions.unique import ONE_IMPORT_UNDER_WAY, refused_by
from auth.scope import Rows
from models import RosterImport, School, Upload
from rules.acts import ActName, RecordKind
from rules.errors import NotFound
from rules.files import Purpose
from rules.roster_errors import ImportBeingWritten, ImportOver, ImportUnderWay
from rules.roster_import import UNDER_WAY, ImportMode, ImportPhase, ImportState


@whole_action_retried
@done_once
async def begin_import(
    ctx: ActionContext,
    upload_id: UUID,
    *,
    class_year: int,
    mode: ImportMode = ImportMode.ALL_OR_NOTHING,
    is_dry_run: bool = False,
    makes_departments: bool = False,
) -> UUID:
    """Ask for a file that the actor has uploaded to be imported into its school's roster; return the import's id. A job does it then.

    A dry run (试导入) does everything but write. One import of a school and class year is under way at a time.
    Raises LevelTooLow, ClassYearClosed, NotFound (the upload), ImportUnderWay.
    """
    now = ctx.clock.now()
    check_school(ctx.actor)
    await check_year(class_year)
    upload = await Upload.get_or_none(id=upload_id, account_id=ctx.actor.account_id, purpose=Purpose.ROSTER)
    if upload is None:
        raise NotFound
    school = await School.get(id=ctx.actor.school_id)
    job = RosterImport(
        account_id=ctx.actor.account_id,
        address=ctx.actor.address,
        school_id=school.id,
        province_code=school.province_id,
        class_year=class_year,
        upload_id=upload.id,
        file_name=upload.file_name,
        mode=mode,
        is_dry_run=is_dry_run,
        makes_departments=makes_departments,
        created_at=now,
    )
    async with one_transaction(ctx, now) as trail:
        # The upload is held before it is named: the job that removes what nothing names waits here, or is waited for.
        if await Upload.filter(id=upload.id).select_for_update(no_key=True).first() is None:
            raise NotFound
        with refused_by(ONE_IMPORT_UNDER_WAY, ImportUnderWay()):
            await job.save(force_create=True)
        await trail.record(import_act(job, ActName.ROSTER_IMPORT, reason=upload.file_name))
        return trail.returns(job.id)


@whole_action_retried
@done_once
async def cancel_import(ctx: ActionContext, import_id: UUID) -> UUID:
    """Cancel an import of the actor's school; return its id. One that runs ends before its next portion.

    What was written before stays, in an import that skips what is bad; one of all or nothing is cancelled before anything is written.
    No version is asked for: it rises with all progress, and whoever cancels has seen that. To cancel again changes nothing.
    Raises LevelTooLow, NotFound, ImportOver, ImportBeingWritten.
    """
    now = ctx.clock.now()
    check_school(ctx.actor)
    job = await find_in_scope(RosterImport, Rows.ROSTER_IMPORT, import_id, ctx.actor)
    async with one_transaction(ctx, now) as trail:
        held = await RosterImport.filter(id=job.id).select_for_update(no_key=True).get()
        check_cancellable(held)
        if held.cancel_requested_at is not None:
            return trail.returns(job.id)
        ended = {"state": ImportState.CANCELLED, "finished_at": now, "upload_id": None} if held.state is ImportState.QUEUED else {}
        await RosterImport.filter(id=job.id).update(cancel_requested_at=now, version=held.version + 1, updated_at=now, **ended)
        await trail.record(import_act(held, ActName.ROSTER_IMPORT_CANCEL))
        return trail.returns(job.id)


def check_cancellable(job: RosterImport) -> None:
    """Raise ImportOver, or ImportBeingWritten: an import of all or nothing stops before anything is written, or not at all."""
    if job.state not in UNDER_WAY:
        raise ImportOver
    if is_bound(job):
        raise ImportBeingWritten


def is_bound(job: RosterImport) -> bool:
    """Tell whether an import must be written to its end by now."""
    return job.phase is ImportPhase.WRITING and job.mode is ImportMode.ALL_OR_NOTHING and not job.is_dry_run


def import_act(job: RosterImport, name: ActName, reason: str | None = None) -> Act:
    """Return what the trail says of something done to an import."""
    return Act(
        name=name,
        kind=RecordKind.ROSTER_IMPORT,
        record_id=job.id,
        province_code=job.province_code,
        school_id=job.school_id,
        class_year=job.class_year,
        reason=reason,
    )
