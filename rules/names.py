"""What the terms of the rules are called in Chinese, in the sentences that people read when something is refused."""

from collections.abc import Mapping
from typing import Any, Final

from rules.agreement_terms import Move, Status
from rules.employer_terms import EmployerMove, EmployerStatus
from rules.gate_terms import Feature
from rules.record_terms import RecordMove, RecordStatus
from rules.roles import AccessLevel, Module, Role
from rules.transfer_terms import DISPATCH_MOVE_NAMES, DISPATCH_STATE_NAMES, DispatchMove, DispatchState

ROLE_NAMES: Final[Mapping[Role, str]] = {
    Role.MINISTRY: "教育部用户",
    Role.PROVINCE: "省级用户",
    Role.SCHOOL: "学校用户",
    Role.DEPARTMENT: "院系用户",
    Role.GRADUATE: "毕业生",
    Role.EMPLOYER: "用人单位",
    Role.SYSTEM: "系统",
}

MODULE_NAMES: Final[Mapping[Module, str]] = {
    Module.EMPLOYMENT: "基本信息和就业信息",
    Module.ARCHIVE: "档案信息",
    Module.HUKOU: "户口信息",
}
"""As table 1 of the guide prints them (管理模块)."""

LEVEL_NAMES: Final[Mapping[AccessLevel, str]] = {
    AccessLevel.NONE: "无权限",
    AccessLevel.READ_ONLY: "只读",
    AccessLevel.READ_WRITE: "读写",
}
"""As table 1 of the guide prints them (权限)."""

FEATURE_NAMES: Final[Mapping[Feature, str]] = {
    Feature.DESTINATION: "毕业去向登记与网签",
    Feature.ARCHIVE: "档案信息登记",
    Feature.HUKOU: "户口信息登记",
}
"""As section 4 of the guide prints them (功能设置)."""

STATUS_NAMES: Final[Mapping[Status, str]] = {
    Status.PENDING_GRADUATE: "待毕业生应约",
    Status.WITHDRAWN: "单位已撤回",
    Status.REJECTED_BY_GRADUATE: "毕业生已拒绝",
    Status.EXPIRED: "签约逾期未回应",
    Status.PENDING_DEPARTMENT: "待院系审核",
    Status.PENDING_SCHOOL: "待学校审核",
    Status.REVIEW_REJECTED: "签约审核不通过",
    Status.EFFECTIVE: "签约已生效",
    Status.VOIDED: "学校已作废",
    Status.TERMINATED: "已解约",
    Status.PROTOCOL_PENDING_DEPARTMENT: "就业协议待院系审核",
    Status.PROTOCOL_PENDING_SCHOOL: "就业协议待学校审核",
    Status.PROTOCOL_REJECTED: "就业协议审核不通过",
    Status.PROTOCOL_ISSUED: "协议已生成待回传",
    Status.SIGN_PENDING_DEPARTMENT: "签约待院系审核",
    Status.SIGN_PENDING_SCHOOL: "签约待学校审核",
    Status.SIGN_REJECTED: "签约审核不通过",
    Status.CANCELLED: "毕业生已取消",
}
"""Short and the same for both agreement types; what lists show is decided by `rules.labels`."""

MOVE_NAMES: Final[Mapping[Move, str]] = {
    Move.ACCEPT: "应约",
    Move.REJECT: "拒绝",
    Move.WITHDRAW: "撤回",
    Move.EXPIRE: "逾期处理",
    Move.PASS: "审核通过",
    Move.FAIL: "审核不通过",
    Move.RESUBMIT: "修改后重新提交",
    Move.UPLOAD_SCAN: "上传盖章扫描件",
    Move.CANCEL: "取消",
    Move.VOID: "作废",
    Move.TERMINATE: "解约",
}

RECORD_STATUS_NAMES: Final[Mapping[RecordStatus, str]] = {
    RecordStatus.PENDING_COUNTERPARTY: "待对方确认",
    RecordStatus.COUNTERPARTY_REFUSED: "对方不同意",
    RecordStatus.WITHDRAWN: "已撤回",
    RecordStatus.PENDING_DEPARTMENT: "待院系审核",
    RecordStatus.PENDING_SCHOOL: "待学校审核",
    RecordStatus.REJECTED: "审核不通过",
    RecordStatus.CANCELLED: "毕业生已取消",
    RecordStatus.APPROVED: "审核通过",
    RecordStatus.VOID_PENDING_DEPARTMENT: "作废申请待院系审核",
    RecordStatus.VOID_PENDING_SCHOOL: "作废申请待学校审核",
    RecordStatus.VOIDED: "已作废",
    RecordStatus.TERMINATED: "已解约",
    RecordStatus.SUPERSEDED: "已被取代",
    RecordStatus.LAPSED: "已失效",
}
"""Short; what lists show, with the level that failed a review, is decided by `rules.labels`."""

RECORD_MOVE_NAMES: Final[Mapping[RecordMove, str]] = {
    RecordMove.AGREE: "同意",
    RecordMove.REFUSE: "不同意",
    RecordMove.WITHDRAW: "撤回",
    RecordMove.RESUBMIT: "修改后重新提交",
    RecordMove.CANCEL: "取消",
    RecordMove.PASS: "审核通过",
    RecordMove.FAIL: "审核不通过",
    RecordMove.REQUEST_VOID: "申请作废",
    RecordMove.KEEP: "撤回作废申请",
    RecordMove.VOID: "作废",
    RecordMove.TERMINATE: "解约",
    RecordMove.SUPERSEDE: "取代",
    RecordMove.AMEND: "更新",
    RecordMove.LAPSE: "失效",
}

EMPLOYER_STATUS_NAMES: Final[Mapping[EmployerStatus, str]] = {
    EmployerStatus.REGISTERED: "已注册待提交",
    EmployerStatus.PENDING_REVIEW: "待审核",
    EmployerStatus.APPROVED: "审核通过",
    EmployerStatus.REJECTED: "审核不通过",
    EmployerStatus.DISABLED: "已停用",
}

EMPLOYER_MOVE_NAMES: Final[Mapping[EmployerMove, str]] = {
    EmployerMove.SUBMIT: "提交审核",
    EmployerMove.APPROVE: "审核通过",
    EmployerMove.REJECT: "审核不通过",
    EmployerMove.DISABLE: "停用",
    EmployerMove.ENABLE: "启用",
    EmployerMove.UPDATE: "修改联系方式",
}

_NAMES_OF: Final[Mapping[type, Mapping[Any, str]]] = {
    Role: ROLE_NAMES,
    Module: MODULE_NAMES,
    AccessLevel: LEVEL_NAMES,
    Feature: FEATURE_NAMES,
    Status: STATUS_NAMES,
    Move: MOVE_NAMES,
    RecordStatus: RECORD_STATUS_NAMES,
    RecordMove: RECORD_MOVE_NAMES,
    EmployerStatus: EMPLOYER_STATUS_NAMES,
    EmployerMove: EMPLOYER_MOVE_NAMES,
    DispatchState: DISPATCH_STATE_NAMES,
    DispatchMove: DISPATCH_MOVE_NAMES,
}
"""By type first: members of different terms may be spelled alike (Module.ARCHIVE, Feature.ARCHIVE)."""


def name_of(value: object) -> object:
    """Return the Chinese name of a term, or the value itself where it is none. Never raises."""
    return _NAMES_OF.get(type(value), {}).get(value, value)
