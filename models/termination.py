"""Terminations (解约) of agreements and of supplementary registrations, and what happened to them."""

from tortoise import fields

from models.base import Identified
from models.record import ReviewedRecord
from rules.agreement_terms import Initiator
from rules.record_terms import RecordStatus
from rules.roles import Role
from rules.termination import TerminationKind


class Termination(ReviewedRecord):
    """What somebody asks for who wants to end an agreement that is in force; of one agreement at most one is open."""

    agreement_id = fields.UUIDField(null=True)
    """What is to end: an agreement, or a supplement; the other one is null."""
    supplement_id = fields.UUIDField(null=True)
    initiator = fields.CharEnumField(Initiator, max_length=8)
    """Who asked; the other party answers."""
    kind = fields.CharEnumField(TerminationKind, max_length=7)
    reason = fields.CharField(max_length=500)
    """Why it is asked for; `status_reason` says why it was refused or failed."""
    employer_id = fields.UUIDField(null=True)
    """The agreement's, which sees it; null where that has none, and of a supplement."""
    employer_name = fields.CharField(max_length=60)
    """Copied from what is to end, as is the next: lists print and find them."""
    agreement_number = fields.CharField(max_length=40)
    is_graduate_disclosed = fields.BooleanField()
    """Whether its employer may see who the graduate is: of an agreement that was in force, always."""

    class Meta:
        table = "termination"


class TerminationEvent(Identified):
    """An entry of the audit about a termination, as everybody sees it who sees the termination: the view `termination_event`."""

    termination_id = fields.UUIDField()
    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    employer_id = fields.UUIDField(null=True)
    role = fields.CharEnumField(Role, max_length=10)
    action = fields.CharField(max_length=40)
    status_before = fields.CharEnumField(RecordStatus, max_length=23, null=True)
    status_after = fields.CharEnumField(RecordStatus, max_length=23, null=True)
    reason = fields.CharField(max_length=500, null=True)

    class Meta:
        table = "termination_event"
