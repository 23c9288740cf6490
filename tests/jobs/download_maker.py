"""A process of its own that makes the files of downloads, kept where it is told (`tests.jobs.doomed`)."""

from datetime import timedelta
from pathlib import Path

from actions.context import ActionContext
from app.asgi import open_reads
from app.schema import build_schema
from jobs.download import Downloader, Means
from storage.blobs import Blobs
from tests.jobs.doomed import main


async def make_all(ctx: ActionContext, told: str) -> None:
    """Take up and make downloads until there are none to take up; `told` is the database's URL, the files', and where they are made."""
    url, files, drafts = told.split(" ")
    reads, blobs = await open_reads(url), Blobs(files)
    try:
        await Downloader(ctx, Means(build_schema()._schema, reads, blobs, 1_000, timedelta(hours=24), 2, Path(drafts))).run()
    finally:
        blobs.close()
        await reads.close()


if __name__ == "__main__":
    main(make_all)
