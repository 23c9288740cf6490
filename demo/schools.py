"""The real schools of 北京, out of the committed table, and how each is set up in the demonstration."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Final
from uuid import UUID

from demo.ids import named_id
from demo.rows import AgreementTypeRow, DepartmentRow, Row, SchoolNamingRow, SchoolRow, SchoolSetupRow
from demo.signing import Terms
from demo.timeline import CLASS_YEAR, REPLY_DAYS
from demo.vocabulary import ACADEMIC_PROGRAMMES, FIGURE6_PROGRAMMES, VOCATIONAL_PROGRAMMES, Programme
from rules.gate import AgreementType, Feature, ReviewLevels

PROVINCE: Final = "11"
"""北京市, the province of the guide's figures."""
FIGURE6_SCHOOL: Final = "10001"
"""北京大学."""
_TWO_PARTY_EVERY: Final = 4
"""Every fourth school has two-party agreements (两方协议); the first row, 北京大学, three-party ones, as figure 6 shows."""
TRANSFER_LEVELS: Final = ReviewLevels.SCHOOL_ONLY
"""Archives and household registrations are kept by offices of the school: no department holds their modules, so none reviews them."""
_NAMED_SINCE: Final = date(2023, 1, 1)
"""The demonstration knows present names only, from the beginning of its year."""


@dataclass(frozen=True, slots=True)
class DemoSchool:
    """One school with what its graduates need to know of it."""

    id: UUID
    identifier: str
    code: str
    name: str
    is_vocational: bool
    terms: Terms
    programmes: tuple[Programme, ...]
    department_ids: Mapping[str, UUID]


def read_schools() -> tuple[DemoSchool, ...]:
    """Return the schools of the committed table, in the order of their identifiers (北京大学 first)."""
    table = files("demo").joinpath("data/beijing-schools.csv").read_text(encoding="utf-8")
    return tuple(_school(position, line) for position, line in enumerate(csv.DictReader(table.splitlines())))


def _school(position: int, line: Mapping[str, str]) -> DemoSchool:
    code, is_vocational = line["code"], line["level"] == "专科"
    programmes = VOCATIONAL_PROGRAMMES if is_vocational else ACADEMIC_PROGRAMMES
    if code == FIGURE6_SCHOOL:
        programmes = FIGURE6_PROGRAMMES + programmes
    return DemoSchool(
        id=named_id("school", code),
        identifier=line["identifier"],
        code=code,
        name=line["name"],
        is_vocational=is_vocational,
        terms=Terms(
            agreement_type=AgreementType.TWO_PARTY if position % _TWO_PARTY_EVERY == 3 else AgreementType.THREE_PARTY,
            review_levels=ReviewLevels.SCHOOL_ONLY if is_vocational else ReviewLevels.DEPARTMENT_THEN_SCHOOL,
            reply_days=REPLY_DAYS,
        ),
        programmes=programmes,
        department_ids={programme.department: named_id("department", code, programme.department) for programme in programmes},
    )


def school_rows(school: DemoSchool, at: datetime) -> Iterator[Row]:
    """Yield the school, its present name, its departments, its agreement type and its set-up of all three features."""
    yield SchoolRow(school.id, PROVINCE, school.identifier, school.code, school.name, school.is_vocational, at, at)
    yield SchoolNamingRow(named_id("naming", school.code), school.id, school.code, school.name, _NAMED_SINCE, None, at, at)
    for name, department_id in school.department_ids.items():
        yield DepartmentRow(department_id, school.id, PROVINCE, name, at, at)
    type_id = named_id("agreement-type", school.code)
    yield AgreementTypeRow(type_id, school.id, PROVINCE, CLASS_YEAR, school.terms.agreement_type, at, at)
    for feature in Feature:
        yield SchoolSetupRow(
            id=named_id("setup", school.code, feature),
            school_id=school.id,
            province_code=PROVINCE,
            class_year=CLASS_YEAR,
            feature=feature,
            review_levels=school.terms.review_levels if feature is Feature.DESTINATION else TRANSFER_LEVELS,
            reply_days=school.terms.reply_days,
            contact=f"{school.name}就业指导中心 1990000{school.code[1:]}",
            created_at=at,
            updated_at=at,
        )
