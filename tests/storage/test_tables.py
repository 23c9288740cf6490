"""Tables that are written can be opened anywhere, keep every digit, and compute nothing."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from storage.tables import NOTES, CsvFile, Row, TableFile, XlsxFile, harmless
from tests.storage.test_workbooks import xml_of

HEADINGS = ("姓名", "当前协议编号", "月薪")
DANGEROUS = ("=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A")


def csv_of(path: Path, rows: list[Row]) -> bytes:
    with CsvFile(path, HEADINGS) as file:
        file.write(rows)
        file.finish([])
    return path.read_bytes()


def xlsx_of(path: Path, rows: list[Row], rows_of_sheet: int = 100) -> Path:
    with XlsxFile(path, HEADINGS, title="就业协议", folder=path.parent, rows_of_sheet=rows_of_sheet) as file:
        for row in rows:
            file.write([row])
        file.finish([("列表", "就业协议"), ("筛选条件", "=全部")])
    return path


def test_a_csv_is_rfc_4180_in_utf_8_with_its_mark(tmp_path: Path) -> None:
    content = csv_of(tmp_path / "table.csv", [('何,一"远\n', "0012", -5)])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == '姓名,当前协议编号,月薪\r\n"何,一""远\n",0012,-5\r\n'


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_of_a_csv_is_computed(tmp_path: Path, text: str) -> None:
    content = csv_of(tmp_path / "table.csv", [(text, "", 0)]).decode("utf-8-sig")
    [_, row] = csv.reader(StringIO(content, newline=""))
    assert row == [f"'{text}", "", "0"]


def test_what_stands_for_nothing_stays_as_pages_print_it() -> None:
    assert [harmless(text) for text in ("--", "", "a=1", "---")] == ["--", "", "a=1", "'---"]


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = xlsx_of(tmp_path / "table.xlsx", [("=1+1", "2023110001313572712", 8000), ("https://example.com", "", -5)])
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["就业协议", NOTES]
    assert book.get_sheet_by_name("就业协议").to_python() == [
        list(HEADINGS),
        ["=1+1", "2023110001313572712", 8000.0],
        ["https://example.com", "", -5.0],
    ]
    assert book.get_sheet_by_name(NOTES).to_python() == [["列表", "就业协议"], ["筛选条件", "=全部"]]
    content = path.read_bytes()
    sheet = xml_of(content, "worksheets/sheet1")
    assert "<f>" not in sheet
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:C3"/>' in sheet
    assert "<cols>" in sheet


def test_more_rows_than_a_sheet_takes_go_on_on_the_next(tmp_path: Path) -> None:
    rows: list[Row] = [(f"第{number}行", "", number) for number in range(7)]
    book = CalamineWorkbook.from_path(str(xlsx_of(tmp_path / "table.xlsx", rows, rows_of_sheet=4)))
    assert book.sheet_names == ["就业协议", "就业协议2", "就业协议3", NOTES]
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names[:-1]]
    assert all(sheet[0] == list(HEADINGS) for sheet in sheets)
    assert [row[2] for sheet in sheets for row in sheet[1:]] == list(range(7))


def test_a_list_without_rows_has_its_headings(tmp_path: Path) -> None:
    book = CalamineWorkbook.from_path(str(xlsx_of(tmp_path / "table.xlsx", [])))
    assert book.get_sheet_by_name("就业协议").to_python() == [list(HEADINGS)]


def begun(kind: str, folder: Path) -> TableFile:
    if kind == "csv":
        return CsvFile(folder / "table", HEADINGS)
    return XlsxFile(folder / "table", HEADINGS, title="就业协议", folder=folder)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_that_is_given_up_lets_go_of_its_files(tmp_path: Path, kind: str) -> None:
    # A file that stays open would be a warning, and every warning is an error here.
    file = begun(kind, tmp_path)
    file.write([("何一远", "", 1)])
    file.__exit__(RuntimeError, RuntimeError(), None)
