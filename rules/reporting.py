"""What is reported to the employment system (就业管理系统) of each kind of record, and when (guide section 8)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.acts import RecordKind
from rules.registration_fields import FIELDS


class Operation(StrEnum):
    """What a report says of a record: that it counts as it stands, or that it counts no more."""

    UPSERT = "UPSERT"
    WITHDRAW = "WITHDRAW"


class ReportState(StrEnum):
    """How far a report has come: it waits (also between two attempts), was taken, was given up, or is never to be sent."""

    PENDING = "PENDING"
    ACKED = "ACKED"
    DEAD = "DEAD"
    SKIPPED = "SKIPPED"


OPERATION_NAMES: Final[Mapping[Operation, str]] = {Operation.UPSERT: "审核通过", Operation.WITHDRAW: "已撤回"}
STATE_NAMES: Final[Mapping[ReportState, str]] = {
    ReportState.PENDING: "待上报",
    ReportState.ACKED: "已上报",
    ReportState.DEAD: "上报失败",
    ReportState.SKIPPED: "已跳过",
}
"""As lists print them."""


def idempotency_key(kind: str, record_id: UUID, version: int, operation: Operation) -> str:
    """Return what a receiver knows a report by, however often it is sent: its record, the record's version, and which way it went."""
    return f"{kind}:{record_id}:{version}:{operation}"


IN_THE_WAY: Final = (ReportState.PENDING, ReportState.DEAD)
"""A report in one of these states holds back the later ones of its graduate."""


REPORTED: Final[Mapping[RecordKind, tuple[str, ...]]] = {
    RecordKind.AGREEMENT: (
        "initiator",
        "agreement_type",
        "number",
        "employer_name",
        "employer_uscc",
        "employer_contact",
        "employer_phone",
        "position",
        "monthly_pay",
        "work_address",
        "start_date",
    ),
    RecordKind.ARCHIVE: (
        "transfer_type",
        "receiver_name",
        "receiver_division",
        "receiver_address",
        "receiver_postcode",
        "receiver_person",
        "receiver_phone",
        "dispatch_mode",
        "dispatch_state",
        "tracking_no",
        "sent_at",
    ),
    RecordKind.HUKOU: (
        "migration_type",
        "migration_reason",
        "destination_division",
        "destination_address",
        "receiving_unit",
    ),
    RecordKind.SUPPLEMENT: (
        "agreement_number",
        "employer_name",
        "employer_uscc",
        "employer_contact",
        "employer_phone",
        "position",
        "monthly_pay",
        "work_address",
        "start_date",
    ),
    RecordKind.REGISTRATION: tuple(each.attribute for each in FIELDS),
}
"""Kind of record -> its columns that are reported beside the graduate, the category and the status. Never an identity number."""
