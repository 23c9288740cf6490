"""Registrations of other destinations (去向登记), what happened to them, and the destination that counts for a graduate."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

import models
from auth.scope import Rows
from rules.acts import ACT_LABELS, ActName
from rules.codes import EMPLOYER_NATURES, INDUSTRIES, POSITION_CATEGORIES, STUDY_DEGREES
from rules.countries import COUNTRIES
from rules.destinations import CATEGORY_NAMES, DESTINATIONS, GROUP_NAMES, SUBTYPE_NAMES
from rules.labels import Label
from rules.record_terms import RecordStatus
from rules.registration import REGISTRATION
from rules.registration_fields import FIELD_OF
from rules.roles import Role
from schema.access import KNOWS_THE_GRADUATE
from schema.audit import AUDIT, AuditEntry
from schema.available import AvailableAction
from schema.blocks import ArchiveBlock, HukouBlock
from schema.fields import aggregate, available, column, entity, label, many, one, row_count, truth
from schema.lists.registration import RegistrationEventOrder
from schema.lists.upload import UploadOrder
from schema.record import ReviewedRecord, stood
from schema.record_actions import record_actions
from schema.relay import Connection, Node
from schema.timeline import PARTIES
from schema.upload import Upload

CATEGORY_LABELS: Final = [Label({"category": code}, name) for code, name in CATEGORY_NAMES.items()]
GROUP_LABELS: Final = [Label({"category": each.code}, GROUP_NAMES[each.group]) for each in DESTINATIONS]
SETTLED: Final = [{"category": each.code} for each in DESTINATIONS if each.is_settled]
EVERY_STATUS: Final = tuple({"status": status.value} for status in REGISTRATION.statuses)
"""Every place where a registration can stand, in the order of its life."""


def said(name: str) -> Any:
    """Bind a field of the form, described as the table of fields has it."""
    field = FIELD_OF[name]
    return column(f"{field.english} ({field.label}); null where its category asks for none.")


def worded(name: str, table: Mapping[str, str]) -> Any:
    """Bind the words of a code that a form has."""
    field = FIELD_OF[name]
    return label(f"{field.label}, as lists print it.", [Label({field.attribute: code}, text) for code, text in table.items()])


@entity(models.RegistrationEvent, scope=Rows.REGISTRATION, access=KNOWS_THE_GRADUATE)
class RegistrationEvent(Node):
    """One act on a registration (办理记录): by which side, from which status to which, and why. By whose account, the audit tells."""

    action: ActName = column("What was done (操作).")
    action_label: str | None = label(
        "What was done, as lists print it (操作), e.g. 毕业生提交去向登记.",
        [Label({"action": name}, text) for name, text in ACT_LABELS.items()],
    )
    role: Role = column("Which side did it (操作方); where another destination took its place, who approved that one.")
    role_label: str | None = label("The side, as lists print it: 毕业生, 院系, 学校.", PARTIES)
    status_before: RecordStatus | None = column("Where it stood before (原状态); null of what it began with.")
    status_before_label: str | None = label("The status before, in short (原状态).", stood("status_before"))
    status_after: RecordStatus | None = column("Where it stood afterwards (新状态).")
    status_after_label: str | None = label("The status afterwards, in short (新状态).", stood("status_after"))
    reason: str | None = column("Why (原因); null where none is needed.")
    at: datetime = column("When (时间).", "created_at")
    audit_entry: AuditEntry | None = one(
        "AuditEntry", "The entry of the audit (操作记录): account and address, for whoever reads the audit.", "id", access=AUDIT
    )


@entity(models.Registration, scope=Rows.REGISTRATION, access=KNOWS_THE_GRADUATE)
class DestinationRegistration(ReviewedRecord, Node):
    """A registration of another destination than an agreement (去向登记): what its category asks for is filled, the rest is null."""

    category: str = column("Category's code (毕业去向类别), e.g. 80.")
    category_label: str | None = label("The category (毕业去向类别), e.g. 升学（境内）.", CATEGORY_LABELS)
    group_label: str | None = label("The group that statistics count it in (去向分组), e.g. 升学.", GROUP_LABELS)
    is_settled: bool = truth("Whether the graduate counts as settled (是否落实): not with 70, 71 and 72.", SETTLED)
    subtype: str | None = said("subtype")
    subtype_label: str | None = worded("subtype", SUBTYPE_NAMES)
    employer_name: str | None = said("employerName")
    employer_uscc: str | None = said("employerUscc")
    employer_nature: str | None = said("employerNature")
    employer_nature_label: str | None = worded("employerNature", EMPLOYER_NATURES)
    employer_industry: str | None = said("employerIndustry")
    employer_industry_label: str | None = worded("employerIndustry", INDUSTRIES)
    division: str | None = said("division")
    employer_address: str | None = said("employerAddress")
    employer_contact: str | None = said("employerContact")
    employer_phone: str | None = said("employerPhone")
    position_category: str | None = said("positionCategory")
    position_category_label: str | None = worded("positionCategory", POSITION_CATEGORIES)
    position: str | None = said("position")
    country: str | None = said("country")
    country_label: str | None = worded("country", COUNTRIES)
    admitted_school_code: str | None = said("admittedSchoolCode")
    admitted_school_name: str | None = said("admittedSchoolName")
    admitted_major: str | None = said("admittedMajor")
    admitted_degree: str | None = said("admittedDegree")
    admitted_degree_label: str | None = worded("admittedDegree", STUDY_DEGREES)
    is_full_time: bool | None = said("isFullTime")
    entity_name: str | None = said("entityName")
    entity_uscc: str | None = said("entityUscc")
    role: str | None = said("role")
    occupation: str | None = said("occupation")
    wish: str | None = said("wish")
    start_date: date | None = said("startDate")
    source_system: str | None = column("The province's own system that it was approved in (来源系统); null where it was approved here.")
    source_id: str | None = column("What it is known by there (来源编号); null where it was approved here.")
    available_actions: list[AvailableAction] = available(record_actions(REGISTRATION))
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
    proofs: Connection[Upload] | None = many(
        "Upload", "What was uploaded to prove it (证明材料), newest first.", order=UploadOrder, by="record_id"
    )
    timeline: Connection[RegistrationEvent] | None = many(
        "RegistrationEvent", "What happened to it (办理进度), newest first.", order=RegistrationEventOrder, by="registration_id"
    )


@aggregate(models.Registration, scope=Rows.REGISTRATION, access=KNOWS_THE_GRADUATE)
class RegistrationCount:
    """How many registrations have one status (各状态数量)."""

    status: RecordStatus = column("Where they stand (审核状态).")
    status_label: str | None = label("The status in short (审核状态).", stood("status"))
    count: int = row_count("How many (数量); also where there are none.")


@entity(models.DestinationInForce, scope=Rows.REGISTRATION, access=KNOWS_THE_GRADUATE)
class CurrentDestination(Node):
    """The destination that counts for a graduate now (当前毕业去向), by an agreement, a supplement or a registration."""

    category: str = column("Category's code (毕业去向类别), e.g. 10.")
    category_label: str | None = label("The category (毕业去向类别), e.g. 签就业协议形式就业.", CATEGORY_LABELS)
    group_label: str | None = label("The group that statistics count it in (去向分组), e.g. 协议和合同就业.", GROUP_LABELS)
    is_settled: bool = truth("Whether the graduate counts as settled (是否落实).", SETTLED)
    record_kind: str = column("Which kind of record says so (来源): AGREEMENT, SUPPLEMENT or REGISTRATION.")
