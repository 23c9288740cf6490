"""What is left of uploads is removed: what was attached to nothing in a day, what nothing names, what was never whole."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from actions.upload import PORTION, ReceivedFile, keep_upload
from jobs.uploads import Removed, run_once
from models import StoredContent, Upload
from rules.files import CLAIM, KEPT_UNATTACHED, MediaType, Purpose
from rules.roles import Role
from storage.blobs import Blobs
from tests.actions.stage import Stage
from tests.uploads import files_in, make_upload
from tests.world import NOW, make_agreement

SCAN = ReceivedFile(Purpose.SCAN, MediaType.PDF, None, b"%PDF-1.7 a scan")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def blobs(folder: Path) -> Iterator[Blobs]:
    blobs = Blobs(f"file://{folder}")
    yield blobs
    blobs.close()


async def test_an_upload_that_nothing_names_in_a_day_goes_with_its_content(stage: Stage, blobs: Blobs, folder: Path) -> None:
    await keep_upload(stage.as_role(Role.GRADUATE), blobs, SCAN)
    assert await run_once(NOW + KEPT_UNATTACHED - timedelta(seconds=1), blobs) == Removed(0, 0, 0)
    assert await run_once(NOW + KEPT_UNATTACHED, blobs) == Removed(1, 1, 0)
    assert (await Upload.all().count(), await StoredContent.all().count()) == (0, 0)
    assert files_in(folder) == {}


async def test_what_is_attached_stays_and_so_does_a_content_that_another_upload_names(stage: Stage, blobs: Blobs) -> None:
    attached = await make_upload(stage.world.accounts[Role.EMPLOYER], await make_agreement(stage.world))
    first, second = [await keep_upload(stage.as_role(role), blobs, SCAN) for role in (Role.GRADUATE, Role.EMPLOYER)]
    await Upload.filter(id=second.id).update(created_at=NOW + timedelta(hours=1))
    assert await run_once(NOW + KEPT_UNATTACHED, blobs) == Removed(1, 0, 0)
    assert {upload.id for upload in await Upload.all()} == {attached.id, second.id}
    assert await blobs.get(first.content_id, 0, first.size) == SCAN.content
    assert await run_once(NOW + timedelta(days=3650), blobs) == Removed(1, 1, 0)
    assert [upload.id for upload in await Upload.all()] == [attached.id]


async def test_a_round_finds_what_a_round_that_failed_has_left(stage: Stage, blobs: Blobs, folder: Path) -> None:
    upload = await keep_upload(stage.as_role(Role.GRADUATE), blobs, SCAN)
    path = folder / upload.content_id[:2] / upload.content_id[2:4] / upload.content_id
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError, match=r"directory|permitted"):
        await run_once(NOW + KEPT_UNATTACHED, blobs)
    assert (await Upload.all().count(), await StoredContent.all().count()) == (0, 1)
    path.rmdir()
    assert await run_once(NOW + KEPT_UNATTACHED, blobs) == Removed(0, 1, 0)


async def test_more_than_a_portion_goes_in_one_round(stage: Stage, blobs: Blobs) -> None:
    upload = await make_upload(stage.world.accounts[Role.GRADUATE])
    columns = ("account_id", "purpose", "content_id", "size", "media_type", "file_name", "created_at")
    copies = [Upload(**{column: getattr(upload, column) for column in columns}) for _ in range(PORTION)]
    await Upload.bulk_create(copies)
    assert await run_once(NOW + KEPT_UNATTACHED, blobs) == Removed(PORTION + 1, 1, 0)


async def test_what_was_begun_and_never_became_whole_goes_too(blobs: Blobs, folder: Path, database: str) -> None:
    (folder / "drafts").mkdir(parents=True)
    draft = folder / "drafts" / "half"
    draft.write_bytes(b"half")
    os.utime(draft, times=((NOW - CLAIM).timestamp() - 1,) * 2)
    assert await run_once(NOW, blobs) == Removed(0, 0, 1)
