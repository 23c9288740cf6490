"""The words the rules of archives (档案转递) and household registrations (户口迁移) are written in (guide section 6)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class RecordSource(StrEnum):
    """Who said what a record says: the graduate, its school for it, or a destination that was approved with it."""

    GRADUATE = "GRADUATE"
    SCHOOL = "SCHOOL"
    DESTINATION = "DESTINATION"


class TransferType(StrEnum):
    """Where an archive goes (档案转递类型). There are no official codes."""

    EMPLOYER = "EMPLOYER"
    TALENT_AGENCY = "TALENT_AGENCY"
    ORIGIN = "ORIGIN"
    ADMITTED_SCHOOL = "ADMITTED_SCHOOL"
    KEEP_AT_SCHOOL = "KEEP_AT_SCHOOL"


class DispatchMode(StrEnum):
    """How an archive travels (转递方式). Carrying one's own is forbidden, so it is no mode."""

    CONFIDENTIAL = "CONFIDENTIAL"
    EMS = "EMS"
    SPECIAL_PERSON = "SPECIAL_PERSON"


class DispatchState(StrEnum):
    """How far an archive has come (转递状态), once its record is approved."""

    NOT_SENT = "NOT_SENT"
    SENT = "SENT"
    RECEIVED = "RECEIVED"
    RETURNED = "RETURNED"


class DispatchMove(StrEnum):
    """What the school notes of an archive on its way."""

    SEND = "SEND"
    RECEIVE = "RECEIVE"
    RETURN = "RETURN"


class MigrationType(StrEnum):
    """Where a household registration goes (户口迁移类型). There are no official codes."""

    BACK_TO_ORIGIN = "BACK_TO_ORIGIN"
    TO_EMPLOYER = "TO_EMPLOYER"
    TO_TALENT_MARKET = "TO_TALENT_MARKET"
    TO_SCHOOL = "TO_SCHOOL"
    TO_OTHER = "TO_OTHER"
    KEEP = "KEEP"


class MigrationReason(StrEnum):
    """Why it goes (迁移原因); going abroad is graduating."""

    FURTHER_STUDY = "FURTHER_STUDY"
    GRADUATION = "GRADUATION"


TRANSFER_TYPE_NAMES: Final[Mapping[TransferType, str]] = {
    TransferType.EMPLOYER: "转至单位",
    TransferType.TALENT_AGENCY: "托管公共就业人才机构",
    TransferType.ORIGIN: "转回生源地",
    TransferType.ADMITTED_SCHOOL: "转升学院校",
    TransferType.KEEP_AT_SCHOOL: "留校",
}
DISPATCH_MODE_NAMES: Final[Mapping[DispatchMode, str]] = {
    DispatchMode.CONFIDENTIAL: "机要通信",
    DispatchMode.EMS: "邮政特快专递",
    DispatchMode.SPECIAL_PERSON: "专人送取",
}
DISPATCH_STATE_NAMES: Final[Mapping[DispatchState, str]] = {
    DispatchState.NOT_SENT: "未寄出",
    DispatchState.SENT: "已寄出",
    DispatchState.RECEIVED: "已签收",
    DispatchState.RETURNED: "已退回",
}
DISPATCH_MOVE_NAMES: Final[Mapping[DispatchMove, str]] = {
    DispatchMove.SEND: "寄出",
    DispatchMove.RECEIVE: "签收",
    DispatchMove.RETURN: "退回",
}
MIGRATION_TYPE_NAMES: Final[Mapping[MigrationType, str]] = {
    MigrationType.BACK_TO_ORIGIN: "迁回原籍",
    MigrationType.TO_EMPLOYER: "迁往单位",
    MigrationType.TO_TALENT_MARKET: "迁往人才市场",
    MigrationType.TO_SCHOOL: "迁往就读学校",
    MigrationType.TO_OTHER: "其他",
    MigrationType.KEEP: "保留在校",
}
MIGRATION_REASON_NAMES: Final[Mapping[MigrationReason, str]] = {
    MigrationReason.FURTHER_STUDY: "升学",
    MigrationReason.GRADUATION: "毕业",
}
SOURCE_NAMES: Final[Mapping[RecordSource, str]] = {
    RecordSource.GRADUATE: "毕业生登记",
    RecordSource.SCHOOL: "学校登记",
    RecordSource.DESTINATION: "随去向登记转入",
}
