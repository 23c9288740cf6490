"""Downloads as rows alone: queued, held, or over, with what hangs on them."""

from datetime import timedelta
from typing import Any, Final

from models import Account, Download
from rules.download import UNDER_WAY, DownloadFormat, DownloadState
from schema.downloads.asking import Wanted
from tests.uploads import make_upload
from tests.world import NOW, VAULT

ALL_GRADUATES: Final = Wanted("graduates", None, None, ("name", "school.name", "studentNumber"))


async def make_download(account: Account, wanted: Wanted = ALL_GRADUATES, **columns: Any) -> Download:
    """Write one download of an account's, queued unless told otherwise; one that is done names the content of an upload."""
    state = columns.get("state", DownloadState.QUEUED)
    told: dict[str, Any] = {
        "list": wanted.list,
        "title": "毕业生",
        "format": DownloadFormat.XLSX,
        "wanted": VAULT.seal_file(wanted.dumped()),
        "file_name": "毕业生-20230601-120000.xlsx",
        "created_at": NOW,
        "finished_at": None if state in UNDER_WAY else NOW,
        "failure": "未生成文件。" if state is DownloadState.FAILED else None,
        "expires_at": NOW + timedelta(hours=24) if state in {DownloadState.DONE, DownloadState.EXPIRED} else None,
    }
    if state is DownloadState.DONE:
        upload = await make_upload(account)
        told |= {"content_id": upload.content_id, "size": upload.size, "path": "/downloads/1", "row_total": 3, "row_count": 3}
    return await Download.create(account=account, **(told | columns))
