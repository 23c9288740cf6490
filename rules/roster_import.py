"""An import of a roster (名册导入): how it is asked for, where it stands, and how large it may be."""

from datetime import timedelta
from enum import StrEnum
from typing import Final


class ImportMode(StrEnum):
    """What becomes of the rows that are right where others are not."""

    ALL_OR_NOTHING = "ALL_OR_NOTHING"
    """全部导入或全部不导入: one bad row, and nothing is written."""
    SKIP_BAD = "SKIP_BAD"
    """跳过有误的行: what is right is written, and the rest reported."""


class ImportState(StrEnum):
    """Where an import stands. The first two are under way; the others are final."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    REFUSED = "REFUSED"
    """The file cannot be imported as it is: nothing was written, and the problems say why."""
    CANCELLED = "CANCELLED"
    FAILED = "FAILED"
    """It was tried as often as it is worth, and a fault of the system stopped it each time."""


class ImportPhase(StrEnum):
    """What an import that is under way does now."""

    READING = "READING"
    """读取并检查."""
    COMPARING = "COMPARING"
    """与现有名册比对."""
    WRITING = "WRITING"
    """写入."""


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    SAME = "SAME"
    BAD = "BAD"


UNDER_WAY: Final = (ImportState.QUEUED, ImportState.RUNNING)
STATE_LABELS: Final = {
    ImportState.QUEUED: "等待处理",
    ImportState.RUNNING: "正在处理",
    ImportState.DONE: "已完成",
    ImportState.REFUSED: "未导入",
    ImportState.CANCELLED: "已取消",
    ImportState.FAILED: "处理失败",
}
PHASE_LABELS: Final = {
    ImportPhase.READING: "读取并检查",
    ImportPhase.COMPARING: "与现有名册比对",
    ImportPhase.WRITING: "写入",
}

MOST_PROBLEMS: Final = 10_000
"""Problems that are told one by one; of more only the number is."""
MOST_TRIES: Final = 5
"""How often an import is taken up again, after a crash too."""
LEASE: Final = timedelta(seconds=30)
"""How long whoever runs an import holds it without saying so again; after that another process takes it up."""
KEPT: Final = timedelta(days=30)
"""How long an import that is over, and its problems, can be looked at."""
