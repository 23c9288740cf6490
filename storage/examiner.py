"""Has files looked through, a few at a time, each by a process of its own (`storage.examining`), so that none holds up the server."""

import asyncio
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from rules.files import FileRefused, MediaType, Problem

AT_ONCE: Final = 2
MOST_WAITING: Final = 32
"""Files that wait or are looked through; more are refused at once, so that those that wait are answered soon."""
MOST_SECONDS: Final = 20.0
"""By the clock, of a process; its own bound on processor time is half of that."""

_ROOT: Final = str(Path(__file__).parents[1])


class ExaminerBusy(Exception):
    """More files wait than can be looked through soon."""


class Examiner:
    """Looks through files that strangers made."""

    def __init__(self, *, most_waiting: int = MOST_WAITING, most_seconds: float = MOST_SECONDS) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="examiner")
        self._most_waiting = most_waiting
        self._most_seconds = most_seconds
        self._waiting = 0

    async def examine(self, content: bytes, media_type: MediaType) -> bytes:
        """Return the content up to where the file ends. Raises FileRefused, ExaminerBusy."""
        if self._waiting >= self._most_waiting:
            raise ExaminerBusy
        self._waiting += 1
        try:
            end = await asyncio.get_running_loop().run_in_executor(self._pool, self._ask, content, media_type)
        finally:
            self._waiting -= 1
        return content[:end]

    def _ask(self, content: bytes, media_type: MediaType) -> int:
        """Return what a process says of the content; one that is killed has met more than it may take.

        Raises FileRefused; CalledProcessError where it ended by itself without an answer, which is a fault of ours.
        """
        command = [sys.executable, "-P", "-s", "-m", "storage.examining", media_type]
        # It is told where the code is and nothing else: this process's environment holds secrets.
        environment = {"PYTHONPATH": _ROOT}
        try:
            said = subprocess.run(
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=self._most_seconds,
                check=True,
                cwd="/",
                env=environment,
            )
        except subprocess.TimeoutExpired:
            raise FileRefused(Problem.TOO_INTRICATE) from None
        except subprocess.CalledProcessError as died:
            if died.returncode > 0:
                raise
            raise FileRefused(Problem.TOO_INTRICATE) from None
        answer = json.loads(said.stdout)
        if "problem" in answer:
            raise FileRefused(Problem(answer["problem"]))
        return int(answer["end"])

    def close(self) -> None:
        """End the threads; what waits is not begun any more."""
        self._pool.shutdown(cancel_futures=True)
