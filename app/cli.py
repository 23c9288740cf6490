"""The command line: serve, migrate, manage accounts, load demo data, check the counters, print the schema."""

import asyncio
import sys
from collections.abc import Sequence
from typing import Annotated, Final

import typer
from asyncpg import PostgresError
from tortoise.exceptions import DBConnectionError, OperationalError

from app import accounts
from app.schema import build_schema
from app.server import DemoBeyondLoopback
from app.server import serve as run_server
from app.settings import Settings
from app.terminal import FAILED, fail, read_settings, settings_of_a_database
from auth.passwords import Passwords
from auth.vault import IdentityVault
from demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from demo.load import DEFAULT_GRADUATES, DatabaseNotEmpty, DemoSummary, load_demo
from demo.stream import FEWEST_GRADUATES
from jobs.recount import Drift
from jobs.recount import recount as recount_counters
from models.database import close_database, open_database
from models.database import migrate as migrate_database

TRY: Final = """
试一试：打开上面的网址，以 11jy20 登录并执行 ① 实时统计；在另一个浏览器标签页以 10001 登录，用 ② 找到、用 ③ 审核一份协议，看 ① 的数字变化。
Try: open the address above, log in as 11jy20 and run ① the live statistics; in another browser tab log in as 10001,
find an agreement with ② and review it with ③: the figures of ① change.
"""

commands = typer.Typer(
    name="quxiang",
    help="去向 quxiang: the national registration of graduates' destinations. Settings are QUXIANG_* variables (docs/settings.md).",
    epilog="Exit codes: 0 done, 1 failed or found a difference, 2 wrong argument or setting.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
commands.add_typer(accounts.commands, name="accounts")


@commands.command()
def serve() -> None:
    """Serve GraphQL at /graphql and the GraphiQL page at /, until Ctrl-C."""
    settings = settings_of_a_database()
    try:
        began = run_server(settings, lambda is_demo: _announce(settings, is_demo=is_demo))
    except DemoBeyondLoopback:
        fail(
            f"This is a demo database: everybody knows its passwords, and {settings.host} can be reached from other machines.\n"
            "Listen on 127.0.0.1, or set QUXIANG_ALLOW_DEMO_BEYOND_LOOPBACK=true if that is meant."
        )
    if not began:
        raise typer.Exit(FAILED)


@commands.command()
def migrate() -> None:
    """Create the tables, or bring them to this version. Data are kept; running it again changes nothing."""
    asyncio.run(migrate_database(read_settings().database_url))
    typer.echo("The database is up to date.")


@commands.command()
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


@commands.command()
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


@commands.command()
def schema() -> None:
    """Print the GraphQL schema (SDL)."""
    typer.echo(build_schema().as_str())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line with these arguments, or those of the process; the console script `quxiang`. Ends in SystemExit.

    A database that cannot be used is told in a sentence, not in a traceback.
    """
    try:
        commands(args=arguments)
    except OperationalError:
        sys.exit("The database has no tables of this version, or is busy. Run: quxiang migrate")
    except (DBConnectionError, PostgresError, OSError) as refused:
        sys.exit(f"The database cannot be reached ({type(refused).__name__}). Is QUXIANG_DATABASE_URL right, and is it running?")


async def _load_demo(settings: Settings, graduates: int) -> DemoSummary:
    passwords = Passwords()
    try:
        vault = IdentityVault(settings.secret())
        return await load_demo(settings.database_url, graduates=graduates, progress=_show_progress, vault=vault, passwords=passwords)
    finally:
        passwords.close()


async def _recount(settings: Settings, *, fix: bool) -> list[Drift]:
    await open_database(settings.database_url)
    try:
        return await recount_counters(fix=fix)
    finally:
        await close_database()


def _show_progress(what: str, done: int, total: int) -> None:
    """Rewrite one line on a terminal; say only what was finished anywhere else."""
    if sys.stderr.isatty():
        typer.echo(f"\r{what}: {done}/{total}\x1b[K", nl=done == total, err=True)
    elif done == total:
        typer.echo(f"{what}: {total}", err=True)


def _announce(settings: Settings, *, is_demo: bool) -> None:
    """Say where the server is and, over demo data, who one can be there and what to try first."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    typer.echo(f"\n去向 quxiang  http://{host}:{settings.port}/   GraphQL: /graphql   Ctrl-C 停止 / stops\n")
    if not is_demo:
        return
    typer.echo(f"演示账号 / demo accounts（密码 / password: {DEMO_PASSWORD}）")
    for account in DEMO_ACCOUNTS:
        typer.echo(f"  {account.username:<16}{account.display_name}")
    typer.echo(TRY)
