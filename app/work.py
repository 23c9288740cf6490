"""Runs imports and sends reports in a process of its own, so that whoever serves requests shares no processor with them."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack

from actions.context import ActionContext, NoSignals, SystemClock
from app.asgi import stopped
from app.logging import configure_logging
from app.relaying import relay_of
from app.settings import Settings
from auth.actor import CLOCK_ACTOR
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from jobs import relay
from jobs.broker import Bell, broker_of
from jobs.roster_import import WORK, Importer, run_forever
from models.database import close_database, open_database
from storage.blobs import Blobs


def work(settings: Settings, announce: Callable[[], None]) -> None:
    """Run imports and send reports until a signal ends it; what is in hand then is given back.

    `announce` is called once it looks for work.
    """
    configure_logging(settings.log_format, settings.log_level)
    asyncio.run(_work(settings, announce))


async def _work(settings: Settings, announce: Callable[[], None]) -> None:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    async with AsyncExitStack() as stack:
        await open_database(settings.database_url)
        stack.push_async_callback(close_database)
        secret, blobs = settings.secret(), Blobs(settings.files())
        stack.callback(blobs.close)
        # Live views are the servers': each finds by itself, within a second, what is written here.
        acting = ActionContext(CLOCK_ACTOR, SystemClock(), NoSignals(), IdentityVault(secret), AuditSeal(secret))
        importer, bell = Importer(acting, blobs), Bell(broker_of(settings.redis()), WORK)
        # Without a table there is nothing to do, ever: that is to be said at once.
        await importer.leases.are_due(acting.clock.now())
        stack.push_async_callback(bell.close)
        bell.answered_by(importer.run)
        if settings.redis_url is not None:
            stack.push_async_callback(stopped, asyncio.create_task(bell.listen()))
        stack.push_async_callback(stopped, asyncio.create_task(run_forever(importer)))
        reports = relay_of(settings, acting.vault, acting.clock)
        stack.push_async_callback(stopped, asyncio.create_task(relay.run_forever(reports)))
        stack.push_async_callback(importer.stop)
        stack.push_async_callback(reports.stop)
        announce()
        await stop.wait()
