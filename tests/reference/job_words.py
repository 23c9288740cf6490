"""How downloads and imports stand, in words, by hand."""

from typing import Final

DOWNLOAD_STATES: Final = {
    "QUEUED": "等待处理",
    "RUNNING": "正在生成",
    "DONE": "可下载",
    "EXPIRED": "已过期",
    "CANCELLED": "已取消",
    "FAILED": "未生成",
}
IMPORT_STATES: Final = {
    "QUEUED": "等待处理",
    "RUNNING": "正在处理",
    "DONE": "已完成",
    "REFUSED": "未导入",
    "CANCELLED": "已取消",
    "FAILED": "处理失败",
}
IMPORT_PHASES: Final = {"READING": "读取并检查", "COMPARING": "与现有名册比对", "WRITING": "写入"}
