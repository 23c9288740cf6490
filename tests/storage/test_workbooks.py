"""What is written can be read again as text, by people and by what reads rosters; nothing of it is ever computed."""

import re
import zipfile
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from rules.cells import cell_text
from rules.files import FileRefused, MediaType, Problem
from rules.roster_fields import FIELDS, field_of_heading
from storage import workbooks
from storage.sheets import read_sheet
from storage.workbooks import CODES, NOTES, ROSTER, ProblemRow, problem_report, template
from tests.sheets import xlsx


def sheet_of(content: bytes, name: str) -> list[list[object]]:
    """Return the rows of a sheet."""
    return [list(row) for row in CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(name).iter_rows()]


def xml_of(content: bytes, part: str) -> str:
    """Return one part of a workbook as it is written."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return parts.read(f"xl/{part}.xml").decode()


def test_the_template_has_a_column_for_every_field_and_each_heading_names_it() -> None:
    content = template(FIELDS)
    assert CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names == [ROSTER, NOTES, CODES]
    [headings] = sheet_of(content, ROSTER)
    assert [field_of_heading(str(heading)) for heading in headings] == list(FIELDS)


async def test_a_template_that_is_sent_as_it_is_has_no_rows() -> None:
    with pytest.raises(FileRefused) as refused:
        async with read_sheet(template(FIELDS), MediaType.XLSX):
            pytest.fail("there is nothing in it")
    assert refused.value.problem is Problem.NO_ROWS


def test_every_column_of_the_template_is_text_and_its_headings_stay_in_sight() -> None:
    content = template(FIELDS)
    sheet, styles = xml_of(content, "worksheets/sheet1"), xml_of(content, "styles")
    columns = sheet[sheet.index("<cols>") : sheet.index("</cols>")]
    told = re.findall(r'<col min="(\d+)" max="(\d+)" .*?style="(\d+)"', columns)
    assert [number for first, last, _ in told for number in range(int(first), int(last) + 1)] == list(range(1, len(FIELDS) + 1))
    [style] = {style for _, _, style in told}
    formats = styles[styles.index("<cellXfs") :].split("<xf ")[1:]
    # 49 is how workbooks number the format @.
    assert formats[int(style)].startswith('numFmtId="49" ')
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet


def test_a_required_heading_looks_different_in_the_template() -> None:
    cells = xml_of(template(FIELDS), "worksheets/sheet1").split("<row ")[1].split("<c ")[1:]
    looks = [cell.partition('s="')[2].partition('"')[0] for cell in cells]
    required = {look for look, field in zip(looks, FIELDS, strict=True) if field.required}
    optional = {look for look, field in zip(looks, FIELDS, strict=True) if not field.required}
    assert len(required) == len(optional) == 1
    assert required != optional


def test_the_template_offers_the_names_of_every_code_table_and_lets_codes_be_typed() -> None:
    content = template(FIELDS)
    coded = [field for field in FIELDS if field.codes is not None]
    validations = xml_of(content, "worksheets/sheet1").split("<dataValidation ")[1:]
    assert len(validations) == len(coded)
    rows = sheet_of(content, CODES)
    for validation, field in zip(validations, coded, strict=True):
        assert 'errorStyle="warning"' in validation
        _, column, first, _, last = validation.partition("<formula1>")[2].partition("</formula1>")[0].replace(":", "").split("$")
        at = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(column))) - 1
        listed = {str(row[at - 1]): str(row[at]) for row in rows[int(first) - 1 : int(last)]}
        assert listed == dict(field.codes or {})


def test_the_template_explains_every_field() -> None:
    rows = sheet_of(template(FIELDS), NOTES)
    assert rows[0] == ["栏目", "部标代码", "必填", "长度", "代码表", "示例", "说明"]
    for field, row in zip(FIELDS, rows[1:], strict=False):
        label, code, required, length, table, example, told = map(str, row)
        assert (label, code, required, example) == (field.label, field.code, "是" if field.required else "否", field.example)
        assert str(field.longest) in length
        assert bool(table) is (field.codes is not None)
        assert field.note in told
        assert all(alias in told for alias in field.aliases)


async def some(*problems: ProblemRow) -> AsyncIterator[ProblemRow]:
    for problem in problems:
        yield problem


HARMFUL = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.com")', "{=1}", "http://example.com", "\t=1", "<b>&")


async def test_problems_are_told_in_order_with_their_rows() -> None:
    problems = [ProblemRow(2, "身份证号", "校验码不正确", "请核对后重新填写"), ProblemRow(100_001, "", "与第2行重复", "请删除其中一行")]
    rows = sheet_of(await problem_report(some(*problems)), workbooks.PROBLEMS)
    assert rows == [["行号", "栏目", "问题", "处理办法"], *map(list, problems)]


async def test_what_begins_like_a_formula_stays_a_text() -> None:
    content = await problem_report(some(*(ProblemRow(2, text, text, text) for text in HARMFUL)))
    rows = sheet_of(content, workbooks.PROBLEMS)[1:]
    assert [row[1:] for row in rows] == [[text] * 3 for text in HARMFUL]
    sheet = xml_of(content, "worksheets/sheet1")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


async def test_a_text_that_is_too_long_for_a_cell_is_cut_and_not_left_out() -> None:
    rows = sheet_of(await problem_report(some(ProblemRow(2, "", "长" * 40_000, ""))), workbooks.PROBLEMS)
    assert rows[1][2] == "长" * 32_767


async def test_a_roster_without_problems_has_a_report_that_says_so_by_having_none() -> None:
    assert len(sheet_of(await problem_report(some()), workbooks.PROBLEMS)) == 1


async def test_more_problems_than_a_sheet_takes_are_not_listed_and_the_last_row_says_so() -> None:
    problems = some(*(ProblemRow(number, "", "错", "改") for number in range(2, 9)))
    rows = sheet_of(await problem_report(problems, most=3), workbooks.PROBLEMS)
    assert [row[0] for row in rows] == ["行号", 2, 3, 4, ""]
    assert "其余未列出" in str(rows[-1][2])


async def test_a_report_that_breaks_off_leaves_nothing_open() -> None:
    async def broken() -> AsyncIterator[ProblemRow]:
        yield ProblemRow(2, "", "错", "改")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await problem_report(broken())


async def test_what_is_filled_into_the_template_is_read_as_it_was_typed() -> None:
    row = [field.example for field in FIELDS]
    async with read_sheet(xlsx(row, headings=[field.label for field in FIELDS]), MediaType.XLSX) as sheet:
        assert [field_of_heading(str(heading)) for heading in sheet.headings] == list(FIELDS)
        assert [[cell_text(cell) for cell in each.cells] async for each in sheet] == [row]
