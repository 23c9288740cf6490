"""Reads one spreadsheet, as a program of its own: `python -m storage.reading TYPE`, the content on standard input.

It answers in lines of JSON: `{"headings": […], "number": ROW, "rows": COUNT}`, then `[ROW, [CELL, …]]` for each row below that says
anything, and `{}` at the end; or `{"problem": "…"}`, behind which nothing comes. The whole sheet is in this process's memory and
in no other: who reads the lines (`storage.sheets`) has as few of them at once as it likes.
"""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import BinaryIO, Final, TypeAlias
from zipfile import ZipFile

import orjson
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from rules.cells import Cell
from rules.files import MOST_COLUMNS, MOST_ROWS, FileRefused, MediaType, Problem, Purpose, check_roster, decoded
from storage.confinement import confine

MOST_MEMORY: Final = 3 << 29
"""Bytes of address space: 100,000 rows of 40 filled columns take 660 MB, two copies of each cell for a moment among them."""
MOST_SECONDS: Final = 60
"""Of processor time; such a file takes six."""
MOST_UNPACKED: Final = 1 << 30
"""Bytes of all parts of a workbook as they say themselves; such a file has 360 MB."""
MOST_CHARACTERS: Final = 4_000
"""Of a cell's text: what stands behind them is left out. No field of a roster takes nearly as many."""

_EXACT: Final = 2.0**53
"""Below it, a number that has no fraction is exactly the integer that it seems."""
_DELIMITERS: Final = ",;\t"

Read: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as a library gives it."""
Row: TypeAlias = tuple[int, list[Cell]]
"""Its number, as a spreadsheet program shows it, and its cells up to the last one that is not empty."""


def refused(problem: Problem) -> FileRefused:
    """Return the refusal of a roster."""
    return FileRefused(problem, Purpose.ROSTER)


def rows_of(media_type: MediaType, content: bytes) -> Callable[[], Iterator[Row]]:
    """Return what reads a file's rows that say anything, from the first one each time it is called. Raises FileRefused."""
    check_roster(media_type, content)
    if media_type is MediaType.CSV:
        text = decoded(content) or ""
        delimiter = _delimiter_of(text)
        return lambda: _said(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    sheet = _sheet_of(content)
    before: list[Read] = [None] * (sheet.start[1] if sheet.start else 0)
    return lambda: _said([*before, *row] for row in sheet.iter_rows())


def _sheet_of(content: bytes) -> CalamineSheet:
    """Return the first sheet that somebody sees who opens the workbook."""
    with ZipFile(BytesIO(content)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
            raise refused(Problem.TOO_INTRICATE)
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    for index, sheet in enumerate(workbook.sheets_metadata):
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            return workbook.get_sheet_by_index(index)
    raise refused(Problem.NO_ROWS)


def _delimiter_of(text: str) -> str:
    """Return what stands most often in the first line that says anything."""
    first = next((line for line in StringIO(text) if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _said(rows: Iterable[Sequence[Read]]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        cells = [_cell(each) for each in row]
        while cells and _is_blank(cells[-1]):
            cells.pop()
        if cells:
            yield number, cells


def _is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _cell(value: Read) -> Cell:
    match value:
        case str():
            return value[:MOST_CHARACTERS] or None
        case bool() | int() | None:
            return value
        case float():
            return int(value) if value.is_integer() and abs(value) < _EXACT else value
        case date() | time():
            return value.isoformat()
    return str(value)


def answer(media_type: MediaType, content: bytes, out: BinaryIO) -> None:
    """Write every line. Raises FileRefused before the first one, or not at all."""
    try:
        rows = rows_of(media_type, content)
        # Counted first, so that nobody begins with a file that turns out to be too long.
        count, widest = 0, 0
        for count, (_, cells) in enumerate(rows(), 1):  # noqa: B007  # The last of them is how many there are.
            widest = max(widest, len(cells))
    except MemoryError:
        raise refused(Problem.TOO_INTRICATE) from None
    except FileRefused:
        raise
    except BaseException:
        # Whatever a library says of what it cannot read: to its uploader it is one thing. A panic of Rust's is no Exception.
        raise refused(Problem.BROKEN) from None
    if count < 2:
        raise refused(Problem.NO_ROWS)
    if count > MOST_ROWS + 1:
        raise refused(Problem.TOO_MANY_ROWS)
    if widest > MOST_COLUMNS:
        raise refused(Problem.TOO_MANY_COLUMNS)
    below = rows()
    number, headings = next(below)
    _write(out, {"headings": headings, "number": number, "rows": count - 1})
    for number, cells in below:
        cells.extend([None] * (len(headings) - len(cells)))
        _write(out, (number, cells))
    _write(out, {})


def _write(out: BinaryIO, said: object) -> None:
    out.write(orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE))


def main() -> None:
    """Answer for the file on standard input."""
    confine(memory=MOST_MEMORY, seconds=MOST_SECONDS)
    try:
        answer(MediaType(sys.argv[1]), sys.stdin.buffer.read(), sys.stdout.buffer)
    except FileRefused as no:
        _write(sys.stdout.buffer, {"problem": no.problem})
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
