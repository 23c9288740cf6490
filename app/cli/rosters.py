"""`quxiang import-roster` and `quxiang roster-template`: a school's roster in an operator's hands, and the workbook a school fills in."""

import asyncio
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from actions.context import ActionContext, NoSignals, SystemClock
from actions.roster_import import begin_import, cancel_import
from actions.roster_problems import problem_rows
from actions.upload import ReceivedFile, keep_upload
from app.cli.terminal import FAILED, fail, local_address, settings_of_a_database, show_progress
from app.settings import Settings
from auth.accounts import actor_of
from auth.actor import Actor
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from jobs.roster_import import Importer
from models import Account, RosterImport
from models.database import close_database, open_database
from rules.errors import RuleError
from rules.files import HEAD_BYTES, FileRefused, Purpose, check_head, check_roster, check_size
from rules.roles import Role
from rules.roster_fields import FIELDS
from rules.roster_import import UNDER_WAY, ImportMode, ImportState
from storage.blobs import Blobs
from storage.workbooks import problem_report, template
from web.rosters import TEMPLATE_NAME

LOOKS: Final = 0.2
"""Seconds between two looks at how far an import is."""
ENDED: Final = {
    ImportState.DONE: "Done",
    ImportState.REFUSED: "Refused, nothing was written",
    ImportState.CANCELLED: "Cancelled",
    ImportState.FAILED: "Failed",
}
LISTED: Final = 20
"""Problems that are printed; the report has all."""

group = typer.Typer()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be imported, and how."""

    file: Path
    account: str
    year: int
    mode: ImportMode
    is_dry_run: bool
    makes_departments: bool
    problems: Path | None


@group.command()
def import_roster(
    file: Annotated[Path, typer.Argument(help="The roster, xlsx or csv.", exists=True, dir_okay=False, readable=True)],
    account: Annotated[str, typer.Option(help="The school's account in whose name it is imported; the audit says so.")],
    year: Annotated[int, typer.Option(help="The class year (届), e.g. 2026.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and compare everything, and write nothing.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Write the rows that are right; without it, all or nothing.")] = False,
    make_departments: Annotated[bool, typer.Option("--make-departments", help="Make the departments that are not there yet.")] = False,
    problems: Annotated[
        Path | None, typer.Option(help="Write what is wrong with the rows to this xlsx file; nothing that is there is replaced.")
    ] = None,
) -> None:
    """Import a school's roster (毕业生名册): the same file twice changes nothing. Ctrl-C cancels it."""
    wanted = Wanted(
        file=file,
        account=account,
        year=year,
        mode=ImportMode.SKIP_BAD if skip_bad else ImportMode.ALL_OR_NOTHING,
        is_dry_run=dry_run,
        makes_departments=make_departments,
        problems=problems,
    )
    if problems is not None and problems.exists():
        fail(f"{problems} is there already.")
    job = asyncio.run(_import(settings_of_a_database(), wanted))
    if job.state is not ImportState.DONE or (job.bad_count and not dry_run):
        raise typer.Exit(FAILED)


@group.command()
def roster_template(
    file: Annotated[Path, typer.Argument(help="Where it is written; nothing that is there is replaced.")] = Path(TEMPLATE_NAME),
) -> None:
    """Write the roster's template (毕业生名册模板): an empty sheet, what belongs into each column, and the code tables."""
    _write_new(file, template(FIELDS))
    typer.echo(f"The template is written to {file}.")


async def _import(settings: Settings, wanted: Wanted) -> RosterImport:
    """Keep the file, ask for its import, run it here unless another process does, and tell how it ended."""
    secret = settings.secret()
    await open_database(settings.database_url)
    blobs = Blobs(settings.files())
    try:
        actor = await _school_account(wanted.account)
        ctx = ActionContext(actor, SystemClock(), NoSignals(), IdentityVault(secret), AuditSeal(secret))
        job_id = await _begun(ctx, blobs, wanted)
        job = await _done(ctx, blobs, job_id)
        await _report(job, wanted)
        return job
    except (RuleError, FileRefused) as refused:
        fail(str(refused))
    finally:
        blobs.close()
        await close_database()


async def _school_account(username: str) -> Actor:
    found = await Account.get_or_none(username=username, role=Role.SCHOOL)
    actor = await actor_of(found.id) if found is not None else None
    if actor is None:
        fail(f"No enabled school account is called {username}. See: quxiang accounts list --role SCHOOL")
    return replace(actor, address=local_address())


async def _begun(ctx: ActionContext, blobs: Blobs, wanted: Wanted) -> UUID:
    content = await asyncio.to_thread(wanted.file.read_bytes)
    check_size(Purpose.ROSTER, len(content))
    media_type = check_head(Purpose.ROSTER, content[:HEAD_BYTES])
    check_roster(media_type, content)
    upload = await keep_upload(ctx, blobs, ReceivedFile(Purpose.ROSTER, media_type, wanted.file.name, content))
    return await begin_import(
        ctx,
        upload.id,
        class_year=wanted.year,
        mode=wanted.mode,
        is_dry_run=wanted.is_dry_run,
        makes_departments=wanted.makes_departments,
    )


async def _done(ctx: ActionContext, blobs: Blobs, job_id: UUID) -> RosterImport:
    """Run imports until this one is over, whoever runs it; Ctrl-C asks for it to be cancelled."""
    importer = Importer(ctx, blobs)
    running = asyncio.create_task(importer.run())
    asking: list[asyncio.Task[None]] = []
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, lambda: asking.append(asyncio.create_task(_cancel(ctx, job_id))))
    shown: tuple[object, ...] = ()
    async for job in _looked_at(job_id):
        standing = (job.phase, job.row_count)
        if job.row_total and standing != shown:
            show_progress(job.phase.capitalize(), job.row_count, job.row_total)
            shown = standing
        if running.done() and job.state in UNDER_WAY:
            running = asyncio.create_task(importer.run())
    await importer.stop()
    await asyncio.gather(running, *asking)
    return await RosterImport.get(id=job_id)


async def _cancel(ctx: ActionContext, job_id: UUID) -> None:
    try:
        await cancel_import(ctx, job_id)
    except RuleError as refused:
        typer.echo(f"\n{refused}", err=True)


async def _looked_at(job_id: UUID) -> AsyncIterator[RosterImport]:
    """Yield an import every now and then until it is over."""
    while True:
        job = await RosterImport.get(id=job_id)
        yield job
        if job.state not in UNDER_WAY:
            return
        await asyncio.sleep(LOOKS)


async def _report(job: RosterImport, wanted: Wanted) -> None:
    """Print how an import ended and what is wrong, or write that where it was asked for."""
    counts = f"{job.new_count} new, {job.changed_count} corrected, {job.same_count} unchanged, {job.bad_count} bad"
    typer.echo(f"{ENDED[job.state]}{', a dry run: nothing was written' if job.is_dry_run else ''}. Of {job.row_total or 0} rows: {counts}.")
    if job.new_departments:
        typer.echo(f"New departments: {job.new_departments}")
    if job.refusal:
        typer.echo(job.refusal, err=True)
    if not job.problem_count:
        return
    if wanted.problems is not None:
        _write_new(wanted.problems, await problem_report(problem_rows(job.id)))
        typer.echo(f"{job.problem_count} problems are written to {wanted.problems}.")
        return
    listed = 0
    async for row in problem_rows(job.id):
        if listed == LISTED:
            typer.echo(f"… {job.problem_count - LISTED} more. Run it again with --problems FILE.xlsx for all.", err=True)
            break
        where = f"第{row.number}行" if row.number else "全表"
        typer.echo(f"{where} {row.label}：{row.problem}。{row.remedy}。", err=True)
        listed += 1


def _write_new(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as written:
            written.write(content)
    except OSError as refused:
        fail(f"{file} cannot be written: {refused.strerror}.")
