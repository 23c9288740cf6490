"""What the employment system is told (数据实时上报): a report is written by the transaction that approves a record or withdraws it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

import orjson

from actions.unique import ONE_REPORT_OF_PLACE, TryAgain, refused_by
from models import Employer, Report
from rules.acts import RecordKind
from rules.gate_terms import Feature
from rules.reporting import REPORTED, Operation, ReportState


class OfGraduate(Protocol):
    """A record that has the scope of its graduate."""

    id: UUID
    graduate_id: UUID
    school_id: UUID
    province_code: str
    department_id: UUID
    person_id: UUID
    class_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What is to be said of which record."""

    kind: RecordKind
    feature: Feature
    operation: Operation
    version: int
    """The record's version that came into force, or that it has gone out of force with."""
    said: Mapping[str, Any]
    """The columns as they are from now on, over those of the record as it was read; also what it is beside them: category, status."""


async def report(record: OfGraduate, reported: Reported, now: datetime) -> None:
    """Write a report. Raises TryAgain where another record of the graduate is reported at the same moment."""
    newest = await Report.filter(graduate_id=record.graduate_id).order_by("-seq").first()
    row = Report(
        created_at=now,
        graduate_id=record.graduate_id,
        seq=newest.seq + 1 if newest else 1,
        school_id=record.school_id,
        province_code=record.province_code,
        department_id=record.department_id,
        person_id=record.person_id,
        class_year=record.class_year,
        feature=reported.feature,
        operation=reported.operation,
        record_kind=reported.kind,
        record_id=record.id,
        record_version=reported.version,
        payload=orjson.dumps(await _payload(record, reported)).decode(),
        state=ReportState.PENDING,
    )
    with refused_by(ONE_REPORT_OF_PLACE, TryAgain("another record of the graduate was reported at the same moment")):
        await row.save(force_create=True)


async def _payload(record: OfGraduate, reported: Reported) -> dict[str, Any]:
    """Return what a report says, in the order of the columns; of a record that counts no more, what it is known by alone."""
    named = ("category", "status")
    columns = named if reported.operation is Operation.WITHDRAW else (*named, *REPORTED[reported.kind])
    said = {column: _plain(reported.said.get(column, getattr(record, column, None))) for column in columns}
    employer_id = reported.said.get("employer_id", getattr(record, "employer_id", None))
    if "employer_uscc" in said and said["employer_uscc"] is None and employer_id is not None:
        said["employer_uscc"] = (await Employer.get(id=employer_id)).uscc
    return said


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
