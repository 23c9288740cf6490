"""What a registration of another destination may say, category by category: everything at fault is told together."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from rules.codes import PROVINCES
from rules.destinations import CATEGORY_NAMES, DESTINATION_OF, allowed_codes
from rules.employer import is_phone
from rules.errors import InvalidInput, Refusals, RuleError
from rules.registration_errors import CategoryNotAllowed
from rules.registration_fields import FIELD_OF, FIELDS, FORM_OF, MOST_PROOFS, Asked, Content, Form, RegistrationField, Use, label_of, use_of
from rules.uscc import check_uscc

Value = str | bool | date | None
Values = Mapping[str, Value]
"""By the fields' GraphQL names; texts are trimmed, and what is not given is None or missing."""

_SIX: Final = re.compile(r"[0-9]{6}")
_FIVE: Final = re.compile(r"[0-9]{5}")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2099, 12, 31)
"""A day outside these is a slip of the keyboard."""
DEGREES_OF_SUBTYPE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"POSTGRADUATE": ("01", "11"), "SECOND_BACHELOR": ("25",), "TOP_UP": ("31",)}
)
"""What each kind of going on to study in China leads to."""


def check_category(category: str, allowed: str | None) -> None:
    """Raise InvalidInput for an unknown category, CategoryNotAllowed for one that the school's set-up does not take."""
    if category not in DESTINATION_OF:
        raise InvalidInput("category", "去向类别代码不在代码表中")
    if category not in allowed_codes(allowed):
        raise CategoryNotAllowed(CATEGORY_NAMES[category])


def check_details(category: str, values: Values, *, proofs: int, has_proof: bool = False) -> None:
    """Raise Refusals with everything that is wrong, in the order of the fields, the proof last. The category has been checked.

    `proofs` is how many files come with it; `has_proof` says whether some that prove the same came before.
    """
    problems = list(problems_of(FORM_OF[category], values, proofs=proofs, has_proof=has_proof))
    if problems:
        raise Refusals(problems)


def problems_of(form: Form, values: Values, *, proofs: int, has_proof: bool = False) -> Iterator[RuleError]:
    """Yield everything that is wrong with what fills a form, one a field."""
    for field in FIELDS:
        problem = _problem_of(form, field, values)
        if problem is not None:
            yield InvalidInput(field.name, problem)
    if form.proof is not None and proofs == 0 and not has_proof:
        yield InvalidInput("proofs", f"请上传证明材料（{form.proof}）")
    elif form.proof is None and proofs:
        yield InvalidInput("proofs", f"去向类别为“{CATEGORY_NAMES[form.category]}”时不需要证明材料")
    elif proofs > MOST_PROOFS:
        yield InvalidInput("proofs", f"证明材料一次不能超过{MOST_PROOFS}个文件")


def plain_values(given: Mapping[str, Value]) -> dict[str, Value]:
    """Return values trimmed, credit codes in capitals; a text of which nothing is left is None. Never raises."""
    plain = {name: (value.strip() or None) if isinstance(value, str) else value for name, value in given.items()}
    return {
        name: value.upper() if isinstance(value, str) and FIELD_OF[name].content is Content.USCC else value for name, value in plain.items()
    }


def kept_values(category: str, values: Values) -> dict[str, Value]:
    """Return every column that the details fill, by attribute; what the category has no place for is None."""
    return {field.attribute: values.get(field.name) if field.name in FORM_OF[category].fields else None for field in FIELDS}


def _problem_of(form: Form, field: RegistrationField, values: Values) -> str | None:
    """Return the Chinese phrase for what is wrong with a field; None where nothing is."""
    asked, value = form.fields.get(field.name), values.get(field.name)
    use = Use.FORBIDDEN if asked is None else use_of(asked, values)
    label = field.label if asked is None else label_of(asked)
    if value is None:
        return f"{label}不能为空" if use is Use.REQUIRED else None
    if asked is None or use is Use.FORBIDDEN:
        return _misplaced(form, asked, label)
    return _malformed(form, field, label, value) or _contradiction(form, field, label, values)


def _misplaced(form: Form, asked: Asked | None, label: str) -> str:
    if asked is not None and asked.conditions:
        return f"按所填的其他内容，{label}不应填写"
    return f"去向类别为“{CATEGORY_NAMES[form.category]}”时不填{label}"


def _malformed(form: Form, field: RegistrationField, label: str, value: str | bool | date) -> str | None:
    if field.content is Content.FLAG:
        return None
    if isinstance(value, date):
        return None if EARLIEST <= value <= LATEST else f"{label}不是合理的日期"
    text = str(value)
    if field.content is Content.CODE:
        codes = DESTINATION_OF[form.category].subtypes if field.name == "subtype" else field.codes or {}
        return None if text in codes else f"{label}代码不在代码表中"
    if _CONTROL.search(text):
        return f"{label}含有无法保存的字符"
    if len(text) > field.longest:
        return f"{label}不能超过{field.longest}字"
    return _misshapen(field, label, text)


def _misshapen(field: RegistrationField, label: str, text: str) -> str | None:
    match field.content:
        case Content.USCC:
            try:
                check_uscc(text)
            except InvalidInput as problem:
                return problem.problem
        case Content.DIVISION if not (_SIX.fullmatch(text) and text[:2] in PROVINCES):
            return f"{label}须为6位行政区划代码"
        case Content.PHONE if not is_phone(text):
            return f"{label}须为6至20位数字，可含区号与短横线"
        case Content.SCHOOL_CODE if not _FIVE.fullmatch(text):
            return f"{label}须为5位数字"
    return None


def _contradiction(form: Form, field: RegistrationField, label: str, values: Values) -> str | None:
    """Return what does not go together with another field, which may itself be at fault and is then told by itself."""
    degrees = DEGREES_OF_SUBTYPE.get(str(values.get("subtype")))
    if form.category == "80" and field.name == "admittedDegree" and degrees and values["admittedDegree"] not in degrees:
        return f"{label}与去向细类不一致"
    return None
