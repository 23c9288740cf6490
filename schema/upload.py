"""Uploads: files attached to records, as the records show them; their contents are got over HTTP."""

from datetime import datetime

import models
from auth.scope import Rows
from schema.access import EMPLOYMENT
from schema.fields import column, entity
from schema.relay import Node


@entity(models.AttachedUpload, scope=Rows.UPLOAD, access=EMPLOYMENT)
class Upload(Node):
    """One file (附件) that was uploaded and attached to a record, which it belongs to for ever. Until then it is not to be seen here."""

    media_type: str = column("What it is, by its content (文件类型): `image/jpeg`, `image/png` or `application/pdf`.")
    size: int = column("How many bytes it has (文件大小).")
    file_name: str = column("What its uploader called it (文件名), with the suffix of its type.")
    created_at: datetime = column("When it was uploaded (上传时间).")
    path: str = column("Where its content is got with the same access token (下载地址), e.g. `/files/0192…`.")
