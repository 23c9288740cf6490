"""What an operator may set, all of it through QUXIANG_* environment variables; `docs/settings.md` is its table."""

import os
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from secrets import token_bytes
from tempfile import NamedTemporaryFile
from typing import Annotated, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.logging import LogFormat, LogLevel
from auth.keys import KEY_BYTES
from models.database import is_postgres, sqlite_path


class Settings(BaseSettings):
    """Every setting with its default, which is the embedded engine on loopback."""

    model_config = SettingsConfigDict(env_prefix="QUXIANG_", frozen=True, hide_input_in_errors=True)

    database_url: str = Field(
        default="sqlite://var/quxiang.db",
        repr=False,
        description="Where the data are: `sqlite://PATH` (SQLite) or `postgres://USER:PASSWORD@HOST:PORT/NAME`.",
    )
    host: str = Field(default="127.0.0.1", description="The address the server listens on.")
    port: Annotated[int, Field(ge=1, le=65535)] = Field(default=8000, description="The port the server listens on.")
    secret_key: SecretStr | None = Field(
        default=None,
        description="What tokens and identity numbers are protected with, at least 32 bytes. PostgreSQL needs it; "
        "beside an SQLite file one is made once, as `secret.key`, readable by its owner only.",
    )
    token_lifetime_minutes: Annotated[int, Field(ge=1, le=1440)] = Field(default=480, description="How long a login lasts, in minutes.")
    activation_code_days: Annotated[int, Field(ge=1, le=90)] = Field(
        default=14, description="How long a one-time activation code holds, in days."
    )
    body_limit_bytes: Annotated[int, Field(ge=1024, le=16 * 1024 * 1024)] = Field(
        default=256 * 1024, description="The largest request body and WebSocket message that is read, in bytes."
    )
    allow_demo_beyond_loopback: bool = Field(
        default=False, description="`true` serves a demo database, whose passwords everybody knows, on an address that is not loopback."
    )
    log_format: LogFormat = Field(default=LogFormat.CONSOLE, description="`console` for a terminal, `json` for one JSON object a line.")
    log_level: LogLevel = Field(default=LogLevel.INFO, description="The least severe line written: `debug`, `info`, `warning`, `error`.")

    @model_validator(mode="after")
    def _refuse_a_database_without_its_secret(self) -> Self:
        """An embedded database keeps a secret beside its file; PostgreSQL has to be told, so that all its processes share one."""
        if is_postgres(self.database_url) and self.secret_key is None:
            raise ValueError("QUXIANG_SECRET_KEY is needed with PostgreSQL: every process must use the same one")
        if self.secret_key is not None and len(self.secret()) < KEY_BYTES:
            raise ValueError(f"QUXIANG_SECRET_KEY is shorter than {KEY_BYTES} bytes")
        return self

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def secret(self) -> bytes:
        """Return the secret that keys are derived from; make and keep one beside an embedded database that has none.

        Raises OSError where the file can be neither read nor made, ValueError where it is damaged.
        """
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        return _kept_secret(sqlite_path(self.database_url).parent / "secret.key")


def _kept_secret(path: Path) -> bytes:
    """Read the secret, or make it. It appears whole and once, so that two processes that start together agree on it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        with NamedTemporaryFile(dir=path.parent) as draft, suppress(FileExistsError):
            # Such a file is its owner's alone (0600) from the start, and so is the name it is given here.
            draft.write(token_bytes(KEY_BYTES))
            draft.flush()
            os.link(draft.name, path)
    secret = path.read_bytes()
    if len(secret) < KEY_BYTES:
        raise ValueError(f"{path} is damaged: put back the file that belongs to this database")
    return secret
