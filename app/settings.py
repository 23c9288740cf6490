"""What an operator may set, all of it through QUXIANG_* environment variables; `docs/settings.md` is its table."""

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from secrets import token_bytes
from tempfile import NamedTemporaryFile
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, FilePath, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.logging import LogFormat, LogLevel
from auth.identity import Match, MatchingRule
from auth.keys import KEY_BYTES
from auth.oidc import ALGORITHMS, ProviderSettings, is_safe
from models.database import is_postgres, sqlite_path
from rules.delivery import MOST_ATTEMPTS
from rules.roles import Role
from rules.sessions import Lifetimes
from storage.blobs import check_url
from sync.receivers import is_signing_secret


class ProviderEntry(BaseModel):
    """One outside identity provider, as an operator writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,19}$")]
    title: Annotated[str, Field(min_length=1, max_length=40)]
    issuer: Annotated[str, Field(max_length=200)]
    client_id: Annotated[str, Field(min_length=1)]
    client_secret: SecretStr
    match: Match
    claim: Annotated[str, Field(min_length=1)]
    roles: frozenset[Role] | None = None
    scopes: str = "openid profile"
    algorithms: tuple[str, ...] = ("RS256",)
    token_auth_method: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic"

    @model_validator(mode="after")
    def _refuse_what_is_not_to_be_believed(self) -> Self:
        """A provider is spoken to over TLS (or on this machine), and believed by public keys alone."""
        if not is_safe(self.issuer):
            raise ValueError("the issuer's address must be https")
        if not self.algorithms or not set(self.algorithms) <= set(ALGORITHMS):
            raise ValueError(f"algorithms are some of {', '.join(ALGORITHMS)}")
        return self

    @property
    def settings(self) -> ProviderSettings:
        """The entry as `auth` takes it; the roles it may speak for are those of the kind of match where none are named."""
        return ProviderSettings(
            key=self.key,
            title=self.title,
            issuer=self.issuer,
            client_id=self.client_id,
            client_secret=self.client_secret.get_secret_value(),
            rule=MatchingRule(self.match, self.claim, self.roles if self.roles is not None else ROLES_OF[self.match]),
            scopes=self.scopes,
            algorithms=self.algorithms,
            token_auth_method=self.token_auth_method,
        )


ROLES_OF: Final[Mapping[Match, frozenset[Role]]] = {
    Match.USERNAME: frozenset({Role.PROVINCE, Role.SCHOOL, Role.DEPARTMENT}),
    Match.ID_NUMBER: frozenset({Role.GRADUATE}),
}
"""Whom a provider may let in where an operator does not say: staff by their names, graduates by their numbers, the ministry by neither."""


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
    access_token_seconds: Annotated[int, Field(ge=1, le=3600)] = Field(
        default=900, description="How long an access token holds, in seconds; clients refresh it before."
    )
    session_idle_seconds: Annotated[int, Field(ge=1, le=604_800)] = Field(
        default=43_200, description="How long a session lasts that is not refreshed, in seconds."
    )
    session_absolute_seconds: Annotated[int, Field(ge=1, le=2_592_000)] = Field(
        default=604_800,
        description="How long a session lasts however often it is refreshed, in seconds; then one logs in again.",
    )
    session_history_days: Annotated[int, Field(ge=1, le=3650)] = Field(
        default=180, description="How long sessions that are over stay on record, in days; the Cybersecurity Law asks for six months."
    )
    files_url: str | None = Field(
        default=None,
        repr=False,
        description="Where uploaded files are kept, as fsspec names it: `file:///srv/files`, or `s3://BUCKET/files` with `s3fs` installed. "
        "Without it the folder `files` beside an SQLite file, or `var/files`; all processes must share one.",
    )
    redis_url: SecretStr | None = Field(
        default=None,
        description="Where attempts are counted for all processes together, "
        "and by which `quxiang work` is told of imports and downloads to do: "
        "`redis://[:PASSWORD@]HOST:PORT/DB` or `rediss://…`. Without it each process counts its own, and the server does them itself.",
    )
    breached_passwords: FilePath | None = Field(
        default=None,
        description="A file of breached passwords that new ones must not be among: Pwned Passwords' SHA-1 list, ordered by hash.",
    )
    trusted_proxies: str | None = Field(
        default=None,
        description="Addresses or networks of reverse proxies, separated by commas, whose `X-Forwarded-For` names the client. "
        "Without them the client is whoever connects, so behind a proxy everybody would share one limit.",
    )
    public_url: str | None = Field(
        default=None,
        description="Where browsers reach this server, e.g. `https://dj.example.cn`; needed where there are outside identity providers.",
    )
    employment_system_url: str | None = Field(
        default=None,
        description="Where the link 前往就业管理系统 leads, e.g. `https://jy.example.cn`; without it there is no such link.",
    )
    sync_url: str | None = Field(
        default=None,
        repr=False,
        description="Where reports to the 就业管理系统 are posted (docs/sync.md), e.g. `https://jy.example.cn/reports`; "
        "without it they are taken into the employment ledger (就业台账) inside.",
    )
    sync_secret: SecretStr | None = Field(
        default=None,
        description="What reports are signed with (Standard Webhooks): `whsec_` and 24 to 64 bytes in Base64; "
        "needed with `QUXIANG_SYNC_URL`.",
    )
    sync_timeout_seconds: Annotated[int, Field(ge=1, le=120)] = Field(
        default=10, description="How long one attempt to report may last in all, in seconds."
    )
    sync_concurrency: Annotated[int, Field(ge=1, le=64)] = Field(
        default=4, description="How many reports are under way at once; those of one graduate never are."
    )
    sync_attempts: Annotated[int, Field(ge=1, le=100)] = Field(
        default=MOST_ATTEMPTS, description="After how many attempts a report is given up, and waits for an operator (`quxiang sync`)."
    )
    oidc_providers: tuple[ProviderEntry, ...] = Field(
        default=(), repr=False, description="Outside identity providers, as JSON; see [below](#outside-identity-providers)."
    )
    form_check_url: Annotated[str, Field(max_length=500)] | None = Field(
        default=None,
        description="Where whoever scans a form can check it, with `{number}` in it: `https://dj.example.cn/check?number={number}`. "
        "Without it the form's QR code says the number alone.",
    )
    activation_code_days: Annotated[int, Field(ge=1, le=90)] = Field(
        default=14, description="How long a one-time activation code holds, in days."
    )
    download_rows: Annotated[int, Field(ge=1, le=10_000_000)] = Field(
        default=1_000_000, description="How many rows a list may have that is downloaded at once; a longer one is refused."
    )
    download_hours: Annotated[int, Field(ge=1, le=720)] = Field(
        default=24, description="How long the file of a download can be got, in hours; then it is removed."
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

    @field_validator("redis_url")
    @classmethod
    def _refuse_what_is_no_redis(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("redis://", "rediss://")):
            raise ValueError("it begins with redis:// or rediss://")
        return url

    @field_validator("employment_system_url", "sync_url")
    @classmethod
    def _refuse_where_no_browser_is_safe(cls, url: str | None) -> str | None:
        if url is not None and not is_safe(url):
            raise ValueError("it begins with https:// (or is on this machine)")
        return url

    @model_validator(mode="after")
    def _refuse_to_report_unsigned(self) -> Self:
        if self.sync_url is not None and (self.sync_secret is None or not is_signing_secret(self.sync_secret.get_secret_value())):
            raise ValueError("QUXIANG_SYNC_SECRET is needed with QUXIANG_SYNC_URL: whsec_ and 24 to 64 bytes in Base64")
        return self

    @field_validator("files_url")
    @classmethod
    def _refuse_where_no_file_can_be_kept(cls, url: str | None) -> str | None:
        return url if url is None else check_url(url)

    @field_validator("form_check_url")
    @classmethod
    def _refuse_where_nothing_can_be_checked(cls, url: str | None) -> str | None:
        if url is not None and not (url.startswith(("https://", "http://")) and url.count("{number}") == 1):
            raise ValueError("it begins with https:// and has {number} in it, once")
        return url

    @field_validator("trusted_proxies")
    @classmethod
    def _refuse_what_is_no_network(cls, proxies: str | None) -> str | None:
        """A proxy that is misspelled would be trusted by nobody, and everybody behind it share one limit."""
        try:
            for proxy in proxies.split(",") if proxies is not None else ():
                ip_network(proxy.strip())
        except ValueError:
            raise ValueError("addresses and networks, separated by commas, are expected") from None
        return proxies

    @model_validator(mode="after")
    def _refuse_lifetimes_out_of_order(self) -> Self:
        self.lifetimes()
        return self

    def lifetimes(self) -> Lifetimes:
        """Return how long sessions and their tokens live. Raises ValueError unless access <= idle <= absolute."""
        seconds = self.access_token_seconds, self.session_idle_seconds, self.session_absolute_seconds
        return Lifetimes(*(timedelta(seconds=each) for each in seconds))

    @model_validator(mode="after")
    def _refuse_providers_without_an_address(self) -> Self:
        """A provider sends browsers back to where the operator says, never to where a request claims it came."""
        if self.oidc_providers and (self.public_url is None or not is_safe(self.public_url)):
            raise ValueError("QUXIANG_PUBLIC_URL is needed with outside identity providers, and must be https (or on this machine)")
        if len({entry.key for entry in self.oidc_providers}) < len(self.oidc_providers):
            raise ValueError("QUXIANG_OIDC_PROVIDERS: two providers have the same key")
        return self

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def redis(self) -> str | None:
        """Return the address of the Redis that all processes share; None where there is none."""
        return None if self.redis_url is None else self.redis_url.get_secret_value()

    def files(self) -> str:
        """Return where uploaded files are kept."""
        if self.files_url is not None:
            return self.files_url
        beside = Path("var") if is_postgres(self.database_url) else sqlite_path(self.database_url).parent
        # fsspec takes a path as it is written, and knows no escapes.
        return f"file://{beside.absolute() / 'files'}"

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
