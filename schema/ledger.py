"""The employment ledger (就业台账): what the employment system inside was told of each graduate. It opens to who gets into that system."""

from datetime import datetime
from typing import Final

import strawberry

import models
from auth.scope import Rows
from rules.labels import Label
from rules.ledger import LEDGER_STATE_NAMES, LedgerState
from rules.reporting import Operation
from schema import enums as enums  # The rules' enums become GraphQL enums there.
from schema.access import ARCHIVE, HUKOU, STAFF
from schema.account import Account
from schema.fields import column, entity, label, many, one
from schema.graduate import Graduate
from schema.lists.report import LedgerEditOrder, LedgerReceiptOrder
from schema.places import School
from schema.relay import Connection, Node
from schema.report import OPERATIONS

STATES: Final = [Label({"state": state}, text) for state, text in LEDGER_STATE_NAMES.items()]


@entity(models.LedgerReceiptSeen, scope=Rows.REPORT, access=STAFF)
class LedgerReceipt(Node):
    """One report that the ledger took (报送历史), also one that came too late to change it."""

    operation: Operation = column("What it said of the record (上报类型).")
    operation_label: str | None = label("What it said, as lists print it: 审核通过, 已撤回.", OPERATIONS)
    sequence: int = column("Its place among the graduate's reports (序号).", "seq")
    record_version: int = column("The version of the record (记录版本).")
    source_system: str = column("Where it was approved (来源系统).")
    reported: str = column("What it said (上报内容), as JSON.", "payload")
    reported_at: datetime = column("When the record was approved or withdrawn (上报时间).")
    received_at: datetime = column("When the ledger took it (接收时间).", "created_at")


@entity(models.LedgerEditSeen, scope=Rows.REPORT, access=STAFF)
class LedgerEdit(Node):
    """One field that the ledger has otherwise than it was reported (偏差), until the record is approved anew."""

    field: str = column("Which (字段), as `reported` names it.")
    reported: str | None = column("What was reported (上报值); null where nothing was.")
    edited: str | None = column("What stands in the ledger (台账值); null where it was emptied.")
    edited_at: datetime = column("When it was edited (修改时间).")
    account: Account | None = one("Account", "By whom (修改账号); null where it is not among the accounts you see.", "account_id")


@strawberry.interface(description="What the ledger holds of one graduate and subject (就业台账).")
class LedgerEntry(Node):
    """What entries of every subject have."""

    state: LedgerState = column("Whether it counts (台账状态).")
    state_label: str | None = label("Whether it counts, as lists print it: 有效, 已撤回.", STATES)
    source_system: str = column("Where it was approved (来源系统).")
    record_version: int = column("The version of the record that stands (记录版本).")
    sequence: int = column("The newest report that was taken, by its place among the graduate's (序号).", "seq")
    reported: str = column("What was reported (上报内容), as JSON; `edits` says what was changed here since.", "payload")
    reported_at: datetime = column("When what stands was approved or withdrawn (上报时间).")
    has_drift: bool = column("Whether something was edited here since it was reported (有无偏差).")
    class_year: int = column("Class year (届).")
    version: int = column("Send it with an edit: an edit of an older version is refused.")
    graduate: Graduate | None = one("Graduate", "Of whom (毕业生).", "graduate_id")
    school: School = one("School", "Of which school (院校).", "school_id")
    edits: Connection[LedgerEdit] | None = many(
        "LedgerEdit", "What was edited here since (偏差), newest first.", order=LedgerEditOrder, by="ledger_entry_id"
    )
    receipts: Connection[LedgerReceipt] | None = many(
        "LedgerReceipt", "Every report that was taken (报送历史), newest first.", order=LedgerReceiptOrder, by="ledger_entry_id"
    )


@entity(models.DestinationLedgerEntry, scope=Rows.REPORT, access=STAFF)
class DestinationLedgerEntry(LedgerEntry):
    """A destination or a signing (毕业去向及签约信息): it came by sync and is edited nowhere but in the registration."""

    category: str | None = column("What kind of destination (毕业去向类别); null where none was reported.")


@entity(models.ArchiveLedgerEntry, scope=Rows.REPORT, access=(STAFF, ARCHIVE))
class ArchiveLedgerEntry(LedgerEntry):
    """Where an archive goes (档案转递信息)."""


@entity(models.HukouLedgerEntry, scope=Rows.REPORT, access=(STAFF, HUKOU))
class HukouLedgerEntry(LedgerEntry):
    """Where a household registration goes (户口迁移信息)."""
