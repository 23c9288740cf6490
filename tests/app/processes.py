"""Runs the server as an operator does: in a process of its own, told everything by its environment."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import httpx

from tests.outputs import OUTPUTS, sync_client

ROOT: Final = Path(__file__).parents[2]
SERVE: Final = (sys.executable, "-c", "from app.cli import main; main(['serve'])")
PATIENCE_SECONDS: Final = 60


def free_port() -> int:
    """Return a port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served() -> Iterator[tuple[httpx.Client, "subprocess.Popen[str]"]]:
    """Yield a client of a server that answers, and its process; the environment's settings hold, but for the port."""
    port = free_port()
    environment = os.environ | {"QUXIANG_PORT": str(port)}
    with subprocess.Popen(SERVE, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            with sync_client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                wait_until_healthy(client, process)
                yield client, process
        finally:
            if process.poll() is None:
                process.kill()


def interrupt(process: "subprocess.Popen[str]") -> str:
    """Press Ctrl-C, wait for the end, and return all it said."""
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    OUTPUTS.look("commands", said, "serve")
    return said


def wait_until_healthy(client: httpx.Client, process: "subprocess.Popen[str]") -> None:
    """Return once `/health` answers 200; raise AssertionError when the process ends, or nothing answers for a minute."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stdout and process.stdout.read()
        try:
            if client.get("/health").status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not become healthy")
