"""What happened to an agreement (办理进度), in the words that all its parties may read."""

from datetime import datetime
from typing import Final

import models
from auth.scope import Rows
from rules.acts import ACT_LABELS, ActName
from rules.agreement import Status
from rules.labels import PARTY_LABELS, Label
from rules.names import STATUS_NAMES
from rules.roles import Role
from schema.access import EMPLOYMENT
from schema.audit import AUDIT, AuditEntry
from schema.fields import column, entity, label, one
from schema.relay import Node

ACTS: Final = [Label({"action": name}, text) for name, text in ACT_LABELS.items()]
PARTIES: Final = [Label({"role": role}, text) for role, text in PARTY_LABELS.items()]


def stood(attribute: str) -> list[Label]:
    """Return the short names of a column's statuses."""
    return [Label({attribute: status}, text) for status, text in STATUS_NAMES.items()]


@entity(models.AgreementEvent, scope=Rows.REVIEW, access=EMPLOYMENT)
class AgreementEvent(Node):
    """One act on an agreement (办理记录): by which side, from which status to which, and why. By whose account, the audit tells."""

    action: ActName = column("What was done (操作).")
    action_label: str | None = label("What was done, as lists print it (操作), e.g. 毕业生应约.", ACTS)
    role: Role = column("Which side did it (操作方); SYSTEM is the clock.")
    role_label: str | None = label("The side, as lists print it: 单位, 毕业生, 院系, 学校, 系统.", PARTIES)
    status_before: Status | None = column("Where it stood before (原状态); null of what it began with.")
    status_before_label: str | None = label("The status before, in short (原状态).", stood("status_before"))
    status_after: Status | None = column("Where it stood afterwards (新状态).")
    status_after_label: str | None = label("The status afterwards, in short (新状态).", stood("status_after"))
    reason: str | None = column("Why (原因); null where none is needed.")
    at: datetime = column("When (时间).", "created_at")
    audit_entry: AuditEntry | None = one(
        "AuditEntry", "The entry of the audit (操作记录): account and address, for whoever reads the audit.", "id", access=AUDIT
    )
