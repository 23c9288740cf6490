"""Processes that run `quxiang`, each forked from one that has imported it and done nothing else: to import it takes two seconds.

That the installed command starts by itself is proved in tests/app.
"""

import asyncio
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import DupFd
from typing import IO, Any, Final

from tests.patience import PATIENCE

_CONTEXT: Final = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["app.asgi", "app.cli", "tests.forked"])


class _End:
    """An open file, handed to the process that is forked."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __reduce__(self) -> tuple[Any, ...]:
        return _received, (DupFd(self.number),)


def _received(handed: Any) -> _End:
    return _End(handed.detach())


def _run(arguments: Sequence[str], environment: Mapping[str, str], ends: Mapping[int, _End]) -> None:
    """Become `quxiang` with these arguments, this environment, and these files for its output."""
    for number, end in ends.items():
        os.dup2(end.number, number)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["quxiang", *arguments]
    # Imported already, where this is forked: the module is not, where tests look at its functions only.
    from app.cli import main

    main()


class Forked:
    """A process that runs `quxiang`, spoken of as asyncio speaks of its own."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Its number."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit code, negative where a signal ended it; None while it runs."""
        return self._process.exitcode

    async def wait(self) -> int:
        """Return its exit code once it has ended."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, over.set)
        try:
            if self.returncode is None:
                await over.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join(PATIENCE)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()


async def start(*arguments: str, environment: Mapping[str, str], output: IO[Any] | None = None, errors: IO[Any] | None = None) -> Forked:
    """Run `quxiang` with these arguments; its output goes to a file or nowhere, its errors to a file or where those of the tests go."""
    with open(os.devnull, "wb") as nowhere:  # noqa: ASYNC230  # it is there
        ends = {1: _End((output or nowhere).fileno())} | ({2: _End(errors.fileno())} if errors else {})
        process = _CONTEXT.Process(target=_run, args=(arguments, dict(environment), ends))
        await asyncio.to_thread(process.start)
    return Forked(process)
