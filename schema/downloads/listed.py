"""The lists and statistics that can be downloaded (guide section 3: 只读 may 查看、下载), and those that cannot, and why.

A list is named by its root field, or by the root field and the list in it with a dot between. To add one is to add its columns here.
"""

from collections.abc import Mapping
from typing import Any, Final

from rules.acts import RECORD_NAMES
from rules.counters import record_column
from rules.destinations import CATEGORY_NAMES
from rules.names import EMPLOYER_STATUS_NAMES, FEATURE_NAMES, LEVEL_NAMES, RECORD_STATUS_NAMES, ROLE_NAMES, STATUS_NAMES
from rules.registration import REGISTRATION
from rules.supplement import SUPPLEMENT
from rules.termination import TERMINATION
from schema.downloads.agreements import AGREEMENTS
from schema.downloads.claims import CONFIRMATIONS, DISPUTES
from schema.downloads.columns import DASH, NONE, Column, Listed, more
from schema.downloads.comparison import COMPARISON
from schema.downloads.destinations import DESTINATIONS
from schema.downloads.endings import BY_STATUS, SUPPLEMENTS, TERMINATIONS
from schema.downloads.transfers import TRANSFERS
from schema.fields import graphql_name


def by_name(names: Mapping[Any, str]) -> dict[str, str]:
    """Return the names of an enum's members by how GraphQL calls them."""
    return {word.name: text for word, text in names.items()}


LEVELS: Final = by_name(LEVEL_NAMES)
STANDINGS: Final = {**by_name(EMPLOYER_STATUS_NAMES), **by_name(STATUS_NAMES), **by_name(RECORD_STATUS_NAMES)}
"""Of any kind of record; a word that several kinds have is called as the most general of them calls it."""
GRADUATES: Final = (
    Column("姓名", "name"),
    Column("院校", "school.name"),
    Column("院系", "department.name"),
    Column("专业", "majorName"),
    Column("学历", "degreeLabel"),
    Column("身份证号", "idNumber"),
    Column("学号", "studentNumber", null=NONE),
    Column("考生号", "examNumber"),
    Column("培养方式", "trainingModeLabel"),
    Column("届", "classYear"),
    more("院校代码", "school.code"),
    more("专业代码", "majorCode"),
    more("学历代码", "degreeCode"),
    more("性别", "sexLabel"),
    more("民族", "ethnicityLabel"),
    more("政治面貌", "politicalStatusLabel"),
    more("班级", "className"),
    more("专业方向", "majorDirection"),
    more("学制", "studyYears"),
    more("定向或委培单位", "directedUnit"),
    more("定向或委培单位所在地", "directedDivision"),
    more("生源地", "originCode"),
    more("师范生类别", "teacherTypeLabel"),
    more("困难生类别", "hardshipLabel"),
    more("入学时间", "enrolledMonth"),
    more("毕业时间", "graduatedMonth"),
    more("档案是否转入学校", "archiveInSchool"),
    more("户口是否转入学校", "hukouInSchool"),
    more("入学前户口所在地派出所", "formerPoliceStation"),
    more("手机号码", "mobile"),
    more("电子邮箱", "email"),
    more("QQ号码", "qq"),
    more("家庭地址", "homeAddress"),
    more("家庭电话", "homePhone"),
    more("家庭邮编", "homePostcode"),
    more("信息确认时间", "confirmedAt"),
)

ACCOUNTS: Final = (
    Column("用户名", "username"),
    Column("名称", "displayName"),
    Column("用户", "roleLabel"),
    Column("基本信息和就业信息", "employmentLevel", LEVELS),
    Column("档案信息", "archiveLevel", LEVELS),
    Column("户口信息", "hukouLevel", LEVELS),
    Column("是否启用", "isEnabled"),
    Column("是否激活", "isActivated"),
    Column("省份", "province.name"),
    Column("院校", "school.name"),
    Column("院系", "department.name"),
    Column("用人单位", "employer.name"),
    Column("创建时间", "createdAt"),
    more("更新时间", "updatedAt"),
)

REGISTRATIONS: Final = (
    Column("单位名称", "name"),
    Column("统一社会信用代码", "uscc"),
    Column("注册状态", "statusLabel"),
    Column("单位性质", "natureLabel"),
    Column("单位行业", "industryLabel"),
    Column("单位所在地", "division"),
    Column("单位地址", "address"),
    Column("联系人", "contactName"),
    Column("联系电话", "contactPhone"),
    Column("电子邮箱", "contactEmail"),
    Column("省份", "province.name"),
    Column("注册时间", "createdAt"),
    more("原因", "statusReason"),
    more("邮政编码", "postcode"),
    more("上级主管部门", "superior"),
    more("是否接收档案", "acceptsArchive"),
    more("是否解决户口", "solvesHukou"),
    more("更新时间", "updatedAt"),
)

IMPORTS: Final = (
    Column("文件名", "fileName"),
    Column("届", "classYear"),
    Column("院校", "school.name"),
    Column("状态", "stateLabel"),
    Column("总行数", "rowTotal"),
    Column("新增", "newCount"),
    Column("更正", "changedCount"),
    Column("未变", "sameCount"),
    Column("有误", "badCount"),
    Column("试导入", "dryRun"),
    Column("发起时间", "createdAt"),
    Column("结束时间", "finishedAt"),
    more("阶段", "phaseLabel"),
    more("问题数", "problemCount"),
    more("新增院系", "newDepartments"),
    more("原因", "refusal"),
)

AUDIT: Final = (
    Column("时间", "at"),
    Column("操作", "actionLabel"),
    Column("记录类型", "recordKind", by_name(RECORD_NAMES)),
    Column("记录", "record"),
    Column("操作账号", "account.username"),
    Column("角色", "role", by_name(ROLE_NAMES)),
    Column("地址", "address"),
    Column("原状态", "statusBefore", STANDINGS),
    Column("新状态", "statusAfter", STANDINGS),
    Column("原因", "reason"),
    more("序号", "sequence"),
    more("校验码", "seal"),
)

GAPS: Final = (
    Column("院校代码", "schoolCode"),
    Column("院校", "school.name"),
    Column("届", "classYear"),
    Column("功能", "feature", by_name(FEATURE_NAMES)),
    Column("待办步骤", "missingLabel"),
)

ENABLEMENTS: Final = (
    Column("院校代码", "schoolCode"),
    Column("院校", "schoolName"),
    Column("届", "classYear"),
    Column("电子就业协议书类型", "agreementTypeLabel"),
    Column("毕业去向登记与网签", "destinationLabel"),
    Column("签约设置时间", "destinationConfiguredAt"),
    Column("档案信息登记", "archiveLabel"),
    Column("档案登记设置时间", "archiveConfiguredAt"),
    Column("户口信息登记", "hukouLabel"),
    Column("户口登记设置时间", "hukouConfiguredAt"),
    more("省份", "province.name"),
    more("毕业去向登记与网签开启时间", "destinationOpenedAt"),
    more("档案信息登记开启时间", "archiveOpenedAt"),
    more("户口信息登记开启时间", "hukouOpenedAt"),
)

OF_GRADUATES: Final = (
    Column("毕业生人数", "graduates"),
    Column("已登记人数", "registered"),
    Column("登记率", "registeredRate", is_rate=True, null=DASH),
    Column("审核通过人数", "approved"),
    Column("审核通过率", "approvedRate", is_rate=True, null=DASH),
    Column("未登记人数", "unregistered"),
    Column("落实人数", "settled"),
    Column("毕业去向落实率", "settledRate", is_rate=True, null=DASH),
    Column("单位就业人数", "byUnits"),
    Column("单位就业率", "byUnitsRate", is_rate=True, null=DASH),
    Column("协议和合同就业人数", "agreementOrContract"),
    Column("协议和合同就业率", "agreementOrContractRate", is_rate=True, null=DASH),
    Column("创业人数", "entrepreneurship"),
    Column("创业率", "entrepreneurshipRate", is_rate=True, null=DASH),
    Column("灵活就业人数", "flexible"),
    Column("灵活就业率", "flexibleRate", is_rate=True, null=DASH),
    Column("升学人数", "furtherStudy"),
    Column("升学率", "furtherStudyRate", is_rate=True, null=DASH),
    Column("待就业人数", "seeking"),
    Column("待就业率", "seekingRate", is_rate=True, null=DASH),
    Column("暂不就业人数", "notSeeking"),
    Column("暂不就业率", "notSeekingRate", is_rate=True, null=DASH),
    *(Column(f"{code} {name}", f"category{code}") for code, name in CATEGORY_NAMES.items()),
)
"""What became of graduates."""

FIGURES: Final = (
    *OF_GRADUATES,
    Column("已签约人数", "signed"),
    Column("签约率", "signingRate", is_rate=True, null=DASH),
    Column("已确认人数", "confirmed"),
    Column("需重新确认人数", "stale"),
    Column("去向登记确认率", "confirmedRate", is_rate=True, null=DASH),
    Column("线上：待毕业生应约", "onlinePendingGraduate"),
    Column("线上：单位已撤回", "onlineWithdrawn"),
    Column("线上：毕业生拒绝", "onlineRejectedByGraduate"),
    Column("线上：签约逾期未回应", "onlineExpired"),
    Column("线上：待院系审核", "onlinePendingDepartment"),
    Column("线上：待学校审核", "onlinePendingSchool"),
    Column("线上：签约审核不通过", "onlineReviewRejected"),
    Column("线上：签约审核通过", "onlineEffective"),
    Column("线上：学校已作废", "onlineVoided"),
    Column("线上：已解约", "onlineTerminated"),
    Column("线下：就业协议待院系审核", "offlineProtocolPendingDepartment"),
    Column("线下：就业协议待学校审核", "offlineProtocolPendingSchool"),
    Column("线下：就业协议审核不通过", "offlineProtocolRejected"),
    Column("线下：待回传", "offlineProtocolIssued"),
    Column("线下：签约待院系审核", "offlineSignPendingDepartment"),
    Column("线下：签约待学校审核", "offlineSignPendingSchool"),
    Column("线下：签约审核不通过", "offlineSignRejected"),
    Column("线下：签约审核通过", "offlineEffective"),
    Column("线下：学校已作废", "offlineVoided"),
    Column("线下：已解约", "offlineTerminated"),
    Column("线下：毕业生已取消", "offlineCancelled"),
    Column("应约逾期率", "expiryRate", is_rate=True, null=DASH),
    *(
        Column(f"{RECORD_NAMES[life.kind]}：{RECORD_STATUS_NAMES[status]}", graphql_name(record_column(life.kind, status)))
        for life in (SUPPLEMENT, TERMINATION, REGISTRATION)
        for status in life.statuses
    ),
)

OF_WHOM: Final = (Column("姓名", "graduate.name"), Column("学号", "graduate.studentNumber", null=NONE), Column("院校", "school.name"))
REPORTS: Final = (
    *OF_WHOM,
    Column("届", "classYear"),
    Column("上报类型", "operationLabel"),
    Column("上报状态", "stateLabel"),
    Column("上报次数", "attemptCount"),
    Column("失败原因", "problem"),
    Column("生成时间", "createdAt"),
    Column("接收时间", "ackedAt"),
)
LEDGER: Final = (
    *OF_WHOM,
    Column("届", "classYear"),
    Column("台账状态", "stateLabel"),
    Column("来源系统", "sourceSystem"),
    Column("上报时间", "reportedAt"),
    Column("上报内容", "reported"),
    Column("有无偏差", "hasDrift"),
)
_DEPARTMENT: Final = Column("院系", "department.name")
DRILL_DOWN: Final[Mapping[str, Listed]] = {
    "departmentStatistics": Listed("按院系统计", (_DEPARTMENT, *OF_GRADUATES)),
    "degreeStatistics": Listed("按学历统计", (Column("学历代码", "degreeCode"), Column("学历", "degreeLabel"), *OF_GRADUATES)),
    "majorStatistics": Listed("按专业统计", (_DEPARTMENT, Column("专业代码", "majorCode"), Column("专业", "majorName"), *OF_GRADUATES)),
}
"""Of one school and class year, which are given as a filter is."""

LISTED: Final[Mapping[str, Listed]] = {
    "agreements": Listed("就业协议", AGREEMENTS),
    "agreementCounts": Listed(
        "各状态数量", (Column("签约发起方", "initiatorLabel"), Column("签约状态", "statusLabel"), Column("数量", "count"))
    ),
    "supplements": Listed("补登", SUPPLEMENTS),
    "supplementCounts": Listed("补登各状态数量", BY_STATUS),
    "terminations": Listed("解约", TERMINATIONS),
    "terminationCounts": Listed("解约各状态数量", BY_STATUS),
    "registrations": Listed("去向登记", DESTINATIONS),
    "registrationCounts": Listed("去向登记各状态数量", BY_STATUS),
    "graduates": Listed("毕业生", GRADUATES),
    "confirmations": Listed("去向登记确认", CONFIRMATIONS),
    "disputes": Listed("信息异议", DISPUTES),
    "accounts": Listed("账号", ACCOUNTS),
    "employerRegistrations": Listed("单位注册信息", REGISTRATIONS),
    "rosterImports": Listed("名册导入", IMPORTS),
    "auditEntries": Listed("操作记录", AUDIT),
    **TRANSFERS,
    "setupGaps": Listed("未完成设置", GAPS),
    "destinationReports": Listed("毕业去向上报", REPORTS),
    "archiveReports": Listed("档案上报", REPORTS),
    "hukouReports": Listed("户口上报", REPORTS),
    "destinationLedger": Listed("就业台账（毕业去向）", LEDGER),
    "archiveLedger": Listed("就业台账（档案）", LEDGER),
    "hukouLedger": Listed("就业台账（户口）", LEDGER),
    "schoolEnablements": Listed("高校开启情况", ENABLEMENTS),
    "signingStatistics": Listed("网签统计合计", (Column("届", "classYear"), Column("院校数", "schoolCount"), *FIGURES)),
    "signingStatistics.schools": Listed(
        "各高校网签统计", (Column("院校代码", "school.code"), Column("院校", "school.name"), Column("届", "classYear"), *FIGURES)
    ),
    **DRILL_DOWN,
    "statisticsSnapshots": Listed(
        "统计快照",
        (
            Column("届", "classYear"),
            Column("名称", "label"),
            Column("保存时间", "takenAt"),
            Column("省份", "province.name"),
            Column("院校数", "schoolCount"),
        ),
    ),
    "snapshotComparison": Listed("统计快照对比", COMPARISON),
    "schoolSnapshots": Listed(
        "统计快照明细",
        (
            Column("院校代码", "school.code"),
            Column("院校", "school.name"),
            Column("届", "classYear"),
            Column("名称", "label"),
            Column("保存时间", "takenAt"),
            *FIGURES,
        ),
    ),
}

NOT_LISTED: Final[Mapping[str, str]] = {
    "provinces": "Names that every account knows, a few dozen: a list to choose from, and no record.",
    "schools": "Names that every account knows: a list to choose from, and no record.",
    "downloads": "What was downloaded, by oneself.",
    "classYears": "Class years that every account knows, a handful: a list to choose from, and no record.",
    "sessions": "One's own logins, of which each is ended where it is seen.",
    "worklist": "What waits now, as counts that are links; the lists behind them can be downloaded.",
    "nodes": "Rows that a client names one by one.",
}
"""Lists that cannot be downloaded, and why not."""
