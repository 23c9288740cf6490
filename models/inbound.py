"""What provinces' own systems have handed in: which version of each of their records counts, and which record it is here."""

from tortoise import fields

from models.base import Identified


class ImportedRecord(Identified):
    """One record of a province's system, by what it is known by there. It is never removed, so that no old version comes back."""

    province_code = fields.CharField(max_length=2)
    source_system = fields.CharField(max_length=20)
    source_id = fields.CharField(max_length=64)
    source_version = fields.IntField()
    """The newest version that was imported."""
    digest = fields.CharField(max_length=64)
    """Hex SHA-256 of what that version said; identity numbers go into it by their keyed index."""
    record_kind = fields.CharField(max_length=16, null=True)
    record_id = fields.UUIDField(null=True)
    """The record that it was here last, whether that still counts or not; both null where it was withdrawn before it ever came."""

    class Meta:
        table = "imported_record"
