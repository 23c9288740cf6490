"""The graduate whose year is over: signed, archive on its way, destination confirmed, and a number by which anybody may verify it."""

from datetime import date, timedelta
from typing import Final

from demo.cast import NamedGraduate, NamedSigning, Story
from demo.signing import online
from demo.timeline import REPLY_DAYS
from rules.agreement import Status
from rules.identity import make_id_number

SETTLED_GRADUATE: Final = "宋安然"
"""Whose account the demonstration has."""
VERIFICATION_NUMBER: Final = "DEM0VER1F1EDC0DE"
"""Shows its destination and its archive; documents name it."""
TRANSFER_NUMBER: Final = "2023100010000000"

STORY: Final = Story(
    "settled",
    (
        NamedGraduate(
            SETTLED_GRADUATE, make_id_number("110000", date(2001, 6, 7), 8), "23110000000008", "1900012304", "rr", "31", "010101", "哲学"
        ),
    ),
    (NamedSigning(online(Status.EFFECTIVE), SETTLED_GRADUATE, "2023410001320230601", "测试测试公司"),),
    age=timedelta(days=20),
    reply_days=REPLY_DAYS,
    transfers={SETTLED_GRADUATE: ("S+", "S+")},
    transfer_number=TRANSFER_NUMBER,
    accounts=frozenset({SETTLED_GRADUATE}),
    verification_numbers=(VERIFICATION_NUMBER, "DEM0TAKENBACK000"),
)
"""The second number was taken back: it shows nothing."""
