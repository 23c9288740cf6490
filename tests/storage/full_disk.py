"""A file system whose disk is full: what is written to it goes to /dev/full, of which the kernel says so itself."""

from typing import Any, Final

from fsspec import register_implementation
from fsspec.implementations.local import LocalFileSystem

FULL: Final = "full"


class FullDisk(LocalFileSystem):  # type: ignore[misc]  # fsspec ships no types.
    """Folders can be made and files read, as on a disk without a free block."""

    protocol = FULL

    def _open(self, path: str, mode: str = "rb", **options: Any) -> Any:
        if "w" in mode:
            with open(path, mode):
                # The name is there, and not a byte behind it.
                pass
            return super()._open("/dev/full", mode, **options)
        return super()._open(path, mode, **options)


register_implementation(FULL, FullDisk, clobber=True)
