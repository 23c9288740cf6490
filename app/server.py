"""Serves the application with uvicorn; refuses to show demo accounts, whose passwords everybody knows, to other machines."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from socket import socket
from typing import Final

import uvicorn

from app.asgi import create_app
from app.logging import configure_logging
from app.settings import Settings
from demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from models import DatabaseMark
from models.database import close_database, open_database
from web.pages import DemoLogin, DemoLogins

DEMO_MARK: Final = "demo"
"""How `database_mark` names a database that demo data were loaded into."""

GRACE_SECONDS: Final = 5
"""How long requests may go on after the server was asked to stop; sockets are told at once."""


class DemoBeyondLoopback(Exception):
    """A demo database was to be served on an address that other machines reach."""


async def is_demo_database(url: str) -> bool:
    """Return whether demo data were loaded into the database. Raises OperationalError where it was never migrated."""
    await open_database(url)
    try:
        return await DatabaseMark.filter(name=DEMO_MARK).exists()
    finally:
        await close_database()


def check_exposure(settings: Settings, *, is_demo: bool) -> None:
    """Raise DemoBeyondLoopback unless the address is loopback, the data are no demo, or the operator allowed it by name."""
    if is_demo and not settings.is_loopback and not settings.allow_demo_beyond_loopback:
        raise DemoBeyondLoopback


class _AnnouncedServer(uvicorn.Server):
    """A server that says so when it listens: before that, the port may still turn out to be taken."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


def serve(settings: Settings, announce: Callable[[bool], None]) -> bool:
    """Serve until a signal ends it; return whether it ever began. Ctrl-C is an ordinary end.

    `announce` is called once the address is open, with whether the data are a demo. Before that,
    raises OperationalError where the database was never migrated, and DemoBeyondLoopback.
    """
    is_demo = asyncio.run(is_demo_database(settings.database_url))
    check_exposure(settings, is_demo=is_demo)
    configure_logging(settings.log_format, settings.log_level)
    server = _AnnouncedServer(server_config(settings, demo_logins() if is_demo else None), lambda: announce(is_demo))
    # uvicorn stops in order and then repeats the signal that stopped it.
    with suppress(KeyboardInterrupt):
        server.run()
    return server.started


def demo_logins() -> DemoLogins:
    """Return whom one can be over demo data."""
    return DemoLogins(DEMO_PASSWORD, [DemoLogin(each.username, each.display_name, each.role) for each in DEMO_ACCOUNTS])


def server_config(settings: Settings, demo: DemoLogins | None = None) -> uvicorn.Config:
    """Return how uvicorn runs: our own log lines, bounded messages, no compression of frames that are shared by many sockets."""
    return uvicorn.Config(
        create_app(settings, demo),
        host=settings.host,
        port=settings.port,
        ws="websockets-sansio",
        ws_max_size=settings.body_limit_bytes,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        # The client's address goes into the audit and is what limits count by: it is who connected, and what a header claims
        # only where whoever connected is a proxy that the operator has named.
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
    )
