"""What is measured: PostgreSQL with demo data, the product, and the plain server, each a process of its own."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Final

import asyncpg

from auth.passwords import Passwords
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from benchmarks.client import Connection
from demo.load import load_demo
from models.database import is_postgres
from tests.engines import Engine, PostgresEngine, SqliteEngine

SECRET: Final = "not-a-secret-but-long-enough-to-be-one"
START_SECONDS: Final = 30


ENGINES: Final[Mapping[str, Callable[[Path], Engine]]] = {"SQLite": SqliteEngine, "PostgreSQL": lambda _: PostgresEngine()}
"""The engines that something is measured on, by name; each is given a folder."""


@asynccontextmanager
async def demo_database(graduates: int, name: str = "PostgreSQL") -> AsyncIterator[str]:
    """Start an engine, fill a database, give its URL, and remove all of it. Statistics and visibility are as after a night."""
    with TemporaryDirectory() as folder:
        engine, passwords = ENGINES[name](Path(folder)), Passwords()
        await engine.prepare()
        try:
            async with engine.fresh() as url:
                vault, seal = IdentityVault(SECRET.encode()), AuditSeal(SECRET.encode())
                await load_demo(url, graduates=graduates, progress=lambda *_: None, vault=vault, seal=seal, passwords=passwords)
                await after_a_night(url)
                yield url
        finally:
            passwords.close()
            await engine.stop()


async def after_a_night(url: str) -> None:
    """Let PostgreSQL gather what it gathers by itself; on SQLite the demo data have been gathered as they were loaded."""
    if is_postgres(url):
        connection = await asyncpg.connect(url)
        await connection.execute("VACUUM ANALYZE")
        await connection.close()


async def on_each_engine(module: str, measure: Callable[[str], Awaitable[None]]) -> None:
    """Measure on the engine that the command line names, or on both, each in a process of its own: the ORM knows one in a process."""
    for name in sys.argv[1:]:
        await measure(name)
    for name in ENGINES if not sys.argv[1:] else ():
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, name)
        if await process.wait():
            raise SystemExit(process.returncode)


@asynccontextmanager
async def product(url: str, **more: str) -> AsyncIterator[int]:
    """Serve the database with the product, which logs each request as it does anywhere; give the port. `more` are settings."""
    port = free_port()
    settings = {
        "QUXIANG_DATABASE_URL": url,
        "QUXIANG_PORT": str(port),
        "QUXIANG_SECRET_KEY": SECRET,
        "QUXIANG_LOG_FORMAT": "json",
        # One login must do for all rounds.
        "QUXIANG_ACCESS_TOKEN_SECONDS": "3600",
        **more,
    }
    async with served("from app.cli import main; main()", ["serve"], settings, port):
        yield port


@asynccontextmanager
async def plain(url: str) -> AsyncIterator[int]:
    """Serve the database with the plain server, which logs nothing and asks nobody who they are; give the port."""
    port = free_port()
    settings = {"BENCHMARK_DATABASE_URL": url, "BENCHMARK_PORT": str(port)}
    async with served("from benchmarks.plain.server import main; main()", [], settings, port):
        yield port


@asynccontextmanager
async def served(code: str, arguments: list[str], settings: Mapping[str, str], port: int) -> AsyncIterator[None]:
    """Run Python code in a process of its own until the context is left; enter it once the port answers.

    Raises RuntimeError with all the process has written where it does not come to that.
    """
    with TemporaryFile() as log:
        command = (sys.executable, "-c", code, *arguments)
        process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **settings}, stdout=log, stderr=log)
        try:
            await until_open(port)
            yield
        except TimeoutError:
            log.seek(0)
            raise RuntimeError(log.read().decode()) from None
        finally:
            process.terminate()
            await process.wait()


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def until_open(port: int) -> None:
    """Wait until a port can be connected to. Raises TimeoutError after `START_SECONDS`."""
    async with asyncio.timeout(START_SECONDS):
        while True:
            try:
                (await Connection.open(port)).close()
            except OSError:
                await asyncio.sleep(0.1)
            else:
                return
