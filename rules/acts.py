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
    ARCHIVE = "ARCHIVE"
    ARCHIVE_COUNTERS = "ARCHIVE_COUNTERS"
    CLASS_YEAR = "CLASS_YEAR"
    CONFIRMATION = "CONFIRMATION"
    DATABASE = "DATABASE"
    DISPUTE = "DISPUTE"
    DOWNLOAD = "DOWNLOAD"
    EMPLOYER = "EMPLOYER"
    FEATURE_SWITCH = "FEATURE_SWITCH"
    GRADUATE = "GRADUATE"
    HUKOU = "HUKOU"
    HUKOU_COUNTERS = "HUKOU_COUNTERS"
    REGISTRATION = "REGISTRATION"
    REPORT = "REPORT"
    ROSTER_IMPORT = "ROSTER_IMPORT"
    SCHOOL_SETUP = "SCHOOL_SETUP"
    SIGNING_COUNTERS = "SIGNING_COUNTERS"
    STATISTICS_SNAPSHOT = "STATISTICS_SNAPSHOT"
    SUPPLEMENT = "SUPPLEMENT"
    TERMINATION = "TERMINATION"


RECORD_NAMES: Final[Mapping[RecordKind, str]] = {
    RecordKind.ACCOUNT: "账号",
    RecordKind.AGREEMENT: "就业协议",
    RecordKind.AGREEMENT_TYPE_SETTING: "电子就业协议书类型",
    RecordKind.ARCHIVE: "档案转递信息",
    RecordKind.ARCHIVE_COUNTERS: "档案统计数据",
    RecordKind.CONFIRMATION: "去向登记确认",
    RecordKind.DATABASE: "数据库",
    RecordKind.DISPUTE: "信息异议",
    RecordKind.DOWNLOAD: "下载",
    RecordKind.EMPLOYER: "用人单位",
    RecordKind.CLASS_YEAR: "届别",
    RecordKind.FEATURE_SWITCH: "功能开启",
    RecordKind.REPORT: "上报",
    RecordKind.GRADUATE: "毕业生",
    RecordKind.HUKOU: "户口迁移信息",
    RecordKind.HUKOU_COUNTERS: "户口统计数据",
    RecordKind.REGISTRATION: "去向登记",
    RecordKind.ROSTER_IMPORT: "名册导入",
    RecordKind.SCHOOL_SETUP: "签约或登记设置",
    RecordKind.SIGNING_COUNTERS: "统计数据",
    RecordKind.STATISTICS_SNAPSHOT: "统计快照",
    RecordKind.SUPPLEMENT: "补登",
    RecordKind.TERMINATION: "解约",
}
"""As lists print them."""


class Keeper(StrEnum):
    """Whose audit an act is entered in, and so who may read of it: a school's, a province's, or the ministry's alone."""

    SCHOOL = "SCHOOL"
    PROVINCE = "PROVINCE"
    NATION = "NATION"


KEPT_BY: Final[Mapping[RecordKind, Keeper]] = {
    RecordKind.AGREEMENT: Keeper.SCHOOL,
    RecordKind.AGREEMENT_TYPE_SETTING: Keeper.PROVINCE,
    RecordKind.ARCHIVE: Keeper.SCHOOL,
    RecordKind.ARCHIVE_COUNTERS: Keeper.NATION,
    RecordKind.CLASS_YEAR: Keeper.NATION,
    RecordKind.CONFIRMATION: Keeper.SCHOOL,
    RecordKind.DATABASE: Keeper.NATION,
    RecordKind.DISPUTE: Keeper.SCHOOL,
    RecordKind.EMPLOYER: Keeper.PROVINCE,
    RecordKind.FEATURE_SWITCH: Keeper.PROVINCE,
    RecordKind.GRADUATE: Keeper.SCHOOL,
    RecordKind.HUKOU: Keeper.SCHOOL,
    RecordKind.HUKOU_COUNTERS: Keeper.NATION,
    RecordKind.REGISTRATION: Keeper.SCHOOL,
    RecordKind.REPORT: Keeper.SCHOOL,
    RecordKind.ROSTER_IMPORT: Keeper.SCHOOL,
    RecordKind.SCHOOL_SETUP: Keeper.SCHOOL,
    RecordKind.SIGNING_COUNTERS: Keeper.SCHOOL,
    RecordKind.STATISTICS_SNAPSHOT: Keeper.PROVINCE,
    RecordKind.SUPPLEMENT: Keeper.SCHOOL,
    RecordKind.TERMINATION: Keeper.SCHOOL,
}
"""A school reads what was done to its records, a province what was done to its switches, types and employers.

Accounts: `ACCOUNTS_KEPT_BY`. Downloads: `DOWNLOADS_KEPT_BY`. Of counters that not all of a school's staff may see, only the ministry
reads that they were put right.
"""

ACCOUNTS_KEPT_BY: Final[Mapping[Role, Keeper]] = {
    Role.MINISTRY: Keeper.NATION,
    Role.PROVINCE: Keeper.NATION,
    Role.SCHOOL: Keeper.PROVINCE,
    Role.EMPLOYER: Keeper.PROVINCE,
    Role.DEPARTMENT: Keeper.SCHOOL,
    Role.GRADUATE: Keeper.SCHOOL,
}
"""What is done to an account, whoever manages it reads (guide section 3)."""


DOWNLOADS_KEPT_BY: Final[Mapping[Role, Keeper]] = {
    Role.MINISTRY: Keeper.NATION,
    Role.PROVINCE: Keeper.PROVINCE,
    Role.SCHOOL: Keeper.SCHOOL,
    Role.EMPLOYER: Keeper.PROVINCE,
    Role.DEPARTMENT: Keeper.SCHOOL,
    Role.GRADUATE: Keeper.SCHOOL,
}
"""What an account takes out of the house in files, its own school or province reads."""


class ActName(StrEnum):
    """What was done. A record's acts are its moves (`rules.agreement_terms.Move`, `rules.record_terms.RecordMove`) and how it begins."""

    ACCOUNT_ACTIVATE = "ACCOUNT_ACTIVATE"
    ACCOUNT_CHANGE_PASSWORD = "ACCOUNT_CHANGE_PASSWORD"
    ACCOUNT_CREATE = "ACCOUNT_CREATE"
    ACCOUNT_DISABLE = "ACCOUNT_DISABLE"
    ACCOUNT_ENABLE = "ACCOUNT_ENABLE"
    ACCOUNT_IMPORT = "ACCOUNT_IMPORT"
    ACCOUNT_ISSUE_CODE = "ACCOUNT_ISSUE_CODE"
    ACCOUNT_LINK = "ACCOUNT_LINK"
    ACCOUNT_RENAME = "ACCOUNT_RENAME"
    ACCOUNT_RESET = "ACCOUNT_RESET"
    ACCOUNT_SET_LEVELS = "ACCOUNT_SET_LEVELS"
    ACCOUNT_SET_SYSTEM = "ACCOUNT_SET_SYSTEM"
    AGREEMENT_INVITE = "AGREEMENT_INVITE"
    AGREEMENT_APPLY = "AGREEMENT_APPLY"
    AGREEMENT_ACCEPT = "AGREEMENT_ACCEPT"
    AGREEMENT_REJECT = "AGREEMENT_REJECT"
    AGREEMENT_WITHDRAW = "AGREEMENT_WITHDRAW"
    AGREEMENT_EXPIRE = "AGREEMENT_EXPIRE"
    AGREEMENT_RESUBMIT = "AGREEMENT_RESUBMIT"
    AGREEMENT_UPLOAD_SCAN = "AGREEMENT_UPLOAD_SCAN"
    AGREEMENT_CANCEL = "AGREEMENT_CANCEL"
    AGREEMENT_PASS = "AGREEMENT_PASS"
    AGREEMENT_FAIL = "AGREEMENT_FAIL"
    AGREEMENT_VOID = "AGREEMENT_VOID"
    AGREEMENT_TERMINATE = "AGREEMENT_TERMINATE"
    AGREEMENT_TYPE_SET = "AGREEMENT_TYPE_SET"
    ARCHIVE_SUBMIT = "ARCHIVE_SUBMIT"
    ARCHIVE_REGISTER = "ARCHIVE_REGISTER"
    ARCHIVE_CARRY = "ARCHIVE_CARRY"
    ARCHIVE_IMPORT = "ARCHIVE_IMPORT"
    ARCHIVE_RESUBMIT = "ARCHIVE_RESUBMIT"
    ARCHIVE_CANCEL = "ARCHIVE_CANCEL"
    ARCHIVE_PASS = "ARCHIVE_PASS"
    ARCHIVE_FAIL = "ARCHIVE_FAIL"
    ARCHIVE_SUPERSEDE = "ARCHIVE_SUPERSEDE"
    ARCHIVE_WITHDRAW = "ARCHIVE_WITHDRAW"
    ARCHIVE_SEND = "ARCHIVE_SEND"
    ARCHIVE_RECEIVE = "ARCHIVE_RECEIVE"
    ARCHIVE_RETURN = "ARCHIVE_RETURN"
    CLASS_YEAR_OPEN = "CLASS_YEAR_OPEN"
    CLASS_YEAR_CLOSE = "CLASS_YEAR_CLOSE"
    CLASS_YEAR_REOPEN = "CLASS_YEAR_REOPEN"
    CLASS_YEAR_SET_DEADLINE = "CLASS_YEAR_SET_DEADLINE"
    CONFIRMATION_MAKE = "CONFIRMATION_MAKE"
    CONFIRMATION_STALE = "CONFIRMATION_STALE"
    CONFIRMATION_GRANT = "CONFIRMATION_GRANT"
    CONFIRMATION_REVOKE = "CONFIRMATION_REVOKE"
    COUNTERS_SET = "COUNTERS_SET"
    DEMO_LOAD = "DEMO_LOAD"
    DISPUTE_RAISE = "DISPUTE_RAISE"
    DISPUTE_RESOLVE = "DISPUTE_RESOLVE"
    DISPUTE_WITHDRAW = "DISPUTE_WITHDRAW"
    DOWNLOAD_CANCEL = "DOWNLOAD_CANCEL"
    DOWNLOAD_END = "DOWNLOAD_END"
    DOWNLOAD_FETCH = "DOWNLOAD_FETCH"
    DOWNLOAD_REQUEST = "DOWNLOAD_REQUEST"
    EMPLOYER_REGISTER = "EMPLOYER_REGISTER"
    EMPLOYER_SUBMIT = "EMPLOYER_SUBMIT"
    EMPLOYER_APPROVE = "EMPLOYER_APPROVE"
    EMPLOYER_REJECT = "EMPLOYER_REJECT"
    EMPLOYER_DISABLE = "EMPLOYER_DISABLE"
    EMPLOYER_ENABLE = "EMPLOYER_ENABLE"
    EMPLOYER_UPDATE = "EMPLOYER_UPDATE"
    FEATURE_OPEN = "FEATURE_OPEN"
    GRADUATE_ENROL = "GRADUATE_ENROL"
    GRADUATE_CONFIRM = "GRADUATE_CONFIRM"
    GRADUATE_CORRECT = "GRADUATE_CORRECT"
    GRADUATE_REMOVE = "GRADUATE_REMOVE"
    HUKOU_SUBMIT = "HUKOU_SUBMIT"
    HUKOU_REGISTER = "HUKOU_REGISTER"
    HUKOU_CARRY = "HUKOU_CARRY"
    HUKOU_IMPORT = "HUKOU_IMPORT"
    HUKOU_RESUBMIT = "HUKOU_RESUBMIT"
    HUKOU_CANCEL = "HUKOU_CANCEL"
    HUKOU_PASS = "HUKOU_PASS"
    HUKOU_FAIL = "HUKOU_FAIL"
    HUKOU_SUPERSEDE = "HUKOU_SUPERSEDE"
    HUKOU_WITHDRAW = "HUKOU_WITHDRAW"
    IDENTITY_REVEAL = "IDENTITY_REVEAL"
    LEDGER_EDIT = "LEDGER_EDIT"
    REGISTRATION_SUBMIT = "REGISTRATION_SUBMIT"
    REGISTRATION_RESUBMIT = "REGISTRATION_RESUBMIT"
    REGISTRATION_CANCEL = "REGISTRATION_CANCEL"
    REGISTRATION_PASS = "REGISTRATION_PASS"
    REGISTRATION_FAIL = "REGISTRATION_FAIL"
    REGISTRATION_REQUEST_VOID = "REGISTRATION_REQUEST_VOID"
    REGISTRATION_KEEP = "REGISTRATION_KEEP"
    REGISTRATION_VOID = "REGISTRATION_VOID"
    REGISTRATION_SUPERSEDE = "REGISTRATION_SUPERSEDE"
    REGISTRATION_IMPORT = "REGISTRATION_IMPORT"
    REGISTRATION_AMEND = "REGISTRATION_AMEND"
    REPORT_SKIP = "REPORT_SKIP"
    ROSTER_IMPORT = "ROSTER_IMPORT"
    ROSTER_IMPORT_CANCEL = "ROSTER_IMPORT_CANCEL"
    ROSTER_IMPORT_END = "ROSTER_IMPORT_END"
    SCHOOL_SET_UP = "SCHOOL_SET_UP"
    STATISTICS_SNAPSHOT_TAKE = "STATISTICS_SNAPSHOT_TAKE"
    SUPPLEMENT_SUBMIT = "SUPPLEMENT_SUBMIT"
    SUPPLEMENT_RESUBMIT = "SUPPLEMENT_RESUBMIT"
    SUPPLEMENT_CANCEL = "SUPPLEMENT_CANCEL"
    SUPPLEMENT_PASS = "SUPPLEMENT_PASS"
    SUPPLEMENT_FAIL = "SUPPLEMENT_FAIL"
    SUPPLEMENT_VOID = "SUPPLEMENT_VOID"
    SUPPLEMENT_TERMINATE = "SUPPLEMENT_TERMINATE"
    SUPPLEMENT_IMPORT = "SUPPLEMENT_IMPORT"
    SUPPLEMENT_AMEND = "SUPPLEMENT_AMEND"
    TERMINATION_SUBMIT = "TERMINATION_SUBMIT"
    TERMINATION_AGREE = "TERMINATION_AGREE"
    TERMINATION_REFUSE = "TERMINATION_REFUSE"
    TERMINATION_WITHDRAW = "TERMINATION_WITHDRAW"
    TERMINATION_PASS = "TERMINATION_PASS"
    TERMINATION_FAIL = "TERMINATION_FAIL"
    TERMINATION_LAPSE = "TERMINATION_LAPSE"


ACT_LABELS: Final[Mapping[ActName, str]] = {
    ActName.ACCOUNT_ACTIVATE: "激活账号",
    ActName.ACCOUNT_CHANGE_PASSWORD: "修改密码",
    ActName.ACCOUNT_CREATE: "新增账号",
    ActName.ACCOUNT_DISABLE: "停用账号",
    ActName.ACCOUNT_ENABLE: "启用账号",
    ActName.ACCOUNT_IMPORT: "导入原有学校账号",
    ActName.ACCOUNT_ISSUE_CODE: "发放激活码",
    ActName.ACCOUNT_LINK: "关联身份认证平台",
    ActName.ACCOUNT_RENAME: "修改账号名称",
    ActName.ACCOUNT_RESET: "重置密码",
    ActName.ACCOUNT_SET_LEVELS: "设置模块管理权限",
    ActName.ACCOUNT_SET_SYSTEM: "设置自建系统接口账号",
    ActName.AGREEMENT_INVITE: "单位发起签约",
    ActName.AGREEMENT_APPLY: "毕业生申请电子就业协议",
    ActName.AGREEMENT_ACCEPT: "毕业生应约",
    ActName.AGREEMENT_REJECT: "毕业生拒绝",
    ActName.AGREEMENT_WITHDRAW: "单位撤回",
    ActName.AGREEMENT_EXPIRE: "签约逾期未回应",
    ActName.AGREEMENT_RESUBMIT: "毕业生修改后重新提交",
    ActName.AGREEMENT_UPLOAD_SCAN: "上传盖章扫描件",
    ActName.AGREEMENT_CANCEL: "毕业生取消",
    ActName.AGREEMENT_PASS: "审核通过",
    ActName.AGREEMENT_FAIL: "审核不通过",
    ActName.AGREEMENT_VOID: "学校作废",
    ActName.AGREEMENT_TERMINATE: "解约生效",
    ActName.AGREEMENT_TYPE_SET: "设置电子就业协议书类型",
    ActName.ARCHIVE_SUBMIT: "毕业生提交档案转递信息",
    ActName.ARCHIVE_REGISTER: "学校登记档案转递信息",
    ActName.ARCHIVE_CARRY: "随去向登记转入档案转递信息",
    ActName.ARCHIVE_IMPORT: "从自建系统导入档案转递信息",
    ActName.ARCHIVE_RESUBMIT: "毕业生修改档案转递信息后重新提交",
    ActName.ARCHIVE_CANCEL: "毕业生取消档案转递信息登记",
    ActName.ARCHIVE_PASS: "档案转递信息审核通过",
    ActName.ARCHIVE_FAIL: "档案转递信息审核不通过",
    ActName.ARCHIVE_SUPERSEDE: "档案转递信息被新登记取代",
    ActName.ARCHIVE_WITHDRAW: "自建系统撤回档案转递信息",
    ActName.ARCHIVE_SEND: "档案寄出",
    ActName.ARCHIVE_RECEIVE: "档案签收",
    ActName.ARCHIVE_RETURN: "档案退回",
    ActName.CLASS_YEAR_OPEN: "开启届别",
    ActName.CLASS_YEAR_CLOSE: "关闭届别",
    ActName.CLASS_YEAR_REOPEN: "重新开启届别",
    ActName.CLASS_YEAR_SET_DEADLINE: "设置毕业生办理截止时间",
    ActName.CONFIRMATION_MAKE: "毕业生确认去向",
    ActName.CONFIRMATION_STALE: "去向确认失效",
    ActName.CONFIRMATION_GRANT: "毕业生授权核验",
    ActName.CONFIRMATION_REVOKE: "毕业生撤销核验授权",
    ActName.COUNTERS_SET: "更正统计数据",
    ActName.DEMO_LOAD: "装入演示数据",
    ActName.DISPUTE_RAISE: "毕业生提出异议",
    ActName.DISPUTE_RESOLVE: "学校答复异议",
    ActName.DISPUTE_WITHDRAW: "毕业生撤回异议",
    ActName.DOWNLOAD_CANCEL: "取消下载",
    ActName.DOWNLOAD_END: "下载文件生成结束",
    ActName.DOWNLOAD_FETCH: "取走下载文件",
    ActName.DOWNLOAD_REQUEST: "申请下载",
    ActName.EMPLOYER_REGISTER: "单位注册",
    ActName.EMPLOYER_SUBMIT: "单位提交审核",
    ActName.EMPLOYER_APPROVE: "单位审核通过",
    ActName.EMPLOYER_REJECT: "单位审核不通过",
    ActName.EMPLOYER_DISABLE: "停用单位",
    ActName.EMPLOYER_ENABLE: "启用单位",
    ActName.EMPLOYER_UPDATE: "单位修改联系方式",
    ActName.FEATURE_OPEN: "开启功能",
    ActName.GRADUATE_ENROL: "登记毕业生",
    ActName.GRADUATE_CONFIRM: "毕业生确认基本信息",
    ActName.GRADUATE_CORRECT: "更正毕业生信息",
    ActName.GRADUATE_REMOVE: "删除毕业生",
    ActName.HUKOU_SUBMIT: "毕业生提交户口迁移信息",
    ActName.HUKOU_REGISTER: "学校登记户口迁移信息",
    ActName.HUKOU_CARRY: "随去向登记转入户口迁移信息",
    ActName.HUKOU_IMPORT: "从自建系统导入户口迁移信息",
    ActName.HUKOU_RESUBMIT: "毕业生修改户口迁移信息后重新提交",
    ActName.HUKOU_CANCEL: "毕业生取消户口迁移信息登记",
    ActName.HUKOU_PASS: "户口迁移信息审核通过",
    ActName.HUKOU_FAIL: "户口迁移信息审核不通过",
    ActName.HUKOU_SUPERSEDE: "户口迁移信息被新登记取代",
    ActName.HUKOU_WITHDRAW: "自建系统撤回户口迁移信息",
    ActName.IDENTITY_REVEAL: "查看完整身份证号",
    ActName.LEDGER_EDIT: "修改就业台账",
    ActName.REGISTRATION_SUBMIT: "毕业生提交去向登记",
    ActName.REGISTRATION_RESUBMIT: "毕业生修改去向登记后重新提交",
    ActName.REGISTRATION_CANCEL: "毕业生取消去向登记",
    ActName.REGISTRATION_PASS: "去向登记审核通过",
    ActName.REGISTRATION_FAIL: "去向登记审核不通过",
    ActName.REGISTRATION_REQUEST_VOID: "毕业生申请作废去向登记",
    ActName.REGISTRATION_KEEP: "毕业生撤回作废申请",
    ActName.REGISTRATION_VOID: "学校作废去向登记",
    ActName.REGISTRATION_SUPERSEDE: "去向登记被新去向取代",
    ActName.REGISTRATION_IMPORT: "从自建系统导入去向登记",
    ActName.REGISTRATION_AMEND: "自建系统更新去向登记",
    ActName.REPORT_SKIP: "跳过上报",
    ActName.ROSTER_IMPORT: "导入名册",
    ActName.ROSTER_IMPORT_CANCEL: "取消导入名册",
    ActName.ROSTER_IMPORT_END: "名册导入结束",
    ActName.SCHOOL_SET_UP: "签约或登记设置",
    ActName.STATISTICS_SNAPSHOT_TAKE: "保存统计快照",
    ActName.SUPPLEMENT_SUBMIT: "毕业生提交补登",
    ActName.SUPPLEMENT_RESUBMIT: "毕业生修改补登后重新提交",
    ActName.SUPPLEMENT_CANCEL: "毕业生取消补登",
    ActName.SUPPLEMENT_PASS: "补登审核通过",
    ActName.SUPPLEMENT_FAIL: "补登审核不通过",
    ActName.SUPPLEMENT_VOID: "学校作废补登",
    ActName.SUPPLEMENT_TERMINATE: "补登解约生效",
    ActName.SUPPLEMENT_IMPORT: "从自建系统导入就业协议",
    ActName.SUPPLEMENT_AMEND: "自建系统更新就业协议",
    ActName.TERMINATION_SUBMIT: "申请解约",
    ActName.TERMINATION_AGREE: "同意解约",
    ActName.TERMINATION_REFUSE: "不同意解约",
    ActName.TERMINATION_WITHDRAW: "撤回解约申请",
    ActName.TERMINATION_PASS: "解约审核通过",
    ActName.TERMINATION_FAIL: "解约审核不通过",
    ActName.TERMINATION_LAPSE: "解约申请失效",
}
"""As lists print them."""
