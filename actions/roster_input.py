"""Rows of a roster as clients type them or files hold them, made entries, every problem of a row told at once."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from actions.inputs import optional_text
from rules.errors import InvalidInput
from rules.roster import RosterEntry, plain_value, problems_of
from rules.roster_fields import FIELDS, KEPT, RosterField

RosterRow = Mapping[str, str | None]
"""What was typed, by the fields' names (`rules.roster_fields`); a field that is not there is empty."""

_LONGEST_TYPED: Final = 200
"""Characters that are looked at of any text: longer than anything that is right in whatever form."""


def read_row(row: RosterRow, *, class_year: int, school_code: str, today: date) -> tuple[RosterEntry | None, list[InvalidInput]]:
    """Return the entry a row makes, or None and everything that is wrong with it, in the order of the roster's fields."""
    values: dict[str, str | None] = {}
    unreadable: dict[str, InvalidInput] = {}
    for field in FIELDS:
        try:
            values[field.attribute] = read_field(field, row.get(field.name))
        except InvalidInput as problem:
            unreadable[field.name] = problem
            values[field.attribute] = None
    entry = RosterEntry(values=values)
    found = {problem.field: problem for problem in problems_of(entry, class_year=class_year, school_code=school_code, today=today)}
    problems = [told for field in FIELDS if (told := unreadable.get(field.name) or found.get(field.name)) is not None]
    return (None if problems else entry), problems


def read_field(field: RosterField, typed: str | None) -> str | None:
    """Return what was typed as it is kept, None where nothing was. Raises InvalidInput where no database could hold it."""
    # What is too long is left to the field's own check, which knows the field; only what has no end is cut short here.
    text = optional_text(field.name, field.label, typed, max(_LONGEST_TYPED, field.longest))
    return plain_value(field, text) if text is not None else None


def column_value(field: RosterField, value: str | None) -> str | bool | None:
    """Return what a graduate's row holds of a field's value."""
    return value == "1" if field.is_flag and value is not None else value


def roster_columns(entry: RosterEntry) -> dict[str, str | bool | None]:
    """Return the columns of a graduate's row that an entry fills by itself, without its person and its department."""
    return {field.attribute: column_value(field, entry[field.attribute]) for field in KEPT}
