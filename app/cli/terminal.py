"""What every command shares: how settings are read, and how a command ends that cannot go on."""

import os
import sys
from getpass import getuser
from typing import Final, NoReturn

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from app.settings import Settings
from models.database import is_postgres, sqlite_path

FAILED: Final = 1
"""Exit code: the command was understood and did not succeed, or found what it was asked to look for."""
MISUSED: Final = 2
"""Exit code: a setting or an argument is wrong; nothing was done."""


BAR: Final = 30
"""Characters of a bar of progress."""


def read_settings() -> Settings:
    """Read the settings; name each wrong variable, but never repeat its value."""
    try:
        return Settings()
    except SettingsError:
        # Only what is JSON can be malformed before it is looked at; its text would repeat a secret.
        typer.echo("QUXIANG_OIDC_PROVIDERS: this is not JSON", err=True)
        raise typer.Exit(MISUSED) from None
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False, include_context=False, include_input=False):
            name = "_".join(["QUXIANG", *(str(part).upper() for part in error["loc"])]) if error["loc"] else "Settings"
            typer.echo(f"{name}: {error['msg']}", err=True)
        raise typer.Exit(MISUSED) from None


def settings_of_a_database() -> Settings:
    """Read the settings; stop where they name an SQLite file that does not exist, which opening would create empty."""
    settings = read_settings()
    if not is_postgres(settings.database_url) and not sqlite_path(settings.database_url).is_file():
        fail("There is no database yet. Run: quxiang migrate")
    return settings


def local_address() -> str:
    """Return from where a command is run, for the audit: the user's name, or its number where it has none."""
    try:
        return f"local:{getuser()}"[:45]
    except (KeyError, OSError):
        return f"local:{os.getuid()}"


def show_progress(what: str, done: int, total: int) -> None:
    """Rewrite one line on a terminal, with a bar; say only what was finished anywhere else."""
    if sys.stderr.isatty():
        filled = BAR * done // max(1, total)
        typer.echo(f"\r{what} {'█' * filled}{'░' * (BAR - filled)} {done}/{total}\x1b[K", nl=done == total, err=True)
    elif done == total:
        typer.echo(f"{what}: {total}", err=True)


def fail(message: str) -> NoReturn:
    """End the command: say why on standard error, and exit as failed."""
    typer.echo(message, err=True)
    raise typer.Exit(FAILED)
