"""Household registrations (户口迁移): the records, what happened to them, and how many stand where."""

from datetime import datetime
from typing import Final

import strawberry

import models
from auth.scope import Rows
from planner.bindings import Aggregate, FilterColumn
from rules.acts import ACT_LABELS, ActName
from rules.hukou import HUKOU
from rules.labels import PARTY_LABELS, Label
from rules.names import RECORD_STATUS_NAMES
from rules.record_terms import RecordStatus
from rules.roles import Module, Role
from rules.transfer import STATUSES
from rules.transfer_terms import (
    MIGRATION_REASON_NAMES,
    MIGRATION_TYPE_NAMES,
    SOURCE_NAMES,
    MigrationReason,
    MigrationType,
    RecordSource,
)
from schema.access import access
from schema.account import Account
from schema.available import AvailableAction
from schema.fields import aggregate, available, column, entity, label, many, one, ratio, row_count, total
from schema.lists.hukou import HukouEventOrder, HukouStatisticsOrder
from schema.places import School
from schema.record import ReviewedRecord, labels_of
from schema.record_actions import record_actions
from schema.relay import Connection, Node

OF_HUKOU: Final = access(Module.HUKOU)
"""户口信息, read: 无权限 cannot enter the module (guide, table 1)."""
WHOLE_SCHOOLS: Final = access(Module.HUKOU, roles=[Role.MINISTRY, Role.PROVINCE, Role.SCHOOL])
AUDITED: Final = access(Module.HUKOU, roles=[Role.MINISTRY, Role.SCHOOL])
"""By whose account, from which address: a school's records are its own affair, as in the audit of the other modules."""
ACTS: Final = labels_of("action", ACT_LABELS)
PARTIES: Final = [Label({"role": role}, text) for role, text in PARTY_LABELS.items()]


def stood(attribute: str) -> list[Label]:
    """Return the names of where such a record can stand."""
    return labels_of(attribute, RECORD_STATUS_NAMES)


@entity(models.HukouEvent, scope=Rows.HUKOU_RECORD, access=OF_HUKOU)
class HukouEvent(Node):
    """One act on such a record (办理记录). Whoever has not the module learns of none; `auditEntries` has none of them."""

    action: ActName = column("What was done (操作).")
    action_label: str | None = label("What was done, as lists print it (操作), e.g. 户口迁移信息审核通过.", ACTS)
    role: Role = column("Which side did it (操作方); SYSTEM is what follows from another act.")
    role_label: str | None = label("The side, as lists print it: 毕业生, 院系, 学校, 系统.", PARTIES)
    status_before: str | None = column("Where it stood before (原状态); null of what it began with.")
    status_before_label: str | None = label("The status before, in short (原状态).", stood("status_before"))
    status_after: str | None = column("Where it stood afterwards (新状态).")
    status_after_label: str | None = label("The status afterwards, in short (新状态).", stood("status_after"))
    reason: str | None = column("Why (原因); null where none is needed.")
    at: datetime = column("When (时间).", "created_at")
    hukou_record: "HukouRecord" = one("HukouRecord", "What it was done to (户口迁移信息).", "hukou_record_id")
    account: Account | None = one(
        "Account", "By whose account (操作账号); null where it is not among those you see.", "account_id", access=AUDITED
    )
    address: str | None = column("From which network address (地址).", access=AUDITED)


@entity(models.HukouRecord, scope=Rows.HUKOU_RECORD, access=OF_HUKOU)
class HukouRecord(Node, ReviewedRecord):
    """What becomes of a graduate's household registration (户口迁移信息), in one version.

    The approved one is in force until a newer one is approved."""

    source: RecordSource = column("Who said what it says (登记来源).")
    source_label: str | None = label("Who, as lists print it (登记来源).", labels_of("source", SOURCE_NAMES))
    is_change: bool = column("Whether an approved record was in force beside it while it was open (是否变更).")
    migration_type: MigrationType = column("Where it goes (迁移类型).")
    migration_type_label: str | None = label(
        "Where it goes, as lists print it (迁移类型).", labels_of("migration_type", MIGRATION_TYPE_NAMES)
    )
    migration_reason: MigrationReason | None = column("Why it goes (迁移原因); null where it stays at the school, as are the next three.")
    migration_reason_label: str | None = label("Why, as lists print it (迁移原因).", labels_of("migration_reason", MIGRATION_REASON_NAMES))
    destination_division: str | None = column("Where it goes to (迁往地), GB/T 2260.")
    destination_address: str | None = column("The address there (迁往地址), or the police station.")
    receiving_unit: str | None = column("To whom (接收单位); null where it goes to nobody.")
    source_system: str | None = column("The province's own system that it was approved in (来源系统); null where it was approved here.")
    source_id: str | None = column("What it is known by there (来源编号); null where it was approved here.")
    available_actions: list[AvailableAction] = available(record_actions(HUKOU))
    timeline: Connection[HukouEvent] | None = many(
        "HukouEvent", "What happened to it (办理进度), newest first.", order=HukouEventOrder, by="hukou_record_id"
    )


@aggregate(models.HukouRecord, scope=Rows.HUKOU_RECORD, access=OF_HUKOU)
class HukouRecordCount:
    """How many household registrations have one status (各状态数量)."""

    status: RecordStatus = column("Where they stand (审核状态).")
    status_label: str | None = label("The status in short (审核状态).", labels_of("status", RECORD_STATUS_NAMES))
    count: int = row_count("How many (数量); also where there are none.")


EVERY_STANDING: Final = tuple({"status": status.value} for status in STATUSES)
"""Every status of such a record, in the order of its life."""


@strawberry.interface(description="How many household registrations stand where (户口信息登记统计). All numbers are exact at `version`.")
class HukouFigures:
    """The figures that a school and a sum of schools share."""

    version: int = total("Rises with every change of any number here.", "version")
    needed: int = total("Graduates whose registration is at the school (需迁移人数).", "needed")
    registered: int = total("Graduates with a record that waits for a review or is approved (已登记人数).", "registered")
    registration_rate: int | None = ratio("Registered over needed (登记率, 万分比); null without any.", ("registered",), ("needed",))
    pending_department: int = total("Records that wait for the department (待院系审核).", "pending_department")
    pending_school: int = total("Records that wait for the school (待学校审核).", "pending_school")
    rejected: int = total("Records that failed a review and were not submitted again (审核不通过).", "rejected")
    approved: int = total("Graduates with an approved record (审核通过).", "approved")
    approval_rate: int | None = ratio("Approved over needed (审核通过率, 万分比); null without any.", ("approved",), ("needed",))
    type_back_to_origin: int = total("Approved: back to where it came from (迁回原籍).", "type_back_to_origin")
    type_to_employer: int = total("Approved: to the employer (迁往单位).", "type_to_employer")
    type_to_talent_market: int = total("Approved: to a talent market (迁往人才市场).", "type_to_talent_market")
    type_to_school: int = total("Approved: to the school of further study (迁往就读学校).", "type_to_school")
    type_to_other: int = total("Approved: elsewhere (其他).", "type_to_other")
    type_keep: int = total("Approved: kept at the school (保留在校).", "type_keep")


@entity(models.HukouCounters, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class SchoolHukouStatistics(Node, HukouFigures):
    """The figures of one school and class year (户口信息登记统计); whether it has set up is in `school.setups`."""

    class_year: int = column("Class year (届).")
    school: School = one("School", "Whose figures (院校).", "school_id")


@aggregate(models.HukouCounters, scope=Rows.COUNTERS, access=WHOLE_SCHOOLS)
class HukouStatistics(HukouFigures):
    """The figures of one class year, summed over the schools you may see: of a province, of one school, or all (户口信息登记统计)."""

    class_year: int = column("Class year (届).")
    school_count: int = row_count("Over how many schools (院校数).")
    schools: Connection[SchoolHukouStatistics] | None = many(
        "SchoolHukouStatistics", "Each school's figures (各高校统计).", order=HukouStatisticsOrder
    )


CHOSEN: Final = Aggregate(
    "HukouStatistics",
    {
        "classYear": FilterColumn("class_year"),
        "province": FilterColumn("province_code", ("Province",)),
        "school": FilterColumn("school_id", ("School",)),
    },
    exclusive=("province", "school"),
)
DESCRIPTION: Final = "Statistics of household registrations of a class year (户口信息登记统计). Null where no school of yours is chosen."
