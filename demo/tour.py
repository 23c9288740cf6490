"""The guided tour: agreements of 北京大学 that wait for their next step, one for each of the accounts that can take it."""

from datetime import date
from typing import Final

from demo.cast import NamedGraduate, NamedSigning, Story
from demo.signing import online
from demo.timeline import REPLY_DAYS, TOUR
from rules.agreement import Status
from rules.identity import make_id_number

TOUR_GRADUATE: Final = "何知夏"
"""Whose account the demonstration has."""

GRADUATES: Final = (
    NamedGraduate(
        TOUR_GRADUATE, make_id_number("110000", date(2001, 3, 4), 4), "23110000000004", "1900012301", "rr", "31", "010101", "哲学"
    ),
    NamedGraduate("罗清和", make_id_number("110000", date(2001, 4, 5), 5), "23110000000005", "1900012302", "rr", "31", "010101", "哲学"),
    NamedGraduate("谢景行", make_id_number("110000", date(2001, 5, 6), 6), "23110000000006", "1900012303", "rr", "31", "010101", "哲学"),
    NamedGraduate("冯思远", make_id_number("110000", date(2001, 7, 8), 9), "23110000000009", "1900012305", "rr", "31", "010101", "哲学"),
    NamedGraduate("唐书瑶", make_id_number("110000", date(2001, 8, 9), 10), "23110000000010", "1900012306", "rr", "31", "010101", "哲学"),
)

ROWS: Final = (
    NamedSigning(online(Status.PENDING_GRADUATE), TOUR_GRADUATE, None, "测试测试公司"),
    NamedSigning(online(Status.PENDING_GRADUATE), TOUR_GRADUATE, None, "趣综合企业"),
    NamedSigning(online(Status.PENDING_DEPARTMENT), "罗清和", None, "测试测试公司"),
    NamedSigning(online(Status.PENDING_SCHOOL), "谢景行", None, "测试测试公司"),
)
"""The graduate can accept one of two, then the other is refused; the department and the school have one each to review."""

REGISTRATIONS: Final = (("冯思远", "80", ""), ("唐书瑶", "11", "D+"))
"""And one of what is registered beside agreements."""

STORY: Final = Story(
    "tour", GRADUATES, ROWS, age=TOUR, reply_days=REPLY_DAYS, known_by_account=frozenset({TOUR_GRADUATE}), registrations=REGISTRATIONS
)
