"""Whose turn it is: which records wait for which role to do something (待办), out of the moves that each may make."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.agreement import REVIEWING_LEVEL, TRANSITIONS, Move, ReviewLevel, Status
from rules.labels import PARTY_LABELS, Label
from rules.record_life import Life
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import Role

ANSWERING: Final = frozenset({Move.ACCEPT, Move.REJECT, Move.RESUBMIT, Move.UPLOAD_SCAN, Move.PASS, Move.FAIL})
"""Moves that take an agreement further. The others break it off (withdraw, cancel, void), and nobody waits for that; or are the clock's."""

WAITS_FOR: Final[Mapping[Role, tuple[Status, ...]]] = {
    role: tuple(status for status in Status if any((now, by) == (status, role) and move in ANSWERING for _, now, move, by in TRANSITIONS))
    for role in Role
}
"""Role -> the statuses in which an agreement waits for it. A form that was issued waits for the graduate and for the employer."""

WAITED_FOR: Final = (Role.GRADUATE, Role.EMPLOYER, Role.DEPARTMENT, Role.SCHOOL)
"""Nobody else is ever waited for."""

WAITS_FOR_LABELS: Final[tuple[Label, ...]] = tuple(
    Label({"status": status}, "或".join(PARTY_LABELS[role] for role in WAITED_FOR if status in WAITS_FOR[role]))
    for status in Status
    if any(status in WAITS_FOR[role] for role in WAITED_FOR)
)
"""Whom an agreement waits for, as lists print it (待处理方); a status that is missing waits for nobody."""


_ANSWERING_RECORDS: Final = frozenset({RecordMove.AGREE, RecordMove.REFUSE, RecordMove.RESUBMIT, RecordMove.PASS, RecordMove.FAIL})
"""As `ANSWERING`, of reviewed records."""


def turns_of(life: Life) -> Mapping[Role, tuple[RecordStatus, ...]]:
    """Return role -> the statuses in which records of a life wait for it."""
    return {
        role: tuple(
            status
            for status in life.statuses
            if any((now, by) == (status, role) and move in _ANSWERING_RECORDS for now, move, by in life.transitions)
        )
        for role in Role
    }


class Missing(StrEnum):
    """The step of the gate that is missing next where a feature is open (guide section 4)."""

    AGREEMENT_TYPE = "AGREEMENT_TYPE"
    SETUP = "SETUP"


MISSING_LABELS: Final[Mapping[Missing, str]] = {
    Missing.AGREEMENT_TYPE: "待设置电子就业协议书类型",
    Missing.SETUP: "待学校完成设置",
}


class OpenWorkKind(StrEnum):
    """What can still wait in a class year when it is closed, and then waits for nobody."""

    BASICS = "BASICS"
    INVITATIONS = "INVITATIONS"
    REVIEWS = "REVIEWS"
    FORMS = "FORMS"
    IMPORTS = "IMPORTS"
    SUPPLEMENTS = "SUPPLEMENTS"
    TERMINATIONS = "TERMINATIONS"
    DESTINATIONS = "DESTINATIONS"
    ARCHIVES = "ARCHIVES"
    HUKOU = "HUKOU"
    DISPUTES = "DISPUTES"


OPEN_WORK_LABELS: Final[Mapping[OpenWorkKind, str]] = {
    OpenWorkKind.BASICS: "未确认基本信息的毕业生",
    OpenWorkKind.INVITATIONS: "待应约的签约邀请",
    OpenWorkKind.REVIEWS: "待审核的签约和就业协议",
    OpenWorkKind.FORMS: "待毕业生或单位办理的就业协议",
    OpenWorkKind.IMPORTS: "未完成的名册导入",
    OpenWorkKind.SUPPLEMENTS: "未办结的补登",
    OpenWorkKind.TERMINATIONS: "未办结的解约",
    OpenWorkKind.DESTINATIONS: "未办结的去向登记",
    OpenWorkKind.ARCHIVES: "未办结的档案转递信息登记",
    OpenWorkKind.HUKOU: "未办结的户口迁移信息登记",
    OpenWorkKind.DISPUTES: "待答复的信息异议",
}


class Work(StrEnum):
    """What can wait for somebody. A code never changes its meaning: clients choose icons and pages by it."""

    BASICS_TO_CONFIRM = "BASICS_TO_CONFIRM"
    INVITATIONS_TO_ANSWER = "INVITATIONS_TO_ANSWER"
    FORMS_TO_RESUBMIT = "FORMS_TO_RESUBMIT"
    SUPPLEMENTS_TO_RESUBMIT = "SUPPLEMENTS_TO_RESUBMIT"
    DESTINATIONS_TO_RESUBMIT = "DESTINATIONS_TO_RESUBMIT"
    SCANS_TO_UPLOAD = "SCANS_TO_UPLOAD"
    SCANS_TO_CORRECT = "SCANS_TO_CORRECT"
    TERMINATIONS_TO_ANSWER = "TERMINATIONS_TO_ANSWER"
    REGISTRATION_TO_SUBMIT = "REGISTRATION_TO_SUBMIT"
    REGISTRATION_RETURNED = "REGISTRATION_RETURNED"
    SIGNINGS_TO_REVIEW = "SIGNINGS_TO_REVIEW"
    FORMS_TO_REVIEW = "FORMS_TO_REVIEW"
    SCANS_TO_REVIEW = "SCANS_TO_REVIEW"
    ARCHIVES_TO_RESUBMIT = "ARCHIVES_TO_RESUBMIT"
    ARCHIVES_TO_REVIEW = "ARCHIVES_TO_REVIEW"
    ARCHIVES_TO_SEND = "ARCHIVES_TO_SEND"
    HUKOU_TO_RESUBMIT = "HUKOU_TO_RESUBMIT"
    HUKOU_TO_REVIEW = "HUKOU_TO_REVIEW"
    SUPPLEMENTS_TO_REVIEW = "SUPPLEMENTS_TO_REVIEW"
    TERMINATIONS_TO_REVIEW = "TERMINATIONS_TO_REVIEW"
    DESTINATIONS_TO_REVIEW = "DESTINATIONS_TO_REVIEW"
    VOIDS_TO_REVIEW = "VOIDS_TO_REVIEW"
    DISPUTES_TO_RESOLVE = "DISPUTES_TO_RESOLVE"
    SIGNING_SETUP_MISSING = "SIGNING_SETUP_MISSING"
    ARCHIVE_SETUP_MISSING = "ARCHIVE_SETUP_MISSING"
    HUKOU_SETUP_MISSING = "HUKOU_SETUP_MISSING"
    EMPLOYERS_TO_REVIEW = "EMPLOYERS_TO_REVIEW"
    AGREEMENT_TYPES_MISSING = "AGREEMENT_TYPES_MISSING"
    SCHOOLS_NOT_SET_UP = "SCHOOLS_NOT_SET_UP"


WORK_LABELS: Final[Mapping[Work, str]] = {
    Work.BASICS_TO_CONFIRM: "待确认的基本信息",
    Work.INVITATIONS_TO_ANSWER: "待应约的签约邀请",
    Work.FORMS_TO_RESUBMIT: "待修改后重新提交的就业协议申请",
    Work.SUPPLEMENTS_TO_RESUBMIT: "待修改后重新提交的补登",
    Work.DESTINATIONS_TO_RESUBMIT: "待修改后重新提交的去向登记",
    Work.SCANS_TO_UPLOAD: "待回传盖章扫描件的协议",
    Work.SCANS_TO_CORRECT: "签约审核不通过、待重新回传的协议",
    Work.TERMINATIONS_TO_ANSWER: "待答复的解约申请",
    Work.REGISTRATION_TO_SUBMIT: "待提交审核的单位注册信息",
    Work.REGISTRATION_RETURNED: "审核不通过、待修改的单位注册信息",
    Work.SIGNINGS_TO_REVIEW: "待审核的线上签约",
    Work.FORMS_TO_REVIEW: "待审核的就业协议申请",
    Work.SCANS_TO_REVIEW: "待审核的线下签约",
    Work.ARCHIVES_TO_RESUBMIT: "待修改后重新提交的档案转递信息",
    Work.ARCHIVES_TO_REVIEW: "待审核的档案转递信息",
    Work.ARCHIVES_TO_SEND: "待寄出的档案",
    Work.HUKOU_TO_RESUBMIT: "待修改后重新提交的户口迁移信息",
    Work.HUKOU_TO_REVIEW: "待审核的户口迁移信息",
    Work.SUPPLEMENTS_TO_REVIEW: "待审核的补登",
    Work.TERMINATIONS_TO_REVIEW: "待审核的解约",
    Work.DESTINATIONS_TO_REVIEW: "待审核的去向登记",
    Work.VOIDS_TO_REVIEW: "待审核的去向作废申请",
    Work.DISPUTES_TO_RESOLVE: "待答复的信息异议",
    Work.SIGNING_SETUP_MISSING: "待完成的签约设置",
    Work.ARCHIVE_SETUP_MISSING: "待完成的档案登记设置",
    Work.HUKOU_SETUP_MISSING: "待完成的户口登记设置",
    Work.EMPLOYERS_TO_REVIEW: "待审核的单位注册",
    Work.AGREEMENT_TYPES_MISSING: "待设置协议书类型的高校",
    Work.SCHOOLS_NOT_SET_UP: "未完成设置的高校",
}

REVIEWS: Final[Mapping[Work, tuple[Status, Status]]] = {
    Work.SIGNINGS_TO_REVIEW: (Status.PENDING_DEPARTMENT, Status.PENDING_SCHOOL),
    Work.FORMS_TO_REVIEW: (Status.PROTOCOL_PENDING_DEPARTMENT, Status.PROTOCOL_PENDING_SCHOOL),
    Work.SCANS_TO_REVIEW: (Status.SIGN_PENDING_DEPARTMENT, Status.SIGN_PENDING_SCHOOL),
}
"""What waits for a review: at the department, and at the school."""


def reviewed_at(work: Work, level: ReviewLevel) -> Status:
    """Return the status in which such work waits for a level."""
    return next(status for status in REVIEWS[work] if REVIEWING_LEVEL[status] is level)
