"""The command line `quxiang`: a file for each group of commands, put together here."""

import sys
from collections.abc import Sequence
from typing import Final

import typer
from asyncpg import PostgresError
from tortoise.exceptions import DBConnectionError, OperationalError

from app.cli import accounts, audit, data, explain, rosters, schema, serving, sync
from app.logging import LogFormat, LogLevel, configure_logging

GROUPS: Final = (serving.group, data.group, accounts.group, audit.group, rosters.group, schema.group, explain.group, sync.group)

commands = typer.Typer(
    name="quxiang",
    help="去向 quxiang: the national registration of graduates' destinations. Settings are QUXIANG_* variables (docs/settings.md).",
    epilog="Exit codes: 0 done, 1 failed or found a difference, 2 wrong argument or setting.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for group in GROUPS:
    commands.add_typer(group)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line with these arguments, or those of the process; the console script `quxiang`. Ends in SystemExit.

    A database that cannot be used is told in a sentence, not in a traceback.
    """
    # Until `serve` sets its own: without this, a fault would print the values that met it.
    configure_logging(LogFormat.CONSOLE, LogLevel.WARNING)
    try:
        commands(args=arguments)
    except OperationalError:
        sys.exit("The database has no tables of this version, or is busy. Run: quxiang migrate")
    except (DBConnectionError, PostgresError, OSError) as refused:
        sys.exit(f"The database cannot be reached ({type(refused).__name__}). Is QUXIANG_DATABASE_URL right, and is it running?")
