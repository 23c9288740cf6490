"""What downloads leave behind goes: a file when it has expired, the download when nobody looks at it any more."""

from datetime import timedelta
from pathlib import Path

from jobs import download_leftovers, uploads
from jobs.download import Means
from models import Download
from rules.download import KEPT, DownloadState
from storage import drafts
from storage.drafts import draft_folder, remove_abandoned
from tests.actions.stage import Stage
from tests.jobs.downloading import made, rows_of
from tests.uploads import files_in


async def test_a_file_that_has_expired_goes_and_its_download_is_listed_for_a_while(stage: Stage, means: Means, files: Path) -> None:
    job = await made(stage, means)
    assert job.expires_at is not None
    assert (await download_leftovers.run_once(job.expires_at - timedelta(seconds=1))).files == 0
    assert (await uploads.run_once(job.expires_at - timedelta(seconds=1), means.blobs)).contents == 0
    assert (await download_leftovers.run_once(job.expires_at)).files == 1
    left = await Download.get(id=job.id)
    assert (left.state, left.path, left.size, left.version) == (DownloadState.EXPIRED, None, None, job.version + 1)
    assert (await uploads.run_once(job.expires_at, means.blobs)).contents == 1
    assert files_in(files) == {}
    assert job.finished_at is not None
    assert (await download_leftovers.run_once(job.finished_at + KEPT)).downloads == 1
    assert not await Download.exists()


async def test_two_downloads_of_one_content_share_it_until_both_have_expired(stage: Stage, means: Means, files: Path) -> None:
    first, second = await made(stage, means), await made(stage, means)
    assert first.content_id == second.content_id
    assert first.expires_at is not None
    await Download.filter(id=first.id).update(expires_at=stage.clock.now())
    assert (await download_leftovers.run_once(stage.clock.now())).files == 1
    assert (await uploads.run_once(first.expires_at - timedelta(seconds=1), means.blobs)).contents == 0
    assert len(await rows_of(second, means)) > 1


def test_folders_of_processes_that_are_no_more_are_removed_and_others_stay(temporary: Path) -> None:
    left = temporary / f"{drafts.PREFIX}left"
    left.mkdir()
    (left / "table").touch()
    with draft_folder(temporary) as held:
        assert remove_abandoned(temporary) == 1
        assert list(temporary.iterdir()) == [held]
    assert list(temporary.iterdir()) == []
