"""Supplementary registrations (补登) of agreements that were signed on paper, and what happened to them."""

from tortoise import fields

from models.base import Identified
from models.record import ImportableRecord
from rules.record_terms import RecordStatus
from rules.roles import Role


class Supplement(ImportableRecord):
    """An agreement signed on paper, as its graduate typed it; its scan is among the uploads. Its category is 10, as a signed one's."""

    agreement_number = fields.CharField(max_length=40)
    """As the paper has it: free text, and not one of ours."""
    employer_name = fields.CharField(max_length=60)
    employer_uscc = fields.CharField(max_length=18)
    employer_contact = fields.CharField(max_length=40, null=True)
    employer_phone = fields.CharField(max_length=20, null=True)
    position = fields.CharField(max_length=60, null=True)
    monthly_pay = fields.IntField(null=True)
    """Yuan."""
    work_address = fields.CharField(max_length=120, null=True)
    start_date = fields.DateField(null=True)

    class Meta:
        table = "supplement"


class SupplementEvent(Identified):
    """An entry of the audit about a supplement, as everybody sees it who sees the supplement: the view `supplement_event`."""

    supplement_id = fields.UUIDField()
    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    role = fields.CharEnumField(Role, max_length=10)
    action = fields.CharField(max_length=40)
    status_before = fields.CharEnumField(RecordStatus, max_length=23, null=True)
    status_after = fields.CharEnumField(RecordStatus, max_length=23, null=True)
    reason = fields.CharField(max_length=500, null=True)

    class Meta:
        table = "supplement_event"
