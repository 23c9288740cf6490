"""Downloads among the edge values."""

import models
from rules.download import DownloadFormat, DownloadState
from tests.planner.making import Rows

OVER = (DownloadState.EXPIRED, DownloadState.CANCELLED, DownloadState.FAILED)


def add_download(rows: Rows, number: int) -> None:
    """Make a download of some account's: one that has its file names the content of an upload."""
    state = DownloadState.DONE if number % 3 == 0 else rows.random.choice(OVER)
    upload = rows.random.choice(rows.made[models.Upload])
    file = {"content_id": upload.content_id, "size": 2**31 - 1, "path": f"/downloads/{number}"} if state is DownloadState.DONE else {}
    sessions = rows.made[models.Session]
    rows.add(
        models.Download,
        # Of somebody who asks: the others' nobody sees.
        account_id=rows.random.choice(sessions).account_id,
        list=rows.random.choice(("agreements", "graduates")),
        title=rows.text()[:40],
        format=rows.random.choice(list(DownloadFormat)),
        wanted=b"sealed",
        state=state,
        row_total=rows.maybe(1_000_000),
        row_count=rows.random.choice((0, 1, 1_000_000)),
        file_name=rows.text()[:100],
        failure=rows.text() if state is DownloadState.FAILED else None,
        cancel_requested_at=rows.maybe(rows.moment()),
        finished_at=rows.moment(),
        expires_at=rows.moment() if state in {DownloadState.DONE, DownloadState.EXPIRED} else None,
        version=1 + number,
        **file,
    )
