"""`quxiang sync`: how far reports to the employment system (就业管理系统) have come, and what an operator decides about them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Final, TypeVar
from uuid import UUID

import orjson
import typer
from tortoise.expressions import Q

from actions.context import ActionContext, NoSignals, SystemClock
from app.cli.terminal import fail, local_address, settings_of_a_database
from app.settings import Settings
from auth.actor import OPERATOR
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from models import Report, School
from models.database import close_database, open_database
from rules.errors import RuleError
from rules.reporting import ReportState
from sync import desk
from sync.message_schema import message_schema

T = TypeVar("T")

group: Final = typer.Typer(
    name="sync", help="Reports to the employment system (就业管理系统): status, retry, skip, replay.", no_args_is_help=True
)

Ids = Annotated[list[UUID] | None, typer.Option("--id", help="Of this report; may be given several times.")]
SchoolCode = Annotated[str | None, typer.Option("--school", help="Of this school, by its five-digit code.")]
GraduateKey = Annotated[UUID | None, typer.Option("--graduate", help="Of this graduate, by its key.")]


@group.command()
def status() -> None:
    """Print how many reports stand where, since when the oldest waits, and which were given up and why. Exit 1 where one was."""
    settings = settings_of_a_database()
    found = asyncio.run(_in_database(settings, desk.status))
    typer.echo(f"Reports go to {'the address of QUXIANG_SYNC_URL' if settings.sync_url else 'the employment ledger inside'}.")
    for (feature, state), number in sorted(found.counts.items()):
        typer.echo(f"{feature:<12}{state:<8}{number:>10}")
    if found.oldest_waiting is not None:
        waits = f"The oldest waits since {found.oldest_waiting.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
        typer.echo(f"{waits}; {found.delayed} wait between two attempts.")
    for report in found.dead:
        typer.echo(_told(report), err=True)
    dead = sum(number for (_, state), number in found.counts.items() if state is ReportState.DEAD)
    if dead:
        fail(f"{dead} reports were given up; each holds back the later ones of its graduate. See: quxiang sync retry, quxiang sync skip")


@group.command()
def retry(
    ids: Ids = None,
    school: SchoolCode = None,
    everything: Annotated[bool, typer.Option("--all", help="All that were given up or wait between two attempts.")] = False,
) -> None:
    """Make reports due now that were given up, or wait between two attempts."""
    if sum((bool(ids), school is not None, everything)) != 1:
        raise typer.BadParameter("give one of --id, --school and --all")

    async def do() -> int:
        chosen = Q(id__in=ids) if ids else Q() if school is None else Q(school_id=await _school(school))
        return await desk.retry(chosen, datetime.now(UTC))

    typer.echo(f"{asyncio.run(_in_database(settings_of_a_database(), do))} reports are due now.")


@group.command()
def skip(
    report: Annotated[UUID, typer.Argument(help="Which one; it must have been given up.")],
    reason: Annotated[str, typer.Option(help="Why; the school's audit keeps it.")],
) -> None:
    """Never send a report that was given up, so that the later ones of its graduate are sent."""
    if not 1 <= len(reason.strip()) <= 500:
        raise typer.BadParameter("a reason has 1 to 500 characters", param_hint="--reason")
    settings = settings_of_a_database()
    secret = settings.secret()
    acting = ActionContext(replace(OPERATOR, address=local_address()), SystemClock(), NoSignals(), IdentityVault(secret), AuditSeal(secret))
    try:
        asyncio.run(_in_database(settings, lambda: desk.pass_over(acting, report, reason=reason.strip())))
    except RuleError:
        fail(f"No report {report} was given up. See: quxiang sync status")
    typer.echo("It will not be sent.")


@group.command()
def replay(
    school: SchoolCode = None,
    graduate: GraduateKey = None,
    since: Annotated[datetime | None, typer.Option(help="Taken at this moment (UTC) or later.")] = None,
    until: Annotated[datetime | None, typer.Option(help="Taken before this moment (UTC).")] = None,
) -> None:
    """Send reports once more that were taken already: for a receiver that lost them. Who has them takes them without effect."""
    if not any((school, graduate, since, until)):
        raise typer.BadParameter("give at least one of --school, --graduate, --since and --until")

    async def do() -> int:
        chosen = Q()
        if school is not None:
            chosen &= Q(school_id=await _school(school))
        if graduate is not None:
            chosen &= Q(graduate_id=graduate)
        if since is not None:
            chosen &= Q(acked_at__gte=since.replace(tzinfo=UTC))
        if until is not None:
            chosen &= Q(acked_at__lt=until.replace(tzinfo=UTC))
        return await desk.replay(chosen, datetime.now(UTC))

    typer.echo(f"{asyncio.run(_in_database(settings_of_a_database(), do))} reports will be sent again.")


@group.command()
def schema() -> None:
    """Print the JSON Schema of messages, as docs/sync/report.schema.json holds it."""
    typer.echo(orjson.dumps(message_schema(), option=orjson.OPT_INDENT_2).decode())


def _told(report: Report) -> str:
    """Return a line on a report that was given up: what an operator needs, and nothing of whom it is about."""
    return f"{report.id} {report.record_kind} {report.operation}: {report.last_error} ({report.attempts} attempts)"


async def _school(code: str) -> UUID:
    found = await School.get_or_none(code=code)
    if found is None:
        fail(f"No school has the code {code}.")
    return found.id


async def _in_database(settings: Settings, work: Callable[[], Awaitable[T]]) -> T:
    await open_database(settings.database_url)
    try:
        return await work()
    finally:
        await close_database()
