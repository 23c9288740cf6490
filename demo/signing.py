"""What one agreement leaves in the database, told from where it stands: its row, its reviews, and what its graduate's dossier notes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from demo.courses import Step, agreement_steps
from demo.dossier import Course, Destinations, Dossier, Holding, of_graduate
from demo.rows import AgreementRow, GraduateRow, ReviewRow
from rules.acts import ActName, RecordKind
from rules.agreement import SLOT_AFTER, Initiator, ReviewLevel, Status, reply_deadline
from rules.gate import AgreementType, ReviewLevels
from rules.registration import SIGNED
from rules.roles import Role

SigningRow = AgreementRow | ReviewRow

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
    online(Status.WITHDRAWN): "withdraw",
    online(Status.REJECTED_BY_GRADUATE): "reject",
    online(Status.EXPIRED): "expire",
    online(Status.PENDING_DEPARTMENT): "accept",
    online(Status.PENDING_SCHOOL): "accept D+",
    online(Status.REVIEW_REJECTED, _DEPARTMENT): "accept D-",
    online(Status.REVIEW_REJECTED, _SCHOOL): "accept D+ S-",
    online(Status.EFFECTIVE): "accept D+ S+",
    online(Status.VOIDED): "accept D+ S+ void",
    online(Status.TERMINATED): "accept D+ S+ terminate",
    offline(Status.PROTOCOL_PENDING_DEPARTMENT): "",
    offline(Status.PROTOCOL_PENDING_SCHOOL): "D+",
    offline(Status.PROTOCOL_REJECTED, _DEPARTMENT): "D-",
    offline(Status.PROTOCOL_REJECTED, _SCHOOL): "D+ S-",
    offline(Status.PROTOCOL_ISSUED): "D+ S+",
    offline(Status.SIGN_PENDING_DEPARTMENT): "D+ S+ scan",
    offline(Status.SIGN_PENDING_SCHOOL): "D+ S+ scan D+",
    offline(Status.SIGN_REJECTED, _DEPARTMENT): "D+ S+ scan D-",
    offline(Status.SIGN_REJECTED, _SCHOOL): "D+ S+ scan D+ S-",
    offline(Status.EFFECTIVE): "D+ S+ scan D+ S+",
    offline(Status.VOIDED): "D+ S+ scan D+ S+ void",
    offline(Status.TERMINATED): "D+ S+ scan D+ S+ terminate",
    offline(Status.CANCELLED): "cancel",
}
"""The course (`demo.courses`) that leads to each standing."""

STANDINGS: Final = tuple(_COURSES)
"""Every place where an agreement of either flow can stand."""

MOST_REVIEWS: Final = max(course.count("D") + course.count("S") for course in _COURSES.values())

_AT_ONE_LEVEL: Final[Mapping[Status, Status]] = {
    Status.PENDING_DEPARTMENT: Status.PENDING_SCHOOL,
    Status.PROTOCOL_PENDING_DEPARTMENT: Status.PROTOCOL_PENDING_SCHOOL,
    Status.SIGN_PENDING_DEPARTMENT: Status.SIGN_PENDING_SCHOOL,
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
    employer_uscc: str
    position: str | None
    monthly_pay: int | None
    begun_at: datetime


_DESTINATIONS: Final = Destinations(frozenset({Status.EFFECTIVE}), lambda status, category: SLOT_AFTER[Status(status)])
_BEGAN: Final = {
    Initiator.EMPLOYER: (ActName.AGREEMENT_INVITE, Role.EMPLOYER),
    Initiator.GRADUATE: (ActName.AGREEMENT_APPLY, Role.GRADUATE),
}


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement as it stands, and how it held its graduate's destination."""

    agreement: AgreementRow
    reviews: tuple[ReviewRow, ...]
    holding: Holding


def signing_rows(signing: Signing, dossier: Dossier, id_last4: str, terms: Terms) -> Signed:
    """Return the agreement with its reviews in order; the dossier notes the rest. `id_last4` ends the graduate's identity number."""
    standing = signing.standing
    steps = agreement_steps(standing.initiator, _COURSES[standing], terms.review_levels)
    agreement = _agreement_row(signing, dossier.graduate, id_last4, terms, len(steps))
    course = Course(
        kind=RecordKind.AGREEMENT,
        began=_BEGAN[standing.initiator],
        begun_at=signing.begun_at,
        steps=steps,
        at=[agreement.updated_at if step.move == "EXPIRE" else signing.begun_at + place * STEP for place, step in enumerate(steps, 1)],
        reason=lambda step: _REASONS.get(Status(step.after)),
        first=steps[0].before if steps else standing.status,
    )
    dossier.follow(course, agreement.id, replace(dossier.actors, employer=signing.employer_name))
    # Of a registered employer a report says the credit code that it is registered under.
    holding = dossier.hold(course, agreement, SIGNED, {"employer_uscc": signing.employer_uscc}, _DESTINATIONS)
    return Signed(agreement, tuple(_reviews(signing, agreement, course)), holding)


def _reviews(signing: Signing, agreement: AgreementRow, course: Course) -> Iterator[ReviewRow]:
    ids = iter(signing.review_ids)
    for step, at in zip(course.steps, course.at, strict=True):
        if step.move in {"PASS", "FAIL"}:
            yield _review_row(next(ids), agreement, step, at)


def _agreement_row(signing: Signing, graduate: GraduateRow, id_last4: str, terms: Terms, moves: int) -> AgreementRow:
    standing = signing.standing
    is_online = standing.initiator is Initiator.EMPLOYER
    deadline = reply_deadline(signing.begun_at, terms.reply_days) if is_online else None
    return AgreementRow(
        id=signing.id,
        **of_graduate(graduate),
        employer_id=signing.employer_id,
        employer_name=signing.employer_name,
        employer_uscc=None if is_online else signing.employer_uscc,
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


def _review_row(review_id: UUID, agreement: AgreementRow, step: Step, at: datetime) -> ReviewRow:
    return ReviewRow(
        id=review_id,
        agreement_id=agreement.id,
        school_id=agreement.school_id,
        province_code=agreement.province_code,
        department_id=agreement.department_id,
        person_id=agreement.person_id,
        employer_id=agreement.employer_id,
        level=ReviewLevel(step.role),
        is_passed=step.move == "PASS",
        reason=agreement.status_reason if step.move == "FAIL" else None,
        created_at=at,
        updated_at=at,
    )
