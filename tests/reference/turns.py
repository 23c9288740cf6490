"""Whose turn it is at an agreement, and what the sides are called."""

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
