"""What lists print for a record's state, as tables of column values -> Chinese text (guide section 5, figure 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.agreement_terms import Initiator, ReviewLevel, Status
from rules.codes import DEGREE_LEVELS, DEGREES
from rules.gate_terms import AgreementType
from rules.names import RECORD_STATUS_NAMES
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.termination import TerminationKind

NUMBER_PENDING_LABEL: Final = "签约信息生效后生成"
"""Printed in place of an agreement number that is not generated yet."""

INITIATOR_LABELS: Final[Mapping[Initiator, str]] = {
    Initiator.EMPLOYER: "单位",
    Initiator.GRADUATE: "学生",
}

PARTY_LABELS: Final[Mapping[Role, str]] = {
    Role.MINISTRY: "教育部",
    Role.PROVINCE: "省级",
    Role.SCHOOL: "学校",
    Role.DEPARTMENT: "院系",
    Role.GRADUATE: "毕业生",
    Role.EMPLOYER: "单位",
    Role.SYSTEM: "系统",
}
"""Which side did something, as a timeline prints it; `rules.names` has the names of accounts."""

AGREEMENT_TYPE_LABELS: Final[Mapping[AgreementType, str]] = {
    AgreementType.TWO_PARTY: "两方协议",
    AgreementType.THREE_PARTY: "三方协议",
}

DEGREE_LABELS: Final[Mapping[str, str]] = {code: DEGREE_LEVELS[code[0]] for code in DEGREES}
"""Short names by 学历 code, as lists print them."""


@dataclass(frozen=True, slots=True)
class Label:
    """A text and the column values it stands for. Columns that are not named may have any value."""

    when: Mapping[str, str]
    text: str


_TWO_PARTY: Final = {"agreement_type": AgreementType.TWO_PARTY}
_BY_DEPARTMENT: Final = {"rejected_by": ReviewLevel.DEPARTMENT}

STATUS_LABELS: Final[tuple[Label, ...]] = (
    Label({"status": Status.PENDING_GRADUATE}, "待毕业生应约"),
    Label({"status": Status.WITHDRAWN}, "单位已撤回"),
    Label({"status": Status.REJECTED_BY_GRADUATE}, "毕业生拒绝 签约失败"),
    Label({"status": Status.EXPIRED}, "签约逾期未回应 签约失败"),
    Label({"status": Status.PENDING_DEPARTMENT}, "待院系审核"),
    Label({"status": Status.PENDING_SCHOOL, **_TWO_PARTY}, "待学校鉴证"),
    Label({"status": Status.PENDING_SCHOOL}, "待学校审核"),
    Label({"status": Status.REVIEW_REJECTED, **_BY_DEPARTMENT}, "签约审核不通过 (院系审核不通过)"),
    Label({"status": Status.REVIEW_REJECTED, **_TWO_PARTY}, "签约鉴证不通过 (学校鉴证不通过)"),
    Label({"status": Status.REVIEW_REJECTED}, "签约审核不通过 (学校审核不通过)"),
    Label({"status": Status.EFFECTIVE, **_TWO_PARTY}, "签约鉴证通过"),
    Label({"status": Status.EFFECTIVE}, "签约审核通过"),
    Label({"status": Status.VOIDED}, "学校已作废"),
    Label({"status": Status.TERMINATED}, "已解约"),
    Label({"status": Status.PROTOCOL_PENDING_DEPARTMENT}, "待就业协议审核 (待院系审核)"),
    Label({"status": Status.PROTOCOL_PENDING_SCHOOL, **_TWO_PARTY}, "待就业协议鉴证 (待学校鉴证)"),
    Label({"status": Status.PROTOCOL_PENDING_SCHOOL}, "待就业协议审核 (待学校审核)"),
    Label({"status": Status.PROTOCOL_REJECTED, **_BY_DEPARTMENT}, "就业协议审核不通过 (院系审核不通过)"),
    Label({"status": Status.PROTOCOL_REJECTED, **_TWO_PARTY}, "就业协议鉴证不通过 (学校鉴证不通过)"),
    Label({"status": Status.PROTOCOL_REJECTED}, "就业协议审核不通过 (学校审核不通过)"),
    Label({"status": Status.PROTOCOL_ISSUED}, "协议已生成 待回传"),
    Label({"status": Status.SIGN_PENDING_DEPARTMENT}, "待签约审核 (待院系审核)"),
    Label({"status": Status.SIGN_PENDING_SCHOOL, **_TWO_PARTY}, "待签约鉴证 (待学校鉴证)"),
    Label({"status": Status.SIGN_PENDING_SCHOOL}, "待签约审核 (待学校审核)"),
    Label({"status": Status.SIGN_REJECTED, **_BY_DEPARTMENT}, "签约审核不通过 (院系审核不通过)"),
    Label({"status": Status.SIGN_REJECTED, **_TWO_PARTY}, "签约鉴证不通过 (学校鉴证不通过)"),
    Label({"status": Status.SIGN_REJECTED}, "签约审核不通过 (学校审核不通过)"),
    Label({"status": Status.CANCELLED}, "毕业生已取消"),
)
"""签约状态: the first label that fits is printed. Of two-party agreements the school attests (鉴证); a department always reviews (审核)."""

_LEVEL_NAMES: Final = {ReviewLevel.DEPARTMENT: "院系审核不通过", ReviewLevel.SCHOOL: "学校审核不通过"}

RECORD_STATUS_LABELS: Final[tuple[Label, ...]] = (
    *(
        Label({"status": RecordStatus.REJECTED, "rejected_by": level}, f"{RECORD_STATUS_NAMES[RecordStatus.REJECTED]} ({text})")
        for level, text in _LEVEL_NAMES.items()
    ),
    *(Label({"status": status}, text) for status, text in RECORD_STATUS_NAMES.items() if status is not RecordStatus.REJECTED),
)
"""审核状态 of supplements, terminations, registrations, archives and hukou; one that was rejected says by whom, as figure 6 does."""

RECORD_WAITS_FOR_LABELS: Final[tuple[Label, ...]] = (
    Label({"status": RecordStatus.PENDING_COUNTERPARTY}, "对方"),
    *(
        Label({"status": status}, PARTY_LABELS[Role.DEPARTMENT])
        for status in (RecordStatus.PENDING_DEPARTMENT, RecordStatus.VOID_PENDING_DEPARTMENT)
    ),
    *(Label({"status": status}, PARTY_LABELS[Role.SCHOOL]) for status in (RecordStatus.PENDING_SCHOOL, RecordStatus.VOID_PENDING_SCHOOL)),
    Label({"status": RecordStatus.REJECTED}, PARTY_LABELS[Role.GRADUATE]),
)
"""Whom a reviewed record waits for (待处理方); a status that is missing waits for nobody."""


TERMINATION_KIND_LABELS: Final[Mapping[TerminationKind, str]] = {
    TerminationKind.ONLINE: "线上解约",
    TerminationKind.OFFLINE: "线下解约",
}
TERMINATION_WAITS_FOR_LABELS: Final[tuple[Label, ...]] = (
    Label({"status": RecordStatus.PENDING_COUNTERPARTY, "initiator": Initiator.GRADUATE}, PARTY_LABELS[Role.EMPLOYER]),
    Label({"status": RecordStatus.PENDING_COUNTERPARTY, "initiator": Initiator.EMPLOYER}, PARTY_LABELS[Role.GRADUATE]),
    Label({"status": RecordStatus.PENDING_DEPARTMENT}, PARTY_LABELS[Role.DEPARTMENT]),
    Label({"status": RecordStatus.PENDING_SCHOOL}, PARTY_LABELS[Role.SCHOOL]),
)
"""Whom a termination waits for (待处理方): first the party that did not ask; one that was rejected waits for nobody."""


def status_label(status: Status, agreement_type: AgreementType, rejected_by: ReviewLevel | None) -> str:
    """Return what lists print for an agreement; `rejected_by` is None unless the status is a failed review."""
    row = {"status": status, "agreement_type": agreement_type, "rejected_by": rejected_by}
    return next(label.text for label in STATUS_LABELS if label.when.items() <= row.items())
