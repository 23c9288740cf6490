"""Figure 6 of the guide, row for row: three graduates of 北京大学, ten agreements, seven numbers.

Blanks that the table's line wraps put inside company names and numbers are taken out; nothing else is changed. What the figure
hides (the identity numbers) or does not print (codes, dates) is invented.

The agreements begin so that the latest first is the figure's order. Beginnings are all that this order can be: 费半犬's
effective agreement stands below two later ones of the same employer, one of which was effective too before it was voided, and no
single order of beginnings, acceptances and reviews leads there under the rule of one destination. So each agreement's own course
is right, and the ten together are the picture that the guide prints.
"""

from datetime import date
from typing import Final

from demo.cast import NamedGraduate, NamedSigning, Story
from demo.signing import offline, online
from demo.timeline import FIGURE6
from rules.agreement import ReviewLevel, Status
from rules.identity import make_id_number

GRADUATES: Final = (
    NamedGraduate("花贞沈", make_id_number("110000", date(2001, 2, 3), 1), "23110000000001", None, "RR", "31", "010101", "哲学类"),
    NamedGraduate("姜培", make_id_number("110000", date(1998, 5, 6), 2), "23110000000002", None, "rr", "11", "010101", "哲学"),
    NamedGraduate("费半犬", make_id_number("110000", date(2000, 8, 9), 3), "23110000000003", "12345AA", "RR", "31", "010101", "哲学类"),
)

_SCHOOL: Final = ReviewLevel.SCHOOL

ROWS: Final = (
    NamedSigning(offline(Status.SIGN_REJECTED, _SCHOOL), "花贞沈", "2023110001313572712", "北京集马世纪文化传媒有限公司"),
    NamedSigning(offline(Status.VOIDED), "姜培", "2023110001177978627", "阿里巴巴 (北京) 软件服务有限公司"),
    NamedSigning(online(Status.VOIDED), "姜培", "2023410001114641453", "趣综合企业"),
    NamedSigning(offline(Status.SIGN_REJECTED, _SCHOOL), "姜培", "2023110001176135291", "北京奥琳威尔饰品有限公司"),
    NamedSigning(online(Status.REVIEW_REJECTED, _SCHOOL), "姜培", None, "趣综合企业"),
    NamedSigning(online(Status.VOIDED), "费半犬", "2023410001323871235", "测试测试公司"),
    NamedSigning(offline(Status.PROTOCOL_REJECTED, _SCHOOL), "姜培", None, "北京科邦网络信息服务有限公司"),
    NamedSigning(online(Status.EXPIRED), "费半犬", None, "测试测试公司"),
    NamedSigning(online(Status.VOIDED), "花贞沈", "2023410001326768766", "测试测试公司"),
    NamedSigning(online(Status.EFFECTIVE), "费半犬", "2023410001318198442", "测试测试公司"),
)
"""From the top of the figure to its bottom."""

STORY: Final = Story("figure6", GRADUATES, ROWS, age=FIGURE6, reply_days=5)
"""Five days to answer, so that the expired invitation is over."""
