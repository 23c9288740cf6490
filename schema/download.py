"""Downloads of lists (下载): one's own, while each is made, while its file can be got, and for a while after."""

from datetime import datetime
from typing import Final

import models
from auth.scope import Rows
from rules.download import STATE_LABELS, DownloadFormat, DownloadState
from rules.labels import Label
from schema import enums as enums  # The rules' enums become GraphQL enums there.
from schema.access import ANY_MODULE
from schema.fields import column, entity, label
from schema.relay import Node

STATES: Final = [Label({"state": state}, text) for state, text in STATE_LABELS.items()]


@entity(models.Download, scope=Rows.DOWNLOAD, access=ANY_MODULE)
class Download(Node):
    """One file of one list that you have asked for (下载); nobody else sees it. It stays listed for thirty days after it is over."""

    list: str = column("The list it is of (列表), by its root field, e.g. agreements.")
    title: str = column("What the list is called (名称), e.g. 就业协议.")
    format: DownloadFormat = column("What kind of file (格式).")
    state: DownloadState = column("Where it stands (状态).")
    state_label: str | None = label("Where it stands, as lists print it (状态), e.g. 可下载.", STATES)
    row_total: int | None = column("Rows of the list (总行数); null before the first of them were read.")
    row_count: int = column("Rows that are in the file so far (已写入行数).")
    file_name: str = column("What the file is called (文件名).")
    size: int | None = column("How many bytes it has (文件大小); null while there is no file.")
    path: str | None = column(
        "Where the file is got with the same access token (下载地址), e.g. `/downloads/0192…`; null before it is done and after it expired."
    )
    failure: str | None = column("Why there is no file, and what to do (原因); null where it is not FAILED.")
    cancel_requested_at: datetime | None = column("When you asked for it to end (申请取消时间); null where you did not.")
    created_at: datetime = column("When it was asked for (申请时间).")
    finished_at: datetime | None = column("When it ended (结束时间); null while it is under way.")
    expires_at: datetime | None = column("From this instant on the file is not given any more (失效时间); null before it is done.")
    version: int = column("Rises with every change.")
