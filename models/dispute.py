"""Disputes (信息异议) of graduates about what is registered of them, and what happened to each."""

from tortoise import fields

from models.base import Identified
from models.confirmation import OfGraduate
from rules.dispute import DisputeState, DisputeSubject
from rules.roles import Role


class Dispute(OfGraduate):
    """One dispute. At most one about the same thing is OPEN; those that are over are kept."""

    subject = fields.CharEnumField(DisputeSubject, max_length=12)
    record_id = fields.UUIDField()
    """What is disputed, a record of the kind `subject` names; of basic data the graduate itself."""
    reason = fields.CharField(max_length=500)
    state = fields.CharEnumField(DisputeState, max_length=9)
    answer = fields.CharField(max_length=500, null=True)
    """The school's; null until there is one."""
    closed_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)

    class Meta:
        table = "dispute"


class DisputeEvent(Identified):
    """An entry of the audit about a dispute, as everybody sees it who sees the dispute: the view `dispute_event`."""

    dispute_id = fields.UUIDField()
    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    role = fields.CharEnumField(Role, max_length=10)
    action = fields.CharField(max_length=40)
    status_before = fields.CharEnumField(DisputeState, max_length=9, null=True)
    status_after = fields.CharEnumField(DisputeState, max_length=9, null=True)
    reason = fields.CharField(max_length=500, null=True)

    class Meta:
        table = "dispute_event"
