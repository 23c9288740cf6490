"""Writes spreadsheets: a roster's template, and what is wrong with the rows of a roster.

Everything is written as text, also what begins like a formula, so that nothing that somebody typed is computed where it is opened.
"""

import asyncio
from collections.abc import AsyncIterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final, NamedTuple, TypeAlias

import xlsxwriter

from rules.files import MOST_ROWS
from rules.roster_fields import RosterField

Sheet: TypeAlias = Any
Format: TypeAlias = Any
"""Of xlsxwriter, which says little of its types."""

ROSTER: Final = "毕业生名册"
NOTES: Final = "填写说明"
CODES: Final = "代码表"
PROBLEMS: Final = "问题清单"
MOST_PROBLEMS: Final = 1_000_000
"""A sheet takes 1,048,576 rows."""

_WIDTH_OF_NOTE: Final = 84
"""In digits; a Chinese character is as wide as two."""
_HEIGHT: Final = 15
"""Of a line, in points; not every program finds out by itself how many lines a row has."""
_COLUMNS_OF_NOTES: Final = (
    ("栏目", 24),
    ("部标代码", 14),
    ("必填", 6),
    ("长度", 14),
    ("代码表", 36),
    ("示例", 24),
    ("说明", _WIDTH_OF_NOTE),
)
_COLUMNS_OF_PROBLEMS: Final = (("行号", 8), ("栏目", 24), ("问题", 60), ("处理办法", 60))
_SHORT: Final = 4
"""Entries of a code table that are told beside the field, and not only in a sheet of their own."""
_LAST: Final = MOST_ROWS
"""The last row, counted from 0 with the headings, that is prepared for filling in."""
_LONGEST: Final = 32_767
"""Characters that a cell holds."""
_TEXT: Final = {"num_format": 49, "valign": "top"}
"""49 is how every spreadsheet program numbers the format of text, @."""
_HEADING: Final = {**_TEXT, "bold": True, "border": 1, "bg_color": "#D9E1F2"}
_REQUIRED: Final = {**_HEADING, "bg_color": "#F8CBAD"}
_WRAPPED: Final = {**_TEXT, "text_wrap": True}


class ProblemRow(NamedTuple):
    """What is wrong with one cell of a roster, or with a row; in Chinese, for whoever filled it in."""

    number: int | None
    """Of the row, as a spreadsheet program shows it; none where it is the whole roster."""
    label: str
    """Of the column; empty where it is the row."""
    problem: str
    remedy: str


_TOO_MANY: Final = ProblemRow(None, "", "问题过多，其余未列出", "请先处理以上问题，然后重新上传")
_PORTION: Final = 500


def template(fields: Sequence[RosterField]) -> bytes:
    """Return a roster's template: an empty sheet to fill in, what belongs into it, and the code tables."""
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    roster, notes, codes = (book.add_worksheet(name) for name in (ROSTER, NOTES, CODES))
    tables = {field.label: field.codes for field in fields if field.codes is not None}
    places = _write_codes(book, codes, tables)
    _write_roster(book, roster, fields, places)
    _write_notes(book, notes, fields)
    for sheet in (roster, notes, codes):
        _print_on_a4(sheet)
    book.close()
    return written.getvalue()


def _write_roster(book: Any, sheet: Sheet, fields: Sequence[RosterField], places: Mapping[str, str]) -> None:
    text, required, optional = (book.add_format(each) for each in (_TEXT, _REQUIRED, _HEADING))
    sheet.freeze_panes(1, 0)
    for column, field in enumerate(fields):
        # A column that is text keeps leading zeros and all 18 digits of whatever is typed or pasted into it.
        sheet.set_column(column, column, max(len(field.label) * 2 + 2, min(len(field.example), 30) + 2), text)
        sheet.write_string(0, column, field.label, required if field.required else optional)
        if field.label in places:
            # The code itself may be typed too, so another value is asked about and not refused.
            choice = {
                "validate": "list",
                "source": places[field.label],
                "error_type": "warning",
                "error_title": field.label,
                "error_message": f"请从列表中选择，或填写“{CODES}”工作表中的代码。",
            }
            sheet.data_validation(1, column, _LAST, column, choice)


def _write_codes(book: Any, sheet: Sheet, tables: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Write the code tables side by side, one that several fields have only once; return where the names of each field's are."""
    heading, text = book.add_format(_HEADING), book.add_format(_TEXT)
    sheet.freeze_panes(2, 0)
    places: dict[str, str] = {}
    columns: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for label, table in tables.items():
        columns.setdefault(tuple(table.items()), []).append(label)
    for number, (entries, labels) in enumerate(columns.items()):
        code, name = number * 3, number * 3 + 1
        sheet.set_column(code, code, 6, text)
        sheet.set_column(name, name, 24, text)
        sheet.set_column(name + 1, name + 1, 3)
        sheet.merge_range(0, code, 0, name, "", heading)
        sheet.write_string(0, code, "、".join(labels), heading)
        for row, (left, right) in enumerate((("代码", "名称"), *entries), 1):
            sheet.write_string(row, code, left, heading if row == 1 else text)
            sheet.write_string(row, name, right, heading if row == 1 else text)
        letters = xlsxwriter.utility.xl_col_to_name(name)
        places |= dict.fromkeys(labels, f"='{CODES}'!${letters}$3:${letters}${len(entries) + 2}")
    return places


def _write_notes(book: Any, sheet: Sheet, fields: Sequence[RosterField]) -> None:
    wrapped, required = book.add_format(_WRAPPED), book.add_format({**_WRAPPED, "bg_color": _REQUIRED["bg_color"]})
    _begin(book, sheet, _COLUMNS_OF_NOTES)
    for row, field in enumerate(fields, 1):
        told = _notes_on(field)
        sheet.set_row(row, _HEIGHT * max(1, -(-len(told[-1]) * 2 // _WIDTH_OF_NOTE)))
        _write_row(sheet, row, told, wrapped)
        if field.required:
            sheet.write_string(row, 0, field.label, required)
    general = (
        f"请在“{ROSTER}”工作表中填写，每名毕业生一行，至多{MOST_ROWS}行。橙色的栏目必填。",
        "请不要改动表头；栏目的顺序可以调整，不需要的选填栏目可以删除。表头也可以使用部标代码。",
        "代码类栏目填写代码或名称均可。所有单元格均为文本格式，请勿改为数值，否则身份证号、考生号的末几位会丢失。",
    )
    for row, line in enumerate(general, len(fields) + 2):
        sheet.merge_range(row, 0, row, len(_COLUMNS_OF_NOTES) - 1, "", wrapped)
        sheet.write_string(row, 0, line, wrapped)


def _notes_on(field: RosterField) -> tuple[str, ...]:
    table = ""
    if field.codes is not None:
        short = "、".join(f"{code} {name}" for code, name in field.codes.items()) if len(field.codes) <= _SHORT else ""
        table = short or f"见“{CODES}”工作表中的“{field.label}”"
    aliases = f"表头也可写作{'、'.join(field.aliases)}" if field.aliases else ""
    told = "；".join(each for each in (field.note, field.form.problem if field.form else "", aliases) if each)
    length = f"至多{field.longest}字" if field.codes is None else f"代码至多{field.longest}位"
    return field.label, field.code, "是" if field.required else "否", length, table, field.example, told


async def problem_report(problems: AsyncIterable[ProblemRow], *, most: int = MOST_PROBLEMS) -> bytes:
    """Return a workbook of what is wrong with a roster, a row for each problem; only a portion of them is in memory at a time.

    More than a sheet takes are not listed, which the last row says. It is written in threads: 10,000 rows take half a second.
    """
    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"constant_memory": True})
    sheet, wrapped = book.add_worksheet(PROBLEMS), book.add_format(_WRAPPED)
    try:
        _begin(book, sheet, _COLUMNS_OF_PROBLEMS)
        _print_on_a4(sheet)
        first, portion = 1, list[ProblemRow]()
        async for problem in problems:
            if first + len(portion) > most:
                portion.append(_TOO_MANY)
                break
            portion.append(problem)
            if len(portion) == _PORTION:
                await asyncio.to_thread(_write_problems, sheet, first, portion, wrapped)
                first, portion = first + _PORTION, []
        await asyncio.to_thread(_write_problems, sheet, first, portion, wrapped)
    finally:
        # What was written so far is in a file of its own until then.
        await asyncio.to_thread(book.close)
    return written.getvalue()


def _write_problems(sheet: Sheet, first: int, problems: Sequence[ProblemRow], style: Format) -> None:
    for row, problem in enumerate(problems, first):
        if problem.number is not None:
            sheet.write_number(row, 0, problem.number)
        _write_row(sheet, row, problem[1:], style, first=1)


def _begin(book: Any, sheet: Sheet, columns: Sequence[tuple[str, int]]) -> None:
    heading = book.add_format(_HEADING)
    sheet.freeze_panes(1, 0)
    for column, (label, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, heading)


def _print_on_a4(sheet: Sheet) -> None:
    """Have a sheet printed as wide as a page, however many pages long."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_row(sheet: Sheet, row: int, texts: Sequence[str], style: Format, *, first: int = 0) -> None:
    for column, text in enumerate(texts, first):
        sheet.write_string(row, column, text[:_LONGEST], style)
