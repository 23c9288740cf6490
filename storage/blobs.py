"""Contents of files by their SHA-256, in a folder or wherever else fsspec reaches: each once, whole or not at all."""

import asyncio
import errno
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar
from uuid import uuid4

from fsspec import AbstractFileSystem, get_filesystem_class
from fsspec.core import split_protocol, url_to_fs
from fsspec.implementations.local import LocalFileSystem

AT_ONCE: Final = 4
DRAFTS: Final = "drafts"
"""Where a folder keeps what is being written; a name is given to it when it is whole."""
_COPIED: Final = 1024 * 1024
"""Bytes of a file that are in memory while it is copied."""
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})

T = TypeVar("T")


class StorageFull(Exception):
    """There is no room for the content; nothing of it is left."""


def check_url(url: str) -> str:
    """Return the URL. Raises ValueError where no file system of its kind is installed."""
    protocol, _ = split_protocol(url)
    try:
        get_filesystem_class(protocol)
    except (ImportError, ValueError):
        raise ValueError("no file system of its kind is installed") from None
    return url


class Blobs:
    """Contents by their hash. Everything that waits for a disk or a network does so in threads."""

    def __init__(self, url: str) -> None:
        """Keep them under a URL, such as `file:///srv/files` or `s3://bucket/files`; nothing is asked of it before the first use."""
        found: tuple[AbstractFileSystem, str] = url_to_fs(url)
        self._files, self._root = found[0], found[1].rstrip("/")
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="blobs")

    async def put(self, sha256: str, content: bytes) -> None:
        """Keep a content under its hash, unless it is there already. Raises StorageFull, OSError."""
        try:
            await self._in_thread(lambda: self._put(self._path(sha256), content))
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFull from None
            raise

    async def put_file(self, sha256: str, file: Path) -> None:
        """Keep the content of a file under its hash, however large, unless it is there already. Raises StorageFull, OSError."""
        try:
            await self._in_thread(lambda: self._put_file(self._path(sha256), file))
        except OSError as error:
            if error.errno in _FULL:
                raise StorageFull from None
            raise

    async def get(self, sha256: str, start: int, end: int) -> bytes:
        """Return the bytes of a content from `start` to before `end`. Raises FileNotFoundError, OSError."""
        return await self._in_thread(lambda: bytes(self._files.cat_file(self._path(sha256), start, end)))

    async def remove(self, sha256: str) -> None:
        """Remove a content; one that is not there is as good as removed. Raises OSError."""
        await self._in_thread(lambda: self._remove(self._path(sha256)))

    async def remove_drafts(self, before: datetime) -> int:
        """Remove what was begun before a moment and never became whole, as when a process is killed; return how many."""
        return await self._in_thread(lambda: self._remove_drafts(before))

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown(cancel_futures=True)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def _path(self, sha256: str) -> str:
        return f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _put(self, path: str, content: bytes) -> None:
        if self._is_there(path, len(content)):
            return
        if not isinstance(self._files, LocalFileSystem):
            # An object store shows an object when it is whole.
            self._files.pipe_file(path, content)
            return

        def write(draft: Any) -> None:
            draft.write(content)

        self._put_locally(path, write)

    def _put_file(self, path: str, file: Path) -> None:
        if self._is_there(path, file.stat().st_size):
            return
        if not isinstance(self._files, LocalFileSystem):
            self._files.put_file(str(file), path)
            return

        def write(draft: Any) -> None:
            with file.open("rb") as source:
                shutil.copyfileobj(source, draft, _COPIED)

        self._put_locally(path, write)

    def _is_there(self, path: str, size: int) -> bool:
        """Return whether a content is kept. One that a crash has left too short is not; neither is one that goes at this moment."""
        with suppress(FileNotFoundError):
            return bool(self._files.size(path) == size)
        return False

    def _put_locally(self, path: str, write: Callable[[Any], None]) -> None:
        draft = f"{self._root}/{DRAFTS}/{uuid4().hex}"
        os.makedirs(self._root, mode=0o700, exist_ok=True)
        for each in (draft, path):
            os.makedirs(os.path.dirname(each), exist_ok=True)
        try:
            with self._files.open(draft, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            self._files.mv(draft, path)
        except BaseException:
            self._remove(draft)
            raise
        _flush_folder(os.path.dirname(path))

    def _remove(self, path: str) -> None:
        with suppress(FileNotFoundError):
            self._files.rm_file(path)

    def _remove_drafts(self, before: datetime) -> int:
        if not isinstance(self._files, LocalFileSystem):
            return 0
        try:
            drafts = [entry for entry in self._files.ls(f"{self._root}/{DRAFTS}", detail=True) if _moment(entry["mtime"]) < before]
        except FileNotFoundError:
            return 0
        for draft in drafts:
            self._remove(draft["name"])
        return len(drafts)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _flush_folder(path: str) -> None:
    """Have a new name outlive a loss of power, as its content does."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
