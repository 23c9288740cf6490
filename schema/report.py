"""Reports to the employment system (数据上报): how far each has come, and every attempt. A type for each subject, as access has it."""

from datetime import datetime
from typing import Final

import strawberry

import models
from auth.scope import Rows
from rules.labels import Label
from rules.reporting import OPERATION_NAMES, STATE_NAMES, Operation, ReportState
from schema import enums as enums  # The rules' enums become GraphQL enums there.
from schema.access import ANY_STAFF, ARCHIVE_STAFF, HUKOU_STAFF, STAFF
from schema.fields import column, entity, label, many, one
from schema.graduate import Graduate
from schema.lists.report import ReportAttemptOrder
from schema.places import School
from schema.relay import Connection, Node

STATES: Final = [Label({"state": state}, text) for state, text in STATE_NAMES.items()]
OPERATIONS: Final = [Label({"operation": operation}, text) for operation, text in OPERATION_NAMES.items()]


@entity(models.ReportAttemptSeen, scope=Rows.REPORT, access=ANY_STAFF)
class ReportAttempt(Node):
    """One time that a report was sent (上报记录); ninety days long."""

    at: datetime = column("When it was begun (时间).", "created_at")
    status: int | None = column("What was answered over HTTP (状态码); null where nothing was, and of the ledger inside.")
    problem: str | None = column("Why it was not taken (原因), in English; null where it was.")
    milliseconds: int = column("How long it took (耗时), in milliseconds.")


@strawberry.interface(description="One record that came into force or went out of it, on its way to the employment system (数据上报).")
class Report(Node):
    """What reports of every subject have."""

    operation: Operation = column("What it says of the record (上报类型).")
    operation_label: str | None = label("What it says, as lists print it: 审核通过, 已撤回.", OPERATIONS)
    state: ReportState = column("How far it has come (上报状态).")
    state_label: str | None = label("How far it has come, as lists print it: 待上报, 已上报, 上报失败, 已跳过.", STATES)
    sequence: int = column("Its place among the graduate's reports (序号); they are sent in this order.", "seq")
    record_version: int = column("The version of the record that it is about (记录版本).")
    class_year: int = column("Class year (届).")
    attempt_count: int = column("How often it was sent since it was last made due (上报次数).", "attempts")
    next_attempt_at: datetime | None = column("Not before this moment (下次上报时间); null: at once, or not again.")
    problem: str | None = column("Why the last attempt failed (失败原因), in English; null where none did, or it was taken.", "last_error")
    created_at: datetime = column("When the record was approved or withdrawn (生成时间).")
    updated_at: datetime = column("When it last got further (更新时间).")
    acked_at: datetime | None = column("When it was taken (接收时间); null: not yet.")
    graduate: Graduate | None = one("Graduate", "Of whom (毕业生).", "graduate_id")
    school: School = one("School", "Of which school (院校).", "school_id")
    attempts: Connection[ReportAttempt] | None = many(
        "ReportAttempt", "Every attempt of the last ninety days (上报记录), newest first.", order=ReportAttemptOrder, by="report_id"
    )


@entity(models.DestinationReport, scope=Rows.REPORT, access=STAFF)
class DestinationReport(Report):
    """A report of a destination or a signing (毕业去向及签约信息)."""


@entity(models.ArchiveReport, scope=Rows.REPORT, access=ARCHIVE_STAFF)
class ArchiveReport(Report):
    """A report of where an archive goes (档案转递信息)."""


@entity(models.HukouReport, scope=Rows.REPORT, access=HUKOU_STAFF)
class HukouReport(Report):
    """A report of where a household registration goes (户口迁移信息)."""
