"""What every reviewed record has: whose it is, where it stands, and who reviews it."""

from tortoise import fields

from models.base import Identified
from rules.agreement_terms import ReviewLevel
from rules.gate_terms import ReviewLevels
from rules.record_terms import RecordStatus


class ReviewedRecord(Identified):
    """A record of one graduate that departments and schools review. Only `actions.record_step` writes `status`."""

    graduate_id = fields.UUIDField()
    school_id = fields.UUIDField()
    """Copied from the graduate, as are the next four: row scope and the counters ask for them without a join."""
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    class_year = fields.IntField()
    review_levels = fields.CharEnumField(ReviewLevels, max_length=22)
    """As the school had set it when the record began; later changes of set-up do not reach it."""
    status = fields.CharEnumField(RecordStatus, max_length=23)
    rejected_by = fields.CharEnumField(ReviewLevel, max_length=10, null=True)
    """Which level failed the last review; null unless the status is REJECTED."""
    status_reason = fields.CharField(max_length=500, null=True)
    """Why it was last failed, refused or voided; null where the move needs no reason."""
    version = fields.IntField(default=1)
    """Raised by every move; clients send the one they saw."""

    class Meta:
        abstract = True


class ImportableRecord(ReviewedRecord):
    """A record that may have been approved in the province's own system and imported from there."""

    source_system = fields.CharField(max_length=20, null=True)
    """Where it was approved; null here."""
    source_id = fields.CharField(max_length=64, null=True)
    """What it is known by there; null where `source_system` is."""

    class Meta:
        abstract = True
