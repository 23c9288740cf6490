"""What a comparison of two snapshots prints: each figure in both, and what the later has more."""

from typing import Final

from schema.downloads.columns import DASH, Column

_COMPARED: Final = (
    ("毕业生人数", "graduates"),
    ("审核通过人数", "approved"),
    ("落实人数", "settled"),
    ("单位就业人数", "byUnits"),
    ("协议和合同就业人数", "agreementOrContract"),
    ("创业人数", "entrepreneurship"),
    ("灵活就业人数", "flexible"),
    ("升学人数", "furtherStudy"),
    ("待就业人数", "seeking"),
    ("暂不就业人数", "notSeeking"),
    ("已签约人数", "signed"),
    ("已确认人数", "confirmed"),
)
COMPARISON: Final = (
    Column("院校代码", "school.code"),
    Column("院校", "school.name"),
    Column("对比基准保存时间", "earlier.takenAt"),
    Column("对比保存时间", "later.takenAt"),
    *(
        column
        for title, name in _COMPARED
        for column in (Column(f"{title}（基准）", f"earlier.{name}"), Column(title, f"later.{name}"), Column(f"{title}增减", f"{name}More"))
    ),
    Column("毕业去向落实率（基准）", "earlier.settledRate", is_rate=True, null=DASH),
    Column("毕业去向落实率", "later.settledRate", is_rate=True, null=DASH),
)
