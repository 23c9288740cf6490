"""Uploads: files that people sent, each attached to one record or to none yet, and the contents they name."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.base import Identified, Stamped
from rules.files import Purpose

if TYPE_CHECKING:
    from models.account import Account
    from models.employer import Employer
    from models.graduate import Person
    from models.places import Department, School


class StoredContent(Stamped):
    """One content that is kept, by its hash. A row of it is there before the content is, and goes with it."""

    sha256 = fields.CharField(max_length=64, primary_key=True)
    claimed_at = fields.DatetimeField()
    """When somebody last was about to name it: for a while after that nobody removes it, though nothing names it."""

    class Meta:
        table = "stored_content"


class Upload(Identified):
    """One file as one account sent it. Attached once and for ever, and from then on of the record's scope."""

    account: fields.ForeignKeyRelation["Account"] = fields.ForeignKeyField(
        "models.Account", related_name="uploads", on_delete=fields.RESTRICT
    )
    """Who sent it; until it is attached, nobody else knows of it."""
    account_id: UUID
    purpose = fields.CharEnumField(Purpose, max_length=16)
    content: fields.ForeignKeyRelation[StoredContent] = fields.ForeignKeyField(
        "models.StoredContent", related_name="uploads", source_field="sha256", on_delete=fields.RESTRICT
    )
    content_id: str
    """The SHA-256 of what is stored, in hex: the file itself, or a sealed roster."""
    size = fields.IntField()
    """Bytes of the file, as it was before it was sealed."""
    media_type = fields.CharField(max_length=80)
    """A `rules.files.MediaType`, by the content."""
    file_name = fields.CharField(max_length=100)
    """What it is called when it is downloaded (`rules.files.clean_name`)."""
    record_kind = fields.CharField(max_length=16, null=True)
    """Which kind of record it is attached to (`rules.acts.RecordKind`); null until then, as are the next six."""
    record_id = fields.UUIDField(null=True)
    """The record; a trigger for each kind holds the five below, which are the record's."""
    school: fields.ForeignKeyNullableRelation["School"] = fields.ForeignKeyField(
        "models.School", related_name="uploads", null=True, on_delete=fields.RESTRICT
    )
    school_id: UUID | None
    province_code = fields.CharField(max_length=2, null=True)
    department: fields.ForeignKeyNullableRelation["Department"] = fields.ForeignKeyField(
        "models.Department", related_name="uploads", null=True, on_delete=fields.RESTRICT
    )
    department_id: UUID | None
    person: fields.ForeignKeyNullableRelation["Person"] = fields.ForeignKeyField(
        "models.Person", related_name="uploads", null=True, on_delete=fields.RESTRICT
    )
    person_id: UUID | None
    employer: fields.ForeignKeyNullableRelation["Employer"] = fields.ForeignKeyField(
        "models.Employer", related_name="uploads", null=True, on_delete=fields.RESTRICT
    )
    """Null too where no registered employer sees the record."""
    employer_id: UUID | None

    class Meta:
        table = "upload"


class AttachedUpload(Identified):
    """An upload that is attached, as everybody else sees uploads: the view `attached_upload`, in which there are no others.

    Row scope is equality on a row's own columns, and the ministry's has no columns: what it must not see is not there.
    """

    media_type = fields.CharField(max_length=80)
    size = fields.IntField()
    file_name = fields.CharField(max_length=100)
    record_kind = fields.CharField(max_length=16)
    record_id = fields.UUIDField()
    school_id = fields.UUIDField()
    province_code = fields.CharField(max_length=2)
    department_id = fields.UUIDField()
    person_id = fields.UUIDField()
    employer_id = fields.UUIDField(null=True)
    path = fields.CharField(max_length=43)
    """Where its content is got: `/files/KEY`."""

    class Meta:
        table = "attached_upload"
