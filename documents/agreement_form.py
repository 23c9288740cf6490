"""The electronic agreement (电子就业协议书) of two or three parties, from the one template of the nation: what it prints, its PDF."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from documents.texts import NOTHING, day_of, given, yuan
from documents.typesetting import Printed, qr_code, typeset
from rules.agreement import Initiator, ReviewLevel, Status
from rules.gate import AgreementType, ReviewLevels
from rules.labels import AGREEMENT_TYPE_LABELS

MARKS: Final[Mapping[Status, str]] = {Status.VOIDED: "已作废", Status.TERMINATED: "已解约", Status.CANCELLED: "已取消"}
"""Printed across every page of a form that is not valid any more."""


@dataclass(frozen=True, slots=True)
class EmployerParty:
    """甲方. None is what nobody wrote, and what the reader may not see."""

    name: str
    uscc: str | None = None
    contact: str | None = None
    phone: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class GraduateParty:
    """乙方."""

    name: str
    id_number_masked: str | None = None
    """110000********0019: never the number itself."""
    sex: str | None = None
    phone: str | None = None
    student_number: str | None = None
    department: str | None = None
    major: str | None = None
    degree: str | None = None


@dataclass(frozen=True, slots=True)
class SchoolParty:
    """丙方 of three parties; of two it attests."""

    name: str
    code: str
    province: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed on."""

    position: str | None = None
    monthly_pay: int | None = None
    """Yuan a month."""
    work_address: str | None = None
    start_date: date | None = None


@dataclass(frozen=True, slots=True)
class PassedReview:
    """A review that passed, by whom and when (aware)."""

    level: ReviewLevel
    at: datetime


@dataclass(frozen=True, slots=True)
class AgreementForm:
    """An agreement that has a number, as its form prints it."""

    number: str
    """Nineteen digits: a form without one is not printed."""
    class_year: int
    agreement_type: AgreementType
    initiator: Initiator
    review_levels: ReviewLevels
    status: Status
    status_label: str
    """签约状态, as lists print it."""
    employer: EmployerParty
    graduate: GraduateParty
    school: SchoolParty
    terms: Terms
    qr: str
    """What a scanner reads."""
    as_of: datetime
    """When the agreement last changed, aware."""
    offered_at: datetime
    """When it began, aware: online the employer signed then."""
    accepted_at: datetime | None = None
    """When the graduate accepted, aware; None offline, or where nobody kept it."""
    reviews: tuple[PassedReview, ...] = ()
    """Newest first."""


def agreement_form(form: AgreementForm) -> bytes:
    """Return the form as PDF: the same bytes for the same form. Milliseconds of work: call it in a thread. Raises TooLong."""
    return typeset("agreement", values_of(form), form.as_of)


def values_of(form: AgreementForm) -> dict[str, Printed]:
    """Return what the template prints of a form."""
    is_two_party = form.agreement_type is AgreementType.TWO_PARTY
    return {
        "title": f"就业协议书 {form.number}",
        "number": form.number,
        "kind": AGREEMENT_TYPE_LABELS[form.agreement_type],
        "class_year": str(form.class_year),
        "status": form.status_label,
        "is_two_party": is_two_party,
        "employer": employer_rows(form.employer),
        "graduate": graduate_rows(form.graduate, form.school),
        "school": [["学校名称", form.school.name], ["院校代码", form.school.code, "所在地", form.school.province]],
        "terms": terms_rows(form.terms),
        # Online nothing else can be agreed on; on paper the parties may add something by hand.
        "others": NOTHING if form.initiator is Initiator.EMPLOYER else "",
        "places": places(form),
        "decisions": decisions(form),
        "qr": qr_code(form.qr),
        "mark": MARKS.get(form.status),
    }


def employer_rows(employer: EmployerParty) -> list[Printed]:
    """Return the rows of 甲方."""
    return [
        ["单位名称", employer.name],
        ["统一社会信用代码", given(employer.uscc)],
        ["联系人", given(employer.contact), "联系电话", given(employer.phone)],
        ["单位地址", given(employer.address)],
    ]


def graduate_rows(graduate: GraduateParty, school: SchoolParty) -> list[Printed]:
    """Return the rows of 乙方."""
    return [
        ["姓名", graduate.name, "性别", given(graduate.sex)],
        ["身份证号", given(graduate.id_number_masked), "联系电话", given(graduate.phone)],
        ["院校", school.name, "院系", given(graduate.department)],
        ["专业", given(graduate.major), "学历", given(graduate.degree)],
        ["学号", given(graduate.student_number)],
    ]


def terms_rows(terms: Terms) -> list[Printed]:
    """Return the rows of what was agreed on."""
    return [
        ["岗位", given(terms.position), "月薪", yuan(terms.monthly_pay)],
        ["工作地址", given(terms.work_address)],
        ["报到日期", day_of(terms.start_date)],
    ]


def places(form: AgreementForm) -> list[Printed]:
    """Return where the parties sign and seal: who, what stands there already, and its day. Online all act with their accounts."""
    two, three = [["甲方（盖章）", None, None], ["乙方（签字）", None, None]], ["丙方（盖章）", None, None]
    if form.initiator is Initiator.EMPLOYER:
        two = [["甲方（盖章）", "已在线签约", day_of(form.offered_at)], ["乙方（签字）", "已在线应约", day_of(form.accepted_at)]]
        if reviewed_at := decided_at(form, ReviewLevel.SCHOOL):
            three = ["丙方（盖章）", "已在线审核", day_of(reviewed_at)]
    return [*two] if form.agreement_type is AgreementType.TWO_PARTY else [*two, three]


def decisions(form: AgreementForm) -> list[Printed]:
    """Return what department and school decided, and when: of the signing, so there is nothing before it is in force.

    A department reviews (审核), where the school has it do so; of two parties the school attests (鉴证), of three it reviews.
    """
    word = "鉴证" if form.agreement_type is AgreementType.TWO_PARTY else "审核"
    rows = [("院系审核意见", "审核通过", ReviewLevel.DEPARTMENT)] if form.review_levels is ReviewLevels.DEPARTMENT_THEN_SCHOOL else []
    rows.append((f"学校{word}意见", f"{word}通过", ReviewLevel.SCHOOL))
    return [[who, *((what, day_of(at)) if (at := decided_at(form, level)) else (None, None))] for who, what, level in rows]


def decided_at(form: AgreementForm, level: ReviewLevel) -> datetime | None:
    """Return when a level passed the signing, None where it has not.

    Offline a round before passes the form that is to be signed; whether a voided one came further, its status does not tell.
    """
    was_in_force = form.status in {Status.EFFECTIVE, Status.TERMINATED}
    if not was_in_force and (form.status, form.initiator) != (Status.VOIDED, Initiator.EMPLOYER):
        return None
    return next((review.at for review in form.reviews if review.level is level), None)
