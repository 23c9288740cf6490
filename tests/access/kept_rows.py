"""What is kept of agreements: their reviews, their numbers, and the files attached to them."""

from collections.abc import Mapping
from uuid import UUID

from models import AttachedUpload, IssuedNumber, Review
from rules.acts import RecordKind
from tests.access.oracle import Row


async def kept_of(agreements: Mapping[UUID, Row]) -> list[Row]:
    """Return what is kept of agreements: their reviews and their numbers."""
    kept: list[tuple[str, object, Review | IssuedNumber]] = [("Review", each.id, each) for each in await Review.all()]
    kept += [("IssuedNumber", each.number, each) for each in await IssuedNumber.all()]
    return [
        Row(
            type_,
            key,
            each.province_code,
            each.school_id,
            each.department_id,
            each.person_id,
            each.employer_id,
            agreements[each.agreement_id].graduate,
            each.agreement_id,
        )
        for type_, key, each in kept
    ]


async def uploads() -> list[Row]:
    """Return the files that are attached."""
    return [
        Row(
            "Upload",
            each.id,
            each.province_code,
            each.school_id,
            each.department_id,
            each.person_id,
            each.employer_id,
            agreement=each.record_id if each.record_kind == RecordKind.AGREEMENT else None,
            registration=each.record_id if each.record_kind == RecordKind.REGISTRATION else None,
            supplement=each.record_id if each.record_kind == RecordKind.SUPPLEMENT else None,
            termination=each.record_id if each.record_kind == RecordKind.TERMINATION else None,
        )
        for each in await AttachedUpload.all()
    ]
