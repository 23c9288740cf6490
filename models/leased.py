"""Work that one process at a time holds, for a while: what its row says of who holds it, whatever the work is."""

from uuid import UUID

from tortoise import fields

from models.base import Identified


class Leased(Identified):
    """A row of work. Its `state`, which each kind declares, has QUEUED, RUNNING and FAILED among its words, and others that are final."""

    tries = fields.IntField(default=0)
    """How often it was taken up. A holder that was asked to stop, and gave it back, does not count."""
    lease_holder: UUID | None = fields.UUIDField(null=True)
    lease_until = fields.DatetimeField(null=True)
    """Until then the holder works on it; whoever finds it later takes it up."""
    finished_at = fields.DatetimeField(null=True)
    version = fields.IntField(default=1)
    """Rises with every change of the row, under the row's lock: live views are healed by it."""

    class Meta:
        abstract = True
