"""Downloads of accounts that ask, of every state, every nullable column of some of them filled."""

from collections.abc import Mapping
from typing import Any, Final

from models import Account, Download
from rules.download import DownloadState
from tests.access.oracle import Row
from tests.downloads import make_download
from tests.world import NOW

OWNERS: Final = ("ministry", "school w--", "department -r-", "graduate", "employer")
"""Each of a module's: whoever holds none sees none, also of its own."""


async def write_downloads(accounts: Mapping[str, Account]) -> tuple[list[Row], Download]:
    """Write downloads, and return their rows, and the one that waits."""
    cancelled: dict[str, Any] = {"cancel_requested_at": NOW}
    made = [
        await make_download(accounts[name], state=state, **(cancelled if state is DownloadState.CANCELLED else {}))
        for name in OWNERS
        for state in (DownloadState.DONE, DownloadState.FAILED, DownloadState.CANCELLED)
    ]
    waiting = await make_download(accounts["school w--"])
    return [Row("Download", each.id, account=each.account_id) for each in [*made, waiting]], waiting
