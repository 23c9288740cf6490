"""What is missing of a set-up, in words."""

from typing import Final

GAPS: Final = {"AGREEMENT_TYPE": "待设置电子就业协议书类型", "SETUP": "待学校完成设置"}
