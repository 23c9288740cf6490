"""The rules' enums as GraphQL enums, each value described."""

from collections.abc import Mapping
from enum import Enum, EnumMeta
from typing import Final

import strawberry

from rules.acts import ActName, RecordKind
from rules.agreement import Initiator, ReviewLevel, Status
from rules.employer import EmployerStatus
from rules.errors import Code
from rules.gate import AgreementType, ClassYearState, Enablement, Feature, ReviewLevels
from rules.roles import AccessLevel, Module, Role
from rules.roster_import import ImportMode, ImportPhase, ImportState
from rules.sessions import EndReason, LoginMethod
from rules.waiting import Missing, OpenWorkKind, Work


def described(enum: EnumMeta, name: str, description: str, values: Mapping[str, str]) -> None:
    """Make a rule's enum a GraphQL enum. Raises ValueError unless exactly its values are described."""
    if set(values) != set(enum.__members__):
        raise ValueError(f"{name}: describe {set(enum.__members__) ^ set(values)}")
    strawberry.enum(enum, name=name, description=description)
    for value in enum.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]


@strawberry.enum(description="Which way a list is ordered (排序方向).")
class OrderDirection(Enum):
    """Ascending or descending."""

    ASC = strawberry.enum_value("ASC", description="Smallest, earliest or lowest code point first (升序).")
    DESC = strawberry.enum_value("DESC", description="Largest, latest or highest code point first (降序).")


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
CODES: Final = {
    "NOT_FOUND": "No such record among the rows you may act on.",
    "MOVE_NOT_ALLOWED": "The record's status does not allow this act.",
    "CHANGED_MEANWHILE": "Somebody changed the record since you read it; read it again.",
    "SLOT_TAKEN": "The graduate already asks for or holds a destination.",
    "DEADLINE_PASSED": "The reply deadline has come.",
    "FEATURE_CLOSED": "The province has not opened the feature.",
    "FEATURE_ALREADY_OPEN": "The feature is open already, and for ever.",
    "CLASS_YEAR_CLOSED": "The class year takes no writes.",
    "CLASS_YEAR_ALREADY_OPEN": "The class year takes writes already.",
    "CLASS_YEAR_ALREADY_CLOSED": "The class year was closed; opening it again is another act.",
    "AGREEMENT_TYPE_MISSING": "A school has no agreement type yet.",
    "AGREEMENT_TYPE_IN_USE": "The school has signing records, so its type stays.",
    "NOT_SET_UP": "The school has not finished its set-up.",
    "DUPLICATE_INVITATION": "An earlier invitation to this graduate still waits for an answer.",
    "INVITEE_NOT_FOUND": "No graduate matches all of what was typed.",
    "EMPLOYER_NOT_APPROVED": "The employer's registration is not approved.",
    "BASICS_UNCONFIRMED": "The graduate has not confirmed the basic data yet, or not since they were corrected.",
    "ALREADY_CONFIRMED": "The basic data are confirmed, and have not changed since.",
    "DIRECTED_GRADUATE": "A directed graduate must go to the directed unit.",
    "REASON_REQUIRED": "This act needs a reason.",
    "INVALID_INPUT": "An input field does not hold what it must.",
    "LEVEL_TOO_LOW": "The account does not hold the level this act needs.",
    "LOGIN_FAILED": "The account name or password is not right, or the account cannot log in.",
    "SESSION_ENDED": "The session is over; log in again.",
    "TOKEN_REUSED": "A refresh token was used twice, so its session was ended for whoever holds it; log in again.",
    "TOO_MANY_ATTEMPTS": "Tried too often; `retryAfter` says how long to wait.",
    "BUSY": "Too many logins wait already; `retryAfter` says how long to wait.",
    "WEAK_PASSWORD": "The new password is too easily guessed.",
    "NOT_BELOW": "The account is managed by somebody else.",
    "LEVEL_ABOVE_OWN": "The account holds, or would hold, more than you do.",
    "USERNAME_TAKEN": "Another account has this name.",
    "NOTHING_TO_CHANGE": "It is already as you want it.",
    "ACTIVATION_FAILED": "The account or the code is not right, or the code no longer holds.",
    "ALREADY_ACTIVATED": "The account has a password; reset it instead.",
    "ACCOUNT_OF_ANOTHER_SCHOOL": "Another school issues this person's codes.",
    "GRADUATE_IN_USE": "Agreements hang on the record.",
    "IMPORT_UNDER_WAY": "The school's roster of the class year is being imported.",
    "IMPORT_OVER": "The import is over, so that it cannot be cancelled.",
    "IMPORT_BEING_WRITTEN": "An import of all or nothing that is being written cannot be cancelled.",
    "USCC_TAKEN": "Another employer was approved under this credit code.",
    "LOGIN_TICKET_INVALID": "The ticket is not, or no longer, good for a session; log in again.",
    "IDEMPOTENCY_KEY_REUSED": "You have done something else under this key; take a new one.",
    "SHOWN_ONCE": "It was done under this key before, and what it showed is not shown again.",
}

described(
    Role,
    "Role",
    "What an account is (用户).",
    {
        "MINISTRY": "The ministry's centre (教育部).",
        "PROVINCE": "A province (省级用户).",
        "SCHOOL": "A school (学校用户).",
        "DEPARTMENT": "A department (院系用户).",
        "GRADUATE": "A graduate (毕业生).",
        "EMPLOYER": "An employer (用人单位).",
        "SYSTEM": "The clock; no account has this role.",
    },
)
described(
    Module,
    "Module",
    "What accounts hold levels on (管理模块).",
    {
        "EMPLOYMENT": "Basic and employment data (基本信息和就业信息).",
        "ARCHIVE": "Archive data (档案信息).",
        "HUKOU": "Household data (户口信息).",
    },
)
described(
    AccessLevel,
    "AccessLevel",
    "A level on a module, in rising order (权限).",
    {
        "NONE": "Cannot enter the module (无权限).",
        "READ_ONLY": "View and download (只读).",
        "READ_WRITE": "All acts, review among them (读写).",
    },
)
described(
    Feature,
    "Feature",
    "What a province opens for ever (功能设置).",
    {
        "DESTINATION": "Destinations and signing (毕业去向登记与网签).",
        "ARCHIVE": "Archives (档案信息登记).",
        "HUKOU": "Households (户口信息登记).",
    },
)
described(
    AgreementType,
    "AgreementType",
    "The parties of a school's agreements (电子就业协议书类型).",
    {
        "TWO_PARTY": "Employer and graduate, attested by the school (两方协议).",
        "THREE_PARTY": "With the school as a party that reviews (三方协议).",
    },
)
described(
    ReviewLevels,
    "ReviewLevels",
    "Who reviews, in order (审核级别).",
    {"SCHOOL_ONLY": "The school alone (学校审核).", "DEPARTMENT_THEN_SCHOOL": "The department, then the school (院系、学校依次审核)."},
)
described(
    Initiator,
    "Initiator",
    "Who started the signing (签约发起方).",
    {"EMPLOYER": "The employer, online (单位).", "GRADUATE": "The graduate, offline (学生)."},
)
described(Status, "AgreementStatus", "Where an agreement stands (签约状态).", STATUSES)
described(
    ReviewLevel,
    "ReviewLevel",
    "Which level reviewed (审核级别).",
    {"DEPARTMENT": "The department (院系).", "SCHOOL": "The school (学校)."},
)
described(
    EmployerStatus,
    "EmployerStatus",
    "Whether an employer may invite (注册状态).",
    {
        "REGISTERED": "Registered, not submitted yet (已注册待提交).",
        "PENDING_REVIEW": "Waits for the province's review (待审核).",
        "APPROVED": "May invite (审核通过).",
        "REJECTED": "Not approved (审核不通过).",
        "DISABLED": "Disabled (已停用).",
    },
)
described(
    LoginMethod,
    "LoginMethod",
    "How whoever logged in proved who it is (登录方式).",
    {"PASSWORD": "By a password (密码).", "PROVIDER": "Through an outside identity provider (统一身份认证)."},
)
described(
    EndReason,
    "SessionEndReason",
    "Why a session was ended before its time (结束原因).",
    {
        "LOGOUT": "Logged out (退出登录).",
        "OWNER": "Ended by its owner from another session (由本人结束).",
        "PASSWORD": "The password was changed from another session (已修改密码).",
        "ACCOUNT": "The account was disabled, or its password reset, by whoever manages it (账号停用或重置密码).",
        "TOKEN_REUSED": "A refresh token was used twice: somebody else had it (登录凭证被重复使用).",
    },
)
described(
    Missing,
    "MissingStep",
    "The step that is missing next where a feature is open (待办步骤).",
    {
        "AGREEMENT_TYPE": "The province has not set the school's agreement type (电子就业协议书类型).",
        "SETUP": "The school has not set up the feature (签约设置, 登记设置).",
    },
)
described(
    ClassYearState,
    "ClassYearState",
    "Whether a class year takes writes (届别状态).",
    {"OPEN": "It does (办理中).", "CLOSED": "It is read-only for everybody (已关闭)."},
)
described(
    Enablement,
    "Enablement",
    "How far a school has come with a feature in a class year (高校开启情况).",
    {
        "NOT_OPENED": "Its province has not opened the feature (本省未开启).",
        "NO_AGREEMENT_TYPE": "Its province has not set its agreement type (待设置电子就业协议书类型).",
        "NOT_SET_UP": "It has not set up the feature (待学校完成设置).",
        "SET_UP": "Its graduates can use it (已开启).",
    },
)
described(
    OpenWorkKind,
    "OpenWorkKind",
    "What still waits in a class year (未办结事项).",
    {
        "BASICS": "Graduates who have not confirmed their basic data (未确认基本信息).",
        "INVITATIONS": "Invitations that wait for an answer (待应约).",
        "REVIEWS": "Agreements and forms that wait for a review (待审核).",
        "FORMS": "Forms that wait for the graduate or the employer (待毕业生或单位办理).",
        "IMPORTS": "Imports of rosters that have not ended (未完成的名册导入).",
    },
)
described(
    Work,
    "WorkCode",
    "What can wait for somebody (待办事项).",
    {
        "BASICS_TO_CONFIRM": "Basic data that the graduate has not confirmed, or not since they were corrected (待确认).",
        "INVITATIONS_TO_ANSWER": "Invitations that the graduate has not answered (待应约).",
        "FORMS_TO_RESUBMIT": "Forms that were not approved, for the graduate to change (待重新提交).",
        "SCANS_TO_UPLOAD": "Issued forms whose stamped scan is awaited, from either party (待回传).",
        "SCANS_TO_CORRECT": "Scans that were not approved, for either party to hand in anew (待重新回传).",
        "REGISTRATION_TO_SUBMIT": "The employer's registration, not submitted yet (待提交审核).",
        "REGISTRATION_RETURNED": "The employer's registration, not approved (待修改).",
        "SIGNINGS_TO_REVIEW": "Accepted invitations at one's level of review (线上签约待审核).",
        "FORMS_TO_REVIEW": "Applications for a form at one's level of review (就业协议待审核).",
        "SCANS_TO_REVIEW": "Stamped forms at one's level of review (线下签约待审核).",
        "SIGNING_SETUP_MISSING": "Class years in which signing is open and not set up (签约设置).",
        "ARCHIVE_SETUP_MISSING": "Class years in which archives are open and not set up (档案登记设置).",
        "HUKOU_SETUP_MISSING": "Class years in which households are open and not set up (户口登记设置).",
        "EMPLOYERS_TO_REVIEW": "Registrations that the province reviews (单位注册审核).",
        "AGREEMENT_TYPES_MISSING": "Schools whose agreement type the province has not set (待设置协议书类型).",
        "SCHOOLS_NOT_SET_UP": "Schools that have not set up what is open, by feature and class year (未完成设置).",
    },
)
described(
    ImportMode,
    "RosterImportMode",
    "What becomes of the rows of a roster that are right where others are not (导入方式).",
    {
        "ALL_OR_NOTHING": "One bad row, and nothing is written (全部导入或全部不导入).",
        "SKIP_BAD": "What is right is written, and the rest is told (跳过有误的行).",
    },
)
described(
    ImportState,
    "RosterImportState",
    "Where an import of a roster stands (状态).",
    {
        "QUEUED": "Waits to be done (等待处理).",
        "RUNNING": "Is being done (正在处理).",
        "DONE": "Is done (已完成).",
        "REFUSED": "Nothing was written: `refusal` and `problems` say why (未导入).",
        "CANCELLED": "Was ended by somebody (已取消).",
        "FAILED": "A fault of the system stopped it each time that it was tried (处理失败).",
    },
)
described(
    ImportPhase,
    "RosterImportPhase",
    "What an import of a roster does (阶段), one after the other.",
    {
        "READING": "Reads the file and checks each row by itself (读取并检查).",
        "COMPARING": "Compares the rows with the roster as it is (与现有名册比对).",
        "WRITING": "Writes (写入). A dry run does not come so far.",
    },
)
described(Code, "ErrorCode", "Why an act was refused.", CODES)
described(
    RecordKind,
    "RecordKind",
    "What was acted on (记录类型).",
    {
        "ACCOUNT": "An account (账号).",
        "AGREEMENT": "An agreement (就业协议).",
        "AGREEMENT_TYPE_SETTING": "A school's agreement type (电子就业协议书类型).",
        "CLASS_YEAR": "A class year (届别).",
        "DATABASE": "The whole database (数据库).",
        "EMPLOYER": "An employer's registration (单位注册信息).",
        "FEATURE_SWITCH": "A province's feature (功能).",
        "GRADUATE": "A graduate (毕业生).",
        "ROSTER_IMPORT": "An import of a roster (名册导入).",
        "SCHOOL_SETUP": "A school's set-up (签约设置, 登记设置).",
        "SIGNING_COUNTERS": "A school's statistics (统计数据).",
    },
)
described(
    ActName,
    "AuditAction",
    "What was done, as the audit names it (操作).",
    {
        "ACCOUNT_ACTIVATE": "Somebody gave an account its password, against its code (激活账号).",
        "ACCOUNT_CHANGE_PASSWORD": "Somebody changed its own password (修改密码).",
        "ACCOUNT_CREATE": "An account was made (新增账号).",
        "ACCOUNT_DISABLE": "An account was shut out (停用账号).",
        "ACCOUNT_ENABLE": "An account was let in again (启用账号).",
        "ACCOUNT_IMPORT": "An account from before there were modules was taken over (导入原有学校账号).",
        "ACCOUNT_ISSUE_CODE": "A graduate's activation code was issued (发放激活码).",
        "ACCOUNT_LINK": "An outside provider named the account for the first time (关联身份认证平台).",
        "ACCOUNT_RENAME": "An account was renamed (修改账号名称).",
        "ACCOUNT_RESET": "An account's password and sessions were ended, and a code issued (重置密码).",
        "ACCOUNT_SET_LEVELS": "An account was granted other levels (设置模块管理权限).",
        "AGREEMENT_INVITE": "An employer invited a graduate (单位发起签约).",
        "AGREEMENT_APPLY": "A graduate applied for a form to sign offline (毕业生申请电子就业协议).",
        "AGREEMENT_ACCEPT": "The graduate accepted (毕业生应约).",
        "AGREEMENT_REJECT": "The graduate declined (毕业生拒绝).",
        "AGREEMENT_WITHDRAW": "The employer withdrew (单位撤回).",
        "AGREEMENT_EXPIRE": "The invitation expired unanswered (签约逾期未回应).",
        "AGREEMENT_RESUBMIT": "The graduate changed and resubmitted it (毕业生修改后重新提交).",
        "AGREEMENT_UPLOAD_SCAN": "The stamped form came back (上传盖章扫描件).",
        "AGREEMENT_CANCEL": "The graduate cancelled (毕业生取消).",
        "AGREEMENT_PASS": "A review passed (审核通过).",
        "AGREEMENT_FAIL": "A review failed (审核不通过).",
        "AGREEMENT_VOID": "The school voided an agreement that had a number (学校作废).",
        "AGREEMENT_TYPE_SET": "The province set a school's agreement type (设置电子就业协议书类型).",
        "CLASS_YEAR_OPEN": "The ministry opened a class year (开启届别).",
        "CLASS_YEAR_CLOSE": "The ministry closed it: it is read-only (关闭届别).",
        "CLASS_YEAR_REOPEN": "The ministry opened it again, for corrections (重新开启届别).",
        "COUNTERS_SET": "Statistics were put right by a recount (更正统计数据).",
        "DEMO_LOAD": "Demonstration data were loaded (装入演示数据).",
        "EMPLOYER_REGISTER": "An employer registered (单位注册).",
        "EMPLOYER_SUBMIT": "It submitted its registration (单位提交审核).",
        "EMPLOYER_APPROVE": "Its province approved it (单位审核通过).",
        "EMPLOYER_REJECT": "Its province rejected it (单位审核不通过).",
        "EMPLOYER_DISABLE": "Its province shut it out (停用单位).",
        "EMPLOYER_ENABLE": "Its province let it in again (启用单位).",
        "FEATURE_OPEN": "The province opened a feature (开启功能).",
        "GRADUATE_ENROL": "A school put a graduate on its roster (登记毕业生).",
        "GRADUATE_CONFIRM": "The graduate confirmed what the roster says (毕业生确认基本信息).",
        "GRADUATE_CORRECT": "It corrected what the roster says (更正毕业生信息).",
        "GRADUATE_REMOVE": "It took a graduate off the roster (删除毕业生).",
        "IDENTITY_REVEAL": "An identity number was shown in full (查看完整身份证号).",
        "ROSTER_IMPORT": "It asked for an import of a roster (导入名册).",
        "ROSTER_IMPORT_CANCEL": "It asked for an import of a roster to end (取消导入名册).",
        "ROSTER_IMPORT_END": "An import of a roster ended, and how (名册导入结束).",
        "SCHOOL_SET_UP": "A school set up a feature, or edited its set-up (签约设置, 登记设置).",
    },
)
