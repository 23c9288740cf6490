"""A process of its own that runs imports of rosters whose files are kept where it is told (`tests.jobs.doomed`)."""

from actions.context import ActionContext
from jobs.roster_import import Importer
from storage.blobs import Blobs
from tests.jobs.doomed import main


async def import_all(ctx: ActionContext, files: str) -> None:
    """Take up and do imports until there are none to take up."""
    blobs = Blobs(files)
    try:
        await Importer(ctx, blobs).run()
    finally:
        blobs.close()


if __name__ == "__main__":
    main(import_all)
