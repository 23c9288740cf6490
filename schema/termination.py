"""Terminations (解约) of agreements and of supplementary registrations, and what happened to them."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

import strawberry

import models
from auth.scope import Rows
from rules.acts import ActName
from rules.agreement import Initiator, ReviewLevel
from rules.gate import ReviewLevels
from rules.labels import INITIATOR_LABELS, RECORD_STATUS_LABELS, TERMINATION_KIND_LABELS, TERMINATION_WAITS_FOR_LABELS, Label
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.termination import TERMINATION, TerminationKind
from schema.access import EMPLOYMENT, KNOWS_THE_GRADUATE
from schema.audit import AUDIT, AuditEntry
from schema.available import AvailableAction
from schema.employer import Employer
from schema.fields import aggregate, available, column, entity, label, many, one, row_count
from schema.graduate import Graduate
from schema.lists.termination import TerminationEventOrder
from schema.lists.upload import UploadOrder
from schema.places import Department, School
from schema.record import stood
from schema.record_actions import record_actions
from schema.relay import Connection, Node
from schema.timeline import ACTS, PARTIES
from schema.upload import Upload

if TYPE_CHECKING:
    from schema.agreement import Agreement
    from schema.supplement import Supplement

EVERY_STATUS: Final = tuple({"status": status.value} for status in TERMINATION.statuses)
"""Every place where a termination can stand, in the order of its life."""
INITIATORS: Final = [Label({"initiator": value}, text) for value, text in INITIATOR_LABELS.items()]
KINDS: Final = [Label({"kind": value}, text) for value, text in TERMINATION_KIND_LABELS.items()]


@entity(models.TerminationEvent, scope=Rows.TERMINATION, access=EMPLOYMENT)
class TerminationEvent(Node):
    """One act on a termination (办理记录): by which side, from which status to which, and why. By whose account, the audit tells."""

    action: ActName = column("What was done (操作).")
    action_label: str | None = label("What was done, as lists print it (操作), e.g. 申请解约.", ACTS)
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


@entity(models.Termination, scope=Rows.TERMINATION, access=EMPLOYMENT)
class Termination(Node):
    """What somebody asked for who wants to end what was signed (解约): approved, it ends the agreement at once."""

    status: RecordStatus = column("Where it stands (审核状态).")
    status_label: str | None = label("The status as lists print it (审核状态), e.g. 审核不通过 (学校审核不通过).", RECORD_STATUS_LABELS)
    waits_for_label: str | None = label(
        "Whose turn it is (待处理方): 毕业生, 单位, 院系, 学校; null where nobody's.", TERMINATION_WAITS_FOR_LABELS
    )
    kind: TerminationKind = column("How it goes (解约方式).")
    kind_label: str | None = label("How it goes, as lists print it: 线上解约 or 线下解约.", KINDS)
    initiator: Initiator = column("Who asked (解约发起方); the other party answers.")
    initiator_label: str | None = label("Who asked, as lists print it: 单位 or 学生.", INITIATORS)
    reason: str = column("Why it is asked for (解约原因).")
    rejected_by: ReviewLevel | None = column("Which level failed it (审核不通过的级别); null where no review failed.")
    status_reason: str | None = column("Why it was refused or failed (原因).")
    review_levels: ReviewLevels = column("Who reviews it, as set when it began (审核级别).")
    class_year: int = column("Class year (届).")
    agreement_number: str = column("Number of what is to end (协议编号).")
    employer_name: str = column("Employer as signed (签约单位).")
    employer: Employer | None = one("Employer", "The employer's registration (用人单位); null where it is not registered.", "employer_id")
    agreement: Annotated["Agreement", strawberry.lazy("schema.agreement")] | None = one(
        "Agreement", "The agreement that is to end (就业协议); null of a supplement.", "agreement_id"
    )
    supplement: Annotated["Supplement", strawberry.lazy("schema.supplement")] | None = one(
        "Supplement", "The supplement that is to end (补登); null of an agreement.", "supplement_id", access=KNOWS_THE_GRADUATE
    )
    graduate: Graduate | None = one("Graduate", "The graduate (毕业生).", "graduate_id", disclosed_by="is_graduate_disclosed")
    school: School = one("School", "The graduate's school (院校).", "school_id")
    department: Department | None = one(
        "Department", "The graduate's department (院系); an employer reads it from `graduate`.", "department_id", access=KNOWS_THE_GRADUATE
    )
    created_at: datetime = column("When it was asked for (申请时间).")
    updated_at: datetime = column("When it last changed (更新时间).")
    version: int = column("Send it with every act: an act on an older version is refused.")
    available_actions: list[AvailableAction] = available(record_actions(TERMINATION))
    letters: Connection[Upload] | None = many(
        "Upload", "The employer's letter (解约函), where it was signed on paper.", order=UploadOrder, by="record_id"
    )
    timeline: Connection[TerminationEvent] | None = many(
        "TerminationEvent", "What happened to it (办理进度), newest first.", order=TerminationEventOrder, by="termination_id"
    )


@aggregate(models.Termination, scope=Rows.TERMINATION, access=EMPLOYMENT)
class TerminationCount:
    """How many terminations have one status (各状态数量)."""

    status: RecordStatus = column("Where they stand (审核状态).")
    status_label: str | None = label("The status in short (审核状态).", stood("status"))
    count: int = row_count("How many (数量); also where there are none.")
