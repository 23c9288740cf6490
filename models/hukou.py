"""Household registrations (户口迁移): what is registered of them, and how many of a school's stand where."""

from typing import TYPE_CHECKING

from tortoise import fields

from models.transfer import TransferBlock, TransferCounters, TransferEvent, TransferRecord
from rules.transfer_terms import MigrationReason, MigrationType

if TYPE_CHECKING:
    from models.places import School


class HukouRecord(TransferRecord):
    """What becomes of one graduate's household registration, in one version."""

    migration_type = fields.CharEnumField(MigrationType, max_length=16)
    migration_reason = fields.CharEnumField(MigrationReason, max_length=13, null=True)
    """This and the next three are null where the registration stays at the school."""
    destination_division = fields.CharField(max_length=6, null=True)
    destination_address = fields.CharField(max_length=100, null=True)
    receiving_unit = fields.CharField(max_length=60, null=True)

    class Meta:
        table = "hukou_record"


class HukouBlock(TransferBlock):
    """What a destination's form says of the household registration; the columns are those of `HukouRecord` that a form fills."""

    migration_type = fields.CharEnumField(MigrationType, max_length=16)
    migration_reason = fields.CharEnumField(MigrationReason, max_length=13, null=True)
    destination_division = fields.CharField(max_length=6, null=True)
    destination_address = fields.CharField(max_length=100, null=True)
    receiving_unit = fields.CharField(max_length=60, null=True)

    class Meta:
        table = "hukou_block"


class HukouCounters(TransferCounters):
    """Exact counters of household registrations (`rules.hukou.HUKOU_COLUMNS`)."""

    school: fields.ForeignKeyRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="hukou_counters", on_delete=fields.RESTRICT
    )
    type_back_to_origin = fields.IntField(default=0)
    type_to_employer = fields.IntField(default=0)
    type_to_talent_market = fields.IntField(default=0)
    type_to_school = fields.IntField(default=0)
    type_to_other = fields.IntField(default=0)
    type_keep = fields.IntField(default=0)

    class Meta:
        table = "hukou_counters"
        unique_together = (("school", "class_year"),)


class HukouEvent(TransferEvent):
    """The view `hukou_event`."""

    hukou_record_id = fields.UUIDField()

    class Meta:
        table = "hukou_event"
