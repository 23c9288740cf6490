"""The rules of jobs, and what breaks each: imports of rosters, downloads."""

from typing import Final

from tests.models.download_rules import OF_DOWNLOADS, begin_downloads
from tests.models.import_rules import OF_IMPORTS, begin_import
from tests.world import World

OF_JOBS: Final[dict[str, list[str]]] = {**OF_IMPORTS, **OF_DOWNLOADS}
"""Rule -> statements of which each breaks it and no other."""


async def begin_jobs(world: World) -> None:
    """Write a job of each kind."""
    await begin_import(world, world.school.created_at)
    await begin_downloads(world)
