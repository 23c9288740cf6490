"""Confirmed destinations (去向登记确认), what graduates let others verify of them (核验授权), and who looked."""

from datetime import datetime
from typing import Final

import models
from auth.modules import Requirement
from auth.scope import Rows
from planner.predicates import Action, Actions, IsOneOf
from rules.confirmation import ConfirmationState, GrantState, LookKey
from rules.labels import Label
from rules.roles import Module, Role
from schema import enums as enums  # The rules' enums become GraphQL enums there.
from schema.access import KNOWS_THE_GRADUATE, access
from schema.available import EMPLOYMENT_TOO_LOW, WRITES_EMPLOYMENT, AvailableAction
from schema.fields import address, available, column, entity, label, many, one
from schema.graduate import Graduate
from schema.lists.confirmation import VerificationGrantOrder, VerificationLookOrder
from schema.places import Department, School
from schema.relay import Connection, Node

OWN: Final = access(Module.EMPLOYMENT, roles=[Role.GRADUATE])
"""The graduate's own affair: not even its school learns whom it lets verify what."""
STATES: Final = [
    Label({"state": ConfirmationState.CONFIRMED}, "已确认"),
    Label({"state": ConfirmationState.STALE}, "需重新确认"),
]
GRANT_STATES: Final = [Label({"state": GrantState.ACTIVE}, "有效"), Label({"state": GrantState.REVOKED}, "已撤销")]
LOOK_KEYS: Final = [
    Label({"key_kind": LookKey.VERIFICATION}, "核验编号"),
    Label({"key_kind": LookKey.TRANSFER}, "转递编号"),
]
GRANT_ACTIONS: Final = Actions(
    (
        Action(
            "REVOKE",
            offered_to=(Requirement(roles=(Role.GRADUATE,)),),
            needs=WRITES_EMPLOYMENT,
            denied=EMPLOYMENT_TOO_LOW,
            when=IsOneOf("state", (GrantState.ACTIVE,)),
            guards=(),
        ),
    )
)


@entity(models.VerificationLook, scope=Rows.VERIFICATION, access=OWN)
class VerificationLook(Node):
    """Somebody looked under one of your numbers, and saw what you had authorised (核验记录)."""

    looked_by: str = column("Who looked, as it named itself (核验单位); nobody has checked that.")
    key_kind: LookKey = column("By which number (编号类型).")
    key_kind_label: str | None = label("By which number, as lists print it: 核验编号 or 转递编号.", LOOK_KEYS)
    address: str | None = column("From which network address (网络地址).")
    looked_at: datetime = column("When (核验时间).", "created_at")


@entity(models.VerificationGrant, scope=Rows.VERIFICATION, access=OWN)
class VerificationGrant(Node):
    """What you let somebody verify who has your name and this number (核验授权)."""

    number: str = column("Verification number (核验编号), 16 characters; give it to nobody but whom you authorise.")
    shows_destination: bool = column("Whether it shows the destination (毕业去向).")
    shows_archive: bool = column("Whether it shows where the archive goes (档案转递).")
    shows_hukou: bool = column("Whether it shows where the household registration goes (户口迁移).")
    state: GrantState = column("Whether it was revoked (状态). One that is ACTIVE shows nothing from `expiresAt` on.")
    state_label: str | None = label("The same as lists print it (状态).", GRANT_STATES)
    expires_at: datetime = column("From when on it shows nothing (失效时间).")
    revoked_at: datetime | None = column("When it was revoked (撤销时间), by you or by a change of what you had confirmed.")
    created_at: datetime = column("When you gave it (授权时间).")
    version: int = column("Send it when you revoke it.")
    available_actions: list[AvailableAction] = available(GRANT_ACTIONS)
    looks: Connection[VerificationLook] | None = many(
        "VerificationLook", "Who looked (核验记录), newest first.", order=VerificationLookOrder, by="grant_id"
    )


@entity(models.Confirmation, scope=Rows.CONFIRMATION, access=KNOWS_THE_GRADUATE)
class Confirmation(Node):
    """One confirmation of a destination by its graduate (去向登记确认). A later change of what was confirmed ends it."""

    state: ConfirmationState = column("Whether it still holds (状态).")
    state_label: str | None = label("The same as lists print it (状态): 已确认, 需重新确认.", STATES)
    category: str = column("Category of the destination that was confirmed (毕业去向类别), e.g. 10.")
    transfer_number: str = column("Transfer number (转递编号), 16 digits: the archive travels under it. It is void where this is STALE.")
    class_year: int = column("Class year (届).")
    graduate: Graduate = one("Graduate", "The graduate (毕业生).", "graduate_id")
    school: School = one("School", "The graduate's school (院校).", "school_id")
    department: Department = one("Department", "The graduate's department (院系).", "department_id")
    confirmed_at: datetime = column("When it was confirmed (确认时间).", "created_at")
    stale_at: datetime | None = column("When it ceased to hold (失效时间); null while it holds.")
    version: int = column("Rises with every change.")
    form_path: str | None = address(
        "Where its registration form (毕业去向登记信息表) is got as PDF: `/documents/confirmations/0192….pdf`. It bears your numbers.",
        "/documents/confirmations/",
        ".pdf",
        once="transfer_number",
        access=OWN,
    )
    grants: Connection[VerificationGrant] | None = many(
        "VerificationGrant",
        "What you let others verify of it (核验授权), newest first.",
        order=VerificationGrantOrder,
        by="confirmation_id",
        access=OWN,
    )
