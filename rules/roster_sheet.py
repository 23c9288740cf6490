"""A roster's file as a whole: which column holds which field, and what is wrong with a row, told so that a clerk can put it right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rules.cells import Cell, NumberLost, cell_text
from rules.errors import InvalidInput
from rules.roster_fields import BY_NAME, FIELDS, RosterField, field_of_heading


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that is wrong with a row: what, and what to do about it. `field` is None where it is the row's, or the file's."""

    row_number: int
    field: RosterField | None
    problem: str
    remedy: str


class SheetRefused(Exception):
    """The file as a whole cannot be imported. Its text is the Chinese sentence for end users."""

    def __init__(self, problem: str, problems: Sequence[RowProblem] = ()) -> None:
        super().__init__(problem)
        self.problems = problems


def columns_of(headings: Sequence[Cell]) -> Mapping[int, RosterField]:
    """Return the field of each column that holds one, by its place from 0; a column with another heading is passed over.

    Raises SheetRefused where a required field has no column, or a field has two.
    """
    found: dict[int, RosterField] = {}
    for place, heading in enumerate(headings):
        field = field_of_heading(heading) if isinstance(heading, str) else None
        if field is not None and field in found.values():
            raise SheetRefused(f"表头中“{field.label}”出现了两次。请删除重复的一列后重新上传。")
        if field is not None:
            found[place] = field
    missing = [field for field in FIELDS if field.required and field not in found.values()]
    if missing:
        names = "、".join(f"“{field.label}”" for field in missing)
        problems = [RowProblem(0, field, f"缺少必填栏目“{field.label}”", "请下载名册模板，补上该栏后重新上传") for field in missing]
        raise SheetRefused(f"缺少必填栏目：{names}。请下载名册模板，补全表头后重新上传。", problems)
    return found


def typed_row(cells: Sequence[Cell], columns: Mapping[int, RosterField]) -> tuple[dict[str, str | None], dict[str, NumberLost]]:
    """Return what a row's cells say, by the fields' names, and the fields whose numbers the spreadsheet has lost."""
    typed: dict[str, str | None] = {}
    lost: dict[str, NumberLost] = {}
    for place, field in columns.items():
        try:
            typed[field.name] = cell_text(cells[place]) if place < len(cells) else None
        except NumberLost as problem:
            lost[field.name] = problem
    return typed, lost


_REMEDIES: Final[Mapping[str, str]] = {
    "idNumber": "请核对证件，将该列设为文本格式后重新填写18位号码",
    "examNumber": "请与学籍系统核对考生号",
    "department": "请与系统中的院系名称逐字核对（区分大小写）；确为新院系的，请在导入时选择“新增院系”",
    "birthDate": "请核对身份证号和出生日期，或删去出生日期",
    "schoolCode": "请确认是本校的名册",
    "graduatedMonth": "请核对届别和毕业时间",
}
"""What to do about a problem of a field, where there is more to say than to correct it."""


def remedy_of(field: RosterField) -> str:
    """Return what a clerk can do about a problem of a field."""
    if field.name in _REMEDIES:
        return _REMEDIES[field.name]
    if field.codes is not None:
        return f"请填写代码表中的代码或名称，如“{field.example}”"
    return f"请更正后重新导入，如“{field.example}”"


def told(row_number: int, problem: InvalidInput) -> RowProblem:
    """Return a problem of a field as it is told of a row."""
    field = BY_NAME[str(problem.field)]
    return RowProblem(row_number, field, problem.problem, remedy_of(field))


def lost(row_number: int, field: RosterField, why: NumberLost) -> RowProblem:
    """Return what is told of a number that the spreadsheet has lost."""
    return RowProblem(row_number, field, f"{field.label}：{str(why).rstrip('。')}", remedy_of(field))


def twin(row_number: int, name: str, other: int) -> RowProblem:
    """Return what is told of a row whose number, the field `name`, stands in another row of the file."""
    field = BY_NAME[name]
    return RowProblem(row_number, field, f"{field.label}与第{other}行相同", "请删除重复的行，或更正其中一行后重新导入")


def exam_number_of_another(row_number: int) -> RowProblem:
    """Return what is told of a row whose examination number is somebody else's on the roster."""
    problem = "考生号在名册中属于另一名毕业生，身份证号不一致"
    return RowProblem(row_number, BY_NAME["idNumber"], problem, "请核对身份证号和考生号，二者登记后不能更改")


def known_by_another_exam_number(row_number: int) -> RowProblem:
    """Return what is told of a row of somebody who is on the roster under another examination number."""
    problem = "该毕业生已在本校本届名册中，考生号不一致"
    return RowProblem(row_number, BY_NAME["examNumber"], problem, "考生号登记后不能更改：请填写名册中的考生号，或先从名册中删除")


def unknown_department(row_number: int) -> RowProblem:
    """Return what is told of a row of a department that the school has not."""
    field = BY_NAME["department"]
    return RowProblem(row_number, field, "本校没有此院系", remedy_of(field))
