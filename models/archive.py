"""Archives (档案转递): what is registered of them, how far they have come, and how many of a school's stand where."""

from typing import TYPE_CHECKING

from tortoise import fields

from models.transfer import TransferBlock, TransferCounters, TransferEvent, TransferRecord
from rules.transfer_terms import DispatchMode, DispatchState, TransferType

if TYPE_CHECKING:
    from models.places import School


class ArchiveRecord(TransferRecord):
    """What becomes of one graduate's archive, in one version."""

    transfer_type = fields.CharEnumField(TransferType, max_length=15)
    receiver_name = fields.CharField(max_length=50, null=True)
    """Who receives it: this and the next six are null where the archive stays at the school."""
    receiver_division = fields.CharField(max_length=6, null=True)
    receiver_address = fields.CharField(max_length=100, null=True)
    receiver_postcode = fields.CharField(max_length=6, null=True)
    receiver_person = fields.CharField(max_length=40, null=True)
    receiver_phone = fields.CharField(max_length=20, null=True)
    dispatch_mode = fields.CharEnumField(DispatchMode, max_length=14, null=True)
    """As it was wished for; from sending on, as it was sent."""
    dispatch_state = fields.CharEnumField(DispatchState, max_length=8, default=DispatchState.NOT_SENT)
    tracking_no = fields.CharField(max_length=40, null=True)
    transfer_no = fields.CharField(max_length=16, null=True)
    """转递编号 of the confirmation at the moment it was sent, by which the receiver verifies it; null where nothing was confirmed then."""
    sent_at = fields.DatetimeField(null=True)
    received_at = fields.DatetimeField(null=True)
    return_reason = fields.CharField(max_length=500, null=True)

    class Meta:
        table = "archive_record"


class ArchiveBlock(TransferBlock):
    """What a destination's form says of the archive; the columns are those of `ArchiveRecord` that a form fills."""

    transfer_type = fields.CharEnumField(TransferType, max_length=15)
    receiver_name = fields.CharField(max_length=50, null=True)
    receiver_division = fields.CharField(max_length=6, null=True)
    receiver_address = fields.CharField(max_length=100, null=True)
    receiver_postcode = fields.CharField(max_length=6, null=True)
    receiver_person = fields.CharField(max_length=40, null=True)
    receiver_phone = fields.CharField(max_length=20, null=True)
    dispatch_mode = fields.CharEnumField(DispatchMode, max_length=14, null=True)

    class Meta:
        table = "archive_block"


class ArchiveCounters(TransferCounters):
    """Exact counters of archives (`rules.archive.ARCHIVE_COLUMNS`)."""

    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="archive_counters", on_delete=fields.RESTRICT
    )
    type_employer = fields.IntField(default=0)
    type_talent_agency = fields.IntField(default=0)
    type_origin = fields.IntField(default=0)
    type_admitted_school = fields.IntField(default=0)
    type_keep_at_school = fields.IntField(default=0)
    sent = fields.IntField(default=0)
    received = fields.IntField(default=0)
    returned = fields.IntField(default=0)

    class Meta:
        table = "archive_counters"
        unique_together = (("school", "class_year"),)


class ArchiveEvent(TransferEvent):
    """The view `archive_event`."""

    archive_record_id = fields.UUIDField()

    class Meta:
        table = "archive_event"
