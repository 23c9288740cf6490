"""Supplementary registrations (补登) of agreements signed on paper, and what happened to them."""

from datetime import date, datetime
from typing import Final

import models
from auth.scope import Rows
from planner.predicates import IsOneOf
from rules.acts import ActName
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.supplement import SUPPLEMENT
from schema.access import KNOWS_THE_GRADUATE
from schema.audit import AUDIT, AuditEntry
from schema.available import AvailableAction
from schema.blocks import ArchiveBlock, HukouBlock
from schema.fields import aggregate, available, column, entity, label, many, one, row_count
from schema.lists.supplement import SupplementEventOrder
from schema.lists.termination import TerminationFilter, TerminationOrder
from schema.lists.upload import UploadOrder
from schema.record import ReviewedRecord, stood
from schema.record_actions import record_actions, termination_action
from schema.relay import Connection, Node
from schema.termination import Termination
from schema.timeline import ACTS, PARTIES
from schema.upload import Upload

EVERY_STATUS: Final = tuple({"status": status.value} for status in SUPPLEMENT.statuses)
"""Every place where a supplement can stand, in the order of its life."""
ACTIONS: Final = record_actions(SUPPLEMENT, termination_action("supplement_id", IsOneOf("status", (RecordStatus.APPROVED,)), Role.GRADUATE))


@entity(models.SupplementEvent, scope=Rows.SUPPLEMENT, access=KNOWS_THE_GRADUATE)
class SupplementEvent(Node):
    """One act on a supplement (办理记录): by which side, from which status to which, and why. By whose account, the audit tells."""

    action: ActName = column("What was done (操作).")
    action_label: str | None = label("What was done, as lists print it (操作), e.g. 毕业生提交补登.", ACTS)
    role: Role = column("Which side did it (操作方).")
    role_label: str | None = label("The side, as lists print it (操作方), e.g. 毕业生.", PARTIES)
    status_before: RecordStatus | None = column("Where it stood before (原状态); null of what it began with.")
    status_before_label: str | None = label("The status before, in short (原状态).", stood("status_before"))
    status_after: RecordStatus | None = column("Where it stood afterwards (新状态).")
    status_after_label: str | None = label("The status afterwards, in short (新状态).", stood("status_after"))
    reason: str | None = column("Why (原因); null where none is needed.")
    at: datetime = column("When (时间).", "created_at")
    audit_entry: AuditEntry | None = one(
        "AuditEntry", "The entry of the audit (操作记录): account and address, for whoever reads the audit.", "id", access=AUDIT
    )


@entity(models.Supplement, scope=Rows.SUPPLEMENT, access=KNOWS_THE_GRADUATE)
class Supplement(ReviewedRecord, Node):
    """An agreement signed on paper and registered afterwards (补登): in force, it is its graduate's destination as an electronic one is."""

    agreement_number: str = column("The number on the paper (协议编号), as the graduate typed it.")
    employer_name: str = column("Employer as signed (签约单位).")
    employer_uscc: str = column("The employer's unified social credit code (统一社会信用代码).")
    employer_contact: str | None = column("Whom to ask there (单位联系人).")
    employer_phone: str | None = column("Their telephone (单位联系电话).")
    position: str | None = column("Job title (岗位).")
    monthly_pay: int | None = column("Yuan a month (月薪).")
    work_address: str | None = column("Where the work is (工作地址).")
    start_date: date | None = column("First day of work (报到日期).")
    source_system: str | None = column("The province's own system that it was approved in (来源系统); null where it was approved here.")
    source_id: str | None = column("What it is known by there (来源编号); null where it was approved here.")
    available_actions: list[AvailableAction] = available(ACTIONS)
    archive: ArchiveBlock | None = one(
        "ArchiveBlock",
        "What it says of the archive (随去向填报的档案信息), which is registered once this is approved; null where it says nothing.",
        "id",
    )
    hukou: HukouBlock | None = one(
        "HukouBlock",
        "What it says of the household registration (随去向填报的户口信息), which is registered once this is approved; null likewise.",
        "id",
    )
    scans: Connection[Upload] | None = many("Upload", "Scans of the paper (协议扫描件), newest first.", order=UploadOrder, by="record_id")
    terminations: Connection[Termination] | None = many(
        "Termination",
        "What was asked to end it (解约), newest first.",
        order=TerminationOrder,
        filters=TerminationFilter,
        by="supplement_id",
    )
    timeline: Connection[SupplementEvent] | None = many(
        "SupplementEvent", "What happened to it (办理进度), newest first.", order=SupplementEventOrder, by="supplement_id"
    )


@aggregate(models.Supplement, scope=Rows.SUPPLEMENT, access=KNOWS_THE_GRADUATE)
class SupplementCount:
    """How many supplements have one status (各状态数量)."""

    status: RecordStatus = column("Where they stand (审核状态).")
    status_label: str | None = label("The status in short (审核状态).", stood("status"))
    count: int = row_count("How many (数量); also where there are none.")
