"""Rows of rosters as they are typed: one that is right, and how to change it."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from rules.identity import make_id_number
from rules.roster_fields import BY_NAME, FIELDS, YES_OR_NO

Typed = Mapping[str, str | None]
"""By the fields' names, as `actions.roster_input` takes a row."""

_NAMES: Final = {field.attribute: field.name for field in FIELDS}

ROW: Final[Typed] = {
    "name": "新毕业",
    "idNumber": make_id_number("110000", date(2001, 1, 1), 101),
    "examNumber": "23110000000101",
    "studentNumber": None,
    "sexCode": "1",
    "ethnicityCode": "01",
    "politicalStatusCode": "03",
    "department": "RR",
    "degreeCode": "31",
    "majorCode": "0101",
    "majorName": "哲学类",
    "studyYears": "4",
    "trainingMode": "1",
    "originCode": "110108",
    "teacherTypeCode": "2",
    "hardshipCode": "0",
    "enrolledMonth": "201909",
    "graduatedMonth": "202306",
    "archiveInSchool": "1",
    "hukouInSchool": "0",
    "mobile": "19900000101",
}
"""One graduate of 2023 whom nobody knows yet; what may be left out is left out."""


BASICS: Final[dict[str, Any]] = {
    "sex_code": "1",
    "ethnicity_code": "01",
    "political_status_code": "03",
    "study_years": "4",
    "origin_code": "110108",
    "teacher_type_code": "2",
    "hardship_code": "0",
    "enrolled_month": "201909",
    "graduated_month": "202306",
    "archive_in_school": True,
    "hukou_in_school": False,
    "mobile": "19900000001",
}
"""What else a roster says of the graduates of the world, as its row holds it."""


def changed(row: Typed, **changes: str | None) -> Typed:
    """Return the row with some of its fields, named by their attributes, typed otherwise."""
    return {**row, **{_NAMES[attribute]: text for attribute, text in changes.items()}}


def person(order: int) -> dict[str, str | None]:
    """Return what makes a row another person's: by the order in its identity number, 1 to 999."""
    number = make_id_number("110000", date(2001, 1, 1), order)
    return {"id_number": number, "exam_number": f"23110000000{order}", "sex_code": "1" if order % 2 else "2"}


def rows(number: int, *, begin: int = 101, of: Typed = ROW) -> list[Typed]:
    """Return rows of people whom nobody knows yet."""
    return [changed(of, **person(order)) for order in range(begin, begin + number)]


def of_year(row: Typed, class_year: int) -> Typed:
    """Return the row as of another class year."""
    return changed(row, enrolled_month=f"{class_year - 4}09", graduated_month=f"{class_year}06")


def as_input(row: Typed) -> dict[str, Any]:
    """Return the row as a GraphQL input."""
    flags = {field.name for field in FIELDS if field.codes is YES_OR_NO}
    return {name: text == "1" if name in flags else text for name, text in row.items() if text is not None}


def csv_file(rows: Sequence[Typed], *, headings: Mapping[str, str] | None = None) -> bytes:
    """Return rows as a CSV file whose columns are those of the first row, headed by their labels; `headings` renames fields' headings."""
    names = list(rows[0])
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow((headings or {}).get(name, BY_NAME[name].label) for name in names)
    table.writerows([[row.get(name) or "" for name in names] for row in rows])
    return written.getvalue().encode()
