"""What may be said of the archive and the household registration beside a destination."""

from typing import Final

from actions.blocks import Blocks
from resolvers.archive import ArchiveEntryInput
from resolvers.hukou import HukouEntryInput

_BESIDE: Final = "it is registered once the destination is approved. Only where the feature is open; left out, nothing is said"
ARCHIVE_BESIDE: Final = f"Where the archive goes (档案转递信息): {_BESIDE}."
HUKOU_BESIDE: Final = f"Where the household registration goes (户口迁移信息): {_BESIDE}."


def beside(archive: ArchiveEntryInput | None, hukou: HukouEntryInput | None) -> Blocks:
    """Return what an action is given."""
    return Blocks(archive=None if archive is None else archive.entry, hukou=None if hukou is None else hukou.entry)
