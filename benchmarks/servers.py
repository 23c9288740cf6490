"""What is measured: PostgreSQL with demo data, the product, and the plain server, each a process of its own."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from tempfile import TemporaryFile
from typing import Final

import asyncpg

from auth.passwords import Passwords
from auth.seal import AuditSeal
from auth.vault import IdentityVault
from benchmarks.client import Connection
from demo.load import load_demo
from tests.engines import PostgresEngine

SECRET: Final = "not-a-secret-but-long-enough-to-be-one"
START_SECONDS: Final = 30


@asynccontextmanager
async def demo_database(graduates: int) -> AsyncIterator[str]:
    """Start PostgreSQL, fill a database, give its URL, and remove all of it. Statistics and visibility are as after a night."""
    engine, passwords = PostgresEngine(), Passwords()
    await engine.prepare()
    try:
        async with engine.fresh() as url:
            vault, seal = IdentityVault(SECRET.encode()), AuditSeal(SECRET.encode())
            await load_demo(url, graduates=graduates, progress=lambda *_: None, vault=vault, seal=seal, passwords=passwords)
            connection = await asyncpg.connect(url)
            await connection.execute("VACUUM ANALYZE")
            await connection.close()
            yield url
    finally:
        passwords.close()
        await engine.stop()


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
