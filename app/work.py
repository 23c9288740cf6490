"""Does imports and downloads and sends reports in a process of its own: whoever serves requests shares no processor with them."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from actions.context import ActionContext, NoSignals, SystemClock
from app.asgi import means_of, open_reads, stopped
from app.logging import configure_logging
from app.relaying import relay_of
from app.schema import build_schema
from app.settings import Settings
from auth.actor import CLOCK_ACTOR
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from jobs import download, relay, roster_import
from jobs.broker import DOWNLOADS, Bell, broker_of
from jobs.download import Downloader
from jobs.roster_import import Importer
from jobs.worker import Worker, run_forever
from models.database import close_database, open_database
from storage.blobs import Blobs


def work(settings: Settings, announce: Callable[[], None]) -> None:
    """Do imports and downloads and send reports until a signal ends it; what is in hand then is given back.

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
        reads = await open_reads(settings.database_url)
        stack.push_async_callback(reads.close)
        workers: list[tuple[Worker[Any], Bell]] = [
            (Importer(acting, blobs), Bell(broker_of(settings.redis()), roster_import.WORK)),
            (
                Downloader(acting, means_of(settings, build_schema()._schema, reads, blobs)),
                Bell(broker_of(settings.redis(), DOWNLOADS), download.WORK),
            ),
        ]
        for worker, _ in workers:
            # Without a table there is nothing to do, ever: that is to be said at once.
            await worker.leases.are_due(acting.clock.now())
        for worker, bell in workers:
            stack.push_async_callback(bell.close)
            bell.answered_by(worker.run)
            if settings.redis_url is not None:
                stack.push_async_callback(stopped, asyncio.create_task(bell.listen()))
            stack.push_async_callback(stopped, asyncio.create_task(run_forever(worker)))
        reports = relay_of(settings, acting.vault, acting.clock)
        stack.push_async_callback(stopped, asyncio.create_task(relay.run_forever(reports)))
        for worker, _ in workers:
            stack.push_async_callback(worker.stop)
        stack.push_async_callback(reports.stop)
        announce()
        await stop.wait()
