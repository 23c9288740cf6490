"""The fields of a registration of another destination (去向登记), and which of them each category asks for, with what proof.

One table for everybody who reads or writes a registration: the checks, the input and its descriptions, the forms that clients draw, the
report to the employment system. Source: domain, fields by category; where it names a part, the part's fields are those of an employer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rules.codes import EMPLOYER_NATURES, INDUSTRIES, POSITION_CATEGORIES, STUDY_DEGREES
from rules.countries import COUNTRIES
from rules.destinations import CATEGORY_NAMES, SUBTYPE_NAMES


class Use(StrEnum):
    """Whether a form asks for a field, takes it, or has no place for it."""

    REQUIRED = "REQUIRED"
    OPTIONAL = "OPTIONAL"
    FORBIDDEN = "FORBIDDEN"


class Content(StrEnum):
    """What may stand in a field."""

    TEXT = "TEXT"
    CODE = "CODE"
    USCC = "USCC"
    DIVISION = "DIVISION"
    POSTCODE = "POSTCODE"
    PHONE = "PHONE"
    SCHOOL_CODE = "SCHOOL_CODE"
    FLAG = "FLAG"
    DAY = "DAY"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationField:
    """One field. `name` is the GraphQL name, `attribute` that of the column; `english` is what it is, for developers."""

    name: str
    attribute: str
    label: str
    english: str
    content: Content = Content.TEXT
    longest: int = 0
    """Characters, of a text."""
    codes: Mapping[str, str] | None = None
    example: str | bool


ANYTHING: Final[tuple[str, ...]] = ()
"""In a condition: whatever is given, so long as something is."""


@dataclass(frozen=True, slots=True)
class When:
    """A condition: the use of a field where every named field has one of these values (`ANYTHING` = any value)."""

    holds: Mapping[str, tuple[str, ...]]
    use: Use


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as one form asks for it: the first condition that holds decides, or else `use`."""

    name: str
    use: Use = Use.REQUIRED
    label: str = ""
    """What the form calls it, where not by its usual name."""
    conditions: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What one category asks for. A field that is not among `asked` is forbidden."""

    category: str
    asked: tuple[Asked, ...]
    proof: str | None = None
    """What has to be uploaded (证明材料); None where nothing has to be."""
    fields: Mapping[str, Asked] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the fields by their names."""
        object.__setattr__(self, "fields", MappingProxyType({each.name: each for each in self.asked}))


def _field(name: str, label: str, english: str, longest: int = 0, *, example: str | bool, **more: object) -> RegistrationField:
    attribute = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return RegistrationField(name=name, attribute=attribute, label=label, english=english, longest=longest, example=example, **more)  # type: ignore[arg-type]


FIELDS: Final[tuple[RegistrationField, ...]] = (
    _field("subtype", "去向细类", "Subtype", codes=SUBTYPE_NAMES, content=Content.CODE, example="LOOKING"),
    _field("employerName", "单位名称", "The employer's or service unit's name", 60, example="测试测试公司"),
    _field("employerUscc", "统一社会信用代码", "Its unified social credit code", 18, content=Content.USCC, example="91110000FAKE00013H"),
    _field("employerNature", "单位性质", "What it is", codes=EMPLOYER_NATURES, content=Content.CODE, example="39"),
    _field("employerIndustry", "单位行业", "Its industry", codes=INDUSTRIES, content=Content.CODE, example="34"),
    _field("division", "所在地", "Where that is, a division of six digits", 6, content=Content.DIVISION, example="110108"),
    _field("employerAddress", "单位地址", "The employer's address", 100, example="测试路1号"),
    _field("employerContact", "单位联系人", "Whom to ask there", 40, example="测试联系人"),
    _field("employerPhone", "联系电话", "Their telephone", 20, content=Content.PHONE, example="010-00000000"),
    _field("positionCategory", "工作职位类别", "Position's category", codes=POSITION_CATEGORIES, content=Content.CODE, example="13"),
    _field("position", "岗位名称", "Job title", 60, example="工程师"),
    _field("country", "国家或地区", "Country or region abroad, ISO 3166-1 alpha-3", codes=COUNTRIES, content=Content.CODE, example="GBR"),
    _field("admittedSchoolCode", "院校代码", "Code of the school gone on to, five digits", 5, content=Content.SCHOOL_CODE, example="10003"),
    _field("admittedSchoolName", "院校名称", "Name of the school gone on to", 100, example="测试大学"),
    _field("admittedMajor", "专业", "Major gone on to", 60, example="哲学"),
    _field("admittedDegree", "学历层次", "Degree gone on to", codes=STUDY_DEGREES, content=Content.CODE, example="11"),
    _field("isFullTime", "是否全日制", "Whether that is full time", content=Content.FLAG, example=True),
    _field("entityName", "创业实体名称", "Name of what was founded", 60, example="测试工作室"),
    _field(
        "entityUscc", "创业实体统一社会信用代码", "Its unified social credit code", 18, content=Content.USCC, example="91110000FAKE00021C"
    ),
    _field("role", "本人角色", "What the graduate is in it", 40, example="法定代表人"),
    _field("occupation", "职业内容", "What the graduate lives by", 100, example="自由撰稿"),
    _field("wish", "就业意愿", "What the graduate wishes for", 200, example="希望从事教育行业"),
    _field("startDate", "开始日期", "First day", content=Content.DAY, example="2023-07-01"),
)
"""Every field but the category, in the order of a form."""

FIELD_OF: Final[Mapping[str, RegistrationField]] = MappingProxyType({each.name: each for each in FIELDS})

_OPTIONAL: Final = Use.OPTIONAL
_ABROAD: Final = {"subtype": ("INTERNATIONAL_ORGANISATION",)}


def _employer(*uscc: When, division: tuple[When, ...] = ()) -> tuple[Asked, ...]:
    """Return the employer's part of a form. The army has no credit code that it would tell."""
    return (
        Asked("employerName"),
        Asked("employerUscc", conditions=(When({"employerNature": ("40",)}, _OPTIONAL), *uscc)),
        Asked("employerNature"),
        Asked("employerIndustry"),
        Asked("division", label="单位所在地", conditions=division),
        Asked("employerAddress", _OPTIONAL),
        Asked("employerContact"),
        Asked("employerPhone"),
        Asked("positionCategory"),
        Asked("position", _OPTIONAL),
        Asked("startDate", _OPTIONAL, label="报到日期"),
    )


_SUBTYPE: Final = Asked("subtype")
_WISH: Final = Asked("wish", _OPTIONAL)
_SERVICE: Final = (
    _SUBTYPE,
    Asked("employerName", label="服务单位"),
    Asked("division", label="服务地"),
    Asked("startDate", _OPTIONAL, label="服务开始日期"),
)
_WORKING: Final = When({"employerName": ANYTHING}, Use.FORBIDDEN)
"""Abroad somebody studies, or works: not both."""

FORMS: Final[tuple[Form, ...]] = (
    Form(
        category="10",
        proof="录用接收函、录用通知、文职或士官协议书、境外接收证明等",
        asked=(
            _SUBTYPE,
            *_employer(When(_ABROAD, _OPTIONAL), division=(When(_ABROAD, _OPTIONAL),)),
            Asked(
                "country",
                Use.FORBIDDEN,
                conditions=(When({**_ABROAD, "division": ANYTHING}, Use.FORBIDDEN), When(_ABROAD, Use.REQUIRED)),
            ),
        ),
    ),
    Form(category="11", proof="劳动合同", asked=_employer()),
    Form(category="12", proof="用人单位证明", asked=_employer()),
    Form(category="27", proof="科研助理或管理助理聘用证明", asked=(_SUBTYPE, *_employer())),
    Form(
        category="46",
        proof="预定兵通知书或入伍通知书",
        asked=(Asked("division", label="征兵办所在地"), Asked("startDate", _OPTIONAL, label="入伍日期")),
    ),
    Form(category="50", proof="项目录用名单或通知书", asked=_SERVICE),
    Form(category="51", proof="项目录用名单或通知书", asked=_SERVICE),
    Form(
        category="75",
        proof="营业执照、孵化协议或网店信息截图",
        asked=(
            _SUBTYPE,
            Asked("entityName"),
            # A shop within a platform, or a team in an incubator, need not be registered with anybody.
            Asked("entityUscc", conditions=(When({"subtype": ("INCUBATOR", "ONLINE_SHOP")}, _OPTIONAL),)),
            Asked("division", label="创业地"),
            Asked("role"),
            Asked("startDate", _OPTIONAL, label="创业开始日期"),
        ),
    ),
    Form(
        category="76",
        proof="本人签字的自由职业声明",
        asked=(Asked("occupation"), Asked("division", label="从业地"), Asked("startDate", _OPTIONAL)),
    ),
    Form(
        category="80",
        proof="录取通知书或拟录取名单",
        asked=(
            _SUBTYPE,
            Asked("admittedSchoolCode"),
            Asked("admittedSchoolName", label="升学院校"),
            Asked("admittedMajor"),
            Asked("admittedDegree"),
            Asked("isFullTime"),
            Asked("startDate", _OPTIONAL, label="入学日期"),
        ),
    ),
    Form(
        category="85",
        proof="境外录取或录用通知、签证等",
        asked=(
            Asked("country"),
            Asked("admittedSchoolName", label="境外院校", conditions=(_WORKING,)),
            Asked("admittedDegree", conditions=(_WORKING,)),
            Asked("admittedMajor", _OPTIONAL, conditions=(_WORKING,)),
            Asked("employerName", _OPTIONAL, label="境外单位"),
            Asked("position", Use.FORBIDDEN, conditions=(When({"employerName": ANYTHING}, _OPTIONAL),)),
            Asked("startDate", _OPTIONAL, label="出国（境）日期"),
        ),
    ),
    Form(category="70", asked=(_SUBTYPE, _WISH)),
    Form(category="71", asked=(_WISH,)),
    Form(category="72", asked=(_SUBTYPE, _WISH)),
)
"""In the order of the categories."""

FORM_OF: Final[Mapping[str, Form]] = MappingProxyType({each.category: each for each in FORMS})
MOST_PROOFS: Final = 5
"""Files of one registration: a contract is often several pictures."""


def use_of(asked: Asked, values: Mapping[str, object]) -> Use:
    """Return how a form uses a field beside other values, which are by the fields' names; what is not given is None or missing."""
    for condition in asked.conditions:
        if all(_is_one_of(values.get(name), wanted) for name, wanted in condition.holds.items()):
            return condition.use
    return asked.use


def label_of(asked: Asked) -> str:
    """Return what a form calls a field."""
    return asked.label or FIELD_OF[asked.name].label


def _is_one_of(value: object, wanted: tuple[str, ...]) -> bool:
    return value is not None and (not wanted or value in wanted)


assert tuple(FORM_OF) == tuple(CATEGORY_NAMES)
