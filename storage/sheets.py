"""Has spreadsheets read, each by a process of its own (`storage.reading`), a few rows at a time and no faster than they are taken."""

import asyncio
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from rules.cells import Cell
from rules.files import FileRefused, MediaType, Problem, Purpose

MOST_SECONDS: Final = 120.0
"""By the clock, for which a process is waited for altogether, however long its rows are worked on; its bound on processor time is half."""
PORTION: Final = 64 * 1024
"""Bytes that are read at once; the process stands still while a few of these are waiting."""

_ROOT: Final = str(Path(__file__).parents[1])


class ReadingFailed(Exception):
    """The process ended by itself without an answer, which is a fault of ours."""


class SheetRow(NamedTuple):
    """A row that says something. It has a cell for each heading, and more where something stands beyond them."""

    number: int
    """As a spreadsheet program shows it, from 1."""
    cells: list[Cell]


class Sheet:
    """The first visible sheet of a file: its headings, and an iterator over the rows below, which is read once."""

    headings: list[Cell]
    """The first row that says anything."""
    number: int
    """Of the row of headings."""
    rows: int
    """How many rows say anything, without that of the headings."""

    def __init__(self, process: Process, said: StreamReader, most_seconds: float) -> None:
        self._process = process
        self._said = said
        self._left = most_seconds
        self._begun = b""
        self._lines: list[bytes] = []

    async def begin(self) -> None:
        """Read the headings; call once, first. Raises FileRefused, ReadingFailed."""
        head = await self._next()
        self.headings, self.number, self.rows = head["headings"], head["number"], head["rows"]

    async def __aiter__(self) -> AsyncIterator[SheetRow]:
        """Yield each row. Raises FileRefused where the process is ended meanwhile, ReadingFailed."""
        while said := await self._next():
            yield SheetRow(said[0], said[1])

    async def _next(self) -> Any:
        """Return what the next line says."""
        while not self._lines:
            await self._read()
        said = orjson.loads(self._lines.pop())
        if isinstance(said, dict) and "problem" in said:
            raise FileRefused(Problem(said["problem"]), Purpose.ROSTER)
        return said

    async def _read(self) -> None:
        """Take the next portion of what the process says, and with it whole lines if there are any; the first is the last of the list."""
        clock = asyncio.get_running_loop().time
        since = clock()
        try:
            async with asyncio.timeout(self._left):
                portion = await self._said.read(PORTION)
                ended_with = None if portion else await self._process.wait()
        except TimeoutError:
            raise FileRefused(Problem.TOO_INTRICATE, Purpose.ROSTER) from None
        self._left -= clock() - since
        if ended_with is not None:
            # One that is killed has met more than it may take.
            if ended_with < 0:
                raise FileRefused(Problem.TOO_INTRICATE, Purpose.ROSTER)
            raise ReadingFailed
        *lines, self._begun = (self._begun + portion).split(b"\n")
        self._lines = lines[::-1]


@asynccontextmanager
async def read_sheet(content: bytes, media_type: MediaType, *, most_seconds: float = MOST_SECONDS) -> AsyncIterator[Sheet]:
    """Read a roster while the block runs; the process is gone when it ends, however it ends.

    It takes up to `storage.reading.MOST_MEMORY`, so whoever calls this bounds how many there are. Raises FileRefused, ReadingFailed.
    """
    command = [sys.executable, "-P", "-s", "-m", "storage.reading", media_type]
    # It is told where the code is and nothing else: this process's environment holds secrets.
    environment = {"PYTHONPATH": _ROOT}
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd="/", env=environment, limit=PORTION
    )
    assert process.stdin is not None
    assert process.stdout is not None
    feeding = asyncio.create_task(_feed(process.stdin, content))
    sheet = Sheet(process, process.stdout, most_seconds)
    try:
        await sheet.begin()
        yield sheet
    finally:
        feeding.cancel()
        with suppress(ProcessLookupError):
            process.kill()
        # A process counts as gone only when what it has said is taken.
        await process.stdout.read()
        await process.wait()


async def _feed(stdin: StreamWriter, content: bytes) -> None:
    """Hand over the content, a portion at a time; a process that has seen enough, or was ended, takes no more of it."""
    with suppress(BrokenPipeError, ConnectionResetError):
        for start in range(0, len(content), PORTION):
            stdin.write(content[start : start + PORTION])
            await stdin.drain()
    stdin.close()
