"""The forms that texts of a roster must have, and what is said where they have another one."""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a text must have. `problem` is the Chinese sentence for whoever typed another one."""

    pattern: re.Pattern[str]
    problem: str


EXAM_NUMBER: Final = Form(re.compile(r"[0-9A-Za-z]+"), "考生号只能由数字和字母组成")
NAME: Final = Form(re.compile(r"\S+"), "姓名中不能有空格")
MAJOR_CODE: Final = Form(re.compile(r"[0-9]+[A-Z]*"), "专业代码须为数字，可后接大写字母，如020301K")
STUDY_YEARS: Final = Form(re.compile(r"1\.5|[2-9](\.5)?"), "学制须为1.5至9.5年，以0.5年为单位，如4或2.5")
DIVISION: Final = Form(re.compile(r"[1-8][0-9](?!0000)[0-9]{4}"), "须为6位行政区划代码，精确到区县，如110108")
MONTH: Final = Form(re.compile(r"20[0-9]{2}(0[1-9]|1[0-2])"), "须为6位年月，如202606")
DAY: Final = Form(re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])"), "须为8位日期，如20040203")
MOBILE: Final = Form(re.compile(r"1[3-9][0-9]{9}"), "手机号码须为11位数字")
EMAIL: Final = Form(re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "电子邮箱须形如name@example.com")
QQ: Final = Form(re.compile(r"[1-9][0-9]{4,11}"), "QQ号码须为5至12位数字")
TELEPHONE: Final = Form(re.compile(r"[0-9+() -]{5,20}"), "电话号码只能由数字、+、-、括号和空格组成")
POSTCODE: Final = Form(re.compile(r"[0-9]{6}"), "邮政编码须为6位数字")
SCHOOL_CODE: Final = Form(re.compile(r"[0-9]{5}"), "院校代码须为5位数字")
