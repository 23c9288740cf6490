"""What is reported to the employment system (就业管理系统): one row for each version that came into force or went out of it."""

from tortoise import fields

from models.base import Identified
from rules.gate_terms import Feature
from rules.reporting import Operation, ReportState


class Report(Identified):
    """One report, written in the transaction that approves or withdraws. Only its delivery changes afterwards."""

    graduate_id = fields.UUIDField()
    seq = fields.IntField()
    """Its place among the graduate's reports, from 1 without gaps: in this order they are delivered."""
    school_id = fields.UUIDField()
    """Copied from the graduate, as are the next four."""
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    class_year = fields.IntField()
    feature = fields.CharEnumField(Feature, max_length=11)
    """What it is about: the destination, the archive or the household registration."""
    operation = fields.CharEnumField(Operation, max_length=8)
    record_kind = fields.CharField(max_length=24)
    record_id = fields.UUIDField()
    record_version = fields.IntField()
    """Record and version are the idempotency key of a delivery."""
    payload = fields.TextField()
    """JSON of what the record says (`rules.reporting.REPORTED`), as it was at that moment."""
    state = fields.CharEnumField(ReportState, max_length=7, default=ReportState.PENDING)
    attempts = fields.IntField(default=0)
    next_attempt_at = fields.DatetimeField(null=True)
    """Not before this moment; null = at once."""
    last_error = fields.CharField(max_length=500, null=True)
    acked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "report"
