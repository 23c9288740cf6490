"""Disputes (信息异议): what a graduate says is wrong with what is registered of it, what its school answers, and when."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

import strawberry

import models
from auth.modules import Requirement
from auth.scope import Rows
from planner.predicates import Action, Actions, IsOneOf
from rules.acts import ActName
from rules.agreement_terms import Guard
from rules.dispute import TRANSITIONS, DisputeState, DisputeSubject
from rules.gate_terms import Feature
from rules.labels import Label
from rules.roles import Role
from schema import enums as enums  # The rules' enums become GraphQL enums there.
from schema.access import KNOWS_THE_GRADUATE
from schema.audit import AUDIT, AuditEntry
from schema.available import EMPLOYMENT_TOO_LOW, WRITES_EMPLOYMENT, AvailableAction
from schema.fields import available, column, entity, key_of, label, many, one
from schema.graduate import Graduate
from schema.guards import guarded
from schema.lists.dispute import DisputeEventOrder
from schema.places import Department, School
from schema.relay import Connection, Node
from schema.timeline import ACTS, PARTIES

STATE_NAMES: Final = {DisputeState.OPEN: "待学校答复", DisputeState.RESOLVED: "已答复", DisputeState.WITHDRAWN: "已撤回"}
SUBJECT_NAMES: Final = {
    DisputeSubject.BASICS: "基本信息",
    DisputeSubject.AGREEMENT: "就业协议",
    DisputeSubject.SUPPLEMENT: "补登",
    DisputeSubject.REGISTRATION: "去向登记",
}
RECORDS: Final[Mapping[str, str]] = {
    DisputeSubject.BASICS: "Graduate",
    DisputeSubject.AGREEMENT: "Agreement",
    DisputeSubject.SUPPLEMENT: "Supplement",
    DisputeSubject.REGISTRATION: "DestinationRegistration",
}
"""What is disputed -> the type of its record."""


def stood(attribute: str) -> list[Label]:
    """Return the names of a column's states."""
    return [Label({attribute: state}, text) for state, text in STATE_NAMES.items()]


def _actions() -> Iterator[Action]:
    for now, move, role in TRANSITIONS:
        yield Action(
            move.name,
            offered_to=(Requirement(roles=(role,)),),
            needs=WRITES_EMPLOYMENT,
            denied=EMPLOYMENT_TOO_LOW,
            when=IsOneOf("state", (now,)),
            guards=guarded((Guard.CLASS_YEAR_OPEN,), Feature.DESTINATION),
        )


ACTIONS: Final = Actions(tuple(_actions()))


@entity(models.DisputeEvent, scope=Rows.DISPUTE, access=KNOWS_THE_GRADUATE)
class DisputeEvent(Node):
    """One act on a dispute (办理记录): by which side, from which state to which, and what it said. By whose account, the audit tells."""

    action: ActName = column("What was done (操作).")
    action_label: str | None = label("What was done, as lists print it (操作), e.g. 学校答复异议.", ACTS)
    role: Role = column("Which side did it (操作方).")
    role_label: str | None = label("The side, as lists print it (操作方), e.g. 毕业生.", PARTIES)
    state_before: DisputeState | None = column("Where it stood before (原状态); null of what it began with.", "status_before")
    state_before_label: str | None = label("The same as lists print it (原状态).", stood("status_before"))
    state_after: DisputeState | None = column("Where it stood afterwards (新状态).", "status_after")
    state_after_label: str | None = label("The same as lists print it (新状态).", stood("status_after"))
    reason: str | None = column("What was said (内容): what is wrong, or the answer.")
    at: datetime = column("When (时间).", "created_at")
    audit_entry: AuditEntry | None = one(
        "AuditEntry", "The entry of the audit (操作记录): account and address, for whoever reads the audit.", "id", access=AUDIT
    )


@entity(models.Dispute, scope=Rows.DISPUTE, access=KNOWS_THE_GRADUATE)
class Dispute(Node):
    """A graduate says that what is registered of it is wrong (信息异议), e.g. a signing that it was pressed into. It changes nothing and
    stops nothing: its school answers, and corrects what is wrong by the acts for that."""

    subject: DisputeSubject = column("What is disputed (异议对象).")
    subject_label: str | None = label(
        "The same as lists print it (异议对象): 基本信息, 就业协议, 补登, 去向登记.",
        [Label({"subject": subject}, text) for subject, text in SUBJECT_NAMES.items()],
    )
    record: strawberry.ID | None = key_of(
        "The record that is disputed (异议对象), to be looked up by `node`; of basic data the graduate.",
        RECORDS,
        kind="subject",
        key="record_id",
    )
    reason: str = column("What is wrong (异议内容), in the graduate's words.")
    state: DisputeState = column("Where it stands (状态).")
    state_label: str | None = label("The same as lists print it (状态): 待学校答复, 已答复, 已撤回.", stood("state"))
    answer: str | None = column("What the school answered (答复内容); null until it has.")
    class_year: int = column("Class year (届).")
    graduate: Graduate | None = one("Graduate", "The graduate (毕业生); null for a department that it has left since.", "graduate_id")
    school: School = one("School", "The graduate's school (院校).", "school_id")
    department: Department = one("Department", "The graduate's department (院系).", "department_id")
    raised_at: datetime = column("When it was raised (提出时间).", "created_at")
    closed_at: datetime | None = column("When it was answered or withdrawn (办结时间); null while it is open.")
    version: int = column("Send it with every act: an act on an older version is refused.")
    available_actions: list[AvailableAction] = available(ACTIONS)
    timeline: Connection[DisputeEvent] | None = many(
        "DisputeEvent", "What happened to it (办理进度), newest first.", order=DisputeEventOrder, by="dispute_id"
    )
