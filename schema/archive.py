"""Archives (档案转递): the records, what happened to them, how many stand where, and what can be done."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import strawberry

import models
from auth.modules import Requirement
from auth.scope import Rows
from planner.bindings import Aggregate, FilterColumn, table_of
from planner.predicates import Action, Actions, AllOf, Exists, Guarded, IsOneOf, Not
from rules.acts import ACT_LABELS, ActName
from rules.agreement_terms import Guard
from rules.archive import ARCHIVE, DISPATCHES
from rules.errors import LevelTooLow
from rules.labels import PARTY_LABELS, Label
from rules.names import RECORD_STATUS_NAMES
from rules.record_terms import RecordStatus
from rules.roles import AccessLevel, Module, Role
from rules.transfer import PENDING, STATUSES
from rules.transfer_errors import RecordUnderWay
from rules.transfer_terms import (
    DISPATCH_MODE_NAMES,
    DISPATCH_STATE_NAMES,
    SOURCE_NAMES,
    TRANSFER_TYPE_NAMES,
    DispatchMode,
    DispatchMove,
    DispatchState,
    RecordSource,
    TransferType,
)
from schema.access import access
from schema.account import Account
from schema.available import AvailableAction, refused
from schema.fields import aggregate, available, column, entity, label, many, one, ratio, row_count, total
from schema.guards import guarded
from schema.lists.archive import ArchiveEventOrder, ArchiveStatisticsOrder
from schema.places import School
from schema.record import ReviewedRecord, labels_of
from schema.record_actions import record_actions
from schema.relay import Connection, Node

OF_ARCHIVES: Final = access(Module.ARCHIVE)
"""档案信息, read: 无权限 cannot enter the module (guide, table 1)."""
WHOLE_SCHOOLS: Final = access(Module.ARCHIVE, roles=[Role.MINISTRY, Role.PROVINCE, Role.SCHOOL])
AUDITED: Final = access(Module.ARCHIVE, roles=[Role.MINISTRY, Role.SCHOOL])
"""By whose account, from which address: a school's records are its own affair, as in the audit of the other modules."""
ACTS: Final = labels_of("action", ACT_LABELS)
PARTIES: Final = [Label({"role": role}, text) for role, text in PARTY_LABELS.items()]
STOOD: Final = {
    **{str(status): text for status, text in RECORD_STATUS_NAMES.items()},
    **{str(state): text for state, text in DISPATCH_STATE_NAMES.items()},
}


def stood(attribute: str) -> list[Label]:
    """Return the names of where an archive can stand, in its reviews or on its way."""
    return labels_of(attribute, STOOD)


def _dispatches() -> Iterator[Action]:
    """Yield what the school notes of an approved archive on its way."""
    waiting = Exists(table_of(models.ArchiveRecord), {"graduate_id": "graduate_id"}, among={"status": PENDING})
    leaving = tuple(type_ for type_ in TransferType if type_ is not TransferType.KEEP_AT_SCHOOL)
    for move in DispatchMove:
        begins = tuple(now for now, its_move in DISPATCHES if its_move is move)
        asked = guarded((Guard.CLASS_YEAR_OPEN,), ARCHIVE.feature)
        if move is DispatchMove.SEND:
            asked = (*asked, Guarded(Not(waiting), refused(RecordUnderWay)))
        yield Action(
            move.name,
            offered_to=(Requirement(roles=(Role.SCHOOL,)),),
            needs=(Requirement((Module.ARCHIVE,), AccessLevel.READ_WRITE),),
            denied=refused(LevelTooLow, module=Module.ARCHIVE),
            when=AllOf(
                (
                    IsOneOf("status", (RecordStatus.APPROVED,)),
                    IsOneOf("transfer_type", leaving),
                    IsOneOf("dispatch_state", begins),
                )
            ),
            guards=asked,
        )


ARCHIVE_ACTIONS: Final = Actions((*record_actions(ARCHIVE).offered, *_dispatches()))
"""What can be done to an archive: the moves of its reviews, then those of its way."""


@entity(models.ArchiveEvent, scope=Rows.ARCHIVE_RECORD, access=OF_ARCHIVES)
class ArchiveEvent(Node):
    """One act on an archive's record (办理记录). Whoever has not the module learns of none; `auditEntries` has none of them."""

    action: ActName = column("What was done (操作).")
    action_label: str | None = label("What was done, as lists print it (操作), e.g. 档案寄出.", ACTS)
    role: Role = column("Which side did it (操作方); SYSTEM is what follows from another act.")
    role_label: str | None = label("The side, as lists print it: 毕业生, 院系, 学校, 系统.", PARTIES)
    status_before: str | None = column("Where it stood before (原状态); null of what it began with.")
    status_before_label: str | None = label("The status before, in short (原状态).", stood("status_before"))
    status_after: str | None = column("Where it stood afterwards (新状态).")
    status_after_label: str | None = label("The status afterwards, in short (新状态).", stood("status_after"))
    reason: str | None = column("Why (原因); null where none is needed.")
    at: datetime = column("When (时间).", "created_at")
    archive_record: "ArchiveRecord" = one("ArchiveRecord", "What it was done to (档案转递信息).", "archive_record_id")
    account: Account | None = one(
        "Account", "By whose account (操作账号); null where it is not among those you see.", "account_id", access=AUDITED
    )
    address: str | None = column("From which network address (地址).", access=AUDITED)


@entity(models.ArchiveRecord, scope=Rows.ARCHIVE_RECORD, access=OF_ARCHIVES)
class ArchiveRecord(Node, ReviewedRecord):
    """What becomes of a graduate's archive (档案转递信息), in one version: the approved one is in force until a newer one is approved."""

    source: RecordSource = column("Who said what it says (登记来源).")
    source_label: str | None = label("Who, as lists print it (登记来源).", labels_of("source", SOURCE_NAMES))
    is_change: bool = column("Whether an approved record was in force beside it while it was open (是否变更).")
    transfer_type: TransferType = column("Where it goes (转递类型).")
    transfer_type_label: str | None = label("Where it goes, as lists print it (转递类型).", labels_of("transfer_type", TRANSFER_TYPE_NAMES))
    receiver_name: str | None = column("Who receives it (档案接收单位名称); null where it stays at the school, as are the next five.")
    receiver_division: str | None = column("Where that is (档案接收单位所在地), GB/T 2260.")
    receiver_address: str | None = column("Its address (档案接收单位地址), to the door.")
    receiver_postcode: str | None = column("Its postcode (邮编).")
    receiver_person: str | None = column("Whom to ask there (接收联系人).")
    receiver_phone: str | None = column("Their telephone (接收联系电话).")
    dispatch_mode: DispatchMode | None = column("How it is to travel, or did (转递方式).")
    dispatch_mode_label: str | None = label("How, as lists print it (转递方式).", labels_of("dispatch_mode", DISPATCH_MODE_NAMES))
    dispatch_state: DispatchState = column("How far it has come (转递状态).")
    dispatch_state_label: str | None = label("How far, as lists print it (转递状态).", labels_of("dispatch_state", DISPATCH_STATE_NAMES))
    tracking_no: str | None = column("Tracking number (转递单号); null until it is sent, and where somebody brings it.")
    transfer_no: str | None = column("Transfer number (转递编号), by which the receiver verifies it; null until there is one.")
    sent_at: datetime | None = column("When it was last sent (寄出时间).")
    received_at: datetime | None = column("When it was noted that the receiver has it (签收时间).")
    return_reason: str | None = column("Why it came back (退回原因).")
    source_system: str | None = column("The province's own system that it was approved in (来源系统); null where it was approved here.")
    source_id: str | None = column("What it is known by there (来源编号); null where it was approved here.")
    available_actions: list[AvailableAction] = available(ARCHIVE_ACTIONS)
    timeline: Connection[ArchiveEvent] | None = many(
        "ArchiveEvent", "What happened to it (办理进度), newest first.", order=ArchiveEventOrder, by="archive_record_id"
    )


@aggregate(models.ArchiveRecord, scope=Rows.ARCHIVE_RECORD, access=OF_ARCHIVES)
class ArchiveRecordCount:
    """How many archives have one status (各状态数量)."""

    status: RecordStatus = column("Where they stand (审核状态).")
    status_label: str | None = label("The status in short (审核状态).", labels_of("status", RECORD_STATUS_NAMES))
    count: int = row_count("How many (数量); also where there are none.")


EVERY_STANDING: Final = tuple({"status": status.value} for status in STATUSES)
"""Every status of such a record, in the order of its life."""


@strawberry.interface(description="How many archives stand where (档案信息登记统计). All numbers are exact at `version`.")
class ArchiveFigures:
    """The figures that a school and a sum of schools share."""

    version: int = total("Rises with every change of any number here.", "version")
    needed: int = total("Graduates whose archive is at the school (需转递人数).", "needed")
    registered: int = total("Graduates with a record that waits for a review or is approved (已登记人数).", "registered")
    registration_rate: int | None = ratio("Registered over needed (登记率, 万分比); null without any.", ("registered",), ("needed",))
    pending_department: int = total("Records that wait for the department (待院系审核).", "pending_department")
    pending_school: int = total("Records that wait for the school (待学校审核).", "pending_school")
    rejected: int = total("Records that failed a review and were not submitted again (审核不通过).", "rejected")
    approved: int = total("Graduates with an approved record (审核通过).", "approved")
    approval_rate: int | None = ratio("Approved over needed (审核通过率, 万分比); null without any.", ("approved",), ("needed",))
    type_employer: int = total("Approved: to the employer (转至单位).", "type_employer")
    type_talent_agency: int = total("Approved: to a talent agency (托管公共就业人才机构).", "type_talent_agency")
    type_origin: int = total("Approved: back to where the graduate comes from (转回生源地).", "type_origin")
    type_admitted_school: int = total("Approved: to the school of further study (转升学院校).", "type_admitted_school")
    type_keep_at_school: int = total("Approved: kept at the school (留校).", "type_keep_at_school")
    sent: int = total("Approved, and on its way (已寄出).", "sent")
    received: int = total("Approved, and received (已签收).", "received")
    returned: int = total("Approved, and come back (已退回).", "returned")


@entity(models.ArchiveCounters, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class SchoolArchiveStatistics(Node, ArchiveFigures):
    """The figures of one school and class year (档案信息登记统计); whether it has set up is in `school.setups`."""

    class_year: int = column("Class year (届).")
    school: School = one("School", "Whose figures (院校).", "school_id")


@aggregate(models.ArchiveCounters, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class ArchiveStatistics(ArchiveFigures):
    """The figures of one class year, summed over the schools you may see: of a province, of one school, or all (档案信息登记统计)."""

    class_year: int = column("Class year (届).")
    school_count: int = row_count("Over how many schools (院校数).")
    schools: Connection[SchoolArchiveStatistics] | None = many(
        "SchoolArchiveStatistics", "Each school's figures (各高校统计).", order=ArchiveStatisticsOrder
    )


CHOSEN: Final = Aggregate(
    "ArchiveStatistics",
    {
        "classYear": FilterColumn("class_year"),
        "province": FilterColumn("province_code", ("Province",)),
        "school": FilterColumn("school_id", ("School",)),
    },
    exclusive=("province", "school"),
)
DESCRIPTION: Final = "Statistics of archives of a class year (档案信息登记统计). Null where no school of yours is chosen."
