"""`quxiang work`: a process that runs imports beside the servers, from its start to its end."""

import os
import signal
import subprocess
import sys
from typing import Final

import pytest

from tests.app.processes import PATIENCE_SECONDS, ROOT
from tests.outputs import OUTPUTS

WORK: Final = (sys.executable, "-u", "-c", "from app.cli import main; main(['work'])")


@pytest.mark.parametrize("asked_by", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("redis", [{}, {"QUXIANG_REDIS_URL": "redis://127.0.0.1:1/0"}])
def test_a_worker_waits_for_imports_until_it_is_asked_to_stop(database_url: str, redis: dict[str, str], asked_by: signal.Signals) -> None:
    settings = {"QUXIANG_DATABASE_URL": database_url, "QUXIANG_SECRET_KEY": "a secret of at least thirty-two bytes", **redis}
    with subprocess.Popen(
        WORK, cwd=ROOT, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("Waiting for imports")
            process.send_signal(asked_by)
            said, _ = process.communicate(timeout=PATIENCE_SECONDS)
        finally:
            if process.poll() is None:
                process.kill()
    OUTPUTS.look("commands", said, "work")
    assert process.returncode == 0
