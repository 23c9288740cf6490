"""What every table has: a time-ordered key and the two UTC moments of its row."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a version 7 UUID: ordered by time, so that keys of new rows stay together in the index."""
    return uuid7()


class Stamped(Model):
    """A row that knows when it was created and last written, in UTC."""

    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    class Meta:
        abstract = True


class Identified(Stamped):
    """A row with an opaque key of its own."""

    id = fields.UUIDField(primary_key=True, default=new_id)

    class Meta:
        abstract = True


class SeenWithAgreement(Identified):
    """A row of a view that has an agreement's scope: whoever sees the agreement sees it."""

    agreement_id = fields.UUIDField()
    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    employer_id = fields.UUIDField(null=True)

    class Meta:
        abstract = True
