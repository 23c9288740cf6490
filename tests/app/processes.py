"""Runs the command line as an operator does: in a process of its own, told everything by its environment."""

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

ROOT: Final = Path(__file__).parents[2]
COMMAND: Final = (sys.executable, "-c", "from app.cli import main; main()")
SECRET: Final = "a secret of at least thirty-two bytes"
PATIENCE_SECONDS: Final = 60


def environment(**settings: str) -> dict[str, str]:
    """Return this process's environment with these settings of ours and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUXIANG_")}
    return kept | {f"QUXIANG_{name.upper()}": value for name, value in settings.items()}


def quxiang(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = [*COMMAND, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(**settings), check=False, capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )


def free_port() -> int:
    """Return a port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(**settings: str) -> Iterator[tuple[httpx.Client, "subprocess.Popen[str]"]]:
    """Yield a client of a server that answers, and its process; interrupt it at the end, as Ctrl-C does."""
    port = free_port()
    command = [*COMMAND, "serve"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(port=str(port), **settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
                wait_until_healthy(client, process)
                yield client, process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)


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
