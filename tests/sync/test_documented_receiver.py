"""The receiver of the documents, served as it is written there."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import Any, Final

import uvicorn

from actions.context import SystemClock
from models import Report, ReportAttempt
from rules.reporting import ReportState
from sync.receivers import HttpReceiver
from sync.relay import Relay, RelayTerms
from tests.actions.stage import Stage
from tests.patience import PATIENCE
from tests.sync.receiver import SECRET
from tests.sync.reports import reported
from tests.world import VAULT

PAGE: Final = Path(__file__).parents[2] / "docs" / "sync.md"
OTHER: Final = SECRET[:-4] + "AAA="


def started(server: uvicorn.Server) -> None:
    """Return once it listens, or has given up."""
    while not server.started and not server.should_exit:
        time.sleep(0.01)


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """Serve an application from a thread; yield its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off", ws="none"))
    thread = Thread(target=server.run)
    thread.start()
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.to_thread(started, server)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/reports"
    finally:
        server.should_exit = True
        await asyncio.to_thread(thread.join)


async def test_the_receiver_of_the_documents_takes_what_is_sent(stage: Stage) -> None:
    [program] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    made: dict[str, Any] = {}
    exec(compile(program, PAGE.name, "exec"), made)
    assert made["SECRET"] == SECRET
    clock = SystemClock()
    report = await reported(stage.world.graduate)
    async with served(made["app"]) as url:
        for secret in (OTHER, SECRET):
            await Report.all().update(next_attempt_at=None)
            relay = Relay(clock, HttpReceiver(url, secret, seconds=PATIENCE, vault=VAULT, clock=clock), RelayTerms())
            assert await relay.run_once() == 1
            await relay.stop()
    statuses = [attempt.status for attempt in await ReportAttempt.all().order_by("created_at")]
    assert statuses == [401, 204]
    assert [said["id"] for said in made["taken"].values()] == [str(report.id)]
    assert (await Report.get()).state is ReportState.ACKED
