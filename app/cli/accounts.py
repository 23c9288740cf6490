"""`quxiang accounts`: accounts in an operator's hands, for the first of all and for whoever has nobody left to ask."""

import asyncio
import csv
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer

from actions.account import (
    PlaceKey,
    create_account,
    reset_password,
    set_enabled,
    set_levels,
    stored_levels,
)
from actions.account_import import OldAccount, import_old_accounts
from actions.activation import Issued
from actions.context import ActionContext, NoSignals, SystemClock
from app.cli.terminal import FAILED, local_address, settings_of_a_database
from app.settings import Settings
from auth.activation import ActivationCodes
from auth.actor import OPERATOR
from auth.modules import NO_LEVELS, Levels
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from models import Account, Department, School
from models.database import close_database, open_database
from rules.accounts import MATRIX_ROLES, levels_text
from rules.errors import NotFound, Refusals, RuleError
from rules.roles import AccessLevel, Module, Role

T = TypeVar("T")
COLUMNS: Final = ("account", "role", "enabled", "activated", "levels", "name")
OLD_COLUMNS: Final = ("username", "display_name", "school_code")
"""The columns of a list of old accounts, by name, in its first line."""


class Level(StrEnum):
    """A level as it is typed."""

    NONE = "NONE"
    READ_ONLY = "READ_ONLY"
    READ_WRITE = "READ_WRITE"


class Staff(StrEnum):
    """Whose accounts an operator makes."""

    MINISTRY = "MINISTRY"
    PROVINCE = "PROVINCE"
    SCHOOL = "SCHOOL"
    DEPARTMENT = "DEPARTMENT"


@dataclass(frozen=True, slots=True)
class Hands:
    """What an operator works with."""

    ctx: ActionContext
    codes: ActivationCodes


Username = Annotated[str, typer.Argument(help="The name the account logs in with.", show_default=False)]
Reason = Annotated[str, typer.Option(help="Why; the audit keeps it.", show_default=False)]
Employment = Annotated[Level | None, typer.Option(help="On 基本信息和就业信息.", show_default=False)]
Archive = Annotated[Level | None, typer.Option(help="On 档案信息.", show_default=False)]
Hukou = Annotated[Level | None, typer.Option(help="On 户口信息.", show_default=False)]


group: Final = typer.Typer(
    name="accounts",
    help="Make, list, enable, disable and reset accounts. No password is ever typed here or shown: whoever an account is of sets it "
    "with the one-time code.",
    no_args_is_help=True,
)


@group.command("list")
def list_(
    role: Annotated[Role | None, typer.Option(help="Only accounts of this role.", show_default=False)] = None,
    school: Annotated[str | None, typer.Option(help="Only accounts of the school with this code.", show_default=False)] = None,
    enabled: Annotated[bool | None, typer.Option("--enabled/--disabled", help="Only these.", show_default=False)] = None,
) -> None:
    """List accounts by name: role, whether it may log in, whether it has a password, its levels. Graduates' only with --role GRADUATE."""
    _print_rows([COLUMNS, *_run(lambda _: _listed(role, school, enabled))])


@group.command()
def create(
    username: Username,
    role: Annotated[Staff, typer.Option(help="What the account is.", show_default=False)],
    name: Annotated[str, typer.Option(help="What it is greeted by, e.g. 北京市.", show_default=False)],
    province: Annotated[str, typer.Option(help="Code of the province, for PROVINCE.", show_default=False)] = "",
    school: Annotated[str, typer.Option(help="Code of the school, for SCHOOL and DEPARTMENT.", show_default=False)] = "",
    department: Annotated[str, typer.Option(help="Name of the department, for DEPARTMENT.", show_default=False)] = "",
    employment: Employment = None,
    archive: Archive = None,
    hukou: Hukou = None,
) -> None:
    """Make an account and print its one-time code. SCHOOL and DEPARTMENT need all three levels."""
    whose = Role(role)
    levels = _levels(employment, archive, hukou) if whose in MATRIX_ROLES else NO_LEVELS

    async def work(hands: Hands) -> Issued:
        place = await _place(whose, province, school, department)
        return await create_account(hands.ctx, hands.codes, whose, place, username=username, display_name=name, levels=levels)

    _print_codes([_run(work)])


@group.command("set-levels")
def set_levels_(username: Username, employment: Employment = None, archive: Archive = None, hukou: Hukou = None) -> None:
    """Grant a school's or a department's account other levels, all three of them."""
    levels = _levels(employment, archive, hukou)

    async def work(hands: Hands) -> None:
        account = await _named(username)
        await set_levels(hands.ctx, account.id, levels, version=account.version)

    _run(work)
    typer.echo(f"{username}: {levels_text(levels)}")


@group.command()
def enable(username: Username, reason: Reason) -> None:
    """Let an account log in again."""
    _run(lambda hands: _switch(hands, username, reason, is_enabled=True))
    typer.echo(f"{username} may log in.")


@group.command()
def disable(username: Username, reason: Reason) -> None:
    """End all sessions of an account, and let it in no more."""
    _run(lambda hands: _switch(hands, username, reason, is_enabled=False))
    typer.echo(f"{username} may not log in.")


@group.command("reset-password")
def reset_password_(username: Username, reason: Reason) -> None:
    """End the password and all sessions of an account, and print a one-time code for a new password."""

    async def work(hands: Hands) -> Issued:
        account = await _named(username)
        return await reset_password(hands.ctx, hands.codes, account.id, version=account.version, reason=reason)

    _print_codes([_run(work)])


@group.command("import-old")
def import_old(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV in UTF-8 with the columns " + ", ".join(OLD_COLUMNS))],
) -> None:
    """Take over accounts that schools had before (原有的学校账号): 读写 on employment data, 无权限 on the others. All or none."""
    listed = _read_old(file)
    _print_codes(_run(lambda hands: import_old_accounts(hands.ctx, hands.codes, listed)))


def _run(work: Callable[[Hands], Awaitable[T]]) -> T:
    return asyncio.run(_with_hands(settings_of_a_database(), work))


async def _with_hands(settings: Settings, work: Callable[[Hands], Awaitable[T]]) -> T:
    """Do something in the database as an operator; a refusal by a rule ends the command, telling why."""
    async with _opened(settings) as hands:
        try:
            return await work(hands)
        except (RuleError, Refusals) as refusal:
            typer.echo(str(refusal), err=True)
            raise typer.Exit(FAILED) from None


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Hands]:
    secret = settings.secret()
    operator = replace(OPERATOR, address=local_address())
    await open_database(settings.database_url)
    try:
        ctx = ActionContext(operator, SystemClock(), NoSignals(), IdentityVault(secret), AuditSeal(secret))
        yield Hands(ctx, ActivationCodes(secret, timedelta(days=settings.activation_code_days)))
    finally:
        await close_database()


async def _named(username: str) -> Account:
    account = await Account.get_or_none(username=username)
    if account is None:
        raise NotFound
    return account


async def _switch(hands: Hands, username: str, reason: str, *, is_enabled: bool) -> None:
    account = await _named(username)
    await set_enabled(hands.ctx, account.id, is_enabled=is_enabled, version=account.version, reason=reason)


async def _place(role: Role, province: str, school_code: str, department: str) -> PlaceKey:
    """Return the key of the place that was named; None for the ministry, and for what is not there."""
    if role in {Role.MINISTRY, Role.PROVINCE}:
        return province or None
    school = await School.get_or_none(code=school_code)
    if role is Role.SCHOOL or school is None:
        return school.id if school is not None else None
    found = await Department.get_or_none(school_id=school.id, name=department)
    return found.id if found is not None else None


def _levels(employment: Level | None, archive: Level | None, hukou: Level | None) -> Levels:
    """Return the three levels. Raises BadParameter where one is missing: none has a default (guide section 3)."""
    if employment is None or archive is None or hukou is None:
        raise typer.BadParameter("give all three of --employment, --archive and --hukou")
    return dict(zip(Module, (AccessLevel[level] for level in (employment, archive, hukou)), strict=True))


async def _listed(role: Role | None, school_code: str | None, enabled: bool | None) -> list[tuple[str, ...]]:
    wanted = {"role": role, "school__code": school_code, "is_enabled": enabled}
    named = Account.filter(**{column: value for column, value in wanted.items() if value is not None}).order_by("username")
    accounts = await (named if role is Role.GRADUATE else named.exclude(role=Role.GRADUATE))
    return [
        (
            account.username,
            account.role.value,
            "yes" if account.is_enabled else "no",
            "yes" if account.is_activated else "no",
            levels_text(stored_levels(account)) if account.role in MATRIX_ROLES else "-",
            account.display_name,
        )
        for account in accounts
    ]


def _read_old(file: Path) -> list[OldAccount]:
    """Read a list of old accounts. Raises BadParameter where the file is no such list."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return [OldAccount(**{column: line[column].strip() for column in OLD_COLUMNS}) for line in csv.DictReader(lines)]
    except (KeyError, AttributeError, UnicodeDecodeError, csv.Error):
        raise typer.BadParameter(f"{file.name} is no CSV file in UTF-8 with the columns {', '.join(OLD_COLUMNS)}") from None


def _print_codes(issued: Sequence[Issued]) -> None:
    """Show the codes, once; a spreadsheet reads them as they are."""
    typer.echo("account,activation_code,expires_at")
    for one in issued:
        typer.echo(f"{one.username},{one.code},{one.expires_at.isoformat(timespec='seconds')}")


def _print_rows(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        typer.echo("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]))
