"""Spreadsheets are read a few rows at a time by processes that are ended with whoever reads, and what cannot be read is told why."""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import psutil
import pytest

from rules.cells import Cell
from rules.files import MOST_COLUMNS, MOST_ROWS, FileRefused, MediaType, Problem, Purpose
from storage.reading import MOST_CHARACTERS
from storage.sheets import PORTION, ReadingFailed, SheetRow, read_sheet
from tests.sheets import HEADINGS, csv_of, fill, old_workbook, with_part, workbook, xlsx

XLSX, CSV = MediaType.XLSX, MediaType.CSV


async def read(content: bytes, media_type: MediaType = XLSX) -> tuple[list[Cell], list[SheetRow]]:
    """Return the headings and all rows of a file."""
    async with read_sheet(content, media_type) as sheet:
        rows = [row async for row in sheet]
        assert len(rows) == sheet.rows
        return sheet.headings, rows


def processes() -> list[psutil.Process]:
    """Return the processes that read for this one."""
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.Error):
            found += [child] if "storage.reading" in child.cmdline() else []
    return found


async def test_every_kind_of_cell_is_read_as_what_it_is() -> None:
    moment = datetime.fromisoformat("2026-06-01T13:05:00")
    row = ["张三 ", 20230001, 3.5, True, False, date(2001, 2, 3), moment, None, "01", -2]
    headings, rows = await read(xlsx(row, headings=["栏"] * 10))
    assert headings == ["栏"] * 10
    [(number, cells)] = rows
    assert number == 2
    assert cells == ["张三 ", 20230001, 3.5, True, False, "2001-02-03", "2026-06-01T13:05:00", None, "01", -2]
    assert [type(cell) for cell in cells[1:5]] == [int, float, bool, bool]


async def test_a_number_that_is_too_long_stays_one_that_says_so() -> None:
    _, rows = await read(xlsx(["张三", 110000200102030019, 1e300]))
    assert [type(cell) for cell in rows[0].cells] == [str, float, float]


async def test_formulas_give_what_they_showed_last_and_an_error_is_no_value() -> None:
    def write(book: Any) -> None:
        sheet = book.add_worksheet()
        fill(book, sheet, [HEADINGS])
        sheet.write_formula(1, 0, '="0"&1', None, "01")
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 2, "=6*7", None, 42)

    _, rows = await read(workbook(write))
    assert rows == [(2, ["01", None, 42])]


async def test_rows_have_the_numbers_that_a_spreadsheet_shows_and_empty_ones_are_left_out() -> None:
    _, rows = await read(xlsx(["甲"], [None, "  "], [], ["乙", None, "丙", "丁"], first=4))
    assert rows == [(5, ["甲", None, None]), (8, ["乙", None, "丙", "丁"])]
    _, rows = await read('\r\n,,\r\n姓名,考生号\r\n甲,"1\n2"\r\n\r\n , \r\n乙,3,4\r\n'.encode(), CSV)
    assert rows == [(4, ["甲", "1\n2"]), (7, ["乙", "3", "4"])]


async def test_columns_keep_their_places_where_the_first_is_empty() -> None:
    headings, rows = await read(xlsx([None, "甲"], headings=[None, "姓名"]))
    assert (headings, rows) == ([None, "姓名"], [(2, [None, "甲"])])


async def test_only_the_first_sheet_that_is_seen_is_read() -> None:
    def write(book: Any) -> None:
        hidden, seen, other = [book.add_worksheet() for _ in range(3)]
        for sheet, name in ((hidden, "藏"), (seen, "见"), (other, "另")):
            fill(book, sheet, [HEADINGS, [name]])
        seen.activate()
        hidden.hide()

    _, rows = await read(workbook(write))
    assert [row.cells[0] for row in rows] == ["见"]


TEXTS: dict[str, bytes] = {
    "utf-8": "姓名,考生号\n张三,001".encode(),
    "utf-8 with a mark": "姓名,考生号\n张三,001".encode("utf-8-sig"),
    "gb18030": "姓名,考生号\r\n张三,001\r\n".encode("gb18030"),
    "semicolons": "姓名;考生号\n张三;001".encode(),
    "tabs": "姓名\t考生号\n张三\t001".encode(),
    "lone returns": "姓名,考生号\r张三,001\r".encode(),
    "quotes": '"姓名","考生号"\n"张三","001"'.encode(),
}


@pytest.mark.parametrize("name", TEXTS)
async def test_a_table_as_text_is_read_however_it_was_saved(name: str) -> None:
    assert await read(TEXTS[name], CSV) == (["姓名", "考生号"], [(2, ["张三", "001"])])


async def test_a_character_outside_of_gbk_is_read() -> None:
    assert await read("姓名\n㐂𠮷".encode("gb18030"), CSV) == (["姓名"], [(2, ["㐂𠮷"])])


async def test_a_cell_gives_only_so_much_of_a_text() -> None:
    _, rows = await read(xlsx(["长" * 30_000]))
    assert rows[0].cells[0] == "长" * MOST_CHARACTERS


def hiding_its_only_sheet() -> bytes:
    content = xlsx(["甲"])
    return with_part(content, "xl/workbook.xml", b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>')


def far_away() -> bytes:
    def write(book: Any) -> None:
        sheet = book.add_worksheet()
        fill(book, sheet, [HEADINGS, ["甲"]])
        sheet.write_string(1_048_575, 16_383, "x")

    return workbook(write)


REFUSED: dict[str, tuple[MediaType, Callable[[], bytes], Problem]] = {
    "a workbook that was cut": (XLSX, lambda: xlsx(["甲"])[:-200], Problem.BROKEN),
    "a workbook with a hole": (XLSX, lambda: xlsx(["甲"])[:60] + xlsx(["甲"])[160:], Problem.BROKEN),
    "a sheet that is no XML": (XLSX, lambda: with_part(xlsx(["甲"]), "xl/worksheets/sheet1.xml", b"<<<"), Problem.BROKEN),
    "a workbook with a password": (XLSX, lambda: old_workbook("EncryptedPackage"), Problem.ENCRYPTED),
    "a workbook of another time": (CSV, lambda: old_workbook(), Problem.OLD_FORMAT),
    "a workbook without a sheet": (XLSX, lambda: hiding_its_only_sheet(), Problem.NO_ROWS),
    "an empty sheet": (XLSX, lambda: xlsx(headings=[]), Problem.NO_ROWS),
    "headings alone": (XLSX, lambda: xlsx(), Problem.NO_ROWS),
    "headings alone, as text": (CSV, lambda: "姓名,考生号\n,\n".encode(), Problem.NO_ROWS),
    "too many columns": (XLSX, lambda: xlsx(["甲"] * (MOST_COLUMNS + 1)), Problem.TOO_MANY_COLUMNS),
    "too many rows": (CSV, lambda: csv_of(MOST_ROWS + 1), Problem.TOO_MANY_ROWS),
    "a quote that never ends": (CSV, lambda: '姓名\n"甲\n乙'.encode(), Problem.BROKEN),
    "a zip of another kind": (XLSX, lambda: b"PK\x03\x04" + bytes(100), Problem.UNKNOWN_TYPE),
    "a page": (CSV, lambda: b"\xef\xbb\xbf <html><table>", Problem.UNKNOWN_TYPE),
    "two bytes a character": (CSV, lambda: "姓名\n甲".encode("utf-16"), Problem.UNKNOWN_TYPE),
    "a part that unpacks to two gigabytes": (XLSX, lambda: bomb(), Problem.TOO_INTRICATE),
    "a sheet that fills memory": (XLSX, lambda: far_away(), Problem.TOO_INTRICATE),
}


def bomb() -> bytes:
    return with_part(xlsx(["甲"]), "xl/media/image1.png", bytes(1 << 30 | 1))


@pytest.mark.parametrize("name", REFUSED)
async def test_what_cannot_be_read_is_refused_before_any_row_and_told_why(name: str) -> None:
    media_type, make, problem = REFUSED[name]
    content = await asyncio.to_thread(make)
    with pytest.raises(FileRefused) as refused:
        async with read_sheet(content, media_type):
            pytest.fail("nothing of it is read")
    assert (refused.value.problem, refused.value.purpose) == (problem, Purpose.ROSTER)
    assert "请" in str(refused.value)
    assert processes() == []


async def test_as_many_rows_as_may_be_are_read_without_holding_them() -> None:
    content = csv_of(MOST_ROWS, 20)
    before = psutil.Process().memory_info().rss
    numbers = 0
    async with read_sheet(content, CSV) as sheet:
        assert sheet.rows == MOST_ROWS
        async for row in sheet:
            numbers += row.number
    assert numbers == sum(range(2, MOST_ROWS + 2))
    assert psutil.Process().memory_info().rss - before < 16 << 20


async def test_a_process_goes_no_faster_than_its_rows_are_taken() -> None:
    async with read_sheet(csv_of(50_000, 20), CSV) as sheet:
        rows = aiter(sheet)
        assert (await anext(rows)).number == 2
        [process] = processes()
        # Until it waits for its reader, which it does for ever.
        seen: list[float] = []
        while len(seen) < 3 or len(set(seen[-3:])) > 1 or process.status() != psutil.STATUS_SLEEPING:
            await asyncio.sleep(0.02)
            seen.append(sum(process.cpu_times()[:2]))
        assert len(sheet._said._buffer) < 4 * PORTION  # type: ignore[attr-defined]
        assert len([row async for row in rows]) == 49_999


async def test_the_process_ends_with_whoever_reads_whatever_ends_it() -> None:
    content = csv_of(50_000, 20)
    async with read_sheet(content, CSV):
        assert len(processes()) == 1
    assert processes() == []
    with pytest.raises(ZeroDivisionError):
        async with read_sheet(content, CSV):
            raise ZeroDivisionError
    assert processes() == []

    begun = asyncio.Event()

    async def read_on() -> None:
        async with read_sheet(content, CSV):
            begun.set()
            await asyncio.Event().wait()

    reading = asyncio.create_task(read_on())
    await begun.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert processes() == []


async def test_a_process_that_takes_too_long_is_ended() -> None:
    with pytest.raises(FileRefused) as refused:
        async with read_sheet(csv_of(50_000, 20), CSV, most_seconds=0.01):
            pytest.fail("it was in time")
    assert refused.value.problem is Problem.TOO_INTRICATE
    assert processes() == []


async def test_a_process_that_is_killed_is_no_end_of_the_file() -> None:
    async with read_sheet(csv_of(50_000, 20), CSV) as sheet:
        rows = aiter(sheet)
        await anext(rows)
        [process] = processes()
        process.kill()
        with pytest.raises(FileRefused) as refused:
            async for _ in rows:
                pass
    assert refused.value.problem is Problem.TOO_INTRICATE


async def test_a_process_that_ends_without_an_answer_is_a_fault_and_no_refusal() -> None:
    with pytest.raises(ReadingFailed):
        async with read_sheet(b"", "image/gif"):  # type: ignore[arg-type]  # No file of another type comes so far.
            pass


async def test_reading_is_given_no_secret() -> None:
    os.environ["QUXIANG_SECRET_OF_THIS_TEST"] = "not to be handed on"
    try:
        async with read_sheet(csv_of(50_000, 20), CSV):
            [process] = processes()
            assert process.environ().keys() <= {"PYTHONPATH", "LC_CTYPE"}
    finally:
        del os.environ["QUXIANG_SECRET_OF_THIS_TEST"]


@pytest.mark.deep
async def test_a_workbook_of_a_hundred_thousand_full_rows_is_read_without_holding_them() -> None:
    def write(book: Any) -> None:
        fill(book, book.add_worksheet(), ([f"第{row}行{column}列毕业生" for column in range(40)] for row in range(MOST_ROWS + 1)))

    content = await asyncio.to_thread(workbook, write, constant_memory=True)
    before = psutil.Process().memory_info().rss
    async with read_sheet(content, XLSX) as sheet:
        assert sheet.rows == len([None async for _ in sheet]) == MOST_ROWS
    assert psutil.Process().memory_info().rss - before < 16 << 20
