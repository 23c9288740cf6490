"""Rows of a roster as clients type them, made entries, every problem of a row told at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from actions.inputs import optional_text, required_text
from rules.errors import InvalidInput
from rules.identity import normalise_id_number
from rules.roster import FIELD_NAMES, LONGEST, RosterEntry, problems_of

T = TypeVar("T", str, str | None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One row as it was typed."""

    name: str
    id_number: str
    exam_number: str
    student_number: str | None
    department: str
    degree_code: str
    major_code: str
    major_name: str
    training_mode: str


def read_row(row: RosterRow, *, today: date) -> tuple[RosterEntry | None, list[InvalidInput]]:
    """Return the entry a row makes, or None and everything that is wrong with it, in the order of the roster's fields."""
    problems: list[InvalidInput] = []

    def text(reader: Callable[[str, str, T, int], T], field: str, typed: T) -> T:
        try:
            return reader(field, FIELD_NAMES[field], typed, LONGEST[field])
        except InvalidInput as problem:
            problems.append(problem)
            return typed

    entry = RosterEntry(
        name=text(required_text, "name", row.name),
        id_number=normalise_id_number(row.id_number),
        exam_number=text(required_text, "examNumber", row.exam_number),
        student_number=text(optional_text, "studentNumber", row.student_number),
        department=text(required_text, "department", row.department),
        degree_code=row.degree_code.strip(),
        major_code=text(required_text, "majorCode", row.major_code),
        major_name=text(required_text, "majorName", row.major_name),
        training_mode=row.training_mode.strip(),
    )
    told = {problem.field for problem in problems}
    problems += [problem for problem in problems_of(entry, today=today) if problem.field not in told]
    order = list(FIELD_NAMES)
    problems.sort(key=lambda problem: order.index(str(problem.field)))
    return (None if problems else entry), problems
