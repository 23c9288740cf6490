"""Folders for files that are being made: each goes with whoever makes it, also where that is killed.

The process that has a folder holds a lock on it, which the system lets go of when the process is no more: then anybody may remove it.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PREFIX: Final = "quxiang-draft-"


@contextmanager
def draft_folder(parent: Path | None = None) -> Iterator[Path]:
    """Give a new folder, its owner's alone, and remove it with all that is in it; None = where the system has what is temporary.

    Raises OSError.
    """
    folder, lock = _locked(parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def _locked(parent: Path | None) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        with suppress(OSError):
            lock = os.open(folder, os.O_RDONLY)
            if _lock(lock) and folder.exists():
                return folder, lock
            # Somebody took it for one that was left, in the moment before it was locked.
            os.close(lock)


def _lock(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def remove_abandoned(parent: Path | None = None) -> int:
    """Remove the folders of processes that are no more; return how many. Folders of other machines are theirs to remove."""
    removed = 0
    for folder in (parent or Path(tempfile.gettempdir())).glob(f"{PREFIX}*"):
        with suppress(OSError):
            lock = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                if os.fstat(lock).st_uid == os.getuid() and _lock(lock):
                    shutil.rmtree(folder)
                    removed += 1
            finally:
                os.close(lock)
    return removed
