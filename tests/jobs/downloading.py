"""Downloads that are asked for and made, and what is left of them."""

import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from actions.download import Request, request_download
from jobs.download import Downloader, Means
from models import Audit, Download, StoredContent
from rules.download import DownloadFormat
from rules.roles import Role
from schema.downloads.asking import Wanted
from tests.actions.stage import Stage, another_graduation
from tests.downloads import ALL_GRADUATES
from tests.uploads import files_in

KEEP = timedelta(hours=24)
CSV = DownloadFormat.CSV


async def request(stage: Stage, wanted: Wanted = ALL_GRADUATES, kind: DownloadFormat = CSV, role: Role = Role.SCHOOL) -> Download:
    async def prepare() -> Request:
        return Request(wanted.list, "毕业生", kind, wanted.dumped(), "毕业生.csv")

    key = await request_download(stage.as_role(role), prepare)
    return await Download.get(id=key)


def downloader(stage: Stage, means: Means) -> Downloader:
    return Downloader(stage.as_role(Role.SCHOOL), means)


async def made(stage: Stage, means: Means, **asked: Any) -> Download:
    """Return a download that was asked for and done."""
    job = await request(stage, **asked)
    await downloader(stage, means).run()
    return await Download.get(id=job.id)


async def rows_of(job: Download, means: Means) -> list[list[str]]:
    """Return the rows of a CSV, its headings first."""
    assert job.content_id is not None
    assert job.size is not None
    content = await means.blobs.get(job.content_id, 0, job.size)
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


async def many(stage: Stage, number: int) -> None:
    """Have more graduates in the school."""
    for each in range(number):
        await another_graduation(stage.world.graduate, each)


async def leaves_nothing(stage: Stage, files: Path, temporary: Path) -> None:
    """Assert that nothing is left of any file."""
    assert files_in(files) == {}
    assert files_in(temporary) == {}
    assert not await StoredContent.exists()


async def audited(job: Download) -> list[tuple[str, str | None]]:
    return [(entry.action, entry.reason) for entry in await Audit.filter(record_id=str(job.id)).order_by("id")]
