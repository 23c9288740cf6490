"""The words of the invented cohort: programmes by department, names of people and employers."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Programme:
    """A major (code and name of the national catalogue) and the department that teaches it."""

    department: str
    major_code: str
    major_name: str


FIGURE6_PROGRAMMES: Final[tuple[Programme, ...]] = (
    Programme("RR", "010101", "哲学类"),
    Programme("rr", "010101", "哲学"),
)
"""Figure 6 prints two departments whose names differ in case alone, and one major under two names."""

ACADEMIC_PROGRAMMES: Final[tuple[Programme, ...]] = (
    Programme("经济与管理学院", "020101", "经济学"),
    Programme("经济与管理学院", "020301K", "金融学"),
    Programme("经济与管理学院", "120203K", "会计学"),
    Programme("经济与管理学院", "120801", "电子商务"),
    Programme("法学院", "030101K", "法学"),
    Programme("教育学院", "040106", "学前教育"),
    Programme("文学院", "050101", "汉语言文学"),
    Programme("外国语学院", "050201", "英语"),
    Programme("理学院", "070101", "数学与应用数学"),
    Programme("机械与电气学院", "080202", "机械设计制造及其自动化"),
    Programme("机械与电气学院", "080601", "电气工程及其自动化"),
    Programme("信息学院", "080701", "电子信息工程"),
    Programme("信息学院", "080901", "计算机科学与技术"),
    Programme("信息学院", "080902", "软件工程"),
    Programme("土木工程学院", "081001", "土木工程"),
    Programme("医学院", "100201K", "临床医学"),
    Programme("医学院", "101101K", "护理学"),
)

VOCATIONAL_PROGRAMMES: Final[tuple[Programme, ...]] = (
    Programme("信息工程系", "510201", "计算机应用技术"),
    Programme("护理系", "520201", "护理"),
    Programme("财经系", "530302", "大数据与会计"),
)

SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹"
GIVEN_NAMES: Final = "子雨梓浩宇欣怡晨曦思远佳宁文博雅静嘉明泽轩若彤书瑶俊逸锦程亦凡安然可心一诺景行知夏清和"

EMPLOYER_PLACES: Final = ("北京", "上海", "广州", "成都", "武汉", "西安", "沈阳", "杭州")
EMPLOYER_WORDS: Final = ("星海", "青禾", "远山", "明德", "云帆", "长风", "泰和", "新程", "博雅", "同舟")
EMPLOYER_TRADES: Final = ("科技", "信息服务", "文化传媒", "机械制造", "生物医药", "教育咨询", "建筑设计", "商贸")

POSITIONS: Final = ("工程师", "专员", "教师", "会计", "设计师", "研究助理", "销售代表", "行政人员")
