"""What one agreement leaves in the database, told from where it stands: its row, its reviews, and the slot it takes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from demo.reported_rows import LedgerEntryRow, LedgerReceiptRow, ReportRow
from demo.reporting import reported_rows
from demo.rows import AgreementRow, DestinationSlotRow, GraduateRow, ReviewRow
from rules.agreement import SLOT_AFTER, Initiator, ReviewLevel, SlotState, Status, reply_deadline
from rules.gate import AgreementType, ReviewLevels
from rules.registration import SIGNED

SigningRow = AgreementRow | ReviewRow | DestinationSlotRow | ReportRow | LedgerEntryRow | LedgerReceiptRow

STEP: Final = timedelta(hours=7)
"""Between two moves of one agreement."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an agreement stands: who started it, its status, and the level that failed its review, if one did."""

    initiator: Initiator
    status: Status
    rejected_by: ReviewLevel | None = None


def online(status: Status, rejected_by: ReviewLevel | None = None) -> Standing:
    """Return a standing in signing started by an employer (单位)."""
    return Standing(Initiator.EMPLOYER, status, rejected_by)


def offline(status: Status, rejected_by: ReviewLevel | None = None) -> Standing:
    """Return a standing in signing started by a graduate (学生)."""
    return Standing(Initiator.GRADUATE, status, rejected_by)


_DEPARTMENT: Final = ReviewLevel.DEPARTMENT
_SCHOOL: Final = ReviewLevel.SCHOOL

_COURSES: Final[Mapping[Standing, str]] = {
    online(Status.PENDING_GRADUATE): "",
    online(Status.WITHDRAWN): "move",
    online(Status.REJECTED_BY_GRADUATE): "move",
    online(Status.EXPIRED): "move",
    online(Status.PENDING_DEPARTMENT): "move",
    online(Status.PENDING_SCHOOL): "move D+",
    online(Status.REVIEW_REJECTED, _DEPARTMENT): "move D-",
    online(Status.REVIEW_REJECTED, _SCHOOL): "move D+ S-",
    online(Status.EFFECTIVE): "move D+ S+",
    online(Status.VOIDED): "move D+ S+ move",
    online(Status.TERMINATED): "move D+ S+ move",
    offline(Status.PROTOCOL_PENDING_DEPARTMENT): "",
    offline(Status.PROTOCOL_PENDING_SCHOOL): "D+",
    offline(Status.PROTOCOL_REJECTED, _DEPARTMENT): "D-",
    offline(Status.PROTOCOL_REJECTED, _SCHOOL): "D+ S-",
    offline(Status.PROTOCOL_ISSUED): "D+ S+",
    offline(Status.SIGN_PENDING_DEPARTMENT): "D+ S+ move",
    offline(Status.SIGN_PENDING_SCHOOL): "D+ S+ move D+",
    offline(Status.SIGN_REJECTED, _DEPARTMENT): "D+ S+ move D-",
    offline(Status.SIGN_REJECTED, _SCHOOL): "D+ S+ move D+ S-",
    offline(Status.EFFECTIVE): "D+ S+ move D+ S+",
    offline(Status.VOIDED): "D+ S+ move D+ S+ move",
    offline(Status.TERMINATED): "D+ S+ move D+ S+ move",
    offline(Status.CANCELLED): "move",
}
"""The moves that lead to each standing, where department and school both review: `D` and `S` are reviews passed (+) or failed (-),
`move` is any other step (an answer, an expiry, a scan handed in, a voiding, a termination)."""

STANDINGS: Final = tuple(_COURSES)
"""Every place where an agreement of either flow can stand."""

MOST_REVIEWS: Final = max(course.count("D") + course.count("S") for course in _COURSES.values())

_AT_ONE_LEVEL: Final[Mapping[Status, Status]] = {
    Status.PENDING_DEPARTMENT: Status.PENDING_SCHOOL,
    Status.PROTOCOL_PENDING_DEPARTMENT: Status.PROTOCOL_PENDING_SCHOOL,
    Status.SIGN_PENDING_DEPARTMENT: Status.SIGN_PENDING_SCHOOL,
}

_COURSE_OF: Final[Mapping[tuple[Standing, ReviewLevels], tuple[str, ...]]] = {
    (standing, levels): tuple(step for step in course.split() if levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL or step[0] != "D")
    for standing, course in _COURSES.items()
    for levels in ReviewLevels
}

_UNANSWERED: Final = frozenset({Status.PENDING_GRADUATE, Status.WITHDRAWN, Status.REJECTED_BY_GRADUATE, Status.EXPIRED})
"""Here the graduate has not accepted, and the employer may not see who it is."""

_REASONS: Final[Mapping[Status, str]] = {
    Status.REJECTED_BY_GRADUATE: "已有其他意向",
    Status.REVIEW_REJECTED: "岗位与协议内容不一致，请核对后重新签约",
    Status.PROTOCOL_REJECTED: "单位信息填写不完整，请补充后重新申请",
    Status.SIGN_REJECTED: "回传的协议缺少单位盖章",
    Status.VOIDED: "协议信息登记有误，学校予以作废",
}


def at_one_level(standing: Standing) -> Standing:
    """Return where the agreement stands at a school that has no department review: what waits there waits for the school."""
    rejected_by = ReviewLevel.SCHOOL if standing.rejected_by else None
    return Standing(standing.initiator, _AT_ONE_LEVEL.get(standing.status, standing.status), rejected_by)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a school's agreements are made under, copied to each of them."""

    agreement_type: AgreementType
    review_levels: ReviewLevels
    reply_days: int


@dataclass(frozen=True, slots=True)
class Signing:
    """One agreement of one graduate: `begun_at` is aware, `monthly_pay` in yuan, `number` null unless its standing bears one."""

    id: UUID
    review_ids: Iterable[UUID]
    """Keys for its reviews, at least `MOST_REVIEWS`."""
    standing: Standing
    number: str | None
    employer_id: UUID | None
    employer_name: str
    position: str | None
    monthly_pay: int | None
    begun_at: datetime


def signing_rows(signing: Signing, graduate: GraduateRow, id_last4: str, terms: Terms) -> Iterator[SigningRow]:
    """Yield the agreement, its reviews in order, and the slot if it takes one; `id_last4` ends the graduate's identity number."""
    course = _COURSE_OF[signing.standing, terms.review_levels]
    agreement = _agreement_row(signing, graduate, id_last4, terms, len(course))
    yield agreement
    ids = iter(signing.review_ids)
    for position, step in enumerate(course, start=1):
        if step != "move":
            yield _review_row(next(ids), agreement, step, signing.begun_at + position * STEP)
    slot = SLOT_AFTER[agreement.status]
    if slot is not None:
        category = SIGNED if slot is SlotState.HELD else None
        yield DestinationSlotRow(graduate.id, "AGREEMENT", agreement.id, slot, category, signing.begun_at, agreement.updated_at)
    if agreement.status is Status.EFFECTIVE:
        yield from reported_rows(agreement)


def _agreement_row(signing: Signing, graduate: GraduateRow, id_last4: str, terms: Terms, moves: int) -> AgreementRow:
    standing = signing.standing
    is_online = standing.initiator is Initiator.EMPLOYER
    deadline = reply_deadline(signing.begun_at, terms.reply_days) if is_online else None
    return AgreementRow(
        id=signing.id,
        graduate_id=graduate.id,
        school_id=graduate.school_id,
        province_code=graduate.province_code,
        department_id=graduate.department_id,
        person_id=graduate.person_id,
        class_year=graduate.class_year,
        employer_id=signing.employer_id,
        employer_name=signing.employer_name,
        initiator=standing.initiator,
        agreement_type=terms.agreement_type,
        review_levels=terms.review_levels,
        status=standing.status,
        rejected_by=standing.rejected_by,
        number=signing.number,
        invitee_name=graduate.name,
        invitee_id_last4=id_last4,
        position=signing.position,
        monthly_pay=signing.monthly_pay,
        is_graduate_disclosed=standing.status not in _UNANSWERED,
        reply_deadline=deadline,
        status_reason=_REASONS.get(standing.status),
        version=1 + moves,
        created_at=signing.begun_at,
        updated_at=deadline if deadline and standing.status is Status.EXPIRED else signing.begun_at + moves * STEP,
    )


def _review_row(review_id: UUID, agreement: AgreementRow, step: str, at: datetime) -> ReviewRow:
    is_passed = step[1] == "+"
    return ReviewRow(
        id=review_id,
        agreement_id=agreement.id,
        school_id=agreement.school_id,
        province_code=agreement.province_code,
        department_id=agreement.department_id,
        person_id=agreement.person_id,
        employer_id=agreement.employer_id,
        level=_DEPARTMENT if step[0] == "D" else _SCHOOL,
        is_passed=is_passed,
        reason=None if is_passed else agreement.status_reason,
        created_at=at,
        updated_at=at,
    )
