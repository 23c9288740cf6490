"""What a school's roster (毕业生名册) may say of a graduate, field by field (domain: 基本信息)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rules.codes import DIRECTED_MODES, SEXES
from rules.errors import InvalidInput
from rules.identity import birth_of, check_id_number, normalise_id_number, sex_of
from rules.roster_fields import BY_NAME, FIELDS, FIXED, YES_OR_NO, RosterField
from rules.roster_forms import DAY, MONTH

MOST_AT_ONCE: Final = 100
"""Rows of one act. A file is imported as a whole; whatever else enrols thousands does it in as many acts, each whole or not at all."""

NAMES: Final[Mapping[str, str]] = {each.name: each.label for each in FIELDS}
"""Input field -> what users call it, in the order of a roster."""

_SEPARATED: Final = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]?(?:([0-9]{1,2})日?)?(?:[T ].*)?)?")
"""202606 as people and spreadsheets write it: 2026-06, 2026/6, 2026年6月, 2026-06-30T00:00:00."""
_WINTER: Final = 9
"""From September on, a graduation of the year before belongs to a class year too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One graduate as the roster has it, trimmed; `id_number` is normalised, code fields hold codes.

    `values` are the texts by the fields' attributes, None where there is none; `checked_only` fields are among them.
    """

    values: Mapping[str, str | None] = field(repr=False)

    def __getitem__(self, attribute: str) -> str | None:
        """Return what stands in a field, by its attribute; None where nothing does."""
        return self.values.get(attribute)

    def text(self, attribute: str) -> str:
        """Return what stands in a required field. Raises ValueError where nothing does, which `problems_of` has told."""
        value = self.values.get(attribute)
        if value is None:
            raise ValueError(f"nothing stands in {attribute}")
        return value

    @property
    def id_number(self) -> str:
        """The identity number, normalised."""
        return self.text("id_number")


def plain_value(field: RosterField, text: str) -> str:
    """Return a trimmed text as it is kept: a code for the words of its table, digits for a month however it is written. Never raises."""
    if field.codes is not None:
        return _code_of(field, text)
    if field.name == "idNumber":
        return normalise_id_number(text)
    if field.form in (MONTH, DAY):
        return _digits_of(text, with_day=field.form is DAY)
    if field.name == "studyYears":
        return text.removesuffix("年").removesuffix(".0")
    return text


def check_field(field: RosterField, value: str | None, *, today: date) -> None:
    """Raise InvalidInput unless the value, as `plain_value` returns it, may stand in the field; None is nothing at all."""
    if value is None:
        if field.required:
            raise InvalidInput(field.name, f"{field.label}不能为空")
    elif field.codes is not None:
        if value not in field.codes:
            raise InvalidInput(field.name, f"{field.label}代码不在代码表中")
    elif field.name == "idNumber":
        check_id_number(value, today=today)
    elif len(value) > field.longest:
        raise InvalidInput(field.name, f"{field.label}不能超过{field.longest}字")
    elif field.form is not None and not field.form.pattern.fullmatch(value):
        named = field.form.problem if field.label in field.form.problem else f"{field.label}{field.form.problem}"
        raise InvalidInput(field.name, named)


def contradictions(values: Mapping[str, str | None], *, class_year: int, school_code: str) -> Iterator[InvalidInput]:
    """Yield what does not go together in fields that are each right by themselves; values are by attribute, None where not given."""
    number, graduated, enrolled = values.get("id_number"), values.get("graduated_month"), values.get("enrolled_month")
    if number and values.get("sex_code") in SEXES and values["sex_code"] != sex_of(number):
        yield InvalidInput("sexCode", "性别与身份证号不一致")
    if number and values.get("birth_date") not in (None, f"{birth_of(number):%Y%m%d}"):
        yield InvalidInput("birthDate", "出生日期与身份证号不一致")
    if values.get("school_code") not in (None, school_code):
        yield InvalidInput("schoolCode", "院校代码不是本校的代码")
    if values.get("training_mode") in DIRECTED_MODES:
        for name in ("directedUnit", "directedDivision"):
            if not values.get(BY_NAME[name].attribute):
                yield InvalidInput(name, f"培养方式为定向或委培的，{NAMES[name]}不能为空")
    if graduated and not f"{class_year - 1}{_WINTER:02}" <= graduated <= f"{class_year}12":
        yield InvalidInput("graduatedMonth", f"毕业时间不属于{class_year}届")
    if graduated and enrolled and enrolled >= graduated:
        yield InvalidInput("enrolledMonth", "入学时间须早于毕业时间")


def problems_of(entry: RosterEntry, *, class_year: int, school_code: str, today: date) -> Iterator[InvalidInput]:
    """Yield everything that is wrong with an entry, in the order of its fields, one a field; nothing where it may be written."""
    found: dict[str | None, InvalidInput] = {}
    right: dict[str, str | None] = {}
    for each in FIELDS:
        try:
            check_field(each, entry[each.attribute], today=today)
            right[each.attribute] = entry[each.attribute]
        except InvalidInput as problem:
            found[each.name] = problem
    for told in contradictions(right, class_year=class_year, school_code=school_code):
        found.setdefault(told.field, told)
    yield from (found[each.name] for each in FIELDS if each.name in found)


def check_correction(field: RosterField) -> None:
    """Raise InvalidInput for a field that is never corrected."""
    if field.name in FIXED or field.checked_only:
        raise InvalidInput(field.name, f"{field.label}登记后不能更改")


def _code_of(field: RosterField, text: str) -> str:
    """Return the code that a text means: itself, or the one whose words it is; the text where it means none."""
    codes = field.codes or {}
    if text in codes:
        return text
    if field.codes is YES_OR_NO and text.upper() in {"Y", "N"}:
        return "1" if text.upper() == "Y" else "0"
    words = text.removesuffix("族") if field.name == "ethnicityCode" else text
    for code, meaning in codes.items():
        if words == meaning or text == f"{code}{meaning}" or text == f"{code} {meaning}":
            return code
    padded = text.zfill(field.longest)
    return padded if text.isascii() and text.isdecimal() and padded in codes and "0" in padded[:1] else text


def _digits_of(text: str, *, with_day: bool) -> str:
    """Return a month or a day as digits; the text where it is neither."""
    match = _SEPARATED.fullmatch(text)
    if match is None:
        return text[:6] if not with_day and DAY.pattern.fullmatch(text) else text
    year, month, day = match.groups()
    if with_day:
        return f"{year}{int(month):02}{int(day):02}" if day else text
    return f"{year}{int(month):02}"
