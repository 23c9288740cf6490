"""Invented basic data of graduates: what a roster says beside name and studies, the same for the same ordinal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from demo.timeline import CLASS_YEAR
from rules.codes import DIRECTED_MODES
from rules.identity import sex_of

_ETHNICITIES: Final = ("01",) * 10 + ("11", "03", "08", "01", "05")
_POLITICAL: Final = ("03", "03", "03", "01", "03", "13", "02")
_ORIGINS: Final = ("110108", "130102", "210102", "320102", "330106", "370102", "410102", "420106", "430102", "440106", "510107", "610113")
"""Counties that there are: nobody is known by where it comes from."""
_HARDSHIPS: Final = ("0", "0", "0", "2", "0", "0", "1", "0")
_YEARS: Final = {"01": "4", "11": "3", "31": "4", "41": "3"}
"""Years of study by degree."""


def basics_of(ordinal: int, id_number: str, degree_code: str, training_mode: str, confirmed_at: datetime | None) -> dict[str, Any]:
    """Return the columns of `GraduateRow` that its roster fills and its studies do not; `confirmed_at` is the graduate's word for them."""
    years = _YEARS[degree_code]
    is_directed = training_mode in DIRECTED_MODES
    return {
        "sex_code": sex_of(id_number),
        "ethnicity_code": _at(_ETHNICITIES, ordinal),
        "political_status_code": _at(_POLITICAL, ordinal),
        "class_name": f"{CLASS_YEAR - int(years)}级{1 + ordinal % 4}班",
        "study_years": years,
        "directed_unit": "测试测试中学" if is_directed else None,
        "directed_division": _at(_ORIGINS, ordinal) if is_directed else None,
        "origin_code": _at(_ORIGINS, ordinal),
        "teacher_type_code": "1" if is_directed else "2",
        "hardship_code": _at(_HARDSHIPS, ordinal),
        "enrolled_month": f"{CLASS_YEAR - int(years)}09",
        "graduated_month": f"{CLASS_YEAR}06",
        "archive_in_school": ordinal % 10 != 0,
        "hukou_in_school": ordinal % 2 == 0,
        "mobile": f"1990{ordinal % 10**7:07}",
        "email": f"graduate{ordinal}@example.com",
        "home_address": f"测试路{1 + ordinal % 300}号",
        "confirmed_at": confirmed_at,
    }


def _at(words: Sequence[str], ordinal: int) -> str:
    return words[ordinal % len(words)]
