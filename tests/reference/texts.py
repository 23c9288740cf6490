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
GAPS: Final = {"AGREEMENT_TYPE": "待设置电子就业协议书类型", "SETUP": "待学校完成设置"}
