"""Contents are kept once, whole or not at all, in folders of their own; a full disk is told."""

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest

from storage.blobs import Blobs, StorageFull, check_url
from tests.storage.full_disk import FULL
from tests.uploads import files_in

CONTENT = b"0123456789" * 1000
DIGEST = sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "below" / "files"


@pytest.fixture(params=["file", "memory"])
def blobs(request: pytest.FixtureRequest, folder: Path) -> Iterator[Blobs]:
    """Yield a store in a folder, and one that is no folder, as object stores are none."""
    blobs = Blobs(f"file://{folder}" if request.param == "file" else f"memory://{uuid4().hex}")
    yield blobs
    blobs.close()


@pytest.fixture
def in_folder(folder: Path) -> Iterator[Blobs]:
    blobs = Blobs(f"file://{folder}")
    yield blobs
    blobs.close()


async def test_what_was_kept_is_given_back_whole_and_in_parts(blobs: Blobs) -> None:
    await blobs.put(DIGEST, CONTENT)
    assert await blobs.get(DIGEST, 0, len(CONTENT)) == CONTENT
    assert await blobs.get(DIGEST, 3, 7) == b"3456"
    assert await blobs.get(DIGEST, len(CONTENT) - 2, len(CONTENT)) == b"89"


async def test_what_was_removed_is_gone_and_may_be_removed_again(blobs: Blobs) -> None:
    await blobs.put(DIGEST, CONTENT)
    await blobs.remove(DIGEST)
    await blobs.remove(DIGEST)
    with pytest.raises(FileNotFoundError):
        await blobs.get(DIGEST, 0, 1)


async def test_a_content_is_stored_once_under_its_hash_where_only_its_owner_can_look(in_folder: Blobs, folder: Path) -> None:
    await in_folder.put(DIGEST, CONTENT)
    path = folder / DIGEST[:2] / DIGEST[2:4] / DIGEST
    first = os.stat(path)
    await in_folder.put(DIGEST, CONTENT)
    assert files_in(folder) == {f"{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}": CONTENT}
    second = os.stat(path)
    assert (second.st_ino, second.st_mtime_ns) == (first.st_ino, first.st_mtime_ns)
    assert os.stat(folder).st_mode & 0o777 == 0o700


async def test_of_many_who_keep_the_same_at_once_all_find_it_whole(in_folder: Blobs, folder: Path) -> None:
    await asyncio.gather(*(in_folder.put(DIGEST, CONTENT) for _ in range(16)))
    assert files_in(folder) == {f"{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}": CONTENT}


async def test_a_content_that_a_crash_has_cut_is_stored_anew(in_folder: Blobs, folder: Path) -> None:
    await in_folder.put(DIGEST, CONTENT)
    (folder / DIGEST[:2] / DIGEST[2:4] / DIGEST).write_bytes(CONTENT[:100])
    await in_folder.put(DIGEST, CONTENT)
    assert await in_folder.get(DIGEST, 0, len(CONTENT)) == CONTENT


async def test_what_a_killed_process_has_begun_is_removed_after_a_while_and_not_before(in_folder: Blobs, folder: Path) -> None:
    await in_folder.put(DIGEST, CONTENT)
    now = datetime.now(UTC)
    for name, age in (("old", 2), ("new", 0)):
        draft = folder / "drafts" / name
        draft.write_bytes(b"half")
        os.utime(draft, times=((now - timedelta(hours=age)).timestamp(),) * 2)
    assert await in_folder.remove_drafts(now - timedelta(hours=1)) == 1
    assert sorted(files_in(folder)) == sorted([f"{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}", "drafts/new"])


async def test_there_are_no_drafts_where_nothing_was_ever_kept(blobs: Blobs) -> None:
    assert await blobs.remove_drafts(datetime.now(UTC)) == 0


async def test_a_full_disk_is_told_and_nothing_is_left_on_it(folder: Path) -> None:
    blobs = Blobs(f"{FULL}://{folder}")
    with pytest.raises(StorageFull):
        await blobs.put(DIGEST, CONTENT)
    assert files_in(folder) == {}
    blobs.close()


def test_an_address_of_no_file_system_is_refused() -> None:
    assert check_url("file:///srv/files") == "file:///srv/files"
    for url in ("nowhere://files", "s4://bucket"):
        with pytest.raises(ValueError, match="no file system"):
            check_url(url)
