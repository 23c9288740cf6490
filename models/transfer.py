"""What records of archives and of household registrations share, and what their counters do."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.base import Identified
from models.record import ImportableRecord
from rules.roles import Role
from rules.transfer_terms import RecordSource

if TYPE_CHECKING:
    from models.places import School


class TransferRecord(ImportableRecord):
    """A record of which a graduate has one that is approved and one that is open, at most."""

    source = fields.CharEnumField(RecordSource, max_length=11)
    is_change = fields.BooleanField()
    """Whether an approved record of the graduate was in force beside it while it was open."""

    class Meta:
        abstract = True


class TransferBlock(Identified):
    """What the form of a destination says of an archive or a household registration. Its key is the key of the destination's record."""

    graduate_id = fields.UUIDField()
    school_id = fields.UUIDField()
    """Copied from the record, as are the next three; its own scope, since not everybody who reads the record reads this."""
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()

    class Meta:
        abstract = True


class TransferCounters(Identified):
    """How many records of one school and class year stand where. In a table of its own: who has not the module sees no version rise."""

    school: fields.ForeignKeyRelation["School"]
    school_id: UUID
    province_code = fields.CharField(max_length=2)
    class_year = fields.IntField()
    version = fields.IntField(default=0)
    """Raised under the row's lock by every change, so it is in commit order: the live version."""
    needed = fields.IntField(default=0)
    """Graduates of whom such a record is needed at all."""
    registered = fields.IntField(default=0)
    """Graduates who have a record that waits for a review or is approved."""
    pending_department = fields.IntField(default=0)
    pending_school = fields.IntField(default=0)
    approved = fields.IntField(default=0)
    rejected = fields.IntField(default=0)
    cancelled = fields.IntField(default=0)
    superseded = fields.IntField(default=0)

    class Meta:
        abstract = True


class TransferEvent(Identified):
    """An entry of the audit about such a record, as everybody sees it who sees the record; account and address are for fewer."""

    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    role = fields.CharEnumField(Role, max_length=10)
    action = fields.CharField(max_length=40)
    status_before = fields.CharField(max_length=27, null=True)
    status_after = fields.CharField(max_length=27, null=True)
    reason = fields.CharField(max_length=500, null=True)
    account_id = fields.UUIDField(null=True)
    address = fields.CharField(max_length=45, null=True)

    class Meta:
        abstract = True
