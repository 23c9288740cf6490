"""Exact counters of destinations, one row per school and class year, written as records move; and the graduates they count."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from models.base import Identified

if TYPE_CHECKING:
    from models.places import School


class CategoryColumns(Model):
    """How many graduates have a destination of each category in force."""

    category_10 = fields.IntField(default=0)
    category_11 = fields.IntField(default=0)
    category_12 = fields.IntField(default=0)
    category_27 = fields.IntField(default=0)
    category_46 = fields.IntField(default=0)
    category_50 = fields.IntField(default=0)
    category_51 = fields.IntField(default=0)
    category_75 = fields.IntField(default=0)
    category_76 = fields.IntField(default=0)
    category_80 = fields.IntField(default=0)
    category_85 = fields.IntField(default=0)
    category_70 = fields.IntField(default=0)
    category_71 = fields.IntField(default=0)
    category_72 = fields.IntField(default=0)

    class Meta:
        abstract = True


class CounterColumns(CategoryColumns):
    """What is counted, of a school and class year."""

    version = fields.IntField(default=0)
    """Raised under the row's lock by every change, so it is in commit order: the live version."""
    graduates = fields.IntField(default=0)
    """On the roster (N)."""
    online_pending_graduate = fields.IntField(default=0)
    online_withdrawn = fields.IntField(default=0)
    online_rejected_by_graduate = fields.IntField(default=0)
    online_expired = fields.IntField(default=0)
    online_pending_department = fields.IntField(default=0)
    online_pending_school = fields.IntField(default=0)
    online_review_rejected = fields.IntField(default=0)
    online_effective = fields.IntField(default=0)
    online_voided = fields.IntField(default=0)
    online_terminated = fields.IntField(default=0)
    offline_protocol_pending_department = fields.IntField(default=0)
    offline_protocol_pending_school = fields.IntField(default=0)
    offline_protocol_rejected = fields.IntField(default=0)
    offline_protocol_issued = fields.IntField(default=0)
    offline_sign_pending_department = fields.IntField(default=0)
    offline_sign_pending_school = fields.IntField(default=0)
    offline_sign_rejected = fields.IntField(default=0)
    offline_effective = fields.IntField(default=0)
    offline_voided = fields.IntField(default=0)
    offline_terminated = fields.IntField(default=0)
    offline_cancelled = fields.IntField(default=0)
    supplement_pending_department = fields.IntField(default=0)
    supplement_pending_school = fields.IntField(default=0)
    supplement_approved = fields.IntField(default=0)
    supplement_rejected = fields.IntField(default=0)
    supplement_cancelled = fields.IntField(default=0)
    supplement_voided = fields.IntField(default=0)
    supplement_terminated = fields.IntField(default=0)
    termination_pending_counterparty = fields.IntField(default=0)
    termination_counterparty_refused = fields.IntField(default=0)
    termination_withdrawn = fields.IntField(default=0)
    termination_pending_department = fields.IntField(default=0)
    termination_pending_school = fields.IntField(default=0)
    termination_approved = fields.IntField(default=0)
    termination_rejected = fields.IntField(default=0)
    termination_lapsed = fields.IntField(default=0)
    registration_pending_department = fields.IntField(default=0)
    registration_pending_school = fields.IntField(default=0)
    registration_approved = fields.IntField(default=0)
    registration_rejected = fields.IntField(default=0)
    registration_cancelled = fields.IntField(default=0)
    registration_void_pending_department = fields.IntField(default=0)
    registration_void_pending_school = fields.IntField(default=0)
    registration_voided = fields.IntField(default=0)
    registration_superseded = fields.IntField(default=0)
    registered = fields.IntField(default=0)
    """Graduates who ask for or hold a destination, of whatever kind."""
    confirmed = fields.IntField(default=0)
    """Graduates whose destination is confirmed and unchanged since."""
    stale = fields.IntField(default=0)
    """Graduates who have confirmed, and must do so again."""

    class Meta:
        abstract = True


class SigningCounters(Identified, CounterColumns):
    """How many records of one school and class year stand where; `rules.counters` says which state counts in which column."""

    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="signing_counters", on_delete=fields.RESTRICT
    )
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()

    class Meta:
        table = "signing_counters"
        unique_together = (("school", "class_year"),)


class StatisticsSnapshot(Identified):
    """The figures of a province's schools as they stood at one moment, `created_at`, kept for ever."""

    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()
    label = fields.CharField(max_length=40, null=True)
    schools = fields.IntField()

    class Meta:
        table = "statistics_snapshot"


class SchoolSnapshot(Identified, CounterColumns):
    """One school's figures in a snapshot."""

    snapshot: fields.ForeignKeyRelation[StatisticsSnapshot] = fields.ForeignKeyField(
        "models.StatisticsSnapshot", related_name="figures", on_delete=fields.RESTRICT
    )
    snapshot_id: UUID
    counters_id = fields.UUIDField()
    """Where the same figures stand now."""
    label = fields.CharField(max_length=40, null=True)
    """The snapshot's: a school sees its own figures, and not what holds all of its province's."""
    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="snapshots", on_delete=fields.RESTRICT
    )
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()

    class Meta:
        table = "school_snapshot"
        unique_together = (("snapshot", "school"),)


class SnapshotPair(CategoryColumns):
    """What a school's figures in one snapshot have more than those in another, fewer below nought: the view `snapshot_pair`."""

    id = fields.UUIDField(primary_key=True)
    """The later one's, which is in as many pairs as there are snapshots."""
    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()
    earlier_id = fields.UUIDField()
    earlier_at = fields.DatetimeField()
    later_id = fields.UUIDField()
    later_at = fields.DatetimeField()
    graduates = fields.IntField()
    registered = fields.IntField()
    confirmed = fields.IntField()
    stale = fields.IntField()
    online_effective = fields.IntField()
    offline_effective = fields.IntField()
    supplement_approved = fields.IntField()

    class Meta:
        table = "snapshot_pair"


class GraduateDestination(CategoryColumns):
    """A graduate and what became of it, as numbers to add up: the view `graduate_destination`."""

    id = fields.UUIDField(primary_key=True)
    """The graduate's."""
    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    class_year = fields.IntField()
    degree_code = fields.CharField(max_length=2)
    major_code = fields.CharField(max_length=8)
    major_name = fields.CharField(max_length=60)
    name = fields.CharField(max_length=40)
    student_number = fields.CharField(max_length=32, null=True)
    exam_number = fields.CharField(max_length=20)
    id_number_masked = fields.CharField(max_length=20)
    class_name = fields.CharField(max_length=40, null=True)
    training_mode = fields.CharField(max_length=1)
    archive_in_school = fields.BooleanField(null=True)
    hukou_in_school = fields.BooleanField(null=True)
    confirmed_at = fields.DatetimeField(null=True)
    graduates = fields.IntField()
    """One."""
    registered = fields.IntField()
    """One where the graduate asks for or holds a destination."""

    class Meta:
        table = "graduate_destination"
