"""Downloads of lists (下载): what was asked for, how far its file is, and the file while it can be got."""

from typing import TYPE_CHECKING
from uuid import UUID

from tortoise import fields

from models.leased import Leased
from rules.download import DownloadFormat, DownloadState

if TYPE_CHECKING:
    from models.account import Account
    from models.upload import StoredContent


class Download(Leased):
    """One file of one list, which an account has asked for and nobody else knows of."""

    account: fields.ForeignKeyRelation["Account"] = fields.ForeignKeyField(
        "models.Account", related_name="downloads", on_delete=fields.RESTRICT
    )
    """Whose it is, and under whose access and scope the list is read."""
    account_id: UUID
    address = fields.CharField(max_length=45, null=True)
    """From where it was asked for."""
    list = fields.CharField(max_length=60)
    """The list by its name (`schema.downloads.listed`)."""
    title = fields.CharField(max_length=40)
    format = fields.CharEnumField(DownloadFormat, max_length=8)
    wanted = fields.BinaryField()
    """Filter, order and columns (`schema.downloads.asking.Wanted`), sealed: a filter may hold an identity number."""
    state = fields.CharEnumField(DownloadState, max_length=16, default=DownloadState.QUEUED)
    row_total = fields.IntField(null=True)
    """Rows of the list; null before the first of them were read."""
    row_count = fields.IntField(default=0)
    """Rows that are in the file so far."""
    content: fields.ForeignKeyNullableRelation["StoredContent"] = fields.ForeignKeyField(
        "models.StoredContent", related_name="downloads", source_field="sha256", null=True, on_delete=fields.RESTRICT
    )
    content_id: str | None
    """The SHA-256 of the file, while it can be got."""
    size = fields.IntField(null=True)
    """Bytes of the file, while it can be got."""
    file_name = fields.CharField(max_length=100)
    path = fields.CharField(max_length=60, null=True)
    """Where it is got, while it can be."""
    failure = fields.CharField(max_length=500, null=True)
    """Why there is no file, in Chinese, for whoever asked for it."""
    cancel_requested_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)
    """From this instant on the file is not given any more; null before it is done."""

    class Meta:
        table = "download"
