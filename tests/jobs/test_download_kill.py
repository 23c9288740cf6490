"""A process that makes a file is killed before one statement after the other: nothing half is ever there, and another makes it whole."""

from pathlib import Path

import pytest

from models import Download
from rules.download import LEASE, MOST_TRIES, DownloadState
from rules.roles import Role
from storage.drafts import remove_abandoned
from tests.actions.stage import Stage, another_graduation
from tests.downloads import make_download
from tests.jobs.doomed import Doomed, doomed
from tests.uploads import files_in
from tests.world import NOW

FEW = (1, 4, 9, 15, 19)
"""Statements before which the process dies, from its first to about its last."""


@pytest.mark.parametrize("few", [True, pytest.param(False, marks=pytest.mark.deep)])
async def test_a_file_whose_maker_is_killed_is_made_whole_by_the_next(stage: Stage, database: str, tmp_path: Path, few: bool) -> None:
    temporary, files = tmp_path / "temporary", tmp_path / "files"
    temporary.mkdir()
    for number in range(3):
        await another_graduation(stage.world.graduate, number)
    killed = 0
    async with doomed("tests.jobs.download_maker", database, NOW + LEASE, f"{database} file://{files} {temporary}") as maker:
        for dies_at in FEW if few else range(1, 30):
            killed += await dies_and_is_made(stage, maker, dies_at, temporary, files)
    assert killed > 3


async def dies_and_is_made(stage: Stage, maker: Doomed, dies_at: int, temporary: Path, files: Path) -> bool:
    """Have a process die in the middle, and another take the download up; return whether the first one was killed."""
    job = await make_download(stage.world.accounts[Role.SCHOOL])
    await maker.begin(dies_at)
    was_killed = await maker.was_killed()
    left = await Download.get(id=job.id)
    assert (left.path is None) is (left.state is not DownloadState.DONE)
    remove_abandoned(temporary)
    assert files_in(temporary) == {}
    if was_killed and left.state is not DownloadState.DONE:
        assert left.tries < MOST_TRIES
        await Download.filter(id=job.id, lease_until__isnull=False).update(lease_until=NOW)
        await maker.begin()
        assert not await maker.was_killed()
    whole = await Download.get(id=job.id)
    assert (whole.state, whole.row_count, whole.failure) == (DownloadState.DONE, whole.row_total, None)
    assert whole.content_id is not None
    kept = {name.rpartition("/")[2] for name in files_in(files)}
    assert whole.content_id in kept
    await Download.filter(id=job.id).delete()
    return was_killed
