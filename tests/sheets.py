"""Spreadsheets as schools send them, written for the tests by a library that is not the one that reads them."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

HEADINGS = ("姓名", "考生号", "出生日期")


def workbook(fill: Callable[[Any], object], **how: bool) -> bytes:
    """Return a workbook that is filled by a function of xlsxwriter's."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, how or {"in_memory": True})
    fill(book)
    book.close()
    return written.getvalue()


def xlsx(*rows: Sequence[Any], headings: Sequence[Any] = HEADINGS, first: int = 1) -> bytes:
    """Return a workbook of one sheet: the headings in row `first`, and the rows below."""
    return workbook(lambda book: fill(book, book.add_worksheet("毕业生名册"), (headings, *rows), first))


def fill(book: Any, sheet: Any, rows: Iterable[Sequence[Any]], first: int = 1) -> None:
    """Write rows from row `first` on, each value as what it is; None is no cell at all."""
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows, first - 1):
        for column, value in enumerate(row):
            if isinstance(value, date | datetime):
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write(number, column, value)


def csv_of(rows: int, columns: int = 3) -> bytes:
    """Return a table as text, with so many rows below its headings."""
    lines = [",".join(f"栏目{column}" for column in range(columns))]
    lines += [",".join(f"第{row}行{column}" for column in range(columns)) for row in range(rows)]
    return "\n".join(lines).encode()


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """Return a workbook with one part replaced, or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, text)
    return written.getvalue()


def old_workbook(stream: str = "Workbook") -> bytes:
    """Return as much as is looked at of a file of the time before xlsx, or with a password (stream `EncryptedPackage`)."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016) + stream.encode("utf-16-le") + bytes(512)
