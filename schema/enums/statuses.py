"""Where records stand, as clients read it."""

from typing import Final

STATUSES: Final = {
    "PENDING_GRADUATE": "Invited; waits for the graduate's answer (待毕业生应约).",
    "WITHDRAWN": "Withdrawn by the employer before an answer (单位已撤回).",
    "REJECTED_BY_GRADUATE": "The graduate declined (毕业生拒绝 签约失败).",
    "EXPIRED": "Not answered by the deadline (签约逾期未回应 签约失败).",
    "PENDING_DEPARTMENT": "Accepted; waits for the department's review (待院系审核).",
    "PENDING_SCHOOL": "Waits for the school's review or attestation (待学校审核, 待学校鉴证).",
    "REVIEW_REJECTED": "A review failed; the employer must start again (签约审核不通过).",
    "EFFECTIVE": "In force (签约审核通过, 签约鉴证通过).",
    "VOIDED": "Voided by the school (学校已作废).",
    "TERMINATED": "Terminated by agreement of the parties (已解约).",
    "PROTOCOL_PENDING_DEPARTMENT": "Offline: the form waits for the department's review (待就业协议审核, 院系).",
    "PROTOCOL_PENDING_SCHOOL": "Offline: the form waits for the school's review (待就业协议审核, 学校).",
    "PROTOCOL_REJECTED": "Offline: the form was not approved (就业协议审核不通过).",
    "PROTOCOL_ISSUED": "Offline: the numbered form was issued and waits for its stamped scan (协议已生成 待回传).",
    "SIGN_PENDING_DEPARTMENT": "Offline: the scan waits for the department's review (待签约审核, 院系).",
    "SIGN_PENDING_SCHOOL": "Offline: the scan waits for the school's review (待签约审核, 学校).",
    "SIGN_REJECTED": "Offline: the scan was not approved (签约审核不通过).",
    "CANCELLED": "Offline: cancelled by the graduate (已取消).",
}
RECORD_STATUSES: Final = {
    "PENDING_COUNTERPARTY": "Waits for the other party's answer (待对方确认).",
    "COUNTERPARTY_REFUSED": "The other party refused (对方不同意).",
    "WITHDRAWN": "Taken back by who asked (已撤回).",
    "PENDING_DEPARTMENT": "Waits for the department's review (待院系审核).",
    "PENDING_SCHOOL": "Waits for the school's review (待学校审核).",
    "REJECTED": "A review failed; `rejectedBy` says which (审核不通过).",
    "CANCELLED": "Cancelled by the graduate before it was approved (已取消).",
    "APPROVED": "In force (审核通过).",
    "VOID_PENDING_DEPARTMENT": "In force; the department is asked to void it (作废申请待院系审核).",
    "VOID_PENDING_SCHOOL": "In force; the school is asked to void it (作废申请待学校审核).",
    "VOIDED": "Voided (已作废).",
    "TERMINATED": "Ended by a termination (已解约).",
    "SUPERSEDED": "Another one has come into force in its place (已被取代).",
    "LAPSED": "Moot, as what it was about is over (已失效).",
}
TERMINATION_KINDS: Final = {
    "ONLINE": "The two parties agree here, then it is reviewed (线上解约).",
    "OFFLINE": "The graduate hands in the employer's letter, and it is reviewed (线下解约).",
}
