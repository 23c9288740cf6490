"""A download (下载) of a list: where it stands, how large it may be, how long it is kept, and what is said where it fails."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class DownloadFormat(StrEnum):
    """What kind of file it is."""

    XLSX = "XLSX"
    CSV = "CSV"


class DownloadState(StrEnum):
    """Where a download stands. The first two are under way; of the others only the third has a file."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    EXPIRED = "EXPIRED"
    """It was done, and its file has been removed since."""
    CANCELLED = "CANCELLED"
    FAILED = "FAILED"


UNDER_WAY: Final = (DownloadState.QUEUED, DownloadState.RUNNING)
STATE_LABELS: Final = {
    DownloadState.QUEUED: "等待处理",
    DownloadState.RUNNING: "正在生成",
    DownloadState.DONE: "可下载",
    DownloadState.EXPIRED: "已过期",
    DownloadState.CANCELLED: "已取消",
    DownloadState.FAILED: "未生成",
}
FORMAT_LABELS: Final = {DownloadFormat.XLSX: "Excel工作簿", DownloadFormat.CSV: "CSV文本"}

MOST_UNDER_WAY: Final = 3
"""Downloads of one account that are under way at a time."""
MOST_TRIES: Final = 3
"""How often a download is taken up again, after a crash too: each time from the beginning."""
LEASE: Final = timedelta(seconds=30)
"""How long whoever makes a download holds it without saying so again."""
KEPT: Final = timedelta(days=30)
"""How long a download that is over is listed; its file goes earlier."""

RIGHTS_CHANGED: Final = "下载期间账号的权限已变更，未生成文件。请刷新页面，按当前权限重新下载。"
BROKEN_OFF: Final = "系统多次处理失败，未能生成文件。请稍后重新下载；如仍失败，请联系系统管理员。"
NO_ROOM: Final = "服务器存储空间不足，未生成文件。请稍后重新下载，并告知系统管理员。"


def too_many_rows(rows: int, most: int) -> str:
    """Return what is said of a list that is longer than one download takes."""
    return f"共{rows}行，超过一次下载的上限{most}行，未生成文件。请缩小筛选范围后分次下载。"
