"""The rules' enums as GraphQL enums, each value described."""

from collections.abc import Mapping
from enum import Enum, EnumMeta

import strawberry

from rules.acts import ActName, RecordKind
from rules.agreement import Initiator, ReviewLevel, Status
from rules.confirmation import ConfirmationState, GrantState, LookKey
from rules.destinations import DestinationGroup
from rules.dispute import DisputeState, DisputeSubject
from rules.download import DownloadFormat, DownloadState
from rules.employer import EmployerStatus
from rules.errors import Code
from rules.gate import AgreementType, ClassYearState, Enablement, Feature, ReviewLevels
from rules.inbound import Ending, ImportOutcome
from rules.ledger import LedgerState
from rules.record_terms import RecordStatus
from rules.registration_fields import Content, Use
from rules.reporting import Operation, ReportState
from rules.roles import AccessLevel, Module, Role
from rules.roster_import import ImportMode, ImportPhase, ImportState
from rules.sessions import EndReason, LoginMethod
from rules.termination import TerminationKind
from rules.transfer_terms import DispatchMode, DispatchState, MigrationReason, MigrationType, RecordSource, TransferType
from rules.waiting import Missing, OpenWorkKind, Work
from schema.enums.acts import ACTS, RECORD_KINDS
from schema.enums.codes import CODES
from schema.enums.destinations import CONTENTS, GROUPS, USES
from schema.enums.inbound import ENDINGS, IMPORT_OUTCOMES
from schema.enums.statuses import RECORD_STATUSES, STATUSES, TERMINATION_KINDS
from schema.enums.transfer import DISPATCH_MODES, DISPATCH_STATES, MIGRATION_REASONS, MIGRATION_TYPES, SOURCES, TRANSFER_TYPES
from schema.enums.waiting import OPEN_WORKS, WORKS


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
    OPEN_WORKS,
)
described(
    Work,
    "WorkCode",
    "What can wait for somebody (待办事项).",
    WORKS,
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
    DownloadFormat,
    "DownloadFormat",
    "What kind of file a download is (格式).",
    {
        "XLSX": "A workbook (Excel工作簿): texts keep their digits, and a sheet says what was asked for.",
        "CSV": "Text, UTF-8 with its mark (CSV文本); what a spreadsheet program would take for a formula has an apostrophe before it.",
    },
)
described(
    DownloadState,
    "DownloadState",
    "Where a download stands (状态).",
    {
        "QUEUED": "Waits to be made (等待处理).",
        "RUNNING": "Is being made (正在生成).",
        "DONE": "Its file can be got (可下载).",
        "EXPIRED": "Its file was removed after its time (已过期).",
        "CANCELLED": "Was ended by whoever asked (已取消).",
        "FAILED": "There is no file: `failure` says why (未生成).",
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
described(RecordSource, "RecordSource", "Who said what a record says (登记来源).", SOURCES)
described(TransferType, "TransferType", "Where an archive goes (转递类型).", TRANSFER_TYPES)
described(DispatchMode, "DispatchMode", "How an archive travels (转递方式); nobody carries its own.", DISPATCH_MODES)
described(DispatchState, "DispatchState", "How far an archive has come (转递状态).", DISPATCH_STATES)
described(MigrationType, "MigrationType", "Where a household registration goes (迁移类型).", MIGRATION_TYPES)
described(MigrationReason, "MigrationReason", "Why it goes (迁移原因).", MIGRATION_REASONS)
described(
    Operation,
    "ReportOperation",
    "What a report says of a record (上报类型).",
    {"UPSERT": "It was approved and counts as it stands (审核通过).", "WITHDRAW": "It counts no more (已撤回)."},
)
described(
    ReportState,
    "ReportState",
    "How far a report has come (上报状态).",
    {
        "PENDING": "Waits to be sent, also between two attempts (待上报).",
        "ACKED": "Was taken (已上报).",
        "DEAD": "Was given up; the graduate's later ones wait until an operator decides (上报失败).",
        "SKIPPED": "An operator decided that it is never sent (已跳过).",
    },
)
described(
    LedgerState,
    "LedgerState",
    "Whether what the ledger holds counts (台账状态).",
    {"APPROVED": "It was approved (有效).", "WITHDRAWN": "It was withdrawn since (已撤回)."},
)
described(
    ConfirmationState,
    "ConfirmationState",
    "Whether a confirmed destination still holds (去向登记确认状态).",
    {
        "CONFIRMED": "It holds (已确认).",
        "STALE": "Something of it has changed: it is to be confirmed again (需重新确认).",
    },
)
described(
    GrantState,
    "VerificationGrantState",
    "Whether an authorisation was revoked (核验授权状态).",
    {
        "ACTIVE": "It was not; it shows something until it expires (有效).",
        "REVOKED": "It was, by the graduate or by a change of what was confirmed (已撤销).",
    },
)
described(
    LookKey,
    "VerificationKey",
    "By which number somebody looked (编号类型).",
    {
        "VERIFICATION": "The number of an authorisation (核验编号).",
        "TRANSFER": "The transfer number, which shows the archive alone (转递编号).",
    },
)
described(
    DisputeSubject,
    "DisputeSubject",
    "What a graduate disputes (异议对象).",
    {
        "BASICS": "What the roster says of it (基本信息).",
        "AGREEMENT": "An agreement in force (就业协议).",
        "SUPPLEMENT": "A supplementary registration in force (补登).",
        "REGISTRATION": "A registration of another destination in force (去向登记).",
    },
)
described(
    DisputeState,
    "DisputeState",
    "Where a dispute stands (异议状态).",
    {
        "OPEN": "It waits for the school's answer (待学校答复).",
        "RESOLVED": "The school has answered (已答复).",
        "WITHDRAWN": "Its graduate took it back (已撤回).",
    },
)
described(TerminationKind, "TerminationKind", "How a termination goes (解约方式).", TERMINATION_KINDS)
described(ImportOutcome, "ImportOutcome", "What became of a record that a province's own system handed in (导入结果).", IMPORT_OUTCOMES)
described(Ending, "WithdrawalEnding", "How a record ended in the province's own system (撤回方式).", ENDINGS)
described(DestinationGroup, "DestinationGroup", "What statistics add categories of destinations up to (去向分组).", GROUPS)
described(Use, "RegistrationFieldUse", "Whether a form asks for a field (填写要求).", USES)
described(Content, "RegistrationFieldContent", "What may stand in a field of a form (字段内容).", CONTENTS)
described(RecordStatus, "RecordStatus", "Where a reviewed record stands (审核状态).", RECORD_STATUSES)
described(RecordKind, "RecordKind", "What was acted on (记录类型).", RECORD_KINDS)
described(ActName, "AuditAction", "What was done, as the audit names it (操作).", ACTS)
described(Code, "ErrorCode", "Why an act was refused.", CODES)
