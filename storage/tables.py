"""Writes a table of any length into a file, as CSV or as a workbook: row by row, with little of it in memory."""

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self, TypeAlias

import xlsxwriter

Cell: TypeAlias = str | int
Row: TypeAlias = Sequence[Cell]
Note: TypeAlias = tuple[str, str]
"""What is told (栏目) and what it is (内容)."""

ROWS_OF_SHEET: Final = 1_048_576
"""As many as a sheet takes, its heading among them."""
NOTES: Final = "下载说明"
_LONGEST: Final = 32_767
"""Characters that a cell holds."""
_WIDEST: Final = 50
"""Of a column, in digits; a Chinese character is as wide as two."""
_COMPUTED: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""How a text begins that spreadsheet programs take for a formula when they open a CSV (OWASP, CSV injection)."""
NOTHING: Final = "--"
"""What pages print where there is no value. Nothing is computed of it."""
_TEXT: Final = {"num_format": 49, "valign": "top"}
"""49 is how every spreadsheet program numbers the format of text, @."""
_HEADING: Final = {**_TEXT, "bold": True, "border": 1, "bg_color": "#D9E1F2"}


class TableFile(Protocol):
    """A file that takes a table. Its methods wait for a disk, so they are called in threads, one after the other."""

    def __enter__(self) -> Self:
        """Begin the file."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go of the file, whether it is whole or not."""

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows. Raises OSError."""

    def finish(self, notes: Sequence[Note]) -> None:
        """Make the file whole; where its kind has a place for notes, write them. Raises OSError."""


def harmless(text: str) -> str:
    """Return a text that is computed by no spreadsheet program: what begins like a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_COMPUTED) and text != NOTHING else text


class CsvFile:
    """CSV as RFC 4180 has it, in UTF-8 with the mark by which spreadsheet programs know it."""

    def __init__(self, path: Path, headings: Sequence[str]) -> None:
        self._file = path.open("x", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow([harmless(heading) for heading in headings])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows; numbers are not text, so a negative one stays as it is."""
        self._writer.writerows([[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])

    def finish(self, notes: Sequence[Note]) -> None:
        """Make the file whole. It has no place for notes."""
        self._file.close()


class XlsxFile:
    """A workbook: sheets of one table, as many as its rows need, and one that says what it is."""

    def __init__(self, path: Path, headings: Sequence[str], *, title: str, folder: Path, rows_of_sheet: int = ROWS_OF_SHEET) -> None:
        """Begin it; while it grows, it is in files of the folder."""
        self._book: Any = xlsxwriter.Workbook(
            str(path), {"constant_memory": True, "tmpdir": str(folder), "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._text, self._heading = self._book.add_format(_TEXT), self._book.add_format(_HEADING)
        self._wrapped = self._book.add_format({**_TEXT, "text_wrap": True})
        self._title, self._headings, self._rows_of_sheet = title, headings, rows_of_sheet
        self._widths = [width_of(heading) + 4 for heading in headings]
        self._sheets: list[Any] = []
        self._next = rows_of_sheet
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        # A workbook that is given up is not put together: its files go with the folder.
        if kind is not None:
            for sheet in self._book.worksheets():
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()
            self._book.fileclosed = True

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows, on a further sheet where one is full."""
        for row in rows:
            if self._next >= self._rows_of_sheet:
                self._turn()
            sheet, at = self._sheets[-1], self._next
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(at, column, cell)
                elif cell:
                    sheet.write_string(at, column, cell[:_LONGEST], self._text)
                    self._widths[column] = max(self._widths[column], width_of(cell) + 2)
            self._next += 1

    def _turn(self) -> None:
        self._end_sheet()
        name = self._title if not self._sheets else f"{self._title}{len(self._sheets) + 1}"
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(self._headings):
            sheet.write_string(0, column, heading, self._heading)
        self._sheets.append(sheet)
        self._next = 1

    def _end_sheet(self) -> None:
        if self._sheets:
            self._sheets[-1].autofilter(0, 0, self._next - 1, len(self._headings) - 1)

    def finish(self, notes: Sequence[Note]) -> None:
        """Write the notes on a sheet of their own, and put the workbook together."""
        if not self._sheets:
            self._turn()
        self._end_sheet()
        for sheet in self._sheets:
            for column, width in enumerate(self._widths):
                sheet.set_column(column, column, min(width, _WIDEST))
        told = self._book.add_worksheet(NOTES)
        told.set_column(0, 0, 16)
        told.set_column(1, 1, 84)
        for row, (what, text) in enumerate(notes):
            told.write_string(row, 0, what, self._heading)
            told.write_string(row, 1, text[:_LONGEST], self._wrapped)
        self._book.close()


def width_of(text: str) -> int:
    """Return how many digits a text is about as wide as."""
    return len(text) + sum(character > "\u2e7f" for character in text)
