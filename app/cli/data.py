"""`quxiang demo`, `recount` and `snapshot`: data to try everything with, whether counters and records agree, statistics as they stand."""

import asyncio
from typing import Annotated

import typer

from actions.context import ActionContext, NoSignals, SystemClock
from actions.snapshot import take_snapshot
from app.cli.terminal import fail, settings_of_a_database, show_progress
from app.settings import Settings
from auth.actor import CLOCK_ACTOR
from auth.passwords import Passwords
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from demo.load import DEFAULT_GRADUATES, DatabaseNotEmpty, DemoSummary, load_demo
from demo.stream import FEWEST_GRADUATES
from jobs.recount import Drift
from jobs.recount import recount as recount_counters
from models.database import close_database, open_database
from rules.errors import InvalidInput, NotFound

group = typer.Typer()


@group.command()
def demo(
    graduates: Annotated[int, typer.Option(min=FEWEST_GRADUATES, help="How many graduates there will be.")] = DEFAULT_GRADUATES,
    unless_filled: Annotated[bool, typer.Option("--unless-filled", help="Call it success to leave a filled database as it is.")] = False,
) -> None:
    """Fill an empty database with made-up graduates and accounts, to try everything with. Never for real use."""
    settings = settings_of_a_database()
    try:
        summary = asyncio.run(_load_demo(settings, graduates))
    except DatabaseNotEmpty:
        if not unless_filled:
            fail("The database already holds data; demo data are loaded into an empty one only.")
        typer.echo("The database already holds data; nothing was loaded.")
        return
    typer.echo("Demo data are loaded: " + ", ".join(f"{rows} {table}" for table, rows in summary.rows.items() if rows > 1))


@group.command()
def recount(
    check: Annotated[bool, typer.Option("--check", help="Only compare; exit 1 where a counter differs.")] = False,
) -> None:
    """Compare the statistics' counters with the agreements they count, and put right what differs."""
    drifts = asyncio.run(_recount(settings_of_a_database(), fix=not check))
    for drift in drifts:
        typer.echo(str(drift))
    if not drifts:
        typer.echo("Every counter is exact.")
    elif check:
        fail(f"{len(drifts)} counters differ from what they count.")
    else:
        typer.echo(f"{len(drifts)} counters were put right.")


@group.command()
def snapshot(
    class_year: Annotated[int, typer.Option(help="The class year whose statistics are kept.")],
    label: Annotated[str | None, typer.Option(help="What the snapshots are called, e.g. 9月1日报告.")] = None,
) -> None:
    """Keep all statistics as they stand: a snapshot for each province, for the reports of 1 September and 30 December."""
    try:
        taken = asyncio.run(_snapshot(settings_of_a_database(), class_year, label))
    except NotFound:
        fail(f"Nothing is counted in class year {class_year}.")
    except InvalidInput as refused:
        fail(str(refused))
    typer.echo(f"{taken} snapshots were taken, one a province.")


async def _snapshot(settings: Settings, class_year: int, label: str | None) -> int:
    await open_database(settings.database_url)
    try:
        secret = settings.secret()
        ctx = ActionContext(CLOCK_ACTOR, SystemClock(), NoSignals(), IdentityVault(secret), AuditSeal(secret))
        return len(await take_snapshot(ctx, class_year=class_year, label=label))
    finally:
        await close_database()


async def _load_demo(settings: Settings, graduates: int) -> DemoSummary:
    passwords = Passwords()
    try:
        vault, seal = IdentityVault(settings.secret()), AuditSeal(settings.secret())
        url = settings.database_url
        return await load_demo(url, graduates=graduates, progress=show_progress, vault=vault, seal=seal, passwords=passwords)
    finally:
        passwords.close()


async def _recount(settings: Settings, *, fix: bool) -> list[Drift]:
    await open_database(settings.database_url)
    try:
        return await recount_counters(fixed_under=AuditSeal(settings.secret()) if fix else None)
    finally:
        await close_database()
