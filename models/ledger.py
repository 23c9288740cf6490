"""The employment ledger (就业台账): what the employment system inside has been told of each graduate, and what was edited there."""

from uuid import UUID

from tortoise import fields

from models.base import Identified
from models.report import SeenWithReport
from rules.gate_terms import Feature
from rules.ledger import LedgerState
from rules.reporting import Operation


class LedgerColumns(SeenWithReport):
    """What the ledger holds of one graduate and subject: the newest that was reported. Only its receiver and its act write it."""

    graduate_id = fields.UUIDField()
    person_id = fields.UUIDField()
    class_year = fields.IntField()
    feature = fields.CharEnumField(Feature, max_length=11)
    state = fields.CharEnumField(LedgerState, max_length=9)
    source_system = fields.CharField(max_length=20)
    """Where it was approved: `quxiang`, or the system that it was imported from."""
    record_kind = fields.CharField(max_length=24)
    record_id = fields.UUIDField()
    record_version = fields.IntField()
    seq = fields.IntField()
    """The newest report that was taken, by its place among the graduate's: what is older and comes later changes nothing."""
    category = fields.CharField(max_length=2, null=True)
    """What kind of destination (毕业去向类别); null of the other subjects."""
    payload = fields.TextField()
    """JSON of what was reported."""
    reported_at = fields.DatetimeField()
    """When the record was approved or withdrawn."""
    has_drift = fields.BooleanField(default=False)
    """Whether something of it was edited here since it was reported."""
    version = fields.IntField(default=1)

    class Meta:
        abstract = True


class LedgerEntry(LedgerColumns):
    """An entry, as it is written."""

    class Meta:
        table = "ledger_entry"


class DestinationLedgerEntry(LedgerColumns):
    """Entries of destinations and signings: a view, so that whoever may see one kind learns nothing of the others."""

    class Meta:
        table = "destination_ledger_entry"


class ArchiveLedgerEntry(LedgerColumns):
    """Entries of archives: a view."""

    class Meta:
        table = "archive_ledger_entry"


class HukouLedgerEntry(LedgerColumns):
    """Entries of household registrations: a view."""

    class Meta:
        table = "hukou_ledger_entry"


class LedgerReceipt(Identified):
    """One report that the ledger took (报送历史), once by its idempotency key; also those that came too late to change the entry."""

    ledger_entry_id = fields.UUIDField()
    idempotency_key = fields.CharField(max_length=100, unique=True)
    operation = fields.CharEnumField(Operation, max_length=8)
    source_system = fields.CharField(max_length=20)
    record_kind = fields.CharField(max_length=24)
    record_id = fields.UUIDField()
    record_version = fields.IntField()
    seq = fields.IntField()
    payload = fields.TextField()
    reported_at = fields.DatetimeField()

    class Meta:
        table = "ledger_receipt"


class LedgerReceiptSeen(SeenWithReport):
    """A receipt with its entry's scope: a view."""

    ledger_entry_id = fields.UUIDField()
    operation = fields.CharEnumField(Operation, max_length=8)
    source_system = fields.CharField(max_length=20)
    record_version = fields.IntField()
    seq = fields.IntField()
    payload = fields.TextField()
    reported_at = fields.DatetimeField()

    class Meta:
        table = "ledger_receipt_seen"


class LedgerEdit(Identified):
    """One field that was edited in the ledger, and stands there until the record is reported anew (偏差)."""

    ledger_entry_id = fields.UUIDField()
    field = fields.CharField(max_length=40)
    """As the message names it, e.g. `receiverAddress`."""
    reported = fields.CharField(max_length=500, null=True)
    edited = fields.CharField(max_length=500, null=True)
    account_id: UUID = fields.UUIDField()
    """Who edited it. No foreign key: it outlives what it speaks of."""
    edited_at = fields.DatetimeField()

    class Meta:
        table = "ledger_edit"


class LedgerEditSeen(SeenWithReport):
    """An edit with its entry's scope: a view."""

    ledger_entry_id = fields.UUIDField()
    field = fields.CharField(max_length=40)
    reported = fields.CharField(max_length=500, null=True)
    edited = fields.CharField(max_length=500, null=True)
    account_id: UUID = fields.UUIDField()
    edited_at = fields.DatetimeField()

    class Meta:
        table = "ledger_edit_seen"
