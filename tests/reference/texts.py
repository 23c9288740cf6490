"""What lists print of a state, of a side and of whose turn it is, written by hand."""

from typing import Final

TURNS: Final = {
    "MINISTRY": frozenset[str](),
    "PROVINCE": frozenset[str](),
    "SYSTEM": frozenset[str](),
    "GRADUATE": frozenset({"PENDING_GRADUATE", "PROTOCOL_REJECTED", "PROTOCOL_ISSUED", "SIGN_REJECTED"}),
    "EMPLOYER": frozenset({"PROTOCOL_ISSUED", "SIGN_REJECTED"}),
    "DEPARTMENT": frozenset({"PENDING_DEPARTMENT", "PROTOCOL_PENDING_DEPARTMENT", "SIGN_PENDING_DEPARTMENT"}),
    "SCHOOL": frozenset({"PENDING_SCHOOL", "PROTOCOL_PENDING_SCHOOL", "SIGN_PENDING_SCHOOL"}),
}
"""Whose turn it is, and in which statuses."""
WAITED_FOR: Final = {
    **dict.fromkeys(("PENDING_GRADUATE", "PROTOCOL_REJECTED"), "毕业生"),
    **dict.fromkeys(("PROTOCOL_ISSUED", "SIGN_REJECTED"), "毕业生或单位"),
    **dict.fromkeys(TURNS["DEPARTMENT"], "院系"),
    **dict.fromkeys(TURNS["SCHOOL"], "学校"),
}
SIDES: Final = {
    "MINISTRY": "教育部",
    "PROVINCE": "省级",
    "SCHOOL": "学校",
    "DEPARTMENT": "院系",
    "GRADUATE": "毕业生",
    "EMPLOYER": "单位",
    "SYSTEM": "系统",
}
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
GAPS: Final = {"AGREEMENT_TYPE": "待设置电子就业协议书类型", "SETUP": "待学校完成设置"}
