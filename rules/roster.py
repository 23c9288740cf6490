"""What a school's roster (毕业生名册) may say of a graduate, field by field (domain: 基本信息)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.codes import DEGREES, TRAINING_MODES
from rules.errors import InvalidInput
from rules.identity import check_id_number

MOST_AT_ONCE: Final = 100
"""Rows of one act. A school enrols thousands in as many acts, each of them whole or not at all."""

FIELD_NAMES: Final = {
    "name": "姓名",
    "idNumber": "身份证号",
    "examNumber": "考生号",
    "studentNumber": "学号",
    "department": "院系",
    "degreeCode": "学历",
    "majorCode": "专业代码",
    "majorName": "专业",
    "trainingMode": "培养方式",
}
"""Input field -> what users call it, in the order of a roster."""

LONGEST: Final = {"name": 40, "examNumber": 20, "studentNumber": 32, "department": 60, "majorCode": 8, "majorName": 60}
"""Characters."""

_EXAM_NUMBER: Final = re.compile(r"[0-9A-Za-z]+")
_MAJOR_CODE: Final = re.compile(r"[0-9]+[A-Z]*")
_BLANK: Final = re.compile(r"\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One graduate as the roster has it, trimmed; `id_number` is normalised."""

    name: str
    id_number: str
    exam_number: str
    student_number: str | None
    department: str
    degree_code: str
    major_code: str
    major_name: str
    training_mode: str


def check_name(name: str) -> None:
    """Raise InvalidInput for a name with blanks inside, which the employment system does not take; · is kept."""
    if _BLANK.search(name):
        raise InvalidInput("name", "姓名中不能有空格")


def check_exam_number(number: str) -> None:
    """Raise InvalidInput unless it is digits and letters; the student registry issues it, and nobody edits it later."""
    if not _EXAM_NUMBER.fullmatch(number):
        raise InvalidInput("examNumber", "考生号只能由数字和字母组成")


def check_degree(code: str) -> None:
    """Raise InvalidInput for a 学历 code that is not in the table."""
    if code not in DEGREES:
        raise InvalidInput("degreeCode", "学历代码不在代码表中")


def check_major_code(code: str) -> None:
    """Raise InvalidInput unless it is digits, and capital letters after them where there are any (020301K)."""
    if not _MAJOR_CODE.fullmatch(code):
        raise InvalidInput("majorCode", "专业代码须为数字，可后接大写字母，如020301K")


def check_training_mode(code: str) -> None:
    """Raise InvalidInput for a 培养方式 code that is not in the table."""
    if code not in TRAINING_MODES:
        raise InvalidInput("trainingMode", "培养方式代码不在代码表中")


def problems_of(entry: RosterEntry, *, today: date) -> Iterator[InvalidInput]:
    """Yield everything that is wrong with an entry, in the order of its fields; none where it may be written."""
    checks: tuple[Callable[[], None], ...] = (
        lambda: check_name(entry.name),
        lambda: check_id_number(entry.id_number, today=today),
        lambda: check_exam_number(entry.exam_number),
        lambda: check_degree(entry.degree_code),
        lambda: check_major_code(entry.major_code),
        lambda: check_training_mode(entry.training_mode),
    )
    for check in checks:
        try:
            check()
        except InvalidInput as problem:
            yield problem
