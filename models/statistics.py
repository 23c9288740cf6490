"""Exact counters of signing, one row per school and class year, written in the transaction that moves a record."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.base import Identified

if TYPE_CHECKING:
    from models.places import School


class SigningCounters(Identified):
    """How many agreements of one school and class year stand where; `rules.counters` says which state counts in which column."""

    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="signing_counters", on_delete=fields.RESTRICT
    )
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()
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

    class Meta:
        table = "signing_counters"
        unique_together = (("school", "class_year"),)
