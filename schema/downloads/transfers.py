"""The columns of archives and household registrations as they are downloaded (guide section 6: 档案/户口信息管理)."""

from collections.abc import Mapping
from typing import Any, Final

from rules.names import RECORD_STATUS_NAMES, ROLE_NAMES
from rules.transfer_terms import DISPATCH_STATE_NAMES, MIGRATION_TYPE_NAMES, TRANSFER_TYPE_NAMES
from schema.downloads.columns import Column, Listed
from schema.fields import graphql_name

NONE: Final = "--"
DASH: Final = "-"


def _of_graduate() -> tuple[Column, ...]:
    return (
        Column("姓名", "graduate.name"),
        Column("学号", "graduate.studentNumber", null=NONE),
        Column("院校", "school.name"),
        Column("院系", "department.name"),
        Column("专业", "graduate.majorName"),
        Column("学历", "graduate.degreeLabel"),
    )


def _of_review() -> tuple[Column, ...]:
    return (
        Column("审核状态", "statusLabel"),
        Column("待处理方", "waitsForLabel", is_default=False),
        Column("审核原因", "statusReason", is_default=False),
        Column("登记来源", "sourceLabel", is_default=False),
        Column("是否变更", "isChange", is_default=False),
        Column("来源系统", "sourceSystem", is_default=False),
        Column("来源编号", "sourceId", is_default=False),
        Column("届", "classYear", is_default=False),
        Column("院校代码", "school.code", is_default=False),
        Column("考生号", "graduate.examNumber", is_default=False),
        Column("身份证号", "graduate.idNumber", is_default=False),
        Column("提交时间", "createdAt", is_default=False),
        Column("更新时间", "updatedAt", is_default=False),
    )


ARCHIVES: Final = (
    *_of_graduate(),
    Column("转递类型", "transferTypeLabel"),
    Column("档案接收单位名称", "receiverName"),
    Column("档案接收单位地址", "receiverAddress"),
    Column("接收联系人", "receiverPerson"),
    Column("接收联系电话", "receiverPhone"),
    Column("转递方式", "dispatchModeLabel"),
    Column("转递状态", "dispatchStateLabel"),
    Column("转递编号", "transferNo"),
    Column("转递单号", "trackingNo"),
    Column("寄出时间", "sentAt"),
    *_of_review(),
    Column("档案接收单位所在地", "receiverDivision", is_default=False),
    Column("邮编", "receiverPostcode", is_default=False),
    Column("签收时间", "receivedAt", is_default=False),
    Column("退回原因", "returnReason", is_default=False),
)
HUKOU: Final = (
    *_of_graduate(),
    Column("迁移类型", "migrationTypeLabel"),
    Column("迁移原因", "migrationReasonLabel"),
    Column("迁往地", "destinationDivision"),
    Column("迁往地址", "destinationAddress"),
    Column("接收单位", "receivingUnit"),
    *_of_review(),
)


def _events(record: str) -> tuple[Column, ...]:
    return (
        Column("时间", "at"),
        Column("操作", "actionLabel"),
        Column("姓名", f"{record}.graduate.name"),
        Column("操作账号", "account.username"),
        Column("角色", "role", {role.name: text for role, text in ROLE_NAMES.items()}),
        Column("地址", "address"),
        Column("原状态", "statusBeforeLabel"),
        Column("新状态", "statusAfterLabel"),
        Column("原因", "reason"),
    )


def _figures(types: Mapping[Any, str], way: Mapping[Any, str]) -> tuple[Column, ...]:
    standing = ("PENDING_DEPARTMENT", "PENDING_SCHOOL", "REJECTED")
    names = {status.name: text for status, text in RECORD_STATUS_NAMES.items()}
    return (
        Column("应登记人数", "needed"),
        Column("已登记人数", "registered"),
        Column("登记率", "registrationRate", is_rate=True, null=DASH),
        *(Column(names[status], graphql_name(status.lower())) for status in standing),
        Column("审核通过人数", "approved"),
        Column("审核通过率", "approvalRate", is_rate=True, null=DASH),
        *(Column(text, graphql_name(f"type_{type_.lower()}")) for type_, text in types.items()),
        *(Column(text, graphql_name(state.lower())) for state, text in way.items() if state != "NOT_SENT"),
    )


_COUNTS: Final = (Column("审核状态", "statusLabel"), Column("数量", "count"))
_SCHOOL: Final = (Column("院校代码", "school.code"), Column("院校", "school.name"), Column("届", "classYear"))
_SUM: Final = (Column("届", "classYear"), Column("院校数", "schoolCount"))


def _kind(kind: str, name: str, columns: tuple[Column, ...], figures: tuple[Column, ...], events: tuple[Column, ...]) -> dict[str, Listed]:
    return {
        f"{kind}Records": Listed(f"{name}信息", columns),
        f"{kind}RecordCounts": Listed(f"{name}各状态数量", _COUNTS),
        f"{kind}Events": Listed(f"{name}操作记录", events),
        f"{kind}Statistics": Listed(f"{name}登记统计合计", (*_SUM, *figures)),
        f"{kind}Statistics.schools": Listed(f"各高校{name}登记统计", (*_SCHOOL, *figures)),
    }


TRANSFERS: Final = {
    **_kind("archive", "档案", ARCHIVES, _figures(TRANSFER_TYPE_NAMES, DISPATCH_STATE_NAMES), _events("archiveRecord")),
    **_kind("hukou", "户口", HUKOU, _figures(MIGRATION_TYPE_NAMES, {}), _events("hukouRecord")),
}
"""The lists and statistics of both."""
