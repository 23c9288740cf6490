"""The rules of downloads, and what breaks each."""

from collections.abc import Mapping
from typing import Final

from rules.download import DownloadState
from rules.roles import Role
from tests.downloads import make_download
from tests.world import World

_SET: Final = "UPDATE download SET"
_QUEUED: Final = "WHERE state = 'QUEUED'"
_DONE: Final = "WHERE state = 'DONE'"

OF_DOWNLOADS: Final[Mapping[str, list[str]]] = {
    "download_format_known": [f"{_SET} format = 'PDF'"],
    "download_state_known": [f"{_SET} state = 'LOST', finished_at = created_at {_QUEUED}"],
    "download_leased_while_running": [f"{_SET} state = 'RUNNING' {_QUEUED}", f"{_SET} lease_until = created_at"],
    "download_finished_when_over": [f"{_SET} finished_at = created_at {_QUEUED}", f"{_SET} state = 'CANCELLED' {_QUEUED}"],
    "download_has_its_file_while_done": [f"{_SET} sha256 = NULL {_DONE}"],
    "download_sized_while_done": [f"{_SET} size = NULL {_DONE}", f"{_SET} size = 1 {_QUEUED}"],
    "download_found_while_done": [f"{_SET} path = NULL {_DONE}", f"{_SET} path = '/' {_QUEUED}"],
    "download_expires_once_done": [f"{_SET} expires_at = NULL {_DONE}", f"{_SET} expires_at = created_at {_QUEUED}"],
    "download_failed_for_a_reason": [f"{_SET} failure = '？' {_QUEUED}"],
    "download_version_positive": [f"{_SET} version = 0"],
}
"""Rule -> statements of which each breaks it and no other."""


async def begin_downloads(world: World) -> None:
    """Write a download that waits and one that is done."""
    for state in (DownloadState.QUEUED, DownloadState.DONE):
        await make_download(world.accounts[Role.SCHOOL], state=state)
