"""What can be done to which kind of record, as the audit names it, and whose audit it is entered in (guide sections 3-5)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from rules.roles import Role


class RecordKind(StrEnum):
    """The kinds of records that acts are done to, as audit, change and slot name them."""

    ACCOUNT = "ACCOUNT"
    AGREEMENT = "AGREEMENT"
    AGREEMENT_TYPE_SETTING = "AGREEMENT_TYPE_SETTING"
    DATABASE = "DATABASE"
    FEATURE_SWITCH = "FEATURE_SWITCH"
    GRADUATE = "GRADUATE"
    SCHOOL_SETUP = "SCHOOL_SETUP"
    SIGNING_COUNTERS = "SIGNING_COUNTERS"


class Keeper(StrEnum):
    """Whose audit an act is entered in, and so who may read of it: a school's, a province's, or the ministry's alone."""

    SCHOOL = "SCHOOL"
    PROVINCE = "PROVINCE"
    NATION = "NATION"


KEPT_BY: Final[Mapping[RecordKind, Keeper]] = {
    RecordKind.AGREEMENT: Keeper.SCHOOL,
    RecordKind.AGREEMENT_TYPE_SETTING: Keeper.PROVINCE,
    RecordKind.DATABASE: Keeper.NATION,
    RecordKind.FEATURE_SWITCH: Keeper.PROVINCE,
    RecordKind.GRADUATE: Keeper.SCHOOL,
    RecordKind.SCHOOL_SETUP: Keeper.SCHOOL,
    RecordKind.SIGNING_COUNTERS: Keeper.SCHOOL,
}
"""A school reads what was done to its records, a province what was done to its switches and types. Accounts: `ACCOUNTS_KEPT_BY`."""

ACCOUNTS_KEPT_BY: Final[Mapping[Role, Keeper]] = {
    Role.MINISTRY: Keeper.NATION,
    Role.PROVINCE: Keeper.NATION,
    Role.SCHOOL: Keeper.PROVINCE,
    Role.EMPLOYER: Keeper.PROVINCE,
    Role.DEPARTMENT: Keeper.SCHOOL,
    Role.GRADUATE: Keeper.SCHOOL,
}
"""What is done to an account, whoever manages it reads (guide section 3)."""


class ActName(StrEnum):
    """What was done. An agreement's acts are its moves (`rules.agreement_terms.Move`) and the invitation it begins with."""

    ACCOUNT_CHANGE_PASSWORD = "ACCOUNT_CHANGE_PASSWORD"
    AGREEMENT_INVITE = "AGREEMENT_INVITE"
    AGREEMENT_ACCEPT = "AGREEMENT_ACCEPT"
    AGREEMENT_REJECT = "AGREEMENT_REJECT"
    AGREEMENT_WITHDRAW = "AGREEMENT_WITHDRAW"
    AGREEMENT_EXPIRE = "AGREEMENT_EXPIRE"
    AGREEMENT_PASS = "AGREEMENT_PASS"
    AGREEMENT_FAIL = "AGREEMENT_FAIL"
    AGREEMENT_VOID = "AGREEMENT_VOID"
    AGREEMENT_TYPE_SET = "AGREEMENT_TYPE_SET"
    COUNTERS_SET = "COUNTERS_SET"
    DEMO_LOAD = "DEMO_LOAD"
    FEATURE_OPEN = "FEATURE_OPEN"
    IDENTITY_REVEAL = "IDENTITY_REVEAL"
    SCHOOL_SET_UP = "SCHOOL_SET_UP"


ACT_LABELS: Final[Mapping[ActName, str]] = {
    ActName.ACCOUNT_CHANGE_PASSWORD: "修改密码",
    ActName.AGREEMENT_INVITE: "单位发起签约",
    ActName.AGREEMENT_ACCEPT: "毕业生应约",
    ActName.AGREEMENT_REJECT: "毕业生拒绝",
    ActName.AGREEMENT_WITHDRAW: "单位撤回",
    ActName.AGREEMENT_EXPIRE: "签约逾期未回应",
    ActName.AGREEMENT_PASS: "审核通过",
    ActName.AGREEMENT_FAIL: "审核不通过",
    ActName.AGREEMENT_VOID: "学校作废",
    ActName.AGREEMENT_TYPE_SET: "设置电子就业协议书类型",
    ActName.COUNTERS_SET: "更正统计数据",
    ActName.DEMO_LOAD: "装入演示数据",
    ActName.FEATURE_OPEN: "开启功能",
    ActName.IDENTITY_REVEAL: "查看完整身份证号",
    ActName.SCHOOL_SET_UP: "签约或登记设置",
}
"""As lists print them."""
