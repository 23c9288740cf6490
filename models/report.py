"""What is reported to the employment system (就业管理系统): one row for each version that came into force or went out of it."""

from uuid import UUID

from tortoise import fields

from models.base import Identified, Stamped
from rules.gate_terms import Feature
from rules.reporting import Operation, ReportState


class SeenWithReport(Identified):
    """The scope that a report has from its graduate, and what was reported of it is seen by."""

    school_id = fields.UUIDField()
    """Copied from the graduate, as are the next two."""
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()

    class Meta:
        abstract = True


class ReportColumns(SeenWithReport):
    """One report, written in the transaction that approves or withdraws. Only its delivery changes afterwards."""

    graduate_id = fields.UUIDField()
    seq = fields.IntField()
    """Its place among the graduate's reports, from 1 without gaps: in this order they are delivered."""
    person_id = fields.UUIDField()
    """Copied from the graduate, as is the next."""
    class_year = fields.IntField()
    feature = fields.CharEnumField(Feature, max_length=11)
    """What it is about: the destination, the archive or the household registration."""
    operation = fields.CharEnumField(Operation, max_length=8)
    record_kind = fields.CharField(max_length=24)
    record_id = fields.UUIDField()
    record_version = fields.IntField()
    """Record, version and operation are the idempotency key of a delivery."""
    payload = fields.TextField()
    """JSON of what the record says (`rules.reporting.REPORTED`), as it was at that moment."""
    state = fields.CharEnumField(ReportState, max_length=7, default=ReportState.PENDING)
    attempts = fields.IntField(default=0)
    """How often it was sent since it was written, or since it was last made due by hand."""
    next_attempt_at = fields.DatetimeField(null=True)
    """Not before this moment; null = at once."""
    last_error = fields.CharField(max_length=500, null=True)
    acked_at = fields.DatetimeField(null=True)

    class Meta:
        abstract = True


class Report(ReportColumns):
    """A report, as it is written and delivered."""

    class Meta:
        table = "report"


class DestinationReport(ReportColumns):
    """Reports of destinations and signings: a view, so that whoever may see one kind learns nothing of the others."""

    class Meta:
        table = "destination_report"


class ArchiveReport(ReportColumns):
    """Reports of archives: a view."""

    class Meta:
        table = "archive_report"


class HukouReport(ReportColumns):
    """Reports of household registrations: a view."""

    class Meta:
        table = "hukou_report"


class ReportAttempt(Identified):
    """One time that a report was sent. Never what was sent, nor what was answered."""

    report_id = fields.UUIDField()
    status = fields.IntField(null=True)
    """What was answered over HTTP; null where nothing was, and of the ledger inside."""
    problem = fields.CharField(max_length=200, null=True)
    """Why it was not taken, in English; null where it was."""
    milliseconds = fields.IntField()

    class Meta:
        table = "report_attempt"


class ReportAttemptSeen(SeenWithReport):
    """An attempt with its report's scope: a view."""

    report_id = fields.UUIDField()
    status = fields.IntField(null=True)
    problem = fields.CharField(max_length=200, null=True)
    milliseconds = fields.IntField()

    class Meta:
        table = "report_attempt_seen"


class RelayLease(Stamped):
    """Which process sends reports: at most one at a time, by compare-and-set on this table's one row."""

    name = fields.CharField(max_length=20, primary_key=True)
    holder: UUID | None = fields.UUIDField(null=True)
    until = fields.DatetimeField(null=True)
    """Until then the holder sends; whoever finds it later takes it up."""

    class Meta:
        table = "relay_lease"
