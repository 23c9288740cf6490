"""The fields of a roster (毕业生名册): what each is called, by people and by the employment system, and what may stand in it.

One table for everybody who reads or writes a roster: the checks, the import, its template, and the audit. Labels and column codes are
those of the employment system (domain: 基本信息).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from rules import roster_forms as forms
from rules.codes import DEGREES, ETHNICITIES, HARDSHIPS, POLITICAL_STATUSES, SEXES, TEACHER_TYPES, TRAINING_MODES

YES_OR_NO: Final[Mapping[str, str]] = MappingProxyType({"1": "是", "0": "否"})
"""What is stored as true and false, as rosters write it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterField:
    """One field. `name` is the GraphQL name, `attribute` that of the entry and of the graduate's row.

    `codes` is its code table, where it has one; `form` the form of any other text, where it must have one. A `checked_only` field is
    compared with what is known anyway, and not kept.
    """

    name: str
    attribute: str
    label: str
    code: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    longest: int
    codes: Mapping[str, str] | None = None
    form: forms.Form | None = None
    example: str
    note: str = ""
    checked_only: bool = False

    @property
    def is_flag(self) -> bool:
        """Whether it is kept as true or false."""
        return self.codes is YES_OR_NO


FIELDS: Final[tuple[RosterField, ...]] = (
    RosterField(
        name="examNumber",
        attribute="exam_number",
        label="考生号",
        code="ksh",
        required=True,
        longest=20,
        form=forms.EXAM_NUMBER,
        example="23110000000101",
        note="以学籍系统为准，在本校本届内不重复，登记后不能更改",
    ),
    RosterField(
        name="studentNumber",
        attribute="student_number",
        label="学号",
        code="xh",
        longest=32,
        example="12345AA",
        note="学校不编学号的可不填",
    ),
    RosterField(name="name", attribute="name", label="姓名", code="xm", required=True, longest=40, form=forms.NAME, example="花贞沈"),
    RosterField(
        name="idNumber",
        attribute="id_number",
        label="身份证号",
        code="sfzh",
        aliases=("身份证号码", "公民身份号码", "证件号码"),
        required=True,
        longest=18,
        example="110000200102030019",
        note="18位；请将该列设为文本格式；登记后不能更改",
    ),
    RosterField(name="sexCode", attribute="sex_code", label="性别", code="xbdm", required=True, longest=1, codes=SEXES, example="男"),
    RosterField(
        name="birthDate",
        attribute="birth_date",
        label="出生日期",
        code="csrq",
        longest=8,
        form=forms.DAY,
        example="20010203",
        note="可不填；填写时须与身份证号一致",
        checked_only=True,
    ),
    RosterField(
        name="ethnicityCode",
        attribute="ethnicity_code",
        label="民族",
        code="mzdm",
        required=True,
        longest=2,
        codes=ETHNICITIES,
        example="汉",
    ),
    RosterField(
        name="politicalStatusCode",
        attribute="political_status_code",
        label="政治面貌",
        code="zzmmdm",
        required=True,
        longest=2,
        codes=POLITICAL_STATUSES,
        example="共青团员",
    ),
    RosterField(
        name="schoolCode",
        attribute="school_code",
        label="院校代码",
        code="yxdm",
        longest=5,
        form=forms.SCHOOL_CODE,
        example="10001",
        note="可不填；填写时须为本校代码",
        checked_only=True,
    ),
    RosterField(
        name="department",
        attribute="department",
        label="院系",
        code="szyx",
        aliases=("所在院系",),
        required=True,
        longest=60,
        example="RR",
        note="与系统中的院系名称完全一致，区分大小写",
    ),
    RosterField(
        name="className", attribute="class_name", label="班级", code="szbj", aliases=("所在班级",), longest=40, example="2022级1班"
    ),
    RosterField(
        name="degreeCode", attribute="degree_code", label="学历", code="xldm", required=True, longest=2, codes=DEGREES, example="31"
    ),
    RosterField(
        name="majorCode",
        attribute="major_code",
        label="专业代码",
        code="zydm",
        required=True,
        longest=8,
        form=forms.MAJOR_CODE,
        example="020301K",
    ),
    RosterField(
        name="majorName",
        attribute="major_name",
        label="专业",
        code="zymc",
        aliases=("专业名称",),
        required=True,
        longest=60,
        example="金融学",
    ),
    RosterField(name="majorDirection", attribute="major_direction", label="专业方向", code="zyfx", longest=60, example="金融工程"),
    RosterField(
        name="studyYears", attribute="study_years", label="学制", code="xz", required=True, longest=3, form=forms.STUDY_YEARS, example="4"
    ),
    RosterField(
        name="trainingMode",
        attribute="training_mode",
        label="培养方式",
        code="pyfsdm",
        required=True,
        longest=1,
        codes=TRAINING_MODES,
        example="非定向",
    ),
    RosterField(
        name="directedUnit",
        attribute="directed_unit",
        label="定向或委培单位",
        code="dxhwpdw",
        longest=60,
        example="测试测试中学",
        note="培养方式为定向或委培的必填",
    ),
    RosterField(
        name="directedDivision",
        attribute="directed_division",
        label="定向或委培单位所在地",
        code="dxhwpdwszd",
        aliases=("定向或委培单位所在地代码",),
        longest=6,
        form=forms.DIVISION,
        example="110108",
        note="培养方式为定向或委培的必填",
    ),
    RosterField(
        name="originCode",
        attribute="origin_code",
        label="生源地",
        code="syszddm",
        aliases=("生源所在地", "生源地代码", "生源所在地代码"),
        required=True,
        longest=6,
        form=forms.DIVISION,
        example="110108",
        note="6位行政区划代码，精确到区县",
    ),
    RosterField(
        name="teacherTypeCode",
        attribute="teacher_type_code",
        label="师范生类别",
        code="sfslb",
        aliases=("sfslbdm", "师范生"),
        required=True,
        longest=2,
        codes=TEACHER_TYPES,
        example="非师范生",
    ),
    RosterField(
        name="hardshipCode",
        attribute="hardship_code",
        label="困难生类别",
        code="knslb",
        aliases=("knslbdm", "困难生"),
        required=True,
        longest=1,
        codes=HARDSHIPS,
        example="非困难生",
    ),
    RosterField(
        name="enrolledMonth",
        attribute="enrolled_month",
        label="入学时间",
        code="rxsj",
        aliases=("入学年月",),
        required=True,
        longest=6,
        form=forms.MONTH,
        example="201909",
    ),
    RosterField(
        name="graduatedMonth",
        attribute="graduated_month",
        label="毕业时间",
        code="bysj",
        aliases=("毕业年月",),
        required=True,
        longest=6,
        form=forms.MONTH,
        example="202306",
    ),
    RosterField(
        name="archiveInSchool",
        attribute="archive_in_school",
        label="档案是否转入学校",
        code="dasfzrxx",
        required=True,
        longest=1,
        codes=YES_OR_NO,
        example="是",
    ),
    RosterField(
        name="hukouInSchool",
        attribute="hukou_in_school",
        label="户口是否转入学校",
        code="hksfzrxx",
        required=True,
        longest=1,
        codes=YES_OR_NO,
        example="否",
    ),
    RosterField(
        name="formerPoliceStation",
        attribute="former_police_station",
        label="入学前户口所在地派出所",
        code="rxqhkszdpcs",
        longest=80,
        example="测试派出所",
    ),
    RosterField(
        name="mobile",
        attribute="mobile",
        label="手机号码",
        code="sjhm",
        aliases=("手机", "手机号", "移动电话", "yddh"),
        required=True,
        longest=11,
        form=forms.MOBILE,
        example="19900000101",
    ),
    RosterField(
        name="email",
        attribute="email",
        label="电子邮箱",
        code="dzyx",
        aliases=("邮箱", "电子信箱"),
        longest=100,
        form=forms.EMAIL,
        example="name@example.com",
    ),
    RosterField(name="qq", attribute="qq", label="QQ号码", code="qqhm", aliases=("QQ",), longest=12, form=forms.QQ, example="100000001"),
    RosterField(name="homeAddress", attribute="home_address", label="家庭地址", code="jtdz", longest=100, example="测试路1号"),
    RosterField(
        name="homePhone", attribute="home_phone", label="家庭电话", code="jtdh", longest=20, form=forms.TELEPHONE, example="010-00000000"
    ),
    RosterField(
        name="homePostcode",
        attribute="home_postcode",
        label="家庭邮编",
        code="jtyb",
        aliases=("家庭地址邮编",),
        longest=6,
        form=forms.POSTCODE,
        example="100000",
    ),
)
"""In the order of a roster."""

BY_NAME: Final[Mapping[str, RosterField]] = MappingProxyType({field.name: field for field in FIELDS})
FIXED: Final = frozenset({"examNumber", "idNumber"})
"""Fields that say whom a row is about: they are never corrected. A wrong one is removed and enrolled anew."""
CORRECTABLE: Final = tuple(field for field in FIELDS if field.name not in FIXED and not field.checked_only)
KEPT: Final = tuple(field for field in FIELDS if field.name not in {"idNumber", "department"} and not field.checked_only)
"""What is kept in the graduate's own row as it is written; a number is kept sealed, and a department by its key."""

_BLANKS_AND_MARKS: Final = re.compile(r"[\s*＊:：]+|（.*?）|\(.*?\)")


def field_of_heading(heading: str) -> RosterField | None:
    """Return the field that a column's heading names, by its label, its code or an alias; None where it names none.

    Blanks, asterisks, colons, what stands in brackets and the case of letters are not looked at: people mark what is required.
    """
    return _headings().get(_plain(heading))


@cache
def _headings() -> Mapping[str, RosterField]:
    return {_plain(text): field for field in FIELDS for text in (field.label, field.code, field.name, *field.aliases)}


def _plain(heading: str) -> str:
    return _BLANKS_AND_MARKS.sub("", heading).lower()
