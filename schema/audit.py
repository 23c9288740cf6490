"""The audit (操作记录): what was done, by whom, to which record, and the seal that shows that it is still what was written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import strawberry

import models
from auth.scope import Rows
from rules.acts import ACT_LABELS, ActName, RecordKind
from rules.labels import Label
from rules.roles import Module, Role
from schema.access import access
from schema.account import Account
from schema.fields import column, entity, key_of, label, one
from schema.relay import Node

RECORDS: Final[Mapping[str, str]] = {
    RecordKind.ACCOUNT: "Account",
    RecordKind.AGREEMENT: "Agreement",
    RecordKind.AGREEMENT_TYPE_SETTING: "AgreementTypeSetting",
    RecordKind.DOWNLOAD: "Download",
    RecordKind.CLASS_YEAR: "Cohort",
    RecordKind.CONFIRMATION: "Confirmation",
    RecordKind.DISPUTE: "Dispute",
    RecordKind.EMPLOYER: "EmployerRegistration",
    RecordKind.FEATURE_SWITCH: "FeatureSwitch",
    RecordKind.GRADUATE: "Graduate",
    RecordKind.REGISTRATION: "DestinationRegistration",
    RecordKind.ROSTER_IMPORT: "RosterImport",
    RecordKind.SCHOOL_SETUP: "SchoolSetup",
    RecordKind.SIGNING_COUNTERS: "SchoolSigningStatistics",
    RecordKind.SUPPLEMENT: "Supplement",
    RecordKind.TERMINATION: "Termination",
    RecordKind.STATISTICS_SNAPSHOT: "Snapshot",
}
"""Kind of record -> its type."""
AUDIT: Final = access(Module.EMPLOYMENT, roles=[Role.MINISTRY, Role.PROVINCE, Role.SCHOOL])
"""A school reads what was done to its records, a province what was done to its accounts and switches (`rules.acts.KEPT_BY`)."""
ACTS: Final = [Label({"action": name}, text) for name, text in ACT_LABELS.items()]


@entity(models.AuditEntry, scope=Rows.AUDIT, access=AUDIT)
class AuditEntry(Node):
    """One act, as it was entered when it was done (操作记录); entries are only ever added. Acts on archives and household registrations are
    `archiveEvents` and `hukouEvents`, for whoever holds those modules."""

    action: ActName = column("What was done (操作).")
    action_label: str | None = label("What was done, as lists print it (操作).", ACTS)
    record_kind: RecordKind = column("What it was done to (记录类型).")
    record: strawberry.ID | None = key_of(
        "The record itself (记录), to be looked up by `node`, where it is there still; null of the whole database.",
        RECORDS,
        kind="record_kind",
        key="record_id",
    )
    account: Account | None = one(
        "Account", "By whose account (操作账号); null where it is not among those you see, and where none did it.", "account_id"
    )
    role: Role = column("As what whoever did it acted (角色); SYSTEM is the clock.")
    at: datetime = column("When (时间).", "created_at")
    address: str | None = column("From which network address (地址); null where the clock or the command line acted.")
    status_before: str | None = column("How the record stood before (原状态); null where it has no states, or did not exist.")
    status_after: str | None = column("How it stood afterwards (新状态); null where it has no states.")
    reason: str | None = column("Why (原因); null where none is needed.")
    sequence: int | None = column(
        "Its number in its chain, from 1 without gaps (序号); null from before there were chains. For the ministry alone: a gap would tell "
        "others of acts that they may not see.",
        "chain_seq",
        access=access(Module.EMPLOYMENT, roles=[Role.MINISTRY]),
    )
    seal: str | None = column("Seals this entry and the one before it (校验码); `quxiang audit verify` computes it again.")
