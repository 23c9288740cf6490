"""What an employer says of itself where the acts on registrations are tried."""

from typing import Final

CONTACT: Final = {
    "address": "测试路1号",
    "contactName": "测试联系人",
    "contactPhone": "010-00000000",
    "acceptsArchive": True,
    "solvesHukou": False,
}
DETAILS: Final = CONTACT | {
    "name": "新注册单位",
    "nature": "39",
    "industry": "34",
    "division": "110000",
}
