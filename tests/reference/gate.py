"""What is said of class years and of how far schools have come, written by hand."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from rules.gate import AgreementType
from rules.labels import AGREEMENT_TYPE_LABELS
from tests.reference.vocabulary import Row

SET_UP_AT: Final = ("destination_set_up_at", "archive_set_up_at", "hukou_set_up_at")
ENABLED: Final = {
    "NOT_OPENED": "本省未开启",
    "NO_AGREEMENT_TYPE": "待设置电子就业协议书类型",
    "NOT_SET_UP": "待学校完成设置",
    "SET_UP": "已开启",
}
OPEN_WORK: Final = {
    "BASICS": "未确认基本信息的毕业生",
    "INVITATIONS": "待应约的签约邀请",
    "REVIEWS": "待审核的签约和就业协议",
    "FORMS": "待毕业生或单位办理的就业协议",
    "IMPORTS": "未完成的名册导入",
    "SUPPLEMENTS": "未办结的补登",
    "TERMINATIONS": "未办结的解约",
    "DESTINATIONS": "未办结的去向登记",
    "ARCHIVES": "未办结的档案转递信息登记",
    "HUKOU": "未办结的户口迁移信息登记",
    "DISPUTES": "待答复的信息异议",
}


def agreement_type(row: Row) -> str | None:
    """Return what a page prints as the type that a school has; nothing where it has none."""
    return AGREEMENT_TYPE_LABELS[AgreementType(row["agreement_type"])] if row["agreement_type"] else None


GATE_COLUMNS: Final[Mapping[str, str]] = {
    "SchoolSetup.configuredAt": "created_at",
    "Cohort.year": "class_year",
    "Cohort.reason": "status_reason",
    "OpenWork.count": "waiting",
    **{f"SchoolEnablement.{feature}ConfiguredAt": f"{feature}_set_up_at" for feature in ("destination", "archive", "hukou")},
}
GATE_LEAVES: Final[Mapping[str, Callable[[Row], Any]]] = {
    "Cohort.stateLabel": lambda row: {"OPEN": "办理中", "CLOSED": "已关闭"}[row["state"]],
    "OpenWork.label": lambda row: OPEN_WORK[row["kind"]],
    "SchoolEnablement.agreementTypeLabel": agreement_type,
    "SchoolEnablement.destinationLabel": lambda row: ENABLED[row["destination"]],
    "SchoolEnablement.archiveLabel": lambda row: ENABLED[row["archive"]],
    "SchoolEnablement.hukouLabel": lambda row: ENABLED[row["hukou"]],
}
