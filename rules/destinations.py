"""The fourteen destinations of graduates (毕业去向类别): their codes, groups and subtypes, as the employment system has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class DestinationGroup(StrEnum):
    """What statistics add categories up to (guide section 7)."""

    AGREEMENT_OR_CONTRACT = "AGREEMENT_OR_CONTRACT"
    FLEXIBLE = "FLEXIBLE"
    ENTREPRENEURSHIP = "ENTREPRENEURSHIP"
    FURTHER_STUDY = "FURTHER_STUDY"
    SEEKING = "SEEKING"
    NOT_SEEKING = "NOT_SEEKING"


GROUP_NAMES: Final[Mapping[DestinationGroup, str]] = {
    DestinationGroup.AGREEMENT_OR_CONTRACT: "协议和合同就业",
    DestinationGroup.FLEXIBLE: "灵活就业",
    DestinationGroup.ENTREPRENEURSHIP: "自主创业",
    DestinationGroup.FURTHER_STUDY: "升学",
    DestinationGroup.SEEKING: "待就业",
    DestinationGroup.NOT_SEEKING: "暂不就业",
}

NO_SUBTYPES: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One destination. `subtypes` maps slugs of ours to names: the employment system's three-digit codes are published nowhere."""

    code: str
    name: str
    group: DestinationGroup
    is_settled: bool = True
    """Whether the graduate counts as settled (落实)."""
    subtypes: Mapping[str, str] = field(default_factory=lambda: NO_SUBTYPES)


_CONTRACT: Final = DestinationGroup.AGREEMENT_OR_CONTRACT
_STUDY: Final = DestinationGroup.FURTHER_STUDY

DESTINATIONS: Final[tuple[Category, ...]] = (
    Category(
        code="10",
        name="签就业协议形式就业",
        group=_CONTRACT,
        # What is registered under 10 without an agreement: whoever takes these graduates on signs none with them.
        subtypes={
            "PUBLIC_RECRUITMENT": "公开招录（公务员、事业单位）",
            "SERGEANT": "招收士官、文职人员",
            "RESIDENCY": "住院医师规范化培训",
            "INTERNATIONAL_ORGANISATION": "国际组织任职",
            "DIRECTED": "定向就业",
        },
    ),
    Category(code="11", name="签劳动合同形式就业", group=_CONTRACT),
    Category(code="12", name="其他录用形式就业", group=DestinationGroup.FLEXIBLE),
    Category(
        code="27",
        name="科研助理、管理助理",
        group=_CONTRACT,
        subtypes={"RESEARCH_ASSISTANT": "科研助理", "ADMINISTRATIVE_ASSISTANT": "管理助理"},
    ),
    Category(code="46", name="应征义务兵", group=_CONTRACT),
    Category(
        code="50",
        name="国家基层项目",
        group=_CONTRACT,
        subtypes={"WESTERN_PLAN": "西部计划", "THREE_SUPPORTS": "三支一扶", "SPECIAL_TEACHER_NATIONAL": "特岗教师（国家）"},
    ),
    Category(
        code="51",
        name="地方基层项目",
        group=_CONTRACT,
        subtypes={"SELECTED_GRADUATE": "选调生", "SPECIAL_TEACHER_LOCAL": "特岗教师（地方）", "OTHER_LOCAL_PROJECT": "其他地方基层项目"},
    ),
    Category(
        code="75",
        name="自主创业",
        group=DestinationGroup.ENTREPRENEURSHIP,
        subtypes={"COMPANY": "创立企业", "INCUBATOR": "在孵化机构创业", "ONLINE_SHOP": "开设网店"},
    ),
    Category(code="76", name="自由职业", group=DestinationGroup.FLEXIBLE),
    Category(
        code="80",
        name="升学（境内）",
        group=_STUDY,
        subtypes={"POSTGRADUATE": "研究生", "SECOND_BACHELOR": "第二学士学位", "TOP_UP": "专科升普通本科"},
    ),
    Category(code="85", name="出国、出境", group=_STUDY),
    Category(
        code="70",
        name="待就业",
        group=DestinationGroup.SEEKING,
        is_settled=False,
        subtypes={
            "LOOKING": "求职中",
            "SIGNING": "签约中",
            "PUBLIC_EXAMINATION": "拟参加公招考试",
            "FOUNDING": "拟创业",
            "ENLISTING": "拟应征入伍",
        },
    ),
    Category(code="71", name="不就业拟升学", group=DestinationGroup.NOT_SEEKING, is_settled=False),
    Category(
        code="72",
        name="其他暂不就业",
        group=DestinationGroup.NOT_SEEKING,
        is_settled=False,
        subtypes={"NOT_FOR_NOW": "暂不就业", "GOING_ABROAD": "拟出国出境"},
    ),
)
"""In the order in which statistics print them."""

DESTINATION_OF: Final[Mapping[str, Category]] = MappingProxyType({each.code: each for each in DESTINATIONS})
CATEGORY_NAMES: Final[Mapping[str, str]] = MappingProxyType({each.code: each.name for each in DESTINATIONS})
SUBTYPE_NAMES: Final[Mapping[str, str]] = MappingProxyType({slug: name for each in DESTINATIONS for slug, name in each.subtypes.items()})
"""A slug is of one category alone."""
CODES_OF_GROUP: Final[Mapping[DestinationGroup, tuple[str, ...]]] = MappingProxyType(
    {group: tuple(each.code for each in DESTINATIONS if each.group is group) for group in DestinationGroup}
)


def allowed_codes(text: str | None) -> frozenset[str]:
    """Return the categories that a school lets its graduates register (`SchoolSetup.allowed_categories`); None = all of them."""
    return frozenset(DESTINATION_OF) if text is None else frozenset(text.split())
